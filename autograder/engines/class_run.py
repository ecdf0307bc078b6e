"""A whole class: its keys, its submissions, its reports on disk; nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from autograder.course.deadlines import Deadlines
from autograder.course.errors import CourseError
from autograder.course.topic import Topic
from autograder.engines import local as engine
from autograder.grading.grade import ungraded
from autograder.keys.cache import cached
from autograder.model.answer_key import AnswerKey
from autograder.model.outcomes import ProblemKind
from autograder.model.report import Problem, Report
from autograder.model.submission import Submission
from autograder.reports import files
from autograder.rubric import RubricError
from autograder.sandbox.availability import unavailable
from autograder.sandbox.tiers import Tier


def keys(
    found: list[Submission], known: dict[str, Topic], seed: str, cache: Path
) -> dict[str, AnswerKey | Problem]:
    """The key of each topic that was handed in, in the order of `known`.

    A topic without one does not stop the others.
    """
    built: dict[str, AnswerKey | Problem] = {}
    handed_in = {one.topic for one in found}
    for name in (name for name in known if name in handed_in):
        try:
            lacking = unavailable(known[name].rubric.frameworks)
            if lacking is not None:
                built[name] = lacking
                continue
            built[name] = cached(known[name], seed, cache)
        except (CourseError, RubricError) as error:
            built[name] = Problem(
                kind=ProblemKind.RUBRIC, message=f"the topic's rubric fails: {error}"
            )
    return built


def run(
    found: list[Submission],
    keys: dict[str, AnswerKey | Problem],
    tier: Tier,
    workers: int,
    output: Path,
    advance: Callable[[], object],
    deadlines: Deadlines | None = None,
) -> list[Report]:
    """Grade all and write each report once it is made; Ctrl-C ends early and says what is left."""
    usable = {name: key for name, key in keys.items() if isinstance(key, AnswerKey)}
    reports: dict[tuple[str, str], Report] = {}

    stamps = {(one.topic, one.student): one.submitted for one in found}

    def keep(report: Report) -> None:
        if deadlines is not None:
            report = deadlines.apply(report, stamps[report.topic, report.student])
        files.write_report(report, output)
        reports[report.topic, report.student] = report.condensed()
        advance()

    try:
        for one in found:
            problem = keys[one.topic]
            if isinstance(problem, Problem):
                keep(ungraded(one, problem, 0.0, tier.letter))
        for report in engine.run(
            [one for one in found if one.topic in usable], usable, tier, workers
        ):
            keep(report)
    except KeyboardInterrupt:
        said = Problem(kind=ProblemKind.INTERRUPTED, message="not graded: the run was interrupted")
        for one in found:
            if (one.topic, one.student) not in reports:
                key = usable.get(one.topic)
                keep(ungraded(one, said, key.points if key else 0.0, tier.letter))
    places = {name: place for place, name in enumerate(keys)}
    ordered = sorted(reports.values(), key=lambda report: (places[report.topic], report.student))
    files.write_class(ordered, output, list(keys))
    return ordered
