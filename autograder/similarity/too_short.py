"""Tasks that are too short to be compared: most right texts of them are alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from autograder.model.passages import Unit

LEAST_TOKENS = 40


@dataclass(frozen=True)
class ShortTask:
    """A task that is not compared: how many tokens its submissions have beyond the stub.

    The median, of those who wrote anything; None if nobody did.
    """

    task: str
    tokens: float | None


def too_short(
    submissions: Iterable[Sequence[Unit]], stub: Sequence[Unit], tasks: Collection[str]
) -> tuple[ShortTask, ...]:
    """The tasks whose median submission has fewer than LEAST_TOKENS tokens beyond the stub."""
    given = {task: _tokens(stub, task) for task in tasks}
    written: dict[str, list[int]] = {task: [] for task in tasks}
    for units in submissions:
        for task in tasks:
            beyond = _tokens(units, task) - given[task]
            if beyond > 0:
                written[task].append(beyond)
    found = (ShortTask(one, median(sizes) if sizes else None) for one, sizes in written.items())
    return tuple(one for one in found if one.tokens is None or one.tokens < LEAST_TOKENS)


def _tokens(units: Sequence[Unit], task: str) -> int:
    return sum(unit.tokens for unit in units if unit.task == task)
