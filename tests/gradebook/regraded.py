"""Small courses to regrade: attempts, results of two keys, and decisions, made directly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, select

from autograder.course.deadlines import Deadlines
from autograder.course.settings import Counts, Settings
from autograder.gradebook import (
    attempts,
    decisions,
    histories,
    marks,
    people,
    policy,
    regrade,
    regrade_runs,
    results,
    schema,
)
from autograder.gradebook.decisions import Wish
from autograder.gradebook.mark import Kind
from autograder.gradebook.people import STAFF, Person
from autograder.gradebook.results import RunState
from autograder.model.outcomes import Outcome, ProblemKind, Status
from autograder.model.report import Problem, Report, TaskReport
from autograder.model.submission import Submission, TimeStamp

DUE = datetime(2026, 10, 1, tzinfo=UTC)
# What people see of a course: without the log, and without the contents that rows name.
_SEEN = (
    schema.person,
    schema.topic,
    schema.policy,
    schema.attempt,
    schema.attempt_file,
    schema.decision,
    schema.mark,
    schema.publication,
    schema.published,
)

# The points of each task, by its name; a word where the work was not graded.
Points = Mapping[str, float] | str


def report(points: Points, most: float = 4.0) -> Report:
    """A report with these points, or one that is `ungraded`, or a `fault` of the kit."""
    graded = not isinstance(points, str)
    kind = ProblemKind.KIT if points == "fault" else ProblemKind.BAD_ARCHIVE
    return Report(
        student="",
        topic="",
        score=round(sum(points.values()), 2) if not isinstance(points, str) else None,
        max_score=most * (len(points) if not isinstance(points, str) else 2),
        status=Status.GRADED if graded else Status.UNGRADED,
        sandbox_tier="none",
        key="key",
        submission="",
        duration_s=0.0,
        problems=() if graded else (Problem(kind=kind, message=str(points)),),
        tasks=tuple(
            TaskReport(
                name=name,
                score=score,
                max_score=most,
                outcome=Outcome.PASSED if score == most else Outcome.FAILED,
                checks=(),
            )
            for name, score in (points.items() if not isinstance(points, str) else ())
        ),
    )


@dataclass(frozen=True)
class Course:
    """One topic of a book, and who decides there."""

    connection: Connection
    topic: str = "backprop"

    @property
    def topic_id(self) -> int:
        """The topic's id."""
        return marks.topic_id(self.connection, self.topic)

    def staff(self, name: str = "bo") -> Person:
        """A member of staff."""
        return people.known(self.connection, name, STAFF)

    def rules(
        self, counts: Counts = Counts.LATEST, *, due: bool = False, percent: float = 0.0
    ) -> Deadlines:
        """Rules in which something is due, or not, and one attempt counts."""
        said = {
            "due": {self.topic: DUE} if due else {},
            "counts": {self.topic: counts},
            "late": {"percent_per_day": percent},
        }
        return Deadlines(Settings.model_validate(said), UTC)

    def adopt(self, deadlines: Deadlines) -> None:
        """Have these rules hold."""
        policy.adopt(self.connection, deadlines)
        marks.settle_marks(self.connection, self._here)

    def submit(self, student: str, number: int = 1, *, days: int | None = None) -> int:
        """The id of an attempt, submitted so many days after the due date."""
        one, person = self.submission(student, number, days=days)
        when = None if one.submitted is None else one.submitted.when
        made = attempts.remember(self.connection, one, person, self.topic_id, when)
        marks.settle_marks(self.connection, self._here)
        return made

    def submission(
        self, student: str, number: int = 1, *, days: int | None = None
    ) -> tuple[Submission, Person]:
        """What a student submits, and who that is."""
        person = people.known(self.connection, student)
        marks.mark_id(self.connection, person.id, self.topic_id, 800)
        when = None if days is None else DUE + timedelta(days=days, seconds=number)
        stamp = None if when is None else TimeStamp(when, "timestamp.txt")
        files = {f"{self.topic}.py": f"attempt {number} of {student}".encode()}
        return Submission(student, self.topic, files, submitted=stamp), person

    def graded(self, attempt_id: int, points: Points, by: str = "old") -> int:
        """The id of a result in force."""
        run = results.begin(self.connection, 1)
        fingerprint = f"{by} {attempt_id}"
        number = results.keep(self.connection, run, attempt_id, report(points), fingerprint, {})
        results.end(self.connection, run, RunState.ENDED)
        marks.settle_marks(self.connection, self._here)
        return number

    def regrade(self, found: Mapping[int, Points], by: str = "new") -> int:
        """The number of a regrade that waits to be applied, with these points of attempts."""
        begun = regrade.begin(
            self.connection, self.topic_id, self.staff(), "the key was wrong", len(found)
        )
        for attempt_id, points in found.items():
            fingerprint = f"{by} {attempt_id}"
            results.keep(self.connection, begun.id, attempt_id, report(points), fingerprint, {})
        results.end(self.connection, begun.id, RunState.READY)
        return begun.id

    def decide(self, student: str, kind: Kind, by: str = "bo", **wish: object) -> int:
        """The id of a decision on a student's mark."""
        person = people.known(self.connection, student)
        mark_id = marks.mark_id(self.connection, person.id, self.topic_id)
        said = Wish(mark_id, kind, **wish)  # type: ignore[arg-type]
        return decisions.decide(self.connection, said, self.staff(by), "because").decision_id

    def points(self) -> dict[str, int | None]:
        """Each student's mark as it is kept, in hundredths."""
        query = (
            select(schema.person.c.name, schema.mark.c.final)
            .join(schema.mark, schema.mark.c.person_id == schema.person.c.id)
            .where(self._here)
        )
        return {name: final for name, final in self.connection.execute(query)}

    def rows(self) -> dict[int, dict[str, object]]:
        """The marks as they are kept, but for versions and by which result, by their id."""
        query = select(schema.mark).where(self._here)
        left_out = {"version", "result_id"}
        return {
            row.id: {name: value for name, value in row._mapping.items() if name not in left_out}
            for row in self.connection.execute(query)
        }

    def is_as_computed(self) -> bool:
        """Whether each mark is kept as its history says."""
        histories_here = histories.of_marks(self.connection, self._here)
        names = {one.student for one in histories_here}
        return not [
            who for who in marks.wrong(self.connection) if who[1] == self.topic and who[0] in names
        ]

    def seen(self, without: int = 0) -> list[str]:
        """All that anybody sees of the book, as lines: without a run, and what was discarded."""
        lines = []
        for table in _SEEN:
            rows = self.connection.execute(select(table).order_by(*table.primary_key.columns))
            lines += [f"{table.name} {tuple(row)!r}" for row in rows]
        hidden = (schema.run.c.state == RunState.DISCARDED) | (schema.run.c.id == without)
        runs = select(schema.run.c.id).where(~hidden)
        kept = select(schema.result).where(schema.result.c.run_id.in_(runs))
        rows = self.connection.execute(kept.order_by(schema.result.c.id))
        lines += [repr(tuple(row)) for row in rows]
        listed = [one for one in regrade_runs.listed(self.connection) if one.id != without]
        return [*lines, *map(repr, listed)]

    @property
    def _here(self) -> ColumnElement[bool]:
        return schema.mark.c.topic_id == self.topic_id
