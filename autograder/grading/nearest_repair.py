"""The nearest repair: the small edits of a submission's own text that make a failed task right.

The last stage of a diagnosis, for a task with wrong values that nothing else explains. A repair is
no statement about what its author thought: it says where a small change is enough. It never changes
points. Edits are made by the reader (`reading.edits`), and run where the submission runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from autograder.grading.unexplained import (
    Judged,
    Wanted,
    agrees,
    is_right,
    values_right,
    worth_repairing,
)
from autograder.model.answer_key import KeyTask
from autograder.model.checks import Verdict
from autograder.model.program import Program, SourceMap
from autograder.model.report import Edit, Repair, RepairUse, TaskReport
from autograder.model.requests import Case, RunReply
from autograder.reading.reader import Reading
from autograder.reading.requests import MakeEdits, SmallEdit
from autograder.reading.unreadable import Unreadable
from autograder.rubric.checks import learns
from autograder.rubric.verdicts import verdicts
from autograder.sandbox.session import EncodedRun

# Edits that are tried, of a task and of a submission. In their order 300 find four fifths of what
# 2,000 find, and the first 100 most of that: if one of them is right, no others are tried.
LIKELY, MOST_OF_TASK, MOST_OF_SUBMISSION = 100, 300, 600
# Edits in one request: the first few show how long one takes, then as many as `BATCH_S` suffices
# for, five times over. An edit is usually tried in 0.2 ms.
FIRST, MOST_AT_ONCE, SLACK = 4, 64, 5
# Seconds of own time that a request may take; and how many may take longer.
BATCH_S, MOST_HUNG = 0.25, 4
# All requests together: twice as long as the submission took before, between these bounds. That is
# felt where something hangs, or one case takes as long as fifty usually do.
TIMES, LEAST_S, MOST_S = 2.0, 1.0, 3.0
# Edits that are shown, and lines that are named: where there are more, only the function is.
SHOWN, LINES = 5, 3

ONE = "A small change would give the right values here: look at {first}."
TWO = "A small change would give the right values here: look at {first} and at {second}."
THREE = "A small change would give the right values here: look at {first}, {second} and {third}."
WITHIN = "A small change would give the right values here; several places of {inside} would do."
TEMPLATES = (ONE, TWO, THREE)


class Run(Protocol):
    """A submission in a worker."""

    @property
    def spent_s(self) -> float:
        """Seconds of own time so far."""
        ...

    def attempt(self, request: EncodedRun, limit_s: float) -> RunReply | None:
        """The reply; None where it hangs or ends, or where no time is left."""
        ...


def with_repairs(
    judged: Judged, program: Program, reading: Reading, run: Run
) -> tuple[TaskReport, ...]:
    """The reports of all tasks, with the nearest repairs of those that nothing else explains."""
    key = judged.key
    if key.repair == RepairUse.OFF:
        return tuple(judged.tasks)
    source = program.files[f"{key.topic}.py"].decode("utf-8-sig", "replace")
    search = _Search(judged, source, program.source_map, reading, run)
    return tuple(
        search.told(report, wanted)
        if (wanted := worth_repairing(judged, report)) is not None
        else report
        for report in judged.tasks
    )


def _best(right: Sequence[tuple[SmallEdit, Sequence[Verdict]]]) -> list[SmallEdit]:
    """Of the edits that make the values right those that pass most of the other checks, too.

    An edit that keeps a stable branch from being taken gives right values on small inputs.
    """
    passed = [sum(verdict.passed for verdict in those) for _, those in right]
    return [one for (one, _), count in zip(right, passed, strict=True) if count == max(passed)]


class _Search:
    """The search in one submission, with what is left of its bounds."""

    def __init__(
        self, judged: Judged, source: str, source_map: SourceMap, reading: Reading, run: Run
    ) -> None:
        self._judged = judged
        self._source = source
        self._source_map = source_map
        self._reading = reading
        self._run = run
        self._found: list[SmallEdit] = []
        self._left = MOST_OF_SUBMISSION
        self._hung = 0
        self._until_s = run.spent_s + min(MOST_S, max(LEAST_S, TIMES * run.spent_s))

    def told(self, report: TaskReport, wanted: Wanted) -> TaskReport:
        """The report with the repairs that were found, as the course wants them told."""
        # What repairs one task may repair others, through a function that they share.
        edits = list(dict.fromkeys((*self._found, *self._edits(wanted.task, LIKELY))))
        tried = len(edits)
        found = self._survivors(wanted, edits)
        if not found:
            edits = self._edits(wanted.task, MOST_OF_TASK - LIKELY, LIKELY)
            tried += len(edits)
            found = self._survivors(wanted, edits)
        if not found:
            return report
        self._found = list(dict.fromkeys((*self._found, *found)))
        shown = tuple(
            Edit(line=self._source_map.words(one.line), before=one.before, after=one.after)
            for one in found[:SHOWN]
        )
        places = map(self._source_map.words, sorted({one.line for one in found}))
        repair = Repair(tried=tried, found=len(found), lines=tuple(places), edits=shown)
        told = replace(report, repair=repair)
        if self._judged.key.repair != RepairUse.LINE:
            return told
        inside = tuple(dict.fromkeys(one.name for one in found))
        return replace(told, remarks=(*told.remarks, in_words(repair.lines, inside)))

    def _edits(self, task: KeyTask, most: int, first: int = 0) -> list[SmallEdit]:
        most = min(most, self._left)
        others = tuple(one.name for one in self._judged.key.tasks if one.name != task.name)
        name = self._source_map.file
        try:
            request = MakeEdits(name, self._source, task.name, others, most, first)
            edits = list(self._reading.ask(request).edits) if most else []
        except Unreadable:  # told where it was read to be run; here it costs a hint at most
            return []
        self._left -= len(edits)
        return edits

    def _survivors(self, wanted: Wanted, edits: Sequence[SmallEdit]) -> list[SmallEdit]:
        """The edits that make the task right, on its small inputs too, and no other task wrong."""
        task = wanted.task
        place = wanted.place
        hopeful = [
            one
            for one, [seen] in self._observed(wanted, edits, [task.cases[place]])
            if agrees(seen, task.expected[place])
        ]
        right = _best(
            [
                (one, verdicts(task, seen))
                for one, seen in self._observed(wanted, hopeful, task.cases)
                if values_right(task, seen)
            ]
        )
        if task.small_cases and not wanted.beside:
            right = [
                one
                for one, seen in self._observed(wanted, right, task.small_cases)
                if all(map(agrees, seen, task.small_results))
            ]
        for other in self._judged.key.tasks:
            right = self._without_harm(right, task, other)
        return right

    def _without_harm(
        self, edits: list[SmallEdit], task: KeyTask, other: KeyTask
    ) -> list[SmallEdit]:
        """The edits with which another task that is right stays so."""
        if other.name == task.name or not is_right(self._judged, other.name):
            return edits
        if other.asked or learns.places(other):
            return edits  # what takes a training, or another worker, is not run for each edit
        suspect = [one for one in edits if one.name != task.name or task.name in other.after]
        observed = self._observed(Wanted(other, False, 0), suspect, other.cases)
        harmless = [one for one, seen in observed if values_right(other, seen)]
        return [one for one in edits if one not in suspect or one in harmless]

    def _observed(
        self, wanted: Wanted, edits: Sequence[SmallEdit], cases: Sequence[Case]
    ) -> Iterator[tuple[SmallEdit, RunReply]]:
        """The observations with each edit; without those that hung or ended a worker.

        What hangs is halved once, so that one edit costs the others little.
        """
        place, size = 0, FIRST
        while place < len(edits):
            batch = edits[place : place + size]
            place += len(batch)
            before_s = self._run.spent_s
            came = self._try(wanted, batch, cases)
            if came is not None:
                yield from came
                each_s = (self._run.spent_s - before_s) / len(batch)
                size = int(min(MOST_AT_ONCE, max(1.0, BATCH_S / SLACK / max(each_s, 1e-6))))
                continue
            half = (len(batch) + 1) // 2
            for part in (batch[:half], batch[half:]) if len(batch) > 1 else ():
                yield from self._try(wanted, part, cases) or ()

    def _try(
        self, wanted: Wanted, edits: Sequence[SmallEdit], cases: Sequence[Case]
    ) -> list[tuple[SmallEdit, RunReply]] | None:
        """The observations of some edits; None where one of them hung or ended the worker."""
        if self._hung >= MOST_HUNG or self._run.spent_s >= self._until_s:
            return None
        came = self._run.attempt(wanted.request(edits, cases), BATCH_S)
        if came is None:
            self._hung += 1
            return None
        each = len(cases)
        return [(one, came[n * each : (n + 1) * each]) for n, one in enumerate(edits)]


def in_words(lines: Sequence[str], inside: Sequence[str]) -> str:
    """Where a small change is enough, and never which; of many lines only the functions."""
    if len(lines) > LINES:
        return WITHIN.format(inside=" and ".join(f"`{name}`" for name in inside))
    places = dict(zip(("first", "second", "third"), lines, strict=False))
    return TEMPLATES[len(lines) - 1].format(**places)
