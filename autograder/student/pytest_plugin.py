"""pytest in a student's folder: each task of a topic is a test, with the kit's own messages.

A topic is a public key beside a file or notebook of the same name, as `autograder start` makes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from autograder.model.outcomes import Outcome

if TYPE_CHECKING:
    from autograder.model.report import Report, TaskReport

# pytest loads this in every project of everybody who has the kit: what takes long to import waits.


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take a public key for a file of tests."""
    if file_path.suffix != ".key":
        return None
    from autograder.student.check import files_beside

    return Topic.from_parent(parent, path=file_path) if files_beside(file_path) else None


class Topic(pytest.File):
    """All tasks of a topic; judged once, when the first of them is run."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item for each task, in the order of the course."""
        from autograder.keys import files as key_files

        try:
            self.key = key_files.read(self.path)
        except key_files.AnswerKeyError as error:
            raise self.CollectError(str(error)) from None
        for task in self.key.tasks:
            yield Task.from_parent(self, name=task.name)

    @cached_property
    def graded(self) -> Report:
        """The report on the student's work as it is now."""
        from autograder.student.check import files_beside, graded

        return graded(files_beside(self.path), self.key)


class Task(pytest.Item):
    """One function or class of a topic."""

    def runtest(self) -> None:
        """Fail with what the kit has to say, unless everything about the task is right."""
        assert isinstance(self.parent, Topic)
        report = self.parent.graded
        task = next((one for one in report.tasks if one.name == self.name), None)
        if task is None or task.outcome == Outcome.UNGRADED:
            raise NotGraded("\n".join(problem.message for problem in report.problems))
        if task.outcome == Outcome.NOT_ATTEMPTED:
            raise NotRight(f"{self.name} is not written yet")
        if task.outcome != Outcome.PASSED:
            raise NotRight(_in_words(task, report))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: Any) -> str:
        """The message alone: where it was raised says nothing to anybody."""
        if isinstance(excinfo.value, NotRight | NotGraded):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, None, str]:
        """How the task is called in the summary."""
        return self.path, None, f"{self.path.stem}: {self.name}"


class NotRight(Exception):
    """A task that is not done; its text is for the student."""


class NotGraded(Exception):
    """Nothing could be judged, which is not the student's fault."""


def _in_words(task: TaskReport, report: Report) -> str:
    import io

    from rich.console import Console

    from autograder.reports import terminal

    said = [problem.message for problem in report.problems]
    console = Console(file=io.StringIO(), width=100, no_color=True)
    with console.capture() as captured:
        terminal.show_task(console, task, report.told[task.name], set(said))
    return "\n".join([*said, captured.get().rstrip()])
