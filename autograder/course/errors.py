"""What can be wrong with a course, as values with a file and a line, and as an exception."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UserError


class CourseError(UserError):
    """A course or topic that cannot be used; the message says what to do."""


@dataclass(frozen=True)
class AuthoringError:
    """One thing that an instructor has to change: where, what is wrong, and what to do.

    Lines count from 1; a file that is missing has line 1.
    """

    file: Path
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{_from_here(self.file)}:{self.line}: {self.message}. {self.remedy}."


class BrokenCourse(CourseError):
    """A course that cannot be used before all of `errors` are fixed."""

    def __init__(self, errors: Iterable[AuthoringError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(map(str, self.errors)))


def _from_here(file: Path) -> Path:
    """The path as it is typed in the current folder, where the file lies below it."""
    here = Path.cwd()
    return file.relative_to(here) if file.is_relative_to(here) else file
