"""What a regrade would change, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from statistics import median

from autograder.cli.book.words import mark_words, moment_words, shown
from autograder.gradebook.changes import Change, Move
from autograder.gradebook.preview import Preview
from autograder.gradebook.regrade_runs import OfAttempt, Regrade
from autograder.gradebook.results import RunState
from autograder.gradebook.values import moment
from autograder.model.hundredths import in_points

_STATES = {
    RunState.RUNNING: "is running",
    RunState.CUT_SHORT: "was cut short",
    RunState.READY: "waits: nothing is in force",
    RunState.APPLIED: "applied",
}


def summary_lines(run: Regrade, found: Preview, rule: str) -> list[str]:
    """What a run that has ended would change, in short, and what to do with it."""
    said = f"Regrade {run.id} of {run.topic} is done ({rule}). Nothing is in force yet."
    return [said, *_numbers(found), *_left_out(found), _commands(found)]


def preview_lines(run: Regrade, found: Preview) -> list[str]:
    """All that a regrade would change."""
    begun = moment_words(moment(run.begun).astimezone(UTC))
    lines = [f"Regrade {run.id} of {run.topic}, by {run.by}, {begun}: “{run.because}”"]
    lines += _outcomes(found.matrices)
    lines += change_lines(_in_order(found.changes))
    lines += [*_numbers(found), *_left_out(found)]
    if found.vanished or found.new:
        gone, new = (", ".join(some) or "none" for some in (found.vanished, found.new))
        lines.append(f"  tasks that are gone: {gone}; new ones: {new}")
    for one in found.unsaid:
        lines.append(
            f"  {', '.join(one.students)}: a person set points for {one.task}, which is gone. Say "
            f"--renamed {one.task}=NEW or --dropped {one.task}; it cannot be applied before"
        )
    return [*lines, _commands(found)]


def applied_lines(run: Regrade, found: Preview) -> list[str]:
    """What was put in force."""
    published = [one for one in found.changes if one.published and one.move is not Move.SAME]
    lines = [f"Regrade {run.id} of {run.topic} is in force.", *_numbers(found, done=True)]
    if published:
        lines.append(f"  {len(published)} of these marks were published before they changed")
    return [*lines, "  The next autograder grade writes the pages and tables anew."]


def listed_lines(found: Sequence[Regrade]) -> list[str]:
    """Each regrade in a line."""
    if not found:
        return ["Nothing was graded again: autograder regrade run TOPIC"]
    return [
        f"{one.id}  {one.topic}  {_STATES[one.state]}  {one.by}, "
        f"{moment_words(moment(one.begun).astimezone(UTC))}: “{one.because}”"
        for one in found
    ]


def change_lines(changes: Iterable[Change], *, with_topic: bool = False) -> list[str]:
    """Marks before and after, and why; those of which there is nothing to see are left out."""
    return [_change_line(one, with_topic) for one in changes if one.visible]


def _change_line(one: Change, with_topic: bool) -> str:
    before = mark_words(one.before.state, one.before.final)
    after = mark_words(one.after.state, one.after.final)
    who = f"{one.student}, {one.topic}" if with_topic else one.student
    moved = f"{before} → {after}" if before != after else f"stays {after}"
    why = "; ".join([*one.why, *(["published"] if one.published else [])])
    return f"  {who}: {moved}" + (f"  ({why})" if why else "")


def preview_document(run: Regrade, found: Preview) -> dict[str, object]:
    """The same for programs."""
    return {
        **run_document(run),
        "tasks": {
            task: [{"before": old, "after": new, "attempts": n} for (old, new), n in pairs.items()]
            for task, pairs in found.matrices.items()
        },
        "marks": [change_document(one) for one in found.changes],
        "could_not_be_graded": [_attempt(one) for one in found.faults],
        "no_longer_kept": [_attempt(one) for one in found.unkept],
        "tasks_gone": list(found.vanished),
        "tasks_new": list(found.new),
        "to_be_said": [{"task": one.task, "students": list(one.students)} for one in found.unsaid],
    }


def change_document(one: Change) -> dict[str, object]:
    """A mark before and after, for programs; points as in reports."""
    return {
        "student": one.student,
        "topic": one.topic,
        "move": one.move.value,
        "before": {"state": one.before.state.value, "points": _points(one.before.final)},
        "after": {"state": one.after.state.value, "points": _points(one.after.final)},
        "attempts": list(one.attempts),
        "why": one.why,
        "published": one.published,
    }


def run_document(run: Regrade) -> dict[str, object]:
    """A regrade, for programs."""
    return {
        "regrade": run.id,
        "topic": run.topic,
        "state": run.state.value,
        "by": run.by,
        "because": run.because,
        "graded": run.graded,
    }


def _numbers(found: Preview, *, done: bool = False) -> Iterable[str]:
    """How many marks move in which way, in one line."""
    rise, fall = found.of(Move.RISES), found.of(Move.FALLS)
    up = [(one.after.final or 0) - (one.before.final or 0) for one in rise]
    of_rise = f" (median +{shown(round(median(up)))})" if up else ""
    verbs = ("rose", "fell") if done else ("rise", "fall")
    parts = [f"{len(rise)} {verbs[0]}{of_rise}", f"{len(fall)} {verbs[1]}"]
    for move in (Move.BECOMES_GRADED, Move.BECOMES_UNGRADED):
        if found.of(move):
            parts.append(f"{len(found.of(move))} {move.value.replace('becomes', 'become')}")
    others = [one for one in found.changes if one.other_attempt]
    if others:
        parts.append(f"{len(others)} with another attempt that counts")
    looks = [one for one in found.changes if one.overrides]
    if looks:
        parts.append(f"{len(looks)} with points by a person beside other points than before")
    yield f"  marks: {', '.join(parts)}, {len(found.of(Move.SAME))} stay"


def _left_out(found: Preview) -> Iterable[str]:
    if found.faults:
        yield f"  could not be graded, so the old results stay: {_named(found.faults)}"
    if found.unkept:
        yield f"  their files are no longer kept, so the old results stay: {_named(found.unkept)}"


def _named(some: Sequence[OfAttempt]) -> str:
    return ", ".join(f"{one.student} (attempt {one.number})" for one in some)


def _commands(found: Preview) -> str:
    options = f" {found.renaming.options}" if found.renaming.options else ""
    number = found.run_id
    return (
        f"  autograder regrade show {number}   autograder regrade apply {number}{options}   "
        f"autograder regrade discard {number}"
    )


def _outcomes(matrices: Mapping[str, Mapping[tuple[str, str], int]]) -> Iterable[str]:
    """How attempts came out before and after, by task; the tasks where nothing changed in one."""
    same = [task for task, pairs in matrices.items() if all(old == new for old, new in pairs)]
    for task, pairs in matrices.items():
        if task not in same:
            yield f"  {task}: {_matrix(pairs)}"
    if same:
        yield f"  no outcome changes: {', '.join(same)}"


def _matrix(pairs: Mapping[tuple[str, str], int]) -> str:
    """How often each outcome became which: those that changed first."""
    ordered = sorted(pairs.items(), key=lambda item: (item[0][0] == item[0][1], item[0]))
    return ", ".join(
        f"{number} {old} → {new}" if old != new else f"{number} stay {new}"
        for (old, new), number in ordered
    ).replace("_", " ")


def _in_order(changes: Sequence[Change]) -> list[Change]:
    """What moves before what only has to be looked at."""
    order = list(Move)
    return sorted(changes, key=lambda one: order.index(one.move))


def _attempt(one: OfAttempt) -> dict[str, object]:
    return {"student": one.student, "attempt": one.number}


def _points(number: int | None) -> float | None:
    return None if number is None else in_points(number)
