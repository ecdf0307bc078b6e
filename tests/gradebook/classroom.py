"""A gradebook with submissions, results and decisions, made in few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import select

from autograder.course.deadlines import Deadlines
from autograder.course.settings import Settings
from autograder.gradebook import attempts, decisions, marks, people, results, rules
from autograder.gradebook.book import Book
from autograder.gradebook.decisions import Done, Wish
from autograder.gradebook.histories import of_marks
from autograder.gradebook.mark import Kind, Mark, settle
from autograder.gradebook.results import RunState
from autograder.gradebook.schema import attempt, mark
from autograder.gradebook.timeline import Decided, decided
from autograder.model.hundredths import in_points
from autograder.model.outcomes import Outcome, ProblemKind, Status
from autograder.model.report import Problem, Report, TaskReport
from autograder.model.submission import Submission, TimeStamp

TOPIC = "backprop"
# What each task of a report is worth, in points.
WORTH = 4.0


def report(tasks: Mapping[str, float] | None, fault: bool = False) -> Report:
    """A report with these points by task; without any it is ungraded."""
    tasks = tasks or {}
    problem = Problem(kind=ProblemKind.KIT if fault else ProblemKind.BAD_ARCHIVE, message="broken")
    return Report(
        student="",
        topic=TOPIC,
        score=sum(tasks.values()) if tasks else None,
        max_score=WORTH * len(tasks) if tasks else 3 * WORTH,
        status=Status.GRADED if tasks else Status.UNGRADED,
        sandbox_tier="A",
        key="key",
        submission="",
        duration_s=0.1,
        problems=() if tasks else (problem,),
        tasks=tuple(
            TaskReport(
                name=name,
                score=points,
                max_score=WORTH,
                outcome=Outcome.PASSED if points == WORTH else Outcome.FAILED,
                checks=(),
            )
            for name, points in tasks.items()
        ),
    )


@dataclass
class Classroom:
    """A book, and what happens to it; each act is a transaction of its own."""

    book: Book
    settings: Settings = field(default_factory=Settings)

    def rules(self, **settings: object) -> None:
        """Have the course follow other rules."""
        self.settings = Settings.model_validate(settings)
        with self.book.writing() as connection:
            rules.follow(connection, Deadlines(self.settings, UTC))

    def submit(
        self,
        student: str,
        tasks: Mapping[str, float] | None,
        when: datetime | None = None,
        text: str | None = None,
        topic: str = TOPIC,
    ) -> int:
        """A new attempt with its result, in a run of its own: the attempt's number."""
        content = text if text is not None else f"{student} {tasks} {when}"
        submission = Submission(
            student=student,
            topic=topic,
            files={f"{topic}.py": content.encode()},
            submitted=None if when is None else TimeStamp(when, "timestamp.txt"),
        )
        with self.book.writing() as connection:
            who = people.known(connection, student)
            of_topic = marks.topic_id(connection, topic)
            marks.mark_id(connection, who.id, of_topic)
            new = attempts.remember(connection, submission, who, of_topic, when)
            run = results.begin(connection, 1)
            results.keep(connection, run, new, report(tasks), f"run {run}", {})
            results.end(connection, run, RunState.ENDED)
            marks.settle_marks(connection, mark.c.person_id == who.id)
            query = select(attempt.c.number).where(attempt.c.id == new)
            return int(connection.execute(query).scalar_one())

    def grade_again(
        self,
        student: str,
        tasks: Mapping[str, float] | None,
        *,
        fault: bool = False,
        number: int = 1,
    ) -> None:
        """Another result of an attempt, which counts at once."""
        with self.book.writing() as connection:
            which = self._attempt(student, number)
            run = results.begin(connection, 1)
            results.keep(connection, run, which, report(tasks, fault), f"run {run}", {})
            results.end(connection, run, RunState.ENDED)
            marks.settle_marks(connection, mark.c.id.is_not(None))

    def decide(
        self,
        student: str,
        kind: Kind,
        points: float | None = None,
        *,
        by: str = "bo",
        because: str = "seen",
        topic: str = TOPIC,
        **wish: object,
    ) -> Done:
        """A decision of one of the staff."""
        with self.book.writing() as connection:
            which = marks.mark_id(
                connection,
                people.student(connection, student).id,
                marks.topic_id(connection, topic),
            )
            hundredths = None if points is None else round(points * 100)
            full = Wish(which, kind, points=hundredths, **wish)  # type: ignore[arg-type]
            staff = people.known(connection, by, people.STAFF)
            return decisions.decide(connection, full, staff, because)

    def withdraw(self, number: int, by: str = "bo") -> Done:
        """A decision is taken back."""
        with self.book.writing() as connection:
            staff = people.known(connection, by, people.STAFF)
            return decisions.withdraw(connection, number, staff)

    def enroll(self, student: str, topic: str = TOPIC) -> None:
        """A student who has submitted nothing."""
        with self.book.writing() as connection:
            who = people.known(connection, student)
            marks.mark_id(connection, who.id, marks.topic_id(connection, topic))

    def mark(self, student: str, topic: str = TOPIC) -> Mark:
        """The mark as its history says."""
        with self.book.reading() as connection:
            who = people.student(connection, student)
            found = of_marks(connection, mark.c.person_id == who.id)
            return next(settle(one.history) for one in found if one.topic == topic)

    def points(self, student: str, topic: str = TOPIC) -> float | None:
        """The final points of a mark."""
        final = self.mark(student, topic).final
        return None if final is None else in_points(final)

    def looks(self, student: str) -> list[str]:
        """What of a mark wants a person, in words."""
        return [one.words for one in self.mark(student).look]

    def decided(self, student: str) -> list[Decided]:
        """What people decided of a mark."""
        with self.book.reading() as connection:
            who = people.student(connection, student)
            which = marks.mark_id(connection, who.id, marks.topic_id(connection, TOPIC))
            return decided(connection, which)

    def _attempt(self, student: str, number: int) -> int:
        with self.book.reading() as connection:
            who = people.student(connection, student)
            query = select(attempt.c.id).where(
                attempt.c.person_id == who.id, attempt.c.number == number
            )
            return int(connection.execute(query).scalar_one())
