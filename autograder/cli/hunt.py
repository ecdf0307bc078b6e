"""What `grade --hunt` and `verify --hunt` share, and the hunt in a class."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from autograder.cli.console import Trouble, console
from autograder.course.topic import Topic
from autograder.engines.class_run import Keys
from autograder.model.answer_key import AnswerKey
from autograder.model.differences import Difference, NotHunted
from autograder.model.report import Report
from autograder.model.submission import Submission
from autograder.reading.process import reader_here
from autograder.reports import files, terminal
from autograder.sandbox.tiers import Tier

NEEDED = "--hunt needs Hypothesis: pip install 'neural-autograder[hunt]'"
F = TypeVar("F", bound=Callable[..., Any])


def hunt_options(words: str) -> Callable[[F], F]:
    """`--hunt`, explained in these words, and how much it tries."""
    options = [
        click.option("--hunt", "hunted", is_flag=True, help=words),
        click.option(
            "--hunt-inputs",
            type=click.IntRange(1),
            default=100,
            show_default=True,
            metavar="N",
            help="Inputs of a hunt, for each function of cases in a rubric.",
        ),
        click.option(
            "--hunt-seconds",
            type=click.FloatRange(1),
            default=20.0,
            show_default=True,
            metavar="S",
            help="Seconds of its own time that a hunt gives each program.",
        ),
    ]

    def add(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def must_be_installed() -> None:
    """Raise Trouble where Hypothesis is not there."""
    if find_spec("hypothesis") is None:
        raise Trouble(NEEDED)


def hunt_class(
    submissions: Sequence[Submission],
    reports: Sequence[Report],
    topics: Mapping[str, tuple[Topic, AnswerKey]],
    tier: Tier,
    effort: tuple[int, float],
) -> tuple[list[Difference], list[NotHunted]]:
    """What a hunt finds in a class that has been graded; with a bar on the error stream."""
    from autograder.hunt.class_hunt import ClassHunt
    from autograder.hunt.effort import Effort

    by_name = {(one.topic, one.student): one for one in reports}
    columns = (TextColumn("hunting"), BarColumn(), MofNCompleteColumn())
    found: list[Difference] = []
    left: list[NotHunted] = []
    with (
        reader_here() as reader,
        Progress(*columns, console=Console(stderr=True)) as progress,
    ):
        bar = progress.add_task("hunting", total=len(submissions))
        for name, (topic, key) in topics.items():
            graded = [
                (one, by_name[one.topic, one.student]) for one in submissions if one.topic == name
            ]
            for results in ClassHunt(topic, key, graded, Effort(*effort)).run(tier, reader):
                progress.advance(bar)
                found += [one for one in results if isinstance(one, Difference)]
                left += [one for one in results if isinstance(one, NotHunted)]
    return found, left


def usable(keys: Keys, known: Mapping[str, Topic]) -> dict[str, tuple[Topic, AnswerKey]]:
    """The topics that have a key."""
    return {name: (known[name], key) for name, key in keys.items() if isinstance(key, AnswerKey)}


def tell(found: Sequence[Difference], left: Sequence[NotHunted], output: Path) -> None:
    """Show what was found, and write it beside the other tables."""
    files.write_differences(found, output)
    terminal.show_differences(console, found, left)
    if found:
        console.print(f"Differences: {output / files.DIFFERENCES}", markup=False)
