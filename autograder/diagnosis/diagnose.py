"""What is wrong with a task that failed, the most likely first.

The order is that in which a teacher would look: form (None, shape, dtype, NaN: said by the verdicts
themselves), a misconception that explains every case, two of them together, a relation to the right
numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from autograder.diagnosis import naming
from autograder.diagnosis.dtypes import wrong_dtype
from autograder.diagnosis.localisation import what_is_right
from autograder.diagnosis.relations import Relation, relation
from autograder.model.answer_key import AnswerKey, KeyMisconception, KeyTask
from autograder.model.checks import Role, Verdict
from autograder.model.observation import Observation, Value
from autograder.model.report import Finding
from autograder.numerics.comparison import same_form

# Before a whole sentence about a relation.
BESIDE_EARLIER = "This comes beside the error in your {task}. {relation}"
BESIDE_THAT = "This comes beside what is named above. {relation}"


@dataclass(frozen=True)
class Diagnosis:
    """What is wrong with a task (most likely first), and sentences on what is right."""

    findings: tuple[Finding, ...] = ()
    remarks: tuple[str, ...] = ()

    def with_remark(self, remark: str) -> Diagnosis:
        """The same with one more sentence, unless it is empty."""
        return replace(self, remarks=(*self.remarks, remark)) if remark else self


@dataclass(frozen=True, eq=False)
class _Wrong:
    """A task that failed: what came, and the cases with wrong values."""

    key: AnswerKey
    task: KeyTask
    observations: Sequence[Observation]
    verdicts: Sequence[Verdict]
    earlier: Sequence[KeyMisconception]
    places: tuple[int, ...]

    @property
    def evidence(self) -> str:
        """What shows that something is wrong."""
        return next((one.message for one in self.verdicts if one.failed), "")

    def named(self, *misconceptions: KeyMisconception) -> tuple[Finding, ...]:
        """Findings of misconceptions."""
        return tuple(self._finding(one.id, one.says, one.hint) for one in misconceptions)

    def related(self, found: Relation, template: str = "{relation}", **words: str) -> Finding:
        """The finding of a relation, perhaps with a sentence before it."""
        says = template.format(relation=found.says, **words)
        return self._finding(found.id, says, found.hint)

    def _finding(self, id: str, says: str, hint: str) -> Finding:
        return Finding(id=id, task=self.task.name, says=says, hint=hint, evidence=self.evidence)


def diagnose(
    key: AnswerKey,
    task: KeyTask,
    observations: Sequence[Observation],
    verdicts: Sequence[Verdict],
    named: Sequence[KeyMisconception],
    earlier: Sequence[KeyMisconception] = (),
) -> Diagnosis:
    """Explain a task that failed; `named` are the misconceptions that explain it alone.

    `earlier` are those of tasks that it builds on, named there.
    """
    places = _wrong_places(task, verdicts)
    wrong = _Wrong(key, task, observations, verdicts, earlier, places)
    findings = wrong.named(*named) if named else _explained(wrong)
    return Diagnosis(findings, _remarks(wrong))


def _wrong_places(task: KeyTask, verdicts: Sequence[Verdict]) -> tuple[int, ...]:
    """The cases with an expected value of the checks that compare values and failed."""
    found = {
        place
        for check, verdict in zip(task.checks, verdicts, strict=True)
        if check.role == Role.REQUIRED and check.compares_values and verdict.failed
        for place in check.cases
        if isinstance(task.expected[place], Value)
    }
    return tuple(sorted(found))


def _explained(wrong: _Wrong) -> tuple[Finding, ...]:
    """What explains results that no single misconception gives."""
    key, task, observations = wrong.key, wrong.task, wrong.observations
    together = naming.by_trace(key, task, observations) or naming.by_tensor(key, task, observations)
    if together:
        return wrong.named(*together)
    if not wrong.places:
        dtype = wrong_dtype(task, observations, wrong.verdicts)
        return (wrong.related(dtype),) if dtype else ()
    related = relation(naming.pairs(task, observations, task.expected, wrong.places))
    # A relation to the right numbers is the simpler story, if it tells all of it: not where
    # elements are singled out, nor where a result is not finite.
    whole = related is not None and not related.id.startswith("wrong-") and _is_finite(wrong)
    composed = () if whole else _composed(wrong)
    if composed:
        return composed
    return (wrong.related(related),) if related is not None else ()


def _composed(wrong: _Wrong) -> tuple[Finding, ...]:
    """An error of an earlier task or a misconception of this one, with a factor on top of it."""
    key, task, observations = wrong.key, wrong.task, wrong.observations
    beside = naming.beside_earlier(key, task, observations, wrong.earlier, wrong.places)
    if beside is not None:
        if beside.own is not None:
            return wrong.named(beside.own)
        return (wrong.related(beside.factor, BESIDE_EARLIER, task=beside.cause.task),)
    composed = naming.with_relation(key, task, observations)
    if composed is not None:
        misconception, on_top = composed
        return (*wrong.named(misconception), wrong.related(on_top, BESIDE_THAT))
    return ()


def _is_finite(wrong: _Wrong) -> bool:
    """Whether every result is finite where it should be."""
    return all(
        same_form(mine.value, right.value, dtype=False)
        for mine, right in zip(wrong.observations, wrong.task.expected, strict=True)
        if isinstance(mine, Value) and isinstance(right, Value)
    )


def _remarks(wrong: _Wrong) -> tuple[str, ...]:
    results = [
        (mine.value, right.value)
        for place in wrong.places
        if isinstance(mine := wrong.observations[place], Value)
        and isinstance(right := wrong.task.expected[place], Value)
    ]
    said = what_is_right(results) if results else ""
    return (said,) if said else ()
