"""A hunt in a class: who has full marks for a task, and differs from the reference somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.course.topic import Topic
from autograder.grading.program import as_python
from autograder.hunt.effort import Effort
from autograder.hunt.fields import hunted_tasks
from autograder.hunt.hunting import Hunt, hunt
from autograder.hunt.quarry import Quarry
from autograder.hunt.words import call_of, right_of
from autograder.model.answer_key import AnswerKey
from autograder.model.differences import Difference, NotHunted
from autograder.model.outcomes import Outcome, ProblemKind
from autograder.model.report import Report
from autograder.model.submission import Submission
from autograder.reading.reader import Reader, Reading
from autograder.reading.unreadable import Unreadable
from autograder.sandbox import Sandbox, SandboxError
from autograder.sandbox.pool import SandboxPool
from autograder.sandbox.tiers import Tier

TWO_FILES = "not hunted: it was submitted as a file and as a notebook"
IN_PART = "hunted in part only: its {seconds:g} s were over"
NOT_RUN = "not hunted: {reason}"

Result = Difference | NotHunted


@dataclass(frozen=True)
class ClassHunt:
    """Submissions of one topic that have been graded, with their reports."""

    topic: Topic
    key: AnswerKey
    graded: Sequence[tuple[Submission, Report]]
    effort: Effort

    def run(self, tier: Tier, reader: Reader) -> Iterator[list[Result]]:
        """What was found in each submission, one after the other."""
        if not any(self._tasks(report) for _, report in self.graded):
            yield from ([] for _ in self.graded)
            return
        with hunt(self.topic, self.effort.inputs) as hunting, SandboxPool(tier) as pool:
            sandbox = pool.of(self.key.frameworks, self.key.packages)
            for submission, report in self.graded:
                try:
                    yield self._found(submission, report, hunting, sandbox, reader)
                except (SandboxError, Unreadable) as error:
                    yield [self._not(submission, NOT_RUN.format(reason=error))]

    def _found(
        self,
        submission: Submission,
        report: Report,
        hunting: Hunt,
        sandbox: Sandbox,
        reader: Reader,
    ) -> list[Result]:
        tasks = self._tasks(report)
        if not tasks:
            return []
        if any(problem.kind == ProblemKind.TWO_FILES for problem in report.problems):
            return [self._not(submission, TWO_FILES)]
        reading = Reading(reader, submission.reading_s)
        program = as_python(submission.files, self.key, reading)
        with Quarry(program, self.key, sandbox, self.effort.seconds) as quarry:
            found: list[Result] = [
                Difference(
                    student=submission.student,
                    topic=submission.topic,
                    task=one.task,
                    call=call_of(one),
                    says=one.says,
                    right=right_of(one),
                )
                for one in hunting.of(quarry, tasks)
            ]
            if quarry.over:
                said = IN_PART.format(seconds=self.effort.seconds)
                found.append(self._not(submission, said))
            return found

    def _tasks(self, report: Report) -> tuple[str, ...]:
        """Those with full marks, and built on tasks with full marks alone.

        The others may be right only beside an error that was carried forward.
        """
        full = {task.name for task in report.tasks if task.outcome == Outcome.PASSED}
        tasks = self.topic.rubric.tasks
        names = {task.name for task in tasks}
        clean: list[str] = []
        for task in tasks:
            measured = {check.settings.get("of") for check in task.checks} & names
            if task.name in full and {*task.after, *measured} <= set(clean):
                clean.append(task.name)
        hunted = {task.name for task in hunted_tasks(self.topic)}
        return tuple(name for name in clean if name in hunted)

    def _not(self, submission: Submission, reason: str) -> NotHunted:
        return NotHunted(submission.student, submission.topic, reason)
