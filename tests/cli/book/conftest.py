"""A course with a gradebook, and its commands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from autograder.cli import main
from autograder.gradebook import book
from tests.gradebook.classroom import Classroom

TASKS = {"forward": 4.0, "loss": 1.5, "gradients": 3.0}


@dataclass
class Course:
    """A course folder, what happened in its gradebook, and the command line beside it."""

    folder: Path
    classroom: Classroom

    def book(self, *arguments: object, code: int = 0) -> list[str]:
        """What `autograder book …` prints, line by line; `code` is the exit code it must have."""
        done = self.run(*arguments)
        assert done.exit_code == code, done.output
        return done.output.splitlines()

    def json(self, *arguments: object) -> Any:
        """The same as JSON."""
        return json.loads("\n".join(self.book(arguments[0], "--json", *arguments[1:])))

    def run(self, *arguments: object) -> Result:
        """What a command gives."""
        verb, *rest = map(str, arguments)
        return CliRunner().invoke(main, ["book", verb, "--course", str(self.folder), *rest])

    def rules(self, text: str) -> None:
        """What the course's `course.toml` says."""
        (self.folder / "course.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Course]:
    """A course that has one topic, and an empty gradebook in its folder."""
    monkeypatch.setattr("autograder.cli.book.desk.system_user", lambda: "root")
    folder = tmp_path / "course"
    rubric = folder / "reference/backprop/rubric.py"
    rubric.parent.mkdir(parents=True)
    rubric.touch()
    made = book.new(folder)
    yield Course(folder, Classroom(made))
    made.engine.dispose()


@pytest.fixture
def ada(course: Course) -> Course:
    """Ada submitted once, for 8.5 of 12 points."""
    course.classroom.submit("ada", TASKS)
    return course
