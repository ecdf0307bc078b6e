"""Grading with a course's gradebook: what a run found there, in words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.cli.console import console
from autograder.engines.class_run import ClassRun
from autograder.gradebook.place import must_be_installed
from autograder.keys.cache import code_digest

if TYPE_CHECKING:
    from autograder.gradebook.memory import Run


@contextlib.contextmanager
def remembering(address: str | None, run: ClassRun, again: bool) -> Iterator[ClassRun]:
    """The run as it is, or one that remembers in the gradebook at an address; says what it found.

    Raises UserError where the gradebook cannot be used.
    """
    if address is None:
        yield run
        return
    must_be_installed(", or grade without it: --no-book")
    from autograder.course.deadlines import Deadlines
    from autograder.gradebook.book import opened
    from autograder.gradebook.memory import CourseMemory, Means

    with opened(address) as book:
        means = Means(run.keys, run.tier.letter, code_digest())
        assert isinstance(run.deadlines, Deadlines)
        memory = CourseMemory.begin(book, run.submissions, means, run.deadlines, again)
        _tell(memory.run, len(run.submissions))
        yield replace(run, memory=memory)
        look = memory.end()
        if look:
            marks = "1 mark wants" if look == 1 else f"{look} marks want"
            console.print(f"{marks} a person to look at it: autograder book look")


def _tell(run: Run, total: int) -> None:
    """What the gradebook knew before anything is graded."""
    for one in run.cut_short:
        console.print(
            f"Run {one.id} was cut short after {one.graded} of {one.total}; these are kept."
        )
    if run.rules_waiting:
        marks = "1 mark" if run.rules_waiting == 1 else f"{run.rules_waiting} marks"
        console.print(
            f"course.toml has other rules than before, and {marks} would change: the old ones hold "
            "until you have seen it, with autograder regrade rules."
        )
    if run.kept:
        console.print(f"{run.kept} graded before (kept), {total - run.kept} to grade")
    if run.stale:
        console.print(
            f"{run.stale} of those were graded by another key or kit than now: "
            "autograder regrade run TOPIC shows what would change."
        )
