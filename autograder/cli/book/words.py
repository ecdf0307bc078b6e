"""What was decided, and what it did, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from autograder.gradebook.batches import TakenBack
from autograder.gradebook.decisions import Done
from autograder.gradebook.histories import OfMark
from autograder.gradebook.mark import Kind, Mark, State, settle, tasks_of
from autograder.model.hundredths import in_points
from autograder.reports.points import points


def shown(number: int) -> str:
    """Hundredths as points."""
    return points(in_points(number))


def mark_words(state: State, final: int | None) -> str:
    """A mark in words: its points, or why it has none."""
    return shown(final) if final is not None else state.replace("_", " ")


def moment_words(when: datetime) -> str:
    """A moment to the minute, with its zone."""
    return when.strftime("%Y-%m-%d %H:%M %Z").replace(" UTC+", " +")


def done_lines(done: Done) -> list[str]:
    """What a decision did, and how to take it back."""
    return [_did(done), f"Take it back: autograder book withdraw {done.decision_id}"]


def withdrawn_lines(done: Done) -> list[str]:
    """What taking a decision back did."""
    restored = f"; decision {done.restored} is in force again" if done.restored else ""
    return [f"Decision {done.decision_id} is taken back{restored}.", _did(done)]


def batch_lines(given: Sequence[Done], batch: int) -> list[str]:
    """What decisions that were made at once did, and how to take all of them back."""
    return [*map(_did, given), f"Take all back: autograder book withdraw b{batch}"]


def batch_back_lines(taken: TakenBack, batch: int) -> list[str]:
    """What taking a batch back did."""
    parts = []
    if taken.done:
        parts.append(counted(len(taken.done), "decision"))
    if taken.comments:
        parts.append(counted(taken.comments, "comment"))
    lines = [f"Taken back of b{batch}: {' and '.join(parts)}.", *map(_did, taken.done)]
    if taken.left:
        numbers = ", ".join(map(str, taken.left))
        lines.append(f"Replaced since then, so left as they are: {numbers}")
    return lines


def batch_document(taken: TakenBack, batch: int) -> dict[str, object]:
    """The same as JSON."""
    return {
        "batch": f"b{batch}",
        "decisions": [done_document(one) for one in taken.done],
        "comments": taken.comments,
        "left": list(taken.left),
    }


def counted(number: int, noun: str) -> str:
    """A number and what is counted: 1 mark, 2 marks."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _did(done: Done) -> str:
    of, before = done.settled.of, done.settled
    what = _WHAT[done.kind](done)
    was = mark_words(before.before, before.before_final)
    now = mark_words(done.settled.mark.state, done.settled.mark.final)
    mark = f"the mark {was} → {now}" if was != now else f"the mark stays {now}"
    return f"{of.student}, {of.topic}: {what}; {mark}"


def _task(done: Done) -> str:
    was, now = (_points(of, done).get(done.task or "") for of in (done.before, done.settled.of))
    change = f"{_or_none(was)} → {_or_none(now)}"
    return f"{done.task} of attempt {done.attempt} {change}"


def _points(of: OfMark, done: Done) -> dict[str, int]:
    attempts = (one for one in of.history.attempts if one.number == done.attempt)
    return {task: number for one in attempts for task, number in tasks_of(one, of.history).items()}


def _or_none(number: int | None) -> str:
    return "none" if number is None else shown(number)


def _adjustment(done: Done) -> str:
    was, now = (_adjusted(of, done) for of in (done.before, done.settled.of))
    return f"adjustments of attempt {done.attempt} {was:+g} → {now:+g}"


def _adjusted(of: OfMark, done: Done) -> float:
    attempts = {one.number: one.id for one in of.history.attempts}
    return in_points(
        sum(
            one.points or 0
            for one in of.history.of_kind(Kind.ADJUST)
            if one.carries or one.attempt_id == attempts.get(done.attempt or 0)
        )
    )


def _due(done: Done) -> str:
    was, now = (of.history.due_for_all for of in (done.before, done.settled.of))
    return f"due {_when(was)} → {_when(now)}"


def _when(moment: datetime | None) -> str:
    return "never" if moment is None else moment_words(moment)


def _no_longer(done: Done) -> str:
    return "" if done.settled.of.history.of_kind(done.kind) else "no longer "


def _counting(done: Done) -> str:
    was, now = (settle(of.history) for of in (done.before, done.settled.of))
    return f"{_attempt(done.before, was)} counts → {_attempt(done.settled.of, now)} counts"


def _attempt(of: OfMark, mark: Mark) -> str:
    numbers = (one.number for one in of.history.attempts if one.id == mark.attempt_id)
    number = next(numbers, None)
    return "no attempt" if number is None else f"attempt {number}"


_WHAT = {
    Kind.TASK: _task,
    Kind.ADJUST: _adjustment,
    Kind.TOTAL: lambda done: f"the total is {_no_longer(done)}set by hand",
    Kind.EXCUSE: lambda done: f"{_no_longer(done)}excused",
    Kind.WAIVE: lambda done: f"lateness is {_no_longer(done)}free",
    Kind.EXTEND: _due,
    Kind.CHOOSE: _counting,
    Kind.IGNORE: _counting,
}


def done_document(done: Done) -> dict[str, object]:
    """The same as JSON."""
    after = done.settled
    return {
        "decision": done.decision_id,
        "kind": done.kind,
        "student": after.of.student,
        "topic": after.of.topic,
        "task": done.task,
        "attempt": done.attempt,
        "before": mark_document(after.before, after.before_final),
        "after": mark_document(after.mark.state, after.mark.final),
        "replaced": done.replaced,
        "restored": done.restored,
    }


def mark_document(state: State, final: int | None) -> dict[str, object]:
    """A mark as JSON: its state and its points."""
    return {"state": state, "points": None if final is None else in_points(final)}
