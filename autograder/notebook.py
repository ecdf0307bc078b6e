"""Check your work from inside a notebook: `from autograder.notebook import check`.

    check("backward")          # one function, as it is defined now
    check()                    # all of them

and see the picture of its topic: `from autograder.notebook import figure`.

What is judged is what this kernel was given to run: the texts of the cells that were run, in the
order in which they were run, so that what was defined last counts. From these the function and what
it needs are taken as from a notebook that is submitted, and run in a process of its own: nothing
in this kernel is touched, and nothing is read from it but those texts.

Where nbgrader runs a notebook (`nbgrader validate`), a check that is not passed is an error: it
takes a cell without one for right.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console

from autograder.collect import discover as intake
from autograder.course.assignments import assignments_folder
from autograder.figures.live import live
from autograder.figures.picture import FILE as PICTURE
from autograder.figures.picture import Picture
from autograder.grading.grade import grade
from autograder.keys import files as key_files
from autograder.keys.files import AnswerKeyError
from autograder.model.answer_key import AnswerKey
from autograder.model.outcomes import Outcome, ProblemKind
from autograder.model.report import Report, TaskReport
from autograder.model.submission import Submission
from autograder.reading.notebooks.cells import numbered, only_code
from autograder.reading.notebooks.program import program
from autograder.reports import html, terminal
from autograder.sandbox import FreshProcesses

__all__ = ["CheckError", "Feedback", "check", "figure"]

# nbgrader sets it in the kernels that it starts.
BY_NBGRADER = "NBGRADER_EXECUTION"
# Earlier attempts stay in the kernel's memory of what was run; their author has seen them fail.
SEEN_BEFORE = {"broken_cell", "unread_cell", "missing_names"}


class CheckError(Exception):
    """A check that cannot be made; the message says what to do. Shown without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Feedback:
    """What a check found: a page below the cell in a notebook, text in a terminal."""

    def __init__(self, report: Report, task: str | None, defined: Set[str]) -> None:
        self.report = report
        self._tasks = [one for one in report.tasks if task in (None, one.name)]
        self._told = [one.message for one in report.problems if one.kind not in SEEN_BEFORE]
        self._next = _next(report, self._tasks, defined)

    @property
    def passed(self) -> bool:
        """Whether all that was checked is right."""
        return all(task.outcome == Outcome.PASSED for task in self._tasks)

    def __repr__(self) -> str:
        out = io.StringIO()
        # In a notebook a console would show its lines there instead of writing them.
        console = Console(
            file=out, force_jupyter=False, color_system=None, highlight=False, soft_wrap=True
        )
        for said in self._told:
            console.print(f"! {said}", markup=False)
        findings = replace(self.report, tasks=tuple(self._tasks)).told
        for task in self._tasks:
            terminal.show_task(console, task, findings[task.name], set(self._told))
        console.print(self._next, markup=False)
        return out.getvalue().rstrip("\n")

    def _repr_html_(self) -> str:
        return html.feedback(self.report, self._tasks, self._told, self._next)


def check(task: str | Callable[..., Any] | None = None, *, topic: str | None = None) -> Feedback:
    """Check one function of this notebook as it is defined now, or all of them.

    The topic is that of the key beside the notebook, or the one that has such a function; where
    several have, name it. Raises CheckError, which says what to do.
    """
    name = task if isinstance(task, str) or task is None else getattr(task, "__name__", str(task))
    ran = _cells_run()
    key = _key(name, topic)
    known = [one.name for one in key.tasks]
    if name is not None and name not in known:
        raise CheckError(f"there is no task “{name}” in {key.topic}; there are: {', '.join(known)}")
    cells = numbered(ran)
    own = only_code(cells)
    files = {f"{key.topic}.ipynb": own, **intake.beside(Path(), key.topic, own)}
    report = grade(
        Submission("you", key.topic, files), key, FreshProcesses(key.frameworks, key.packages)
    )
    if report.score is None:
        raise CheckError(" ".join(problem.message for problem in report.problems))
    feedback = Feedback(report, name, program(cells, known, key.topic).defines)
    if os.environ.get(BY_NBGRADER) and not feedback.passed:
        raise CheckError(repr(feedback))
    return feedback


def figure(topic: str) -> Any:
    """The picture of a topic's handout: with a slider where ipywidgets is installed.

    It is the one beside the notebook, or that of the kit's own topic. Raises CheckError, which says
    what to do.
    """
    places = [assignments_folder() / topic / PICTURE]
    if Path(f"{topic}.key").exists():  # the picture beside it is of this topic
        places.insert(0, Path(PICTURE))
    for path in places:
        if path.exists():
            return live(Picture(path.read_text(encoding="utf-8")))
    raise CheckError(
        f"there is no picture of “{topic}” here: put its {PICTURE} beside this notebook"
    )


def _cells_run() -> list[str]:
    """The texts of the cells that this kernel ran, the first one first: number n was `In [n]`."""
    shell = None
    if "IPython" in sys.modules:
        shell = sys.modules["IPython"].get_ipython()
    if shell is None:
        raise CheckError("this works in a notebook; elsewhere run `autograder check` in a terminal")
    return list(shell.history_manager.input_hist_raw[1:])


def _key(task: str | None, topic: str | None) -> AnswerKey:
    beside = {path.stem: path for path in sorted(Path().glob("*.key"))}
    shipped = sorted(assignments_folder().glob("*/*.key"))
    known = {**{path.stem: path for path in shipped}, **beside}
    if topic is not None:
        if topic not in known:
            raise CheckError(f"there is no topic “{topic}”; there are: {', '.join(known)}")
        return _read(known[topic])
    if len(beside) == 1:
        return _read(*beside.values())
    if task is None:
        raise CheckError(f"say which topic: check(topic=…), one of {', '.join(beside or known)}")
    keys = [_read(path) for path in (beside or known).values()]
    fitting = [key for key in keys if task in (one.name for one in key.tasks)]
    if not fitting:
        raise CheckError(f"no topic has a task “{task}”; there are: {', '.join(beside or known)}")
    if len(fitting) > 1:
        names = " or ".join(f'check("{task}", topic="{key.topic}")' for key in fitting)
        raise CheckError(f"several topics have a task “{task}”: {names}")
    return fitting[0]


def _read(path: Path) -> AnswerKey:
    try:
        return key_files.read(path)
    except AnswerKeyError as error:
        raise CheckError(str(error)) from None


def _next(report: Report, tasks: Sequence[TaskReport], defined: Set[str]) -> str:
    """The last line: how to go on."""
    done = sum(task.outcome == Outcome.PASSED for task in report.tasks)
    if len(tasks) == 1:
        [task] = tasks
        if task.outcome == Outcome.PASSED:
            return f"Done: {done} of {len(report.tasks)} tasks of {report.topic}"
    else:
        current = report.current_task
        if any(problem.kind == ProblemKind.MISSING_PACKAGE for problem in report.problems):
            return terminal.WITHOUT_PACKAGE if current else terminal.ALL_BUT_PACKAGE
        if current is None:
            return "All done. Choose “Restart and run all”, save, and submit this notebook."
        task = current
    if task.name not in defined:
        return f"No cell that was run defines {task.name}: run its cell, then check again"
    if task.outcome == Outcome.NOT_ATTEMPTED:
        return f"{task.name} is not written yet. Stuck? !autograder hint {task.name}"
    return f"Fix {task.name}. Stuck? !autograder hint {task.name}"
