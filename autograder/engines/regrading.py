"""Regrades a topic from what its gradebook keeps: results are kept, and nothing is in force yet."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import Connection

from autograder.engines import local
from autograder.gradebook import attempts, behaviours, marks, regrade, regrade_runs, results
from autograder.gradebook.book import Book
from autograder.gradebook.people import Person
from autograder.gradebook.regrade import Due
from autograder.gradebook.regrade_runs import Regrade
from autograder.gradebook.results import RunState
from autograder.model.answer_key import AnswerKey
from autograder.model.behaviour import Graded
from autograder.model.submission import Submission
from autograder.sandbox.tiers import Tier

# So many submissions are held in memory at a time.
PORTION = 400
_T = TypeVar("_T")


@dataclass(frozen=True)
class Regrading:
    """A topic to grade again: by which key, and how.

    `fingerprint` is all that the result of a submission follows from. `again` grades also where it
    is that of a result from before.
    """

    book: Book
    key: AnswerKey
    fingerprint: Callable[[Submission], str]
    tier: Tier
    workers: int
    again: bool = False

    def begin(self, by: Person, because: str) -> Begun | None:
        """Begin a regrade; None where all attempts have the result of this key already.

        Raises Refused where one of this topic is open.
        """
        known = self._fingerprints()
        with self.book.writing() as connection:
            results.cut_short(connection)
            topic_id, due, _ = self._due(connection, known)
            if not due.total:
                return None
            run = regrade.begin(connection, topic_id, by, because, due.total)
        return Begun(self, run, due)

    def resume(self) -> Begun:
        """Go on with the regrade that was cut short; raises BookError where that cannot be."""
        known = self._fingerprints()
        with self.book.writing() as connection:
            results.cut_short(connection)
            topic_id, due, fingerprints = self._due(connection, known)
            run = regrade.resume(connection, topic_id)
            left = regrade.left(connection, run.id, due, fingerprints)
        return Begun(self, run, left)

    def _fingerprints(self) -> dict[int, str]:
        """Of the attempts that may count: before the transaction that writes, since it takes long.

        An attempt that comes meanwhile is added there.
        """
        with self.book.writing() as connection:
            topic_id = marks.topic_id(connection, self.key.topic)
        with self.book.reading() as connection:
            wanted = regrade_runs.may_count(connection, topic_id)
            return self._of(connection, wanted)

    def _of(self, connection: Connection, wanted: Sequence[int]) -> dict[int, str]:
        return {
            number: self.fingerprint(one)
            for portion in _portions(wanted)
            for number, one in attempts.submissions(connection, portion).items()
        }

    def _due(
        self, connection: Connection, known: Mapping[int, str]
    ) -> tuple[int, Due, Mapping[int, str]]:
        topic_id = marks.topic_id(connection, self.key.topic)
        wanted = regrade_runs.may_count(connection, topic_id)
        found = {**known, **self._of(connection, [one for one in wanted if one not in known])}
        return topic_id, regrade.due(connection, wanted, found, again=self.again), found


@dataclass(frozen=True)
class Begun:
    """A regrade that is under way, and what it has to do."""

    of: Regrading
    run: Regrade
    due: Due

    def grade(self, advance: Callable[[int], object] = lambda _: None) -> bool:
        """Grade all and keep each result once it is there; whether it came to its end.

        Ctrl-C cuts it short. `advance` is called with how many results were kept. Raises BookError
        where somebody discarded it meanwhile.
        """
        try:
            for portion in _portions(list(self.due.copied.items())):
                self._copy(portion)
                advance(len(portion))
            for some in _portions(list(self.due.graded)):
                for number in self._graded(some):
                    advance(number)
        except KeyboardInterrupt:
            self._end(RunState.CUT_SHORT)
            return False
        self._end(RunState.READY)
        return True

    def _copy(self, portion: Iterable[tuple[int, tuple[str, int]]]) -> None:
        with self.of.book.writing() as connection:
            regrade.still_wanted(connection, self.run.id)
            for attempt_id, (_, result_id) in portion:
                results.copy(connection, result_id, self.run.id, attempt_id)

    def _graded(self, fingerprints: Sequence[str]) -> Iterator[int]:
        """Grade one attempt of each fingerprint, which all with it then have; yields how many."""
        first = {self.due.graded[one][0]: one for one in fingerprints}
        with self.of.book.reading() as connection:
            found = attempts.submissions(connection, list(first))
        # A student may have several attempts here: who it is of is told by the fingerprint.
        named = [replace(one, student=first[number]) for number, one in found.items()]
        keys = {self.of.key.topic: self.of.key}
        graded = local.graded(named, keys, self.of.tier, self.of.workers)
        with contextlib.closing(graded) as reports:
            for one in reports:
                yield self._keep(one)

    def _keep(self, graded: Graded) -> int:
        fingerprint = graded.report.student
        equal = self.due.graded[fingerprint]
        with self.of.book.writing() as connection:
            regrade.still_wanted(connection, self.run.id)
            filed = behaviours.file(connection, graded.behaviours)
            for attempt_id in equal:
                results.keep(connection, self.run.id, attempt_id, graded.report, fingerprint, filed)
        return len(equal)

    def _end(self, state: RunState) -> None:
        with self.of.book.writing() as connection:
            regrade.still_wanted(connection, self.run.id)
            results.end(connection, self.run.id, state)


def _portions(numbers: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(numbers), PORTION):
        yield numbers[start : start + PORTION]
