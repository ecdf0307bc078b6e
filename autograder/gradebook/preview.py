"""What applying a regrade would change: the difference of marks, and why, before it is in force."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from autograder.gradebook import histories, regrade_runs
from autograder.gradebook.changes import Change, Move, by_name, change, published_marks
from autograder.gradebook.errors import BookError
from autograder.gradebook.histories import OfMark
from autograder.gradebook.mark import Kind
from autograder.gradebook.regrade_runs import OfAttempt
from autograder.gradebook.renaming import UNCHANGED, Renaming
from autograder.gradebook.schema import mark
from autograder.gradebook.task_changes import TaskChanges, task_changes


@dataclass(frozen=True)
class Unsaid:
    """A task that people decided on and that the key no longer has; `students` have a decision."""

    task: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """What applying a run would do to the marks of its topic.

    `matrices` counts, for each task, outcomes before and after of the attempts that were graded.
    `faults` kept their old result, for the kit failed; files of `unkept` are no longer there.
    """

    run_id: int
    topic: str
    changes: tuple[Change, ...]
    matrices: Mapping[str, Mapping[tuple[str, str], int]]
    vanished: tuple[str, ...]
    new: tuple[str, ...]
    unsaid: tuple[Unsaid, ...]
    faults: tuple[OfAttempt, ...]
    unkept: tuple[OfAttempt, ...]
    renaming: Renaming
    attempt_ids: tuple[int, ...] = ()

    def of(self, move: Move) -> list[Change]:
        """The marks that change in this way."""
        return [one for one in self.changes if one.move is move]

    @property
    def digest(self) -> str:
        """Of all that it says: of marks and their versions, and of the attempts that there are."""
        marks = [(one.mark_id, one.version, one.before, one.after) for one in self.changes]
        said = repr((self.run_id, self.renaming.options, marks, self.attempt_ids))
        return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def preview(connection: Connection, run_id: int, renaming: Renaming = UNCHANGED) -> Preview:
    """What applying a run would do; raises BookError where the run is not ready for that."""
    of = regrade_runs.ready(connection, run_id)
    which = mark.c.topic_id == of.topic_id
    now = histories.of_marks(connection, which)
    then = {one.mark_id: one for one in histories.of_marks(connection, which, with_run=run_id)}
    tasks = task_changes(connection, now, then.values())
    _must_be_new_names(renaming, tasks)
    seen = published_marks(connection)
    changes = []
    for one in now:
        later, replaced = renaming.of(then[one.mark_id].history, tasks)
        changes.append(change(one, later, seen, replaced))
    return Preview(
        run_id=run_id,
        topic=of.topic,
        changes=by_name(changes),
        matrices=tasks.matrices,
        vanished=tuple(sorted(tasks.gone)),
        new=tuple(sorted(tasks.after - tasks.before)),
        unsaid=tuple(_unsaid(now, tasks, renaming)),
        faults=regrade_runs.faults(connection, run_id),
        unkept=regrade_runs.unkept(connection, run_id),
        renaming=renaming,
        attempt_ids=tuple(sorted(a.id for one in now for a in one.history.attempts)),
    )


def _unsaid(now: Sequence[OfMark], tasks: TaskChanges, renaming: Renaming) -> Iterable[Unsaid]:
    """Tasks that are gone and that somebody decided on, of an attempt with a new result."""
    whose: dict[str, set[str]] = defaultdict(set)
    for of in now:
        for one in of.history.of_kind(Kind.TASK):
            if (
                one.task in tasks.gone
                and one.task not in renaming
                and tasks.concerns(one, of.history)
            ):
                whose[one.task].add(of.student)
    for task, students in sorted(whose.items()):
        yield Unsaid(task, tuple(sorted(students)))


def _must_be_new_names(renaming: Renaming, tasks: TaskChanges) -> None:
    for old in (*renaming.renamed, *renaming.dropped):
        if old not in tasks.gone:
            there = ", ".join(sorted(tasks.gone)) or "none"
            raise BookError(f"“{old}” is not a task that is gone; those that are: {there}")
    fresh = tasks.after - tasks.before
    for new in renaming.renamed.values():
        if new not in fresh:
            there = ", ".join(sorted(fresh)) or "none"
            raise BookError(f"“{new}” is not a new task; those that are: {there}")
    if len(set(renaming.renamed.values())) < len(renaming.renamed):
        raise BookError("two tasks cannot have become the same one: drop one of them")
