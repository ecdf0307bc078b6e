"""A whole class: its keys, its submissions, its reports on disk; nothing is lost on the way."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

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
from autograder.model.submission import Submission
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
    return {name: key_of(known[name], seed, cache) for name in known if name in wanted}


def key_of(topic: Topic, seed: str, cache: Path) -> AnswerKey | Problem:
    """The key of a topic, or why there is none."""
    try:
        return unavailable(topic.installed) or cached(topic, seed, cache)
    except (CourseError, RubricError) as error:
        said = f"the topic's rubric fails: {error}"
        return Problem(kind=ProblemKind.RUBRIC, message=said)


class Memory(Protocol):
    """What remembers from one run to the next."""

    def graded_before(self) -> Iterator[tuple[Submission, Report]]:
        """The submissions that need not be graded again, each with its report."""

    def keep(self, submission: Submission, graded: Graded) -> Report:
        """Remember what was graded; the report as it is marked."""

    def standing(self) -> list[Report]:
        """The reports of all others of whom something is known, condensed."""


@dataclass(frozen=True)
class ClassRun:
    """Submissions to grade, and where their reports go.

    `workers` is how many submissions are graded at a time. What is `for_students` has nothing that
    is the instructor's alone. Where there is a `memory`, it knows how late work is and what people
    decided; otherwise `deadlines` say the first.
    """

    submissions: Sequence[Submission]
    keys: Keys
    tier: Tier
    workers: int
    output: Path
    deadlines: Deadlines | None = None
    for_students: bool = False
    memory: Memory | None = None

    def grade(self, advance: Callable[[], object] = lambda: None) -> list[Report]:
        """Grade all and write each report once it is made; Ctrl-C ends early and says what is left.

        `advance` is called after each. The reports come back condensed. What an earlier run wrote
        into the same folder of others stays, and stands in the class's page and tables, too.
        """
        # By what was submitted: a memory may know the student by another name.
        reports: dict[tuple[str, str], Report] = {}

        def keep(one: Submission, report: Report) -> None:
            reports[one.topic, one.student] = self._written(report)
            advance()

        try:
            for one, report in self.memory.graded_before() if self.memory is not None else ():
                keep(one, report)
            left = [one for one in self.submissions if (one.topic, one.student) not in reports]
            for one in left:
                problem = self.keys[one.topic]
                if isinstance(problem, Problem):
                    blank = ungraded(one, problem, 0.0, self.tier.letter)
                    keep(one, self._marked(one, Graded(blank)))
            for one, report in self._graded(left):
                keep(one, report)
        except KeyboardInterrupt:
            said = "not graded: the run was interrupted"
            problem = Problem(kind=ProblemKind.INTERRUPTED, message=said)
            for one in self.submissions:
                if (one.topic, one.student) not in reports:
                    report = ungraded(one, problem, self._points(one.topic), self.tier.letter)
                    keep(one, self._marked(one, Graded(report)))
        order = {name: place for place, name in enumerate(self.keys)}
        ordered = sorted(
            _each_once(reports.values()), key=lambda one: (order[one.topic], one.student)
        )
        others = (
            self.memory.standing()
            if self.memory is not None
            else files.standing(self.output, ordered)
        )
        files.write_class([*ordered, *others], self.output, list(self.keys))
        return ordered

    def _graded(self, submissions: Sequence[Submission]) -> Iterator[tuple[Submission, Report]]:
        """The reports of these submissions; of those that are equal only the first is run."""
        usable = {name: key for name, key in self.keys.items() if isinstance(key, AnswerKey)}
        equal: dict[object, list[Submission]] = {}
        for one in submissions:
            if one.topic in usable:
                same = one.topic, one.hash, one.status, one.problems, one.file_name
                equal.setdefault(same, []).append(one)
        copies = {(some[0].topic, some[0].student): some for some in equal.values()}
        first = [some[0] for some in equal.values()]
        with contextlib.closing(local.graded(first, usable, self.tier, self.workers)) as found:
            for graded in found:
                for one in copies[graded.report.topic, graded.report.student]:
                    own = replace(graded.report, student=one.student, account=one.account)
                    yield one, self._marked(one, replace(graded, report=own))

    def _marked(self, submission: Submission, graded: Graded) -> Report:
        """The report with what lateness costs and, where there is a memory, people decided."""
        report = graded.report
        if self.memory is not None:
            return self.memory.keep(submission, graded)
        if self.deadlines is not None:
            return self.deadlines.apply(report, submission.submitted)
        return report

    def _written(self, report: Report) -> Report:
        """The report as it stands in the folder now, condensed.

        Where the kit or the machine failed, what an earlier run says of the same files stays.
        """
        if self.for_students:
            report = report.for_students()
        if self.memory is None and report.may_be_graded_again:
            earlier = files.earlier(report, self.output)
            if earlier is not None:
                return earlier.condensed()
        files.write_report(report, self.output)
        return report.condensed()

    def _points(self, topic: str) -> float:
        key = self.keys[topic]
        return key.points if isinstance(key, AnswerKey) else 0.0


def _each_once(reports: Iterable[Report]) -> list[Report]:
    """One report for each student and topic: two names of one student have the same mark."""
    return list({(one.topic, one.student): one for one in reports}.values())
