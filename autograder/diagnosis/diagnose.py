"""What is wrong with a task that failed, the most likely first.

The order is that in which a teacher would look: form (None, shape, dtype, NaN: said by the verdicts
themselves), a misconception that explains every case, digits, two misconceptions together, a
relation to the right numbers. What fails on extreme inputs alone is explained apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from autograder.diagnosis import composed, naming
from autograder.diagnosis.dtypes import wrong_dtype
from autograder.diagnosis.evidence import Parts, first_message
from autograder.diagnosis.localisation import tensors, what_is_right
from autograder.diagnosis.naming import Names
from autograder.diagnosis.precision import EVIDENCE, only_digits
from autograder.diagnosis.relations import Relation, relation
from autograder.diagnosis.together import by_place
from autograder.model.answer_key import AnswerKey, KeyMisconception, KeyTask
from autograder.model.checks import Role, Verdict
from autograder.model.observation import Observation, Value
from autograder.model.report import Finding
from autograder.numerics import precision
from autograder.numerics.comparison import compare, same_form
from autograder.rubric.troubles import by_differences
from autograder.rubric.verdicts import almost_right

# Before a whole sentence about a relation.
BESIDE_EARLIER = "This comes beside the error in your {task}. {relation}"
BESIDE_THAT = "This comes beside what is named above. {relation}"
DIFFERENCES = (
    "found-by-differences",
    "The derivative is found by differences: by evaluating a function at points nearby.",
    "How many evaluations does that take if there are a million parameters, and how many does the "
    "chain rule take?",
)
ONE_OF = "One of {count} explanations that fit equally well: {says}"


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
        """What shows that something is wrong: with values, if any are."""
        pairs = zip(self.task.checks, self.verdicts, strict=True)
        of_values = [verdict for check, verdict in pairs if check.compares_values]
        return first_message(of_values) or first_message(self.verdicts)

    @property
    def at_extremes(self) -> str:
        """What shows that something is wrong on extreme inputs."""
        pairs = zip(self.task.checks, self.verdicts, strict=True)
        return first_message([verdict for check, verdict in pairs if check.extremes])

    def named(
        self, groups: Sequence[Sequence[KeyMisconception]], evidence: str = ""
    ) -> tuple[Finding, ...]:
        """Findings of misconceptions, of which one of each group is the one."""
        return tuple(
            self.finding(part.id, _one_of(group, part.says), part.hint, evidence)
            for group in groups
            for one in group
            for part in self._parts(one)
        )

    def _parts(self, one: KeyMisconception) -> Sequence[KeyMisconception]:
        """The misconceptions that it is made of: one, or two."""
        known = {other.id: other for other in self.key.misconceptions}
        return [known[part] for part in one.parts] or [one]

    def related(self, found: Relation, template: str = "{relation}", **words: str) -> Finding:
        """The finding of a relation, perhaps with a sentence before it."""
        says = template.format(relation=found.says, **words)
        return self.finding(found.id, says, found.hint)

    def finding(self, id: str, says: str, hint: str, evidence: str = "") -> Finding:
        """A finding of this task."""
        return Finding(
            id=id, task=self.task.name, says=says, hint=hint, evidence=evidence or self.evidence
        )


def _one_of(group: Sequence[KeyMisconception], says: str) -> str:
    return says if len(group) == 1 else ONE_OF.format(count=len(group), says=says)


def diagnose(
    key: AnswerKey,
    task: KeyTask,
    observations: Sequence[Observation],
    verdicts: Sequence[Verdict],
    names: Names,
    earlier: Sequence[KeyMisconception] = (),
) -> Diagnosis:
    """Explain a task that failed; `names` are the misconceptions that explain all of it.

    `earlier` are those of tasks that it builds on, named there.
    """
    places = _wrong_places(task, verdicts, observations)
    wrong = _Wrong(key, task, observations, verdicts, earlier, places)
    if by_differences(observations) is not None:
        return Diagnosis((wrong.finding(*DIFFERENCES),))
    findings = wrong.named(names.groups) if names.fitting else _explained(wrong)
    return Diagnosis(findings, _remarks(wrong))


def _wrong_places(
    task: KeyTask, verdicts: Sequence[Verdict], observations: Sequence[Observation]
) -> tuple[int, ...]:
    """The cases with an expected value of the checks that compare values and failed.

    Without those that are almost right, which nothing but digits explains.
    """
    found = {
        place
        for check, verdict in zip(task.checks, verdicts, strict=True)
        if check.role == Role.REQUIRED and check.compares_values and verdict.failed
        for place in check.cases
        if isinstance(right := task.expected[place], Value)
        and not _only_digits_differ(observations[place], right)
    }
    return tuple(sorted(found))


def _only_digits_differ(mine: Observation, right: Value) -> bool:
    return (
        isinstance(mine, Value)
        and precision.nearly(mine.value, right.value)
        and compare(mine.value, right.value) is not None
    )


def _explained(wrong: _Wrong) -> tuple[Finding, ...]:
    """What explains results that no single misconception gives: values and extremes apart."""
    key, task, observations = wrong.key, wrong.task, wrong.observations
    numbers, traces = composed.by_trace(key, task, observations)
    values = wrong.named(numbers) or _values_explained(wrong)
    if traces:
        return (*values, *wrong.named(traces))
    if not wrong.at_extremes:
        return values
    extremes = naming.as_groups(naming.extremes_alone(key, task, observations))
    return (*values, *wrong.named(extremes, wrong.at_extremes))


def _values_explained(wrong: _Wrong) -> tuple[Finding, ...]:
    """What explains the values, whatever comes on extreme inputs."""
    key, task, observations = wrong.key, wrong.task, wrong.observations
    digits = almost_right(task, observations)
    groups = naming.as_groups(naming.values_alone(key, task, observations))
    if not groups and digits is None:
        groups = composed.by_tensor(key, task, observations)
        groups = groups or by_place(key, task, observations)
    if groups:
        return wrong.named(groups)
    if not wrong.places or digits is not None:
        dtype = wrong_dtype(task, observations, wrong.verdicts)
        if dtype is not None:  # which tells where the digits were lost
            return (wrong.related(dtype),)
        if digits is None:
            return ()
        almost = only_digits(digits)
        seen = EVIDENCE.format(digits=digits)
        return (wrong.finding(almost.id, almost.says, almost.hint, seen),)
    related = None
    if _is_double(wrong):
        places = wrong.places
        related = relation(composed.pairs(task, observations, task.expected, places))
    # A relation to the right numbers is the simpler story, if it tells all of it: not where
    # elements are singled out, nor where a result is not finite.
    whole = related is not None and not related.id.startswith("wrong-") and _is_finite(wrong)
    found = () if whole else _composed(wrong)
    if found:
        return found
    return (wrong.related(related),) if related is not None else ()


def _composed(wrong: _Wrong) -> tuple[Finding, ...]:
    """An error of an earlier task or a misconception of this one, with a factor on top of it."""
    key, task, observations = wrong.key, wrong.task, wrong.observations
    beside = composed.beside_earlier(key, task, observations, wrong.earlier, wrong.places)
    if beside is not None:
        if beside.own is not None:
            return wrong.named([[beside.own]])
        return (wrong.related(beside.factor, BESIDE_EARLIER, task=beside.cause.task),)
    found = composed.with_relation(key, task, observations)
    if found is not None:
        misconception, on_top = found
        return (*wrong.named([[misconception]]), wrong.related(on_top, BESIDE_THAT))
    return ()


def _is_finite(wrong: _Wrong) -> bool:
    """Whether every result is finite where it should be, but on extreme inputs."""
    return all(
        same_form(mine.value, right.value, dtype=False)
        for place in Parts.of(wrong.task).ordinary
        if isinstance(mine := wrong.observations[place], Value)
        and isinstance(right := wrong.task.expected[place], Value)
    )


def _is_double(wrong: _Wrong) -> bool:
    """Whether no wrong array is of single precision, whose rounding hides relations.

    A relation that holds for the rest of a result would not be the whole story.
    """
    for place in wrong.places:
        mine, right = wrong.observations[place], wrong.task.expected[place]
        if not isinstance(mine, Value) or not isinstance(right, Value):
            continue
        given = tensors(mine.value)
        for name, one in tensors(right.value).items():
            single = isinstance(one, np.ndarray | np.generic) and one.dtype == np.float32
            if single and compare(given.get(name), one) is not None:
                return False
    return True


def _remarks(wrong: _Wrong) -> tuple[str, ...]:
    results = [
        (mine.value, right.value)
        for place in wrong.places
        if isinstance(mine := wrong.observations[place], Value)
        and isinstance(right := wrong.task.expected[place], Value)
    ]
    said = what_is_right(results) if results else ""
    return (said,) if said else ()
