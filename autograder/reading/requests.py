"""What a reader is asked, and what it answers.

To have something else read: a request here with its reply, and a function in `answers`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from autograder.model.passages import Fingerprints
from autograder.model.report import Problem

R = TypeVar("R")


class Request(Generic[R]):
    """A question about a student's bytes; `reply` is the type of its answer.

    Each has a `name`: what the file is called in a message to the student.
    """

    reply: ClassVar[type[Any]]
    name: str


@dataclass(frozen=True)
class Code:
    """A notebook that holds the code of another one and nothing else."""

    content: bytes


@dataclass(frozen=True)
class NotebookCode(Request[Code]):
    """Take the code cells out of a notebook, so that outputs and pictures need not be kept."""

    name: str
    content: bytes
    reply = Code


@dataclass(frozen=True)
class NotebookProgram:
    """Python made from a notebook: cell and line of each of its lines, and what was not read."""

    source: str
    cells: tuple[tuple[int, int], ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class MakeProgram(Request[NotebookProgram]):
    """Make a program of a notebook: what is wanted by name and what that needs.

    With None, as for another notebook that imports it: all functions and plain values.
    """

    name: str
    content: bytes
    wanted: tuple[str, ...] | None
    reply = NotebookProgram


@dataclass(frozen=True)
class Cell:
    """A cell of any kind as it stands in a file; `grade_id` is nbgrader's name, or empty."""

    kind: str
    text: str
    grade_id: str


@dataclass(frozen=True)
class Cells:
    """The cells of a notebook, from top to bottom."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class NotebookCells(Request[Cells]):
    """Take the texts of all cells out of a notebook."""

    name: str
    content: bytes
    reply = Cells


@dataclass(frozen=True)
class ArchivedFile:
    """A file in an archive: its size as announced, and when it changed by the packer's clock.

    `content` is there where it was asked for; where it could not be had, `problem` says why.
    """

    name: str
    size: int
    regular: bool
    modified: datetime | None
    content: bytes | None = None
    problem: Problem | None = None


@dataclass(frozen=True)
class ArchivedFiles:
    """The next files of an archive; after the `last` there are no more."""

    files: tuple[ArchivedFile, ...]
    last: bool


@dataclass(frozen=True)
class Unpack(Request[ArchivedFiles]):
    """Unpack an archive of `size` bytes, which comes as an open file, once and from end to end.

    Kept are the contents of files whose names end with one of `kept`, in small letters, and that
    have at most `most` bytes. Bounds are those of so many `students`' work.
    """

    name: str
    size: int
    kept: tuple[str, ...]
    most: int
    students: int = 1
    reply = ArchivedFiles


@dataclass(frozen=True)
class UnpackMore(Request[ArchivedFiles]):
    """Go on with the archive that was opened last."""

    name: str
    reply = ArchivedFiles


@dataclass(frozen=True)
class SmallEdit:
    """A definition at top level that was changed in one place, as a text by itself.

    `line` is the program's; `before` and `after` are the lines that differ.
    """

    name: str
    text: str
    line: int
    before: str
    after: str


@dataclass(frozen=True)
class Edits:
    """Edits of a program, the most likely to repair it first."""

    edits: tuple[SmallEdit, ...]


@dataclass(frozen=True)
class MakeEdits(Request[Edits]):
    """Make at most `most` small edits of the function of a `task` and of what it calls.

    Functions of `others` are left as they are. The likeliest edits, before number `first`, are left
    out.
    """

    name: str
    source: str
    task: str
    others: tuple[str, ...]
    most: int
    first: int = 0
    reply = Edits


@dataclass(frozen=True)
class MakeFingerprints(Request[Fingerprints]):
    """Take a program apart into what it is compared by; a notebook is made into one before.

    `tasks` are names of functions and classes, `kept` all names that belong to the course.
    """

    name: str
    content: bytes
    tasks: tuple[str, ...]
    kept: tuple[str, ...]
    reply = Fingerprints
