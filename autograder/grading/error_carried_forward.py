"""Error carried forward: work that is right given an earlier task of the student's own.

A task that went wrong after an earlier one went wrong gets two more chances to show that its own
idea is right: with right results of the earlier task provided (or with a test double in its place),
and against finite differences of the student's own function. What may be worth asking is decided
from the first round; the answers can only turn verdicts in the student's favour.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from autograder.grading import requests
from autograder.model.answer_key import AnswerKey, KeyTask
from autograder.model.checks import Check, DerivativeCheck, Role, Verdict
from autograder.model.observation import Faulted, Observation, Value
from autograder.model.outcomes import Outcome
from autograder.model.requests import RunReply
from autograder.numerics import gradient_check
from autograder.rubric.troubles import by_differences
from autograder.rubric.verdicts import verdicts
from autograder.sandbox.session import EncodedRun

ONCE_RIGHT = "correct once {tasks} is correct: no points are lost here for the error there"
ONCE_ALL_RIGHT = "correct once {tasks} are correct: no points are lost here for the errors there"


@dataclass(frozen=True, eq=False)
class FirstRound:
    """What a submission gave for a task on its own, and the verdicts on it."""

    task: KeyTask
    observations: RunReply
    verdicts: tuple[Verdict, ...]

    @classmethod
    def of(cls, task: KeyTask, observations: Sequence[Observation]) -> FirstRound:
        """With the verdicts, which are computed here and nowhere else."""
        return cls(task, tuple(observations), verdicts(task, observations))

    @property
    def all_right(self) -> bool:
        """Whether nothing is left to be asked: all checks passed, to the last digits."""
        return all(verdict.exact for verdict in self.verdicts)

    @property
    def required(self) -> list[Verdict]:
        """The verdicts that decide whether the values are right."""
        pairs = zip(self.task.checks, self.verdicts, strict=True)
        return [verdict for check, verdict in pairs if check.role == Role.REQUIRED]


@dataclass(frozen=True, eq=False)
class Question:
    """What is asked again about one task.

    Its small inputs; its cases with results `provided` for some earlier tasks; and, of the cases
    `measure`, whether they are derivatives of the student's own function, in which the tasks
    `given` are wrong.
    """

    task: KeyTask
    small_inputs: bool = False
    provided: tuple[str, ...] = ()
    measure: tuple[int, ...] = ()
    given: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Around:
    """What came of the student's own function around a case, and elsewhere."""

    evaluations: Observation
    elsewhere: RunReply


@dataclass(frozen=True, eq=False)
class Answers:
    """What came back; None or empty where it was not asked or failed."""

    question: Question
    small_results: RunReply | None = None
    with_provided_results: RunReply | None = None
    around: Mapping[int, Around] = field(default_factory=dict)


# Sends a request; None where it fails.
Ask = Callable[[EncodedRun], RunReply | None]


def questions(key: AnswerKey, rounds: Mapping[str, FirstRound]) -> list[Question]:
    """What is worth asking again; nothing where all is right or nothing was written."""
    imperfect: set[str] = set()  # results may be provided; only wrong values are measured against
    wrong: set[str] = set()
    asked = []
    for task in key.tasks:
        first = rounds.get(task.name)
        if first is None or first.all_right:
            continue
        question = _question(first, imperfect & set(task.after), wrong)
        imperfect.add(task.name)
        if any(not verdict.passed for verdict in first.required):
            wrong.add(task.name)
        if question is not None:
            asked.append(question)
    return asked


def _question(first: FirstRound, imperfect: set[str], wrong: set[str]) -> Question | None:
    """What to ask about one task; `imperfect` are earlier tasks that it builds on."""
    task = first.task
    if all(verdict.outcome == Outcome.NOT_ATTEMPTED for verdict in first.required):
        return None
    measure: tuple[int, ...] = ()
    given = _given(task, wrong)
    if given:
        measure = tuple(i for i in task.measurable if isinstance(first.observations[i], Value))
    hung = any(isinstance(one, Faulted) for one in first.observations)
    wrong_values = any(verdict.failed for verdict in first.required)
    question = Question(
        task,
        small_inputs=bool(task.small_cases) and wrong_values and not hung,
        provided=tuple(name for name in task.prerequisites if name in imperfect),
        measure=measure,
        given=given,
    )
    return question if question.small_inputs or question.provided or measure else None


def _given(task: KeyTask, wrong: set[str]) -> tuple[str, ...]:
    """The wrong tasks that are called by the function whose derivative a task is measured against.

    Where all are right, that derivative is the expected one.
    """
    check = task.derivative_check
    return tuple(sorted(wrong & set(check.calls) - {task.name})) if check is not None else ()


def ask(question: Question, first: RunReply, send: Ask) -> Answers:
    """Put a question; `first` is what came in the first round."""
    task = question.task
    return Answers(
        question,
        send(requests.small_cases(task)) if question.small_inputs else None,
        send(requests.with_provided_results(task)) if question.provided else None,
        _measured(question, first, send) if question.measure else {},
    )


def _measured(question: Question, first: RunReply, send: Ask) -> dict[int, Around]:
    """Evaluations around the cases of those checks that may be right for the own function.

    They take many calls. A quick check at every case comes before them, then one case of each
    check: most bugs show there, and what is wrong there is not right for the own function.
    """
    task, check = question.task, question.task.derivative_check
    assert check is not None
    came = send(requests.quick_checks(task, question.measure))
    if came is None:
        return {}
    hopeful = {
        place
        for place, seen in zip(question.measure, came, strict=True)
        if gradient_check.may_agree(
            check, gradient_check.quick_check_case(check, task.cases[place]), first[place], seen
        )
    }
    left = [one for one in task.checks if one.compares_values and hopeful.issuperset(one.cases)]
    around = _evaluated(task, {one.cases[0] for one in left}, send)
    left = [
        one
        for one in left
        if (place := one.cases[0]) in around
        and _agrees(check, task, place, first[place], around[place])
    ]
    kept = {place for one in left for place in one.cases}
    around |= _evaluated(task, kept - around.keys(), send)
    return {place: around[place] for place in sorted(kept)} if kept <= around.keys() else {}


def _evaluated(task: KeyTask, places: set[int], send: Ask) -> dict[int, Around]:
    """What comes around some cases; nothing where that fails."""
    chosen = tuple(sorted(places))
    came = send(requests.evaluations(task, chosen)) if chosen else None
    if came is None:
        return {}
    each = len(came) // len(chosen)
    parts = {place: came[n * each : (n + 1) * each] for n, place in enumerate(chosen)}
    return {place: Around(some[0], some[1:]) for place, some in parts.items()}


def _agrees(
    check: DerivativeCheck, task: KeyTask, place: int, result: Observation, around: Around
) -> bool:
    case = gradient_check.evaluation_case(check, task.cases[place])
    return gradient_check.agrees(check, case, result, around.evaluations)


def credited(first: FirstRound, answers: Answers | None) -> tuple[Verdict, ...]:
    """The verdicts of a task, with those that the answers turned in the student's favour."""
    # Differences are right for any function, so they show nothing.
    if answers is None or by_differences(first.observations) is not None:
        return first.verdicts
    beside = _beside_provided_results(first, answers)
    given_own = _given_own_function(first, answers)
    return tuple(
        _best([verdict, *(one for one in others if one is not None)])
        for verdict, *others in zip(first.verdicts, beside, given_own, strict=True)
    )


def _best(found: Sequence[Verdict]) -> Verdict:
    """The first that is right to the last digits, or passes at all, or the first."""
    return next((one for one in found if one.exact), next((o for o in found if o.passed), found[0]))


def _beside_provided_results(first: FirstRound, answers: Answers) -> Sequence[Verdict | None]:
    """The verdicts with right results provided for earlier tasks."""
    came, question = answers.with_provided_results, answers.question
    if came is None:
        return [None] * len(first.verdicts)
    template = ONCE_RIGHT if len(question.provided) == 1 else ONCE_ALL_RIGHT
    message = template.format(tasks=" and ".join(question.provided))
    carried = Verdict(Outcome.PASSED, message, carried=True)
    # Right beside test doubles, or without them: a task may do the work of an earlier one itself.
    ways = [verdicts(question.task.with_provided_results, came), verdicts(question.task, came)]
    best = [_best(both) for both in zip(*ways, strict=True)]
    return [replace(carried, digits=one.digits) if one.passed else None for one in best]


def _given_own_function(first: FirstRound, answers: Answers) -> Sequence[Verdict | None]:
    """The verdicts by derivatives of the student's own function."""
    task, check = first.task, first.task.derivative_check
    right = _right_for_own_function(first, answers)
    if check is None or not right:
        return [None] * len(first.verdicts)
    message = f"differs from the expected values, but is correct given your own {check.of}"
    carried = Verdict(Outcome.PASSED, message, carried=True, given=answers.question.given)
    return [
        carried
        if one.in_form(task, first.observations)
        or (one.compares_values and set(one.cases) <= right)
        or _follows(one, first, right)
        else None
        for one in task.checks
    ]


def _follows(check: Check, first: FirstRound, right: set[int]) -> bool:
    """Whether a supplementary check of values that cannot be measured follows those that can be."""
    measurable = set(first.task.measurable)
    return (
        check.compares_values
        and check.role != Role.REQUIRED
        and not measurable.intersection(check.cases)
        and measurable <= right
        and all(isinstance(first.observations[place], Value) for place in check.cases)
    )


def _right_for_own_function(first: FirstRound, answers: Answers) -> set[int]:
    """The cases whose results are derivatives of the student's own function.

    None if derivatives of that function show nothing.
    """
    task, check = first.task, first.task.derivative_check
    if check is None or not answers.around:
        return set()
    right = {
        place: around
        for place, around in answers.around.items()
        if _agrees(check, task, place, first.observations[place], around)
    }
    measured = [
        gradient_check.Measured(
            task.cases[place],
            first.observations[place],
            task.expected[place],
            around.evaluations,
            around.elsewhere,
        )
        for place, around in right.items()
    ]
    return set(right) if gradient_check.shows_something(check, measured) else set()
