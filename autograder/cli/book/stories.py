"""One mark in words: what it is, what it follows from, and what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import tzinfo

from autograder.cli.book.words import mark_words, moment_words, shown
from autograder.course.settings import Counts
from autograder.gradebook.histories import OfMark
from autograder.gradebook.mark import Attempt, Kind, Mark, State, settle, tasks_of
from autograder.gradebook.people import Person
from autograder.gradebook.timeline import (
    Commented,
    Decided,
    Entry,
    Graded,
    Published,
    Standing,
    Submitted,
)
from autograder.gradebook.values import moment
from autograder.model.hundredths import in_points

_RULES = {
    Counts.LATEST: "the latest counts",
    Counts.LATEST_ON_TIME: "the latest that is on time counts",
    Counts.BEST: "the best counts",
}


def mark_lines(
    of: OfMark,
    student: Person,
    said: tuple[Sequence[Decided], Sequence[Commented]],
    zone: tzinfo,
) -> list[str]:
    """A mark and what it follows from."""
    settled = settle(of.history)
    most = f" of {shown(settled.most)}" if settled.final is not None and settled.most else ""
    lines = [f"{student.label}, {of.topic}: {mark_words(settled.state, settled.final)}{most}"]
    counted = next((one for one in of.history.attempts if one.id == settled.attempt_id), None)
    if counted is not None:
        lines.append(f"  {_attempt_line(counted, of, settled)}")
        lines += [f"  {line}" for line in _task_lines(counted, of)]
    lines += [
        f"  {decided_words(one, zone)}"
        for one in said[0]
        if one.standing is Standing.IN_FORCE and one.kind is not Kind.WITHDRAW
    ]
    lines += [f"  {commented_words(one)}" for one in said[1] if one.standing is Standing.IN_FORCE]
    lines += [f"  look: {one.words}" for one in settled.look]
    return lines


def _attempt_line(counted: Attempt, of: OfMark, settled: Mark) -> str:
    chosen = any(one.attempt_id == counted.id for one in of.history.of_kind(Kind.CHOOSE))
    why = "chosen by a person" if chosen else _RULES[of.history.counts]
    parts = [f"attempt {counted.number} of {len(of.history.attempts)} ({why})"]
    if counted.submitted is not None:
        parts.append(f"submitted {moment_words(counted.submitted)}")
    late = settled.late
    if late is not None and late.days:
        noun = "1 day" if late.days == 1 else f"{late.days} days"
        parts.append(f"{noun} late: -{late.percent:g} %")
    return ", ".join(parts)


def _task_lines(counted: Attempt, of: OfMark) -> list[str]:
    """The points of each task, and of the kit where they are other ones."""
    judged = counted.judged
    if judged is None or not judged.tasks:
        return []
    said = []
    for task, number in tasks_of(counted, of.history).items():
        kit = judged.tasks[task]
        changed = f" (the kit: {shown(kit)})" if kit != number else ""
        said.append(f"{task} {shown(number)}{changed}")
    return [" · ".join(said)]


def entry_line(entry: Entry, zone: tzinfo) -> str:
    """One thing that happened, with its time."""
    when = moment_words(moment(entry.at).astimezone(zone))
    if isinstance(entry, Submitted):
        how = "submitted" if entry.known else "first seen; nothing tells when it was submitted"
        return f"{when}  attempt {entry.number} {how}"
    if isinstance(entry, Graded):
        points = mark_words(State(entry.status), entry.points)
        proposal = f", {entry.state}" if entry.kind == "regrade" else ""
        return f"{when}  run {entry.run} ({entry.kind}{proposal}): attempt {entry.attempt} {points}"
    if isinstance(entry, Published):
        return f"{when}  published by {entry.by}: {mark_words(State(entry.state), entry.final)}"
    if isinstance(entry, Commented):
        return f"{when}  {commented_words(entry)}"
    return f"{when}  {decided_words(entry, zone)}"


def decided_words(one: Decided, zone: tzinfo) -> str:
    """A decision: its number, what it says, who made it and why, and what became of it."""
    because = f": {one.because}" if one.because else ""
    batch = f" (b{one.batch})" if one.batch is not None else ""
    return f"{one.id}{batch}  {_what(one, zone)}, by {one.by}{because}{_end(one)}"


def commented_words(one: Commented) -> str:
    """A comment: its number, what it is about, who made it, what it says and what became of it."""
    batch = f" (b{one.batch})" if one.batch is not None else ""
    about = [] if one.attempt is None else [f"attempt {one.attempt}"]
    about += [] if one.task is None else [one.task]
    about += [] if one.line is None else [f"line {one.line}"]
    staff = "" if one.shown else ", for staff only"
    on = f"comment on {', '.join(about)}" if about else "comment"
    return f"c{one.id}{batch}  {on}, by {one.by}{staff}: {one.said}{_end(one)}"


def _end(one: Decided | Commented) -> str:
    letter = "c" if isinstance(one, Commented) else ""
    return {
        Standing.IN_FORCE: "",
        Standing.REPLACED: f" [replaced by {letter}{one.other}]",
        Standing.TAKEN_BACK: " [taken back]",
    }[one.standing]


def _what(one: Decided, zone: tzinfo) -> str:
    on = f" on attempt {one.attempt}" if one.attempt is not None else ""
    carries = ", carried on to later attempts" if one.carries else ""
    points = shown(one.points or 0)
    if one.kind is Kind.TASK:
        return f"{one.task} {points}{on}{carries}"
    if one.kind is Kind.ADJUST:
        return f"{in_points(one.points or 0):+g} points{on}{carries}"
    if one.kind is Kind.TOTAL:
        return f"total {points}{on}{carries}"
    if one.kind is Kind.EXTEND:
        return f"extended until {moment_words(moment(one.until or 0).astimezone(zone))}"
    return {
        Kind.EXCUSE: "excused",
        Kind.WAIVE: "lateness costs nothing",
        Kind.CHOOSE: f"attempt {one.attempt} counts",
        Kind.IGNORE: f"attempt {one.attempt} does not count",
        Kind.WITHDRAW: f"took {one.of} back",
    }[one.kind]


def entry_document(entry: Entry, zone: tzinfo) -> dict[str, object]:
    """The same as JSON: times as ISO 8601 in the course's zone, points as numbers."""
    found: dict[str, object] = {"what": type(entry).__name__.lower(), **asdict(entry)}
    for name in ("at", "until"):
        if isinstance(found.get(name), int):
            found[name] = moment(int(str(found[name]))).astimezone(zone).isoformat()
    for name in ("points", "basis", "final"):
        if isinstance(found.get(name), int):
            found[name] = in_points(int(str(found[name])))
    return found
