"""A whole class: its keys, its submissions, its reports on disk; nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.course.deadlines import Deadlines
from autograder.course.errors import CourseError
from autograder.course.topic import Topic
from autograder.engines import local
from autograder.grading.grade import ungraded
from autograder.keys.cache import cached
from autograder.model.answer_key import AnswerKey
from autograder.model.behaviour import Graded
from autograder.model.outcomes import ProblemKind
from autograder.model.report import Problem, Report
from autograder.model.submission import Submission, TimeStamp
from autograder.reports import files
from autograder.rubric import RubricError
from autograder.sandbox.availability import unavailable
from autograder.sandbox.tiers import Tier

# The key of each topic, or why there is none.
Keys = Mapping[str, AnswerKey | Problem]


def keys_of(
    submissions: Sequence[Submission], known: Mapping[str, Topic], seed: str, cache: Path
) -> Keys:
    """The key of each topic for which something was submitted, in the order of `known`.

    A topic without one does not stop the others.
    """
    wanted = {one.topic for one in submissions}
    return {name: _key(known[name], seed, cache) for name in known if name in wanted}


def _key(topic: Topic, seed: str, cache: Path) -> AnswerKey | Problem:
    try:
        return unavailable(topic.installed) or cached(topic, seed, cache)
    except (CourseError, RubricError) as error:
        said = f"the topic's rubric fails: {error}"
        return Problem(kind=ProblemKind.RUBRIC, message=said)


@dataclass(frozen=True)
class ClassRun:
    """Submissions to grade, and where their reports go.

    `workers` is how many submissions are graded at a time. What is `for_students` has nothing that
    is the instructor's alone.
    """

    submissions: Sequence[Submission]
    keys: Keys
    tier: Tier
    workers: int
    output: Path
    deadlines: Deadlines | None = None
    for_students: bool = False

    def grade(self, each: Callable[[Graded], object] = lambda _: None) -> list[Report]:
        """Grade all and write each report once it is made; Ctrl-C ends early and says what is left.

        `each` is called with what the judge gave, lateness not charged, once its report is written;
        in no particular order. The reports come back condensed.
        """
        reports: dict[tuple[str, str], Report] = {}

        def keep(graded: Graded) -> None:
            report = graded.report
            reports[report.topic, report.student] = self._written(report)
            each(graded)

        try:
            for one in self.submissions:
                problem = self.keys[one.topic]
                if isinstance(problem, Problem):
                    keep(Graded(ungraded(one, problem, 0.0, self.tier.letter)))
            for graded in self._graded():
                keep(graded)
        except KeyboardInterrupt:
            said = "not graded: the run was interrupted"
            problem = Problem(kind=ProblemKind.INTERRUPTED, message=said)
            for one in self.submissions:
                if (one.topic, one.student) not in reports:
                    points = self._points(one.topic)
                    keep(Graded(ungraded(one, problem, points, self.tier.letter)))
        order = {name: place for place, name in enumerate(self.keys)}
        ordered = sorted(reports.values(), key=lambda one: (order[one.topic], one.student))
        files.write_class(ordered, self.output, list(self.keys))
        return ordered

    def _graded(self) -> Iterator[Graded]:
        usable = {name: key for name, key in self.keys.items() if isinstance(key, AnswerKey)}
        chosen = [one for one in self.submissions if one.topic in usable]
        return local.graded(chosen, usable, self.tier, self.workers)

    def _written(self, report: Report) -> Report:
        """The report as it was written, condensed: lateness is charged before."""
        if self.deadlines is not None:
            report = self.deadlines.apply(report, self._stamps[report.topic, report.student])
        if self.for_students:
            report = report.for_students()
        files.write_report(report, self.output)
        return report.condensed()

    @cached_property
    def _stamps(self) -> dict[tuple[str, str], TimeStamp | None]:
        """When each was submitted."""
        return {(one.topic, one.student): one.submitted for one in self.submissions}

    def _points(self, topic: str) -> float:
        key = self.keys[topic]
        return key.points if isinstance(key, AnswerKey) else 0.0
