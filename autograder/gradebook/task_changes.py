"""What a regrade makes of the tasks of its topic: outcomes before and after, tasks new and gone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from autograder.gradebook.histories import OfMark
from autograder.gradebook.mark import Decision, History, Kind
from autograder.gradebook.schema import result_task


@dataclass(frozen=True)
class TaskChanges:
    """The tasks of the results that a run would replace, and of those that it would bring.

    `moved` are the attempts whose result would be another, with both results; `outcomes` are those
    of a result's tasks.
    """

    before: frozenset[str]
    after: frozenset[str]
    moved: Mapping[int, tuple[int | None, int]]
    outcomes: Mapping[int, Mapping[str, str]]

    @property
    def gone(self) -> frozenset[str]:
        """The tasks that no result has any more."""
        return self.before - self.after

    def concerns(self, one: Decision, history: History) -> bool:
        """Whether a decision on a task is about an attempt whose result would be another."""
        moved = {each.id for each in history.attempts if each.id in self.moved}
        return one.kind is Kind.TASK and (bool(moved) if one.carries else one.attempt_id in moved)

    @property
    def matrices(self) -> dict[str, dict[tuple[str, str], int]]:
        """By task, how many attempts went from one outcome to another; “–” where it is not."""
        found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        for old, new in self.moved.values():
            before = self.outcomes.get(old or 0, {})
            after = self.outcomes.get(new, {})
            for name in dict.fromkeys([*before, *after]):
                found[name][before.get(name, "–"), after.get(name, "–")] += 1
        return {name: dict(pairs) for name, pairs in found.items()}


def task_changes(
    connection: Connection, now: Sequence[OfMark], then: Iterable[OfMark]
) -> TaskChanges:
    """What becomes of tasks, from histories as they are and as they would be."""
    later = {one.id: one.judged for of in then for one in of.history.attempts}
    moved: dict[int, tuple[int | None, int]] = {}
    for of in now:
        for one in of.history.attempts:
            old, new = one.judged, later[one.id]
            if new is not None and (old is None or old.result_id != new.result_id):
                moved[one.id] = (old.result_id if old is not None else None, new.result_id)
    numbers = {number for pair in moved.values() for number in pair if number is not None}
    outcomes: dict[int, dict[str, str]] = defaultdict(dict)
    columns = result_task.c.result_id, result_task.c.task, result_task.c.outcome
    query = select(*columns).where(result_task.c.result_id.in_(numbers))
    for number, task, outcome in connection.execute(query.order_by(*columns[:1], "place")):
        outcomes[number][task] = outcome
    before = {task for old, _ in moved.values() for task in outcomes.get(old or 0, {})}
    after = {task for _, new in moved.values() for task in outcomes.get(new, {})}
    # Where nothing was graded to the end, no task is known to be gone.
    return TaskChanges(frozenset(before if after else ()), frozenset(after), moved, outcomes)
