"""What `autograder grade` remembers: it grades what is new, and a killed run goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, select, update

from autograder.course.deadlines import Deadlines
from autograder.gradebook import (
    attempts,
    behaviours,
    marked,
    marks,
    people,
    policy,
    results,
    rules,
)
from autograder.gradebook.book import Book
from autograder.gradebook.mark import State
from autograder.gradebook.results import CutShort, RunState
from autograder.gradebook.schema import mark, person
from autograder.keys.fingerprint import digest_of
from autograder.model.answer_key import AnswerKey
from autograder.model.behaviour import Graded
from autograder.model.hundredths import hundredths
from autograder.model.outcomes import ProblemKind
from autograder.model.report import Problem, Report
from autograder.model.submission import Submission

# Reports are read from the book in portions of this many.
PORTION = 200


@dataclass(frozen=True)
class Means:
    """By what submissions are graded: keys, the sandbox's tier, a digest of the kit's own code."""

    keys: Mapping[str, AnswerKey | Problem]
    tier: str
    code: str

    def fingerprint(self, one: Submission) -> str:
        """All that a result follows from: the files as they were found, and these means."""
        key = self.keys[one.topic]
        of_key = [key.hash, repr(key.limits)] if isinstance(key, AnswerKey) else [key.message]
        found = [one.hash, one.status, one.file_name, *(said.message for said in one.problems)]
        parts = [*of_key, *found, self.tier, self.code]
        return digest_of(part.encode("utf-8", "backslashreplace") for part in parts)

    def most(self, topic: str) -> int:
        """What a topic is worth, in hundredths; 0 where its key could not be built."""
        key = self.keys[topic]
        return hundredths(key.points) if isinstance(key, AnswerKey) else 0


@dataclass(frozen=True)
class Run:
    """What a run over submissions found in the book before it began.

    `new` attempts have no result yet, `kept` ones have, `stale` of them by another key or kit than
    now; `rules_waiting` is how many marks the rules of `course.toml` would change: until somebody
    says so, those of before hold.
    """

    id: int
    new: int
    kept: int
    stale: int
    cut_short: Sequence[CutShort]
    rules_waiting: int


@dataclass
class CourseMemory:
    """The memory of one run of `autograder grade`, in a book."""

    book: Book
    run: Run
    _places: Mapping[tuple[str, str], _Place]
    _marks: set[int] = field(default_factory=set)  # of which a report was given in this run

    @classmethod
    def begin(
        cls,
        book: Book,
        submissions: Sequence[Submission],
        with_what: Means,
        deadlines: Deadlines,
        again: bool = False,
    ) -> CourseMemory:
        """Remember what was submitted, and find out what of it need not be graded.

        What has a result is graded `again` only where that is asked: a regrade shows first which
        marks it changes.
        """
        with book.writing() as connection:
            cut_short = results.cut_short(connection)
            waiting = rules.follow_unless_marks_move(connection, deadlines)
            found = [_place(connection, one, with_what, deadlines) for one in submissions]
            number = results.begin(connection, len(found))
            if not again:
                found = _with_results(connection, number, found)
            for portion in _portions([one.mark_id for one in found]):
                marks.settle_marks(connection, mark.c.id.in_(portion))
        kept = [one for one in found if one.graded_by]
        stale = [one for one in kept if one.graded_by != one.fingerprint]
        new = sum(one.attempt_id is not None for one in found) - len(kept)
        run = Run(number, new, len(kept), len(stale), cut_short, len(waiting))
        places = {(one.submission.topic, one.submission.student): one for one in found}
        return cls(book, run, places)

    def graded_before(self) -> Iterator[tuple[Submission, Report]]:
        """The submissions that need not be graded again, each with the report of its mark."""
        kept = [one for one in self._places.values() if one.graded_by]
        for start in range(0, len(kept), PORTION):
            portion = kept[start : start + PORTION]
            with self.book.reading() as connection:
                which = mark.c.id.in_({one.mark_id for one in portion})
                found = {
                    one.of.mark_id: one.report for one in marked.of_marks_where(connection, which)
                }
            for one in portion:
                if one.mark_id in found:  # else its report was erased
                    self._marks.add(one.mark_id)
                    yield one.submission, found[one.mark_id]

    def keep(self, submission: Submission, graded: Graded) -> Report:
        """Append the result of a submission; the report of the attempt that counts, as marked."""
        report = graded.report
        place = self._places[submission.topic, submission.student]
        with self.book.writing() as connection:
            if place.attempt_id is not None and not _interrupted(report):
                filed = behaviours.file(connection, graded.behaviours)
                results.keep(
                    connection, self.run.id, place.attempt_id, report, place.fingerprint, filed
                )
                marks.settle_marks(connection, mark.c.id == place.mark_id)
            [found] = marked.of_marks_where(connection, mark.c.id == place.mark_id)
            zone = policy.current(connection).zone
        self._marks.add(place.mark_id)
        if found.mark.state is State.NOT_SUBMITTED:
            return marked.as_marked(report, found.of, found.mark, zone)
        return found.report

    def standing(self) -> list[Report]:
        """The reports of all other marks in the book, condensed."""
        with self.book.reading() as connection:
            everything = [number for (number,) in connection.execute(select(mark.c.id))]
        found = []
        for portion in _portions([one for one in everything if one not in self._marks]):
            with self.book.reading() as connection:
                some = marked.of_marks_where(connection, mark.c.id.in_(portion))
            found += [one.report.condensed() for one in some]
        return found

    def end(self) -> int:
        """Say that the run has ended; how many marks want a person to look at them."""
        with self.book.writing() as connection:
            results.end(connection, self.run.id, RunState.ENDED)
            query = select(mark.c.id).where(mark.c.look != "")
            return len(connection.execute(query).all())


@dataclass(frozen=True)
class _Place:
    """Where a submission stands in the book; without an attempt where nothing was submitted.

    `graded_by` is the fingerprint of the result that its attempt has, empty without one.
    """

    submission: Submission
    mark_id: int
    attempt_id: int | None
    fingerprint: str
    graded_by: str = ""


def _place(connection: Connection, one: Submission, means: Means, deadlines: Deadlines) -> _Place:
    student = people.known(connection, one.student)
    if one.account is not None and (student.platform, student.account) != (
        one.account.platform,
        one.account.id,
    ):
        at = {"platform": one.account.platform, "account": one.account.id}
        connection.execute(update(person).where(person.c.id == student.id).values(**at))
    topic_id = marks.topic_id(connection, one.topic)
    number = marks.mark_id(connection, student.id, topic_id, means.most(one.topic))
    if any(problem.kind == ProblemKind.MISSING_FILE for problem in one.problems):
        return _Place(one, number, None, "")
    submitted = deadlines.known(one.submitted)
    kept = attempts.remember(connection, one, student, topic_id, submitted)
    return _Place(one, number, kept, means.fingerprint(one))


def _with_results(connection: Connection, run_id: int, found: list[_Place]) -> list[_Place]:
    """Where attempts have a result, or another attempt that is equal in all has one: copied."""
    wanted = [one.attempt_id for one in found if one.attempt_id is not None]
    graded = results.fingerprints(connection, wanted)
    new = {one.fingerprint for one in found if one.attempt_id and one.attempt_id not in graded}
    equal = results.by_fingerprint(connection, sorted(new))
    placed = []
    for one in found:
        by = graded.get(one.attempt_id or 0, "")
        if not by and one.attempt_id is not None and one.fingerprint in equal:
            results.copy(connection, equal[one.fingerprint], run_id, one.attempt_id)
            by = one.fingerprint
        placed.append(replace(one, graded_by=by))
    return placed


def _interrupted(report: Report) -> bool:
    """Whether nothing was tried: that is no result."""
    return any(problem.kind == ProblemKind.INTERRUPTED for problem in report.problems)


def _portions(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), PORTION):
        yield numbers[start : start + PORTION]
