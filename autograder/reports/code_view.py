"""A submission's code as it is shown: numbered lines, and what is said of them beside them.

The code is not parsed, only searched line by line: students' texts are parsed in the reader's
process alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from autograder.model.program import SourceMap
from autograder.model.report import Report, TaskReport
from autograder.reports.plain_text import Piece, visible_code

# What is longer is cut, and the page reports it.
MAX_LINES = 5000
MAX_COLUMNS = 1000
# Comparing two texts takes time quadratic in their lines.
MAX_COMPARED = 1500
PLACE = re.compile(r"\b(?:cell \d+, )?line \d+\b")


class NoteKind(StrEnum):
    """Where a note comes from, as a reader is told."""

    FINDING = "misconception"
    EXCEPTION = "error"
    REPAIR = "small change"
    PROBLEM = "problem"
    COMMENT = "comment"


@dataclass(frozen=True)
class Note:
    """Something said of one line of the program, counted from 1; line 0 is the file as a whole."""

    line: int
    kind: NoteKind
    said: str
    task: str = ""
    by: str = ""


@dataclass(frozen=True)
class CodeLine:
    """A line as it is shown; `place` is how its reader numbers it, where that is not `number`."""

    number: int
    place: str
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    added: bool = False
    removed_before: tuple[tuple[Piece, ...], ...] = ()


@dataclass(frozen=True)
class CodeView:
    """A file with its notes. `left_out` counts lines that are not shown."""

    file: str
    lines: tuple[CodeLine, ...]
    notes: tuple[Note, ...]  # of the file as a whole
    left_out: int = 0
    compared: bool = False
    too_long_to_compare: bool = False
    removed_at_end: tuple[tuple[Piece, ...], ...] = ()


def code_view(
    text: str, source_map: SourceMap, notes: Iterable[Note] = (), before: str | None = None
) -> CodeView:
    """The program with its notes; with `before`, an earlier version, what changed is marked."""
    lines = _lines(text)
    by_line: dict[int, list[Note]] = {}
    for note in notes:
        there = note.line if 0 < note.line <= min(len(lines), MAX_LINES) else 0
        by_line.setdefault(there, []).append(note)
    earlier = None if before is None else _lines(before)
    too_long = earlier is not None and max(len(lines), len(earlier)) > MAX_COMPARED
    added, removed = (set(), {}) if earlier is None or too_long else _changes(earlier, lines)
    shown = tuple(
        CodeLine(
            number=number,
            place=source_map.words(number) if source_map.cells else "",
            pieces=_cut(line),
            notes=tuple(by_line.get(number, ())),
            added=number in added,
            removed_before=tuple(map(_cut, removed.get(number, ()))),
        )
        for number, line in enumerate(lines[:MAX_LINES], 1)
    )
    return CodeView(
        file=source_map.file,
        lines=shown,
        notes=tuple(by_line.get(0, ())),
        left_out=max(0, len(lines) - MAX_LINES),
        compared=earlier is not None and not too_long,
        too_long_to_compare=too_long,
        removed_at_end=tuple(map(_cut, removed.get(len(lines) + 1, ()))),
    )


def report_notes(
    report: Report, text: str, source_map: SourceMap, *, instructor: bool
) -> tuple[Note, ...]:
    """What a report says, at the lines it is about: a finding stands where its task begins.

    Small changes that would make a task right are shown to the instructor alone.
    """
    lines = _lines(text)[:MAX_LINES]
    places = {source_map.words(number): number for number in range(1, len(lines) + 1)}
    notes = []
    for problem in report.problems:
        for line in _named(problem.message, places):
            notes.append(Note(line, NoteKind.PROBLEM, problem.message))
    for task in report.tasks:
        begins = _definition(task.name, lines)
        for finding, _ in report.told[task.name]:
            said = f"{finding.says} {finding.hint}".strip()
            notes.append(Note(begins, NoteKind.FINDING, said, task.name))
        notes += _errors(task, places, {note.said for note in notes})
        if instructor and task.repair is not None:
            for edit in task.repair.edits[:1]:
                for line in _named(edit.line, places):
                    said = f"this would be enough: {edit.after.strip()}"
                    notes.append(Note(line, NoteKind.REPAIR, said, task.name))
    return tuple(notes)


def _errors(task: TaskReport, places: Mapping[str, int], said: set[str]) -> list[Note]:
    """Messages of checks that name a line, each once: one exception often fails several."""
    messages = dict.fromkeys(check.message for check in task.checks)
    return [
        Note(line, NoteKind.EXCEPTION, message, task.name)
        for message in messages
        if message not in said
        for line in _named(message, places)
    ]


def _named(message: str, places: Mapping[str, int]) -> list[int]:
    """The last line that a message names, as a list of one; none where it names none.

    The kit puts the place at the end; what stands before may be a student's words.
    """
    found = [places[place] for place in PLACE.findall(message) if place in places]
    return found[-1:]


def _definition(task: str, lines: Sequence[str]) -> int:
    """The line where a task's function or class begins, the last one: it is what counts."""
    name = re.escape(task.rpartition(".")[2])
    begins = re.compile(rf"\s*(?:async\s+)?(?:def|class)\s+{name}\b")
    return max((n for n, line in enumerate(lines, 1) if begins.match(line)), default=0)


def _lines(text: str) -> list[str]:
    """As Python counts them: a form feed or a line separator ends no line of a program."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines and not lines[-1] else lines


def _cut(line: str) -> tuple[Piece, ...]:
    if len(line) <= MAX_COLUMNS:
        return visible_code(line)
    left = len(line) - MAX_COLUMNS
    return (*visible_code(line[:MAX_COLUMNS]), Piece(f"and {left} more characters", unseen=True))


def _changes(before: list[str], after: list[str]) -> tuple[set[int], dict[int, list[str]]]:
    """Which lines are new, and which are gone, by the line before which they stood."""
    added: set[int] = set()
    removed: dict[int, list[str]] = {}
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            added.update(range(c + 1, d + 1))
            if a < b:
                removed[c + 1] = before[a:b]
    return added, removed
