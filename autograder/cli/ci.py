"""`autograder ci`: grade a student's repository where it is built (docs/instructors/ci.md)."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from autograder.cli.console import BELOW_PASS, UNGRADED, Trouble, unconfined
from autograder.collect import discover as intake
from autograder.course import topics as course
from autograder.course.topic import Topic
from autograder.engines.class_run import ClassRun, keys_of
from autograder.grading.grade import ungraded
from autograder.model.outcomes import Outcome, ProblemKind
from autograder.model.report import Problem, Report
from autograder.model.submission import Submission
from autograder.platforms.github import annotations as github
from autograder.platforms.junit import document as junit
from autograder.reports import reading
from autograder.reports import sentences as feedback
from autograder.sandbox import tiers
from autograder.storage import user_data as own_data
from autograder.storage.atomic_write import write_file


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
@click.option("--seed", envvar="AUTOGRADER_SEED", help="Secret from which hidden cases are drawn.")
@click.option("--trust-submissions", is_flag=True, help="Grade without any confinement.")
def ci(
    repository: Path,
    folder: Path,
    topics: str | None,
    pass_mark: float,
    output: Path,
    seed: str | None,
    trust_submissions: bool,
) -> None:
    """Grade the topics in a student's REPOSITORY (by default: here) by the instructor's course.

    Exit code: 0 if every topic reaches the pass mark, 1 if one does not, 3 if one could not be
    graded. On GitHub it also writes annotations, the step's summary and output `result`.
    """
    if not sys.flags.isolated:
        _say("not isolated: what grades strangers is run as `python -P -I -m autograder ci`")
    place = _course_outside(folder, repository)
    known = course.topics(place)
    wanted = None
    if topics is not None:
        wanted = list(dict.fromkeys(name.strip() for name in topics.split(",")))
        for name in wanted:
            course.choose(place, name)
    _make(output, repository)
    found = intake.repository(repository, list(known), wanted)
    reports = _graded([one for one, _ in found], known, output, seed, trust_submissions)
    write_file(output / "junit.xml", junit.document(reports))
    places = {one.topic: where for one, where in found}
    texts = {one.topic: one.files.get(f"{one.topic}.py", b"") for one, _ in found}
    _tell(reports, places, texts)
    if not reports:
        _say(f"nothing to grade: no file here is named after a topic ({', '.join(known)})")
    if not reports or any(_incomplete(report) for report in reports):
        raise SystemExit(UNGRADED)
    if any(_percent(report) < pass_mark for report in reports):
        raise SystemExit(BELOW_PASS)


def _course_outside(folder: Path, repository: Path) -> Path:
    place = course.find_course(folder)
    if place.is_relative_to(repository.resolve()):
        raise Trouble(
            f"the course {place} lies in the student's repository, who could change it: "
            "check it out beside the repository"
        )
    return place


def _make(output: Path, repository: Path) -> None:
    """The folder for the results; one that the student brought could lead anywhere."""
    inside = output.parent.resolve().is_relative_to(repository.resolve())
    if inside and (output.is_symlink() or output.exists()):
        raise Trouble(f"{output} is in the repository already: remove it, or name another --output")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"cannot write to {output}: {error.strerror}") from None


def _graded(
    found: list[Submission],
    known: dict[str, Topic],
    output: Path,
    seed: str | None,
    trust: bool,
) -> list[Report]:
    tier = tiers.find()
    if tier.letter == "D" and not trust:
        problem = Problem(kind=ProblemKind.KIT, message=unconfined(tier.reasons))
        return [ungraded(one, problem, _points(known[one.topic]), "D") for one in found]
    keys = keys_of(found, known, seed or own_data.secret(), own_data.keys_folder())
    done = ClassRun(found, keys, tier, 1, output).grade()
    return [reading.read_written(report, output) for report in done]


def _points(topic: Topic) -> float:
    return round(sum(task.points for task in topic.rubric.tasks), 2)


def _tell(reports: Sequence[Report], places: dict[str, str], texts: dict[str, bytes]) -> None:
    """The log; on GitHub annotations, summary and result, too."""
    for report in reports:
        _say(f"{report.topic}: {feedback.headline(report)}")
        for line in feedback.remarks(report):
            _say(f"  ! {line}")
        for task in report.tasks:
            _say(f"  {task.name} {task.score:g}/{task.max_score:g} {task.outcome}")
            for line in feedback.of_task(report, task):
                _say(f"    | {line}")
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for report in reports:
            text = texts[report.topic].decode("utf-8", "replace")
            for command in github.commands(report, places[report.topic], text):
                click.echo(command)
    _append("GITHUB_STEP_SUMMARY", github.summary(reports))
    _append("GITHUB_OUTPUT", f"result={github.classroom(reports)}")


def _append(variable: str, text: str) -> None:
    path = os.environ.get(variable)
    if path:
        with open(path, "a", encoding="utf-8") as stream:
            stream.write(text + "\n")


def _incomplete(report: Report) -> bool:
    return report.score is None or any(task.outcome == Outcome.UNGRADED for task in report.tasks)


def _percent(report: Report) -> float:
    """Rounded as it is shown, so that 60 of 100 reach 60 % however they were added up."""
    return round(100 * (report.score or 0.0) / report.max_score, 6) if report.max_score else 0.0


def _say(words: str) -> None:
    indent = words[: len(words) - len(words.lstrip())]
    click.echo(indent + github.harmless(words.lstrip()))
