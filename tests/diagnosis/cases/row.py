"""One row of the table: a program, what is wrong with it, and what a report has to say of it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

PROGRAMS = Path(__file__).parent / "programs"

ALL = 1.0  # Of a task's points: all may be lost.
FEW = 0.45  # A side check or two: the required ones are passed.

# Of what is right to many digits, but not to all.
PRECISION = r"right to (about )?\d+ digits"


@dataclass(frozen=True)
class Edit:
    """`old` stands in the program exactly once."""

    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A submission and what is right to say of it.

    `loses` are the tasks that lose points, each with the greatest share of them; `may` are those
    that may lose points as a consequence. Every other task has all its points. `true` holds the ids
    of the findings that hold, for those tasks; any other finding is untrue. `says` is a pattern
    that a message or remark of the task has to match where no finding and no line explains it.
    `message` is one that the messages have to match in any case; `problem` is one for what is said
    of the submission as a whole.
    """

    name: str
    topic: str
    fault: str
    edits: tuple[Edit, ...] = ()
    loses: Mapping[str, float] = field(default_factory=dict)
    may: frozenset[str] = frozenset()
    true: frozenset[str] = frozenset()
    says: str = ""
    message: str = ""
    problem: str = ""
    content: bytes = b""  # of a notebook, in place of the program

    @property
    def file_name(self) -> str:
        """What the submission is called."""
        return f"{self.topic}.ipynb" if self.content else f"{self.topic}.py"

    @cached_property
    def text(self) -> str:
        """The program with its edits. Raises ValueError for an edit that is not unique."""
        text = (PROGRAMS / f"{self.topic}.py").read_text(encoding="utf-8")
        for edit in self.edits:
            if text.count(edit.old) != 1:
                raise ValueError(f"{self.name}: {edit.old!r} occurs {text.count(edit.old)} times")
            text = text.replace(edit.old, edit.new)
        return text

    @cached_property
    def lines(self) -> frozenset[int]:
        """The lines on which the fault stands; where lines are missing, their neighbours."""
        right = (PROGRAMS / f"{self.topic}.py").read_text(encoding="utf-8").splitlines()
        matcher = difflib.SequenceMatcher(None, right, self.text.splitlines(), autojunk=False)
        found: set[int] = set()
        for kind, _, _, first, end in matcher.get_opcodes():
            if kind == "delete":
                found |= {first, first + 1}
            elif kind != "equal":
                found |= set(range(first + 1, end + 1))
        return frozenset(found)
