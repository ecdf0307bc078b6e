"""From the history of one student's work in one topic to its mark: pure, in whole hundredths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from autograder.course.lateness import Charge, charge
from autograder.course.settings import Counts, Late
from autograder.model.hundredths import less
from autograder.model.outcomes import Status


class Kind(StrEnum):
    """Of a decision. The first three set points, the rest say what counts and when."""

    TASK = "task"  # the points of one task
    ADJUST = "adjust"  # points more or less
    TOTAL = "total"  # the mark as it is typed: no lateness is taken off
    EXCUSE = "excuse"
    WAIVE = "waive"  # lateness costs nothing
    EXTEND = "extend"  # another due date
    CHOOSE = "choose"  # this attempt counts
    IGNORE = "ignore"  # this attempt does not
    WITHDRAW = "withdraw"  # what it replaces is taken back


class State(StrEnum):
    """Of a mark. Only the first two have points."""

    GRADED = "graded"
    NOT_ATTEMPTED = "not_attempted"  # what was submitted is the untouched stub: 0 points
    UNGRADED = "ungraded"
    NOT_SUBMITTED = "not_submitted"
    EXCUSED = "excused"


class Reason(StrEnum):
    """Why a person must look at a mark."""

    BASIS = "other points than before"
    LEFT_BEHIND = "new attempt after a decision"
    TASK_GONE = "decision on a task that is gone"
    UNGRADED = "ungraded"
    NO_TIME = "no time known"


@dataclass(frozen=True)
class Look:
    """One thing for a person to look at, and what it is in words."""

    reason: Reason
    words: str


@dataclass(frozen=True)
class Judged:
    """What the kit says of an attempt: points of all (None where ungraded), and of each task."""

    result_id: int
    status: Status
    points: int | None
    most: int
    tasks: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Attempt:
    """What was submitted once. `moment` orders attempts; `submitted` is None where not known.

    `source` says where that time is from.
    """

    id: int
    number: int
    moment: int
    submitted: datetime | None
    judged: Judged | None
    source: str = ""


@dataclass(frozen=True)
class Decision:
    """What a person decided and nobody replaced: on what attempt, seeing which points."""

    id: int
    kind: Kind
    attempt_id: int | None = None
    task: str | None = None
    points: int | None = None
    until: datetime | None = None
    carries: bool = False
    basis_result_id: int | None = None
    basis_points: int | None = None


@dataclass(frozen=True)
class History:
    """All that a mark follows from. `due` is the course's date; extensions are decisions.

    `most` is what the topic is worth where no result tells it.
    """

    attempts: Sequence[Attempt] = ()
    decisions: Sequence[Decision] = ()
    due: datetime | None = None
    late: Late = Late()
    counts: Counts = Counts.LATEST
    most: int = 0

    def of_kind(self, *kinds: Kind) -> list[Decision]:
        """The decisions of these kinds, in their order."""
        return [one for one in self.decisions if one.kind in kinds]

    @property
    def due_for_all(self) -> datetime | None:
        """The course's date, or the latest extension that is later."""
        if self.due is None:
            return None
        given = [one.until for one in self.of_kind(Kind.EXTEND) if one.until is not None]
        return max([self.due, *given]).astimezone(self.due.tzinfo)


@dataclass(frozen=True)
class Mark:
    """Points in hundredths: raw, and final once lateness is charged. Without points: the state.

    `tasks` and `adjusted` are points that people set, where they count; `by_hand` that they typed
    the total; `waived` that lateness costs nothing.
    """

    state: State
    attempt_id: int | None = None
    result_id: int | None = None
    raw: int | None = None
    late: Charge | None = None
    final: int | None = None
    most: int = 0
    tasks: Mapping[str, int] = field(default_factory=dict)
    adjusted: int = 0
    by_hand: bool = False
    waived: bool = False
    look: tuple[Look, ...] = ()


def settle(history: History) -> Mark:
    """The mark of a history; the order of its attempts and decisions is of no account."""
    history = replace(
        history,
        attempts=sorted(history.attempts, key=lambda one: (one.moment, one.number)),
        decisions=sorted(history.decisions, key=lambda one: one.id),
    )
    if history.of_kind(Kind.EXCUSE):
        return Mark(State.EXCUSED, most=_most(history, None))
    ignored = {one.attempt_id for one in history.of_kind(Kind.IGNORE)}
    open_to = [_points_of(one, history) for one in history.attempts if one.id not in ignored]
    counted = _counted(open_to, history)
    if counted is None:
        return _without_attempt(history)
    return _mark(counted, open_to, history)


def tasks_of(attempt: Attempt, history: History) -> Mapping[str, int]:
    """The points of each task of an attempt: a person's where somebody decided, else the kit's."""
    judged = attempt.judged
    return {**judged.tasks, **_points_of(attempt, history).tasks} if judged is not None else {}


@dataclass(frozen=True)
class _Points:
    """An attempt with its points by the decisions that apply to it."""

    attempt: Attempt
    late: Charge | None
    raw: int | None
    final: int | None
    tasks: Mapping[str, int]
    adjusted: int
    total: Decision | None


def _points_of(attempt: Attempt, history: History) -> _Points:
    judged = attempt.judged
    applying = [one for one in history.decisions if _applies(one, attempt, history)]
    late = _charge(attempt, history)
    total = next((one for one in reversed(applying) if one.kind is Kind.TOTAL), None)
    tasks = {
        one.task: one.points
        for one in applying
        if one.kind is Kind.TASK and one.task is not None and one.points is not None
        if judged is not None and one.task in judged.tasks
    }
    adjusted = sum(one.points or 0 for one in applying if one.kind is Kind.ADJUST)
    raw = final = None
    if judged is not None and judged.points is not None:
        changed = sum(points - judged.tasks[name] for name, points in tasks.items())
        raw = min(max(judged.points + changed + adjusted, 0), max(judged.most, judged.points))
        final = less(raw, late.percent) if late is not None else raw
    if total is not None:
        final = total.points
    return _Points(attempt, late, raw, final, tasks, adjusted, total)


def _applies(decision: Decision, attempt: Attempt, history: History) -> bool:
    """Whether it was made of this attempt, of none, or carries to it from an earlier one."""
    if decision.attempt_id in (attempt.id, None):
        return True
    made_of = [one for one in history.attempts if one.id == decision.attempt_id]
    return decision.carries and any(_order(one) < _order(attempt) for one in made_of)


def _order(attempt: Attempt) -> tuple[int, int]:
    return attempt.moment, attempt.number


def _charge(attempt: Attempt, history: History) -> Charge | None:
    """What lateness costs; None where nothing is due."""
    due = history.due_for_all
    if due is None:
        return None
    cost = charge(attempt.submitted, due, history.late)
    return Charge(cost.days, 0.0) if history.of_kind(Kind.WAIVE) else cost


def _counted(open_to: Sequence[_Points], history: History) -> _Points | None:
    """The attempt that counts: the one that a person chose, or by the topic's rule."""
    by_hand = [one for one in open_to if _is_chosen(one, history)]
    if by_hand or not open_to:
        return by_hand[-1] if by_hand else None
    if history.counts is Counts.BEST:
        graded = [one for one in open_to if one.final is not None]
        # `max` takes the first of equal ones, which is the earlier.
        return max(graded, key=lambda one: one.final or 0) if graded else open_to[-1]
    if history.counts is Counts.LATEST_ON_TIME:
        # On time is what lateness costs nothing; `min` takes the first of equal ones, the latest.
        return min(reversed(open_to), key=_days_charged)
    return open_to[-1]


def _is_chosen(one: _Points, history: History) -> bool:
    return any(said.attempt_id == one.attempt.id for said in history.of_kind(Kind.CHOOSE))


def _days_charged(one: _Points) -> int:
    return (one.late.days or 0) if one.late is not None and one.late.percent else 0


def _without_attempt(history: History) -> Mark:
    total = next(
        (
            one
            for one in reversed(history.of_kind(Kind.TOTAL))
            if one.attempt_id is None or one.carries
        ),
        None,
    )
    most = _most(history, None)
    if total is None:
        return Mark(State.NOT_SUBMITTED, most=most)
    return Mark(State.GRADED, final=total.points, most=most, by_hand=True)


def _mark(counted: _Points, open_to: Sequence[_Points], history: History) -> Mark:
    judged = counted.attempt.judged
    state = State.GRADED
    if counted.final is None:
        state = State.UNGRADED
    elif judged is not None and judged.status is Status.NOT_ATTEMPTED and not _changed(counted):
        state = State.NOT_ATTEMPTED
    return Mark(
        state=state,
        attempt_id=counted.attempt.id,
        result_id=judged.result_id if judged is not None else None,
        raw=counted.raw,
        late=counted.late,
        final=counted.final,
        most=_most(history, judged),
        tasks=counted.tasks,
        adjusted=counted.adjusted,
        by_hand=counted.total is not None,
        waived=bool(history.of_kind(Kind.WAIVE)),
        look=tuple(_look(counted, open_to, history, state)),
    )


def _changed(counted: _Points) -> bool:
    return bool(counted.tasks or counted.adjusted or counted.total)


def _most(history: History, judged: Judged | None) -> int:
    results = [one.judged.most for one in history.attempts if one.judged is not None]
    return judged.most if judged is not None else [history.most, *results][-1]


def _look(
    counted: _Points, open_to: Sequence[_Points], history: History, state: State
) -> Iterable[Look]:
    """What of this mark wants a person."""
    if state is State.UNGRADED:
        yield Look(Reason.UNGRADED, f"attempt {counted.attempt.number} could not be graded")
    elif (
        history.counts is Counts.BEST and counted.total is None and not _is_chosen(counted, history)
    ):
        for one in open_to:  # any of them could be the best
            if one.final is None:
                number = one.attempt.number
                yield Look(Reason.UNGRADED, f"attempt {number} could not be graded")
    costs = counted.total is None and not history.of_kind(Kind.WAIVE)
    if costs and counted.late is not None and counted.late.days is None:
        said = f"nothing tells when attempt {counted.attempt.number} was submitted"
        yield Look(Reason.NO_TIME, said)
    numbers = {one.id: one.number for one in history.attempts}
    left: dict[int, int] = {}
    about_points = history.of_kind(Kind.TASK, Kind.ADJUST, Kind.TOTAL)
    made_again = {
        (one.kind, one.task)
        for one in about_points
        if one.kind is not Kind.ADJUST and _applies(one, counted.attempt, history)
    }
    for decision in about_points:
        if _applies(decision, counted.attempt, history):
            yield from _of_basis(decision, counted)
        elif (decision.kind, decision.task) not in made_again:
            number = numbers.get(decision.attempt_id or 0, 0)
            left[number] = left.get(number, 0) + 1
    for number, count in left.items():
        noun = "1 decision was" if count == 1 else f"{count} decisions were"
        yield Look(Reason.LEFT_BEHIND, f"{noun} left on attempt {number}")


def _of_basis(decision: Decision, counted: _Points) -> Iterable[Look]:
    """What changed under a decision since it was made."""
    judged = counted.attempt.judged
    if decision.attempt_id is None and not decision.carries:
        yield Look(Reason.BASIS, "the total was set before anything was submitted")
        return
    if judged is None or decision.basis_result_id in (None, judged.result_id):
        return
    now = judged.points
    if decision.kind is Kind.TASK:
        if now is None:
            return  # none of its tasks was graded, which is reported already
        if decision.task is None or decision.task not in judged.tasks:
            yield Look(Reason.TASK_GONE, f"there is no task {decision.task} now")
            return
        now = judged.tasks[decision.task]
    other_attempt = decision.attempt_id not in (counted.attempt.id, None)
    if now == decision.basis_points or other_attempt:
        return
    what = decision.task if decision.kind is Kind.TASK else decision.kind.value
    given, before = _shown(decision.points), _shown(decision.basis_points)
    words = f"{what}: yours is {given}, given beside {before}; the kit now says {_shown(now)}"
    yield Look(Reason.BASIS, words)


def _shown(number: int | None) -> str:
    return "ungraded" if number is None else f"{number / 100:g}"
