"""`autograder ci`: grade a student's repository where it is built (docs/instructors/ci.md)."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, Unpack

import click

from autograder.cli.console import BELOW_PASS, UNGRADED, Trouble, unconfined
from autograder.cli.platforms import platforms
from autograder.collect import discover as intake
from autograder.course import topics as course
from autograder.course.topic import Topic
from autograder.engines.class_run import ClassRun, keys_of
from autograder.grading.grade import ungraded
from autograder.model.outcomes import Outcome, ProblemKind
from autograder.model.report import Problem, Report
from autograder.model.submission import Submission
from autograder.platforms.interface import GradedRepository, Integration
from autograder.reading.process import reader_here
from autograder.release.format import seed_option
from autograder.reports import reading
from autograder.reports import sentences as feedback
from autograder.reports.plain_text import plain_text
from autograder.sandbox import tiers
from autograder.storage import user_data
from autograder.storage.atomic_write import write_file


class CiOptions(TypedDict):
    """The options of `autograder ci`."""

    folder: Path
    topics: str | None
    pass_mark: float
    output: Path
    seed: str
    trust_submissions: bool


@click.command("ci")
@click.argument("repository", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option(
    "--course",
    "folder",
    type=click.Path(path_type=Path),
    required=True,
    help="The instructor's course, outside of the repository.",
)
@click.option("--topics", help="Only these, separated by commas; by default those found there.")
@click.option(
    "--pass-mark",
    type=click.FloatRange(0, 100),
    default=100.0,
    show_default=True,
    help="Percent of its points that each topic must earn.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("autograder-results"),
    show_default=True,
    help="Folder for junit.xml and the reports.",
)
@seed_option
@click.option("--trust-submissions", is_flag=True, help="Grade without any confinement.")
def ci(repository: Path, **options: Unpack[CiOptions]) -> None:
    """Grade the topics in a student's REPOSITORY (by default: here) by the instructor's course.

    Exit code: 0 if every topic reaches the pass mark, 1 if one does not, 3 if one could not be
    graded. On GitHub it also writes annotations, the step's summary and output `result`.
    """
    log = _Log(platforms(click.get_current_context()).integrations)
    if not sys.flags.isolated:
        log.say("not isolated: what grades strangers is run as `python -P -I -m autograder ci`")
    place, output = _course_outside(options["folder"], repository), options["output"]
    known = course.topics(place)
    wanted = _wanted(options["topics"], place)
    with reader_here() as reader:
        found = intake.repository(repository, list(known), wanted, reader=reader)
    _make(output, repository)
    reports = _graded([one for one, _ in found], known, options)
    for report in reports:
        log.tell(report)
    graded = GradedRepository(
        reports,
        places={one.topic: where for one, where in found},
        texts={one.topic: _text(one) for one, _ in found},
        environment=os.environ,
    )
    for integration in log.integrations:
        _hand_over(integration, graded, output)
    if not reports:
        log.say(f"nothing to grade: no file here is named after a topic ({', '.join(known)})")
    if not reports or any(_incomplete(report) for report in reports):
        raise SystemExit(UNGRADED)
    if any(_percent(report) < options["pass_mark"] for report in reports):
        raise SystemExit(BELOW_PASS)


@dataclass(frozen=True)
class _Log:
    """What is printed where a platform's runner reads it, and might find commands in it."""

    integrations: Sequence[Integration]

    def say(self, words: str) -> None:
        """Print one line in which no runner finds a command."""
        indent = words[: len(words) - len(words.lstrip())]
        line = plain_text(words.lstrip())
        for integration in self.integrations:
            line = integration.harmless(line)
        click.echo(indent + line)

    def tell(self, report: Report) -> None:
        """Print what was found."""
        self.say(f"{report.topic}: {feedback.headline(report)}")
        for line in feedback.remarks(report):
            self.say(f"  ! {line}")
        for task in report.tasks:
            self.say(f"  {task.name} {task.score:g}/{task.max_score:g} {task.outcome}")
            for line in feedback.of_task(report, task):
                self.say(f"    | {line}")


def _course_outside(folder: Path, repository: Path) -> Path:
    place = course.find_course(folder)
    if place.is_relative_to(repository.resolve()):
        raise Trouble(
            f"the course {place} lies in the student's repository, who could change it: "
            "check it out beside the repository"
        )
    return place


def _wanted(topics: str | None, place: Path) -> list[str] | None:
    """The topics that were named, all of them known; None for those that are there."""
    if topics is None:
        return None
    wanted = list(dict.fromkeys(name.strip() for name in topics.split(",")))
    for name in wanted:
        course.choose(place, name)
    return wanted


def _make(output: Path, repository: Path) -> None:
    """The folder for the results; one that the student brought could lead anywhere."""
    inside = output.parent.resolve().is_relative_to(repository.resolve())
    if inside and (output.is_symlink() or output.exists()):
        raise Trouble(f"{output} is in the repository already: remove it, or name another --output")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"cannot write to {output}: {error.strerror}") from None


def _graded(found: list[Submission], known: dict[str, Topic], options: CiOptions) -> list[Report]:
    tier = tiers.find()
    if tier.letter == "D" and not options["trust_submissions"]:
        problem = Problem(kind=ProblemKind.KIT, message=unconfined(tier.reasons))
        return [ungraded(one, problem, _points(known[one.topic]), "D") for one in found]
    keys = keys_of(found, known, options["seed"], user_data.keys_folder())
    output = options["output"]
    done = ClassRun(found, keys, tier, 1, output, for_students=True).grade()
    return [reading.read_written(report, output) for report in done]


def _points(topic: Topic) -> float:
    return round(sum(task.points for task in topic.rubric.tasks), 2)


def _text(submission: Submission) -> str:
    return submission.files.get(f"{submission.topic}.py", b"").decode("utf-8", "replace")


def _hand_over(integration: Integration, graded: GradedRepository, output: Path) -> None:
    """Write and print what a platform reads."""
    results = integration.results(graded)
    for name, text in results.files.items():
        write_file(output / name, text)
    for line in results.log:
        click.echo(line)
    for path, text in results.appended.items():
        with path.open("a", encoding="utf-8") as stream:
            stream.write(text)


def _incomplete(report: Report) -> bool:
    return report.score is None or any(task.outcome == Outcome.UNGRADED for task in report.tasks)


def _percent(report: Report) -> float:
    """Rounded as it is shown, so that 60 of 100 reach 60 % however they were added up."""
    return round(100 * (report.score or 0.0) / report.max_score, 6) if report.max_score else 0.0
