"""From wrong numbers to the idea that is wrong, where it enters, and what is already right.

The order is that in which a teacher would look: form (None, shape, dtype, NaN: said by the verdicts
themselves), a misconception that explains every case, two of them together, a relation to the right
numbers. What is found is never a formula and never an expected value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from autograder.diagnosis import naming
from autograder.diagnosis.dtypes import dtype_slip
from autograder.diagnosis.localisation import what_is_right
from autograder.diagnosis.relations import Relation, relation
from autograder.model.answer_key import MEASURED, AnswerKey, KeyMisconception, KeyTask, Observation
from autograder.model.outcomes import Outcome
from autograder.model.report import Finding
from autograder.numerics import comparison
from autograder.rubric.verdicts import Verdict


@dataclass(frozen=True)
class Diagnosis:
    """What is wrong with a task (most likely first), and sentences on what is right."""

    findings: tuple[Finding, ...] = ()
    remarks: tuple[str, ...] = ()

    def with_remark(self, remark: str) -> Diagnosis:
        """The same with one more sentence, unless it is empty."""
        return replace(self, remarks=(*self.remarks, remark)) if remark else self


def diagnose(
    key: AnswerKey,
    task: KeyTask,
    observations: Sequence[Observation],
    found: Sequence[Verdict],
    named: Sequence[KeyMisconception],
    earlier: Sequence[KeyMisconception] = (),
) -> Diagnosis:
    """Explain a task that failed; `named` are the misconceptions that explain it alone.

    `earlier` are those of tasks that it builds on, named there.
    """
    evidence = next((verdict.message for verdict in found if verdict.outcome == Outcome.FAILED), "")
    places = sorted(
        {
            place
            for check, verdict in zip(task.checks, found, strict=True)
            if check.role == "value"
            and check.kind in MEASURED
            and verdict.outcome == Outcome.FAILED
            for place in check.cases
            if "value" in task.expected[place]
        }
    )
    remarks = _remarks(task, observations, places)
    if named:
        return Diagnosis(tuple(_named(mistake, task, evidence) for mistake in named), remarks)
    together = naming.by_trace(key, task, observations) or naming.by_tensor(key, task, observations)
    if together:
        return Diagnosis(tuple(_named(mistake, task, evidence) for mistake in together), remarks)
    if not places:
        slip = dtype_slip(task, observations, found)
        return Diagnosis((_related(slip, task, evidence),) if slip else (), remarks)
    related = relation(naming.pairs(task, observations, task.expected, places))
    # A relation to the right numbers is the simpler story, if it tells all of it: not where
    # elements are singled out, nor where a result is not finite.
    whole = related is not None and not related.id.startswith("wrong-")
    if whole and _is_finite(task, observations):
        assert related is not None
        return Diagnosis((_related(related, task, evidence),), remarks)
    beside_earlier = naming.on_earlier(key, task, observations, earlier, places)
    if beside_earlier is not None:
        cause, factor, own = beside_earlier
        if own is not None:
            return Diagnosis((_named(own, task, evidence),), remarks)
        said = f"Beside the slip in your {cause.task}: {_lower(factor.says)}"
        return Diagnosis((_related(replace(factor, says=said), task, evidence),), remarks)
    composed = naming.with_relation(key, task, observations)
    if composed is not None:
        mistake, on_top = composed
        beside = Relation(on_top.id, f"Beside that: {_lower(on_top.says)}", on_top.hint)
        findings = (_named(mistake, task, evidence), _related(beside, task, evidence))
        return Diagnosis(findings, remarks)
    if related is not None:
        return Diagnosis((_related(related, task, evidence),), remarks)
    return Diagnosis((), remarks)


def _is_finite(task: KeyTask, observations: Sequence[Observation]) -> bool:
    """Whether every result is finite where it should be."""
    return all(
        comparison.same_form(mine["value"], right["value"], dtype=False)
        for mine, right in zip(observations, task.expected, strict=True)
        if "value" in mine and "value" in right
    )


def _remarks(
    task: KeyTask, observations: Sequence[Observation], places: Sequence[int]
) -> tuple[str, ...]:
    results = [
        (observations[place]["value"], task.expected[place]["value"])
        for place in places
        if "value" in observations[place]
    ]
    said = what_is_right(results) if results else ""
    return (said,) if said else ()


def _named(mistake: KeyMisconception, task: KeyTask, evidence: str) -> Finding:
    return Finding(
        id=mistake.id, task=task.name, says=mistake.says, hint=mistake.hint, evidence=evidence
    )


def _related(found: Relation, task: KeyTask, evidence: str) -> Finding:
    return Finding(id=found.id, task=task.name, says=found.says, hint=found.hint, evidence=evidence)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
