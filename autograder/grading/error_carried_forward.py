"""The second round: what is asked of a submission whose work may be right for an earlier slip.

A task that went wrong after an earlier one went wrong gets two more chances to show that its own
idea is right: with the earlier task's right results lent to it (or with what the driver has to
stand in for it), and against finite differences of the student's own function.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from autograder.model.answer_key import MEASURED, AnswerKey, KeyCheck, KeyTask, Observation
from autograder.model.outcomes import Outcome
from autograder.numerics import gradient_check as two_oracles
from autograder.rubric.verdicts import Verdict, in_form, verdicts

Observed = dict[str, list[Observation]]


@dataclass(frozen=True)
class Question:
    """What is asked again about one task: its probes, its cases with lent results, sweeps."""

    task: KeyTask
    probe: bool
    lend: tuple[str, ...]
    oracle: KeyCheck | None
    swept: tuple[int, ...] = ()

    @property
    def measured(self) -> tuple[KeyCheck, ...]:
        """The checks that might be right for the student's own function."""
        places = set(self.swept)
        return tuple(c for c in self.task.checks if c.kind in MEASURED and set(c.cases) <= places)


@dataclass(frozen=True)
class Answers:
    """What came back: on the probes, with earlier results lent, and around the swept cases.

    None where it was not asked or failed.
    """

    question: Question
    probed: list[Observation] | None = None
    lent: list[Observation] | None = None
    swept: list[Observation] | None = None


# Sends an encoded request of so many cases; None where it fails.
Ask = Callable[[bytes, int], list[Observation] | None]


def put(question: Question, first: Sequence[Observation], ask: Ask) -> Answers:
    """Put a question; `first` is what came in the first round.

    A sweep takes many calls. A glance at every case comes before it, then one case of each check:
    most slips show there, and what is wrong there is not right for the student's own function.
    """
    task, oracle = question.task, question.oracle
    probed = ask(task.probe_request, len(task.probes)) if question.probe else None
    lent = ask(task.lent_request, len(task.cases)) if question.lend else None
    answers = Answers(question, probed, lent)
    if oracle is None:
        return answers
    places = question.swept
    glanced = ask(task.glance_request(places), len(places))
    if glanced is None:
        return answers
    seen = zip(places, task.glances(places), glanced, strict=True)
    hopeful = {
        at for at, case, came in seen if two_oracles.may_agree(oracle, case, first[at], came)
    }
    left = [check for check in question.measured if hopeful.issuperset(check.cases)]
    if not left:
        return answers
    around = _Around(task, ask)
    around.sweep({check.cases[0] for check in left})
    left = [
        check
        for check in left
        if (at := check.cases[0]) in around.swept
        and two_oracles.agree(
            oracle, [oracle.sweep_of(task.cases[at])], [first[at]], [around.swept[at]]
        )
    ]
    kept = tuple(sorted({place for check in left for place in check.cases}))
    around.sweep(set(kept) - set(around.swept))
    if not kept or not around.swept.keys() >= set(kept):
        return answers
    return replace(answers, question=replace(question, swept=kept), swept=around.of(kept))


class _Around:
    """What came around the cases of a task that were swept, some at a time."""

    def __init__(self, task: KeyTask, ask: Ask) -> None:
        self._task = task
        self._ask = ask
        self._calls: dict[int, list[Observation]] = {}
        self.swept: dict[int, Observation] = {}

    def sweep(self, places: set[int]) -> None:
        """Ask for some cases; nothing is noted where that fails."""
        chosen = tuple(sorted(places))
        came = self._ask_for(chosen) if chosen else None
        if came is None:
            return
        each = (len(came) - len(chosen)) // len(chosen)
        for number, place in enumerate(chosen):
            self.swept[place] = came[number]
            self._calls[place] = came[len(chosen) + number * each :][:each]

    def of(self, places: tuple[int, ...]) -> list[Observation]:
        """In the order of `KeyTask.sweeps`."""
        calls = [one for place in places for one in self._calls[place]]
        return [*(self.swept[place] for place in places), *calls]

    def _ask_for(self, places: tuple[int, ...]) -> list[Observation] | None:
        return self._ask(self._task.sweep_request(places), len(self._task.sweeps(places)))


def questions(key: AnswerKey, observed: Observed) -> list[Question]:
    """What is worth asking again; nothing where all is right or nothing was written."""
    imperfect: set[str] = set()  # may be lent; only wrong values are measured against
    wrong: set[str] = set()
    asked = []
    for task in key.tasks:
        observations = observed.get(task.name)
        if observations is None:
            continue
        all_found = verdicts(task, observations)
        if all(verdict.outcome == Outcome.PASSED for verdict in all_found):
            continue
        found = _values(task, all_found)
        earlier = imperfect & set(task.after)
        measure = wrong & _behind(key, task)
        imperfect.add(task.name)
        if any(verdict.outcome != Outcome.PASSED for _, verdict in found):
            wrong.add(task.name)
        if all(verdict.outcome == Outcome.NOT_ATTEMPTED for _, verdict in found):
            continue
        oracle = task.oracle
        swept: tuple[int, ...] = ()
        if oracle is not None and measure:
            swept = tuple(place for place in task.measurable if "value" in observations[place])
        lend = tuple(name for name in task.lendable if name in earlier)
        hung = any("fault" in one for one in observations)
        wrong_values = any(verdict.outcome == Outcome.FAILED for _, verdict in found)
        probe = bool(task.probes) and wrong_values and not hung
        if probe or lend or swept:
            asked.append(Question(task, probe, lend, oracle if swept else None, swept))
    return asked


def credited(
    found: Sequence[Verdict], first: Sequence[Observation], answers: Answers | None
) -> list[Verdict]:
    """The verdicts of a task, with those that the second round turned in the student's favour."""
    if answers is None:
        return list(found)
    verdicts_now = list(found)
    question = answers.question
    task = question.task
    if answers.lent is not None:
        for place, verdict in enumerate(verdicts(task.aided, answers.lent)):
            if found[place].outcome != Outcome.PASSED and verdict.outcome == Outcome.PASSED:
                message = f"right with a right {' and '.join(question.lend)}: counted only there"
                verdicts_now[place] = Verdict(Outcome.PASSED, message, True)
    if question.oracle is not None and answers.swept is not None:
        right = _follow_through(question, first, answers.swept)
        message = f"differs from the expected, but is right for your own {question.oracle.of}"
        for place, check in enumerate(task.checks):
            if verdicts_now[place].outcome == Outcome.PASSED or not right:
                continue
            of_form = check.kind in ("shape", "stable") and in_form(task, check, list(first))
            if of_form or (check.kind in MEASURED and set(check.cases) <= right):
                verdicts_now[place] = Verdict(Outcome.PASSED, message, True)
    return verdicts_now


def _behind(key: AnswerKey, task: KeyTask) -> set[str]:
    """The tasks that the function has in it whose slope a task is measured against.

    Where they are right, that slope is the expected one. A function of the driver may have in it
    all that the task comes after.
    """
    of = task.oracle.of if task.oracle is not None else None
    measured = next((other for other in key.tasks if other.name == of), None)
    return {measured.name, *measured.after} if measured is not None else set(task.after)


def _follow_through(
    question: Question, first: Sequence[Observation], came: Sequence[Observation]
) -> set[int]:
    """The cases whose results are the gradients of the student's own function.

    None if the gradients of that function show nothing.
    """
    oracle, task = question.oracle, question.task
    assert oracle is not None
    count = len(question.swept)
    each = (len(came) - count) // count
    right = [
        (number, place)
        for number, place in enumerate(question.swept)
        if two_oracles.agree(
            oracle,
            [oracle.sweep_of(task.cases[place])],
            [first[place]],
            [came[number]],
        )
    ]
    calls = [came[count + number * each :][:each] for number, _ in right]
    shown = two_oracles.tells(
        oracle,
        [task.cases[place] for _, place in right],
        [first[place] for _, place in right],
        [task.expected[place] for _, place in right],
        [came[number] for number, _ in right],
        calls,
    )
    return {place for _, place in right} if shown else set()


def _values(task: KeyTask, found: Sequence[Verdict]) -> list[tuple[KeyCheck, Verdict]]:
    pairs = zip(task.checks, found, strict=True)
    return [(check, verdict) for check, verdict in pairs if check.role == "value"]
