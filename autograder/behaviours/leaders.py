"""Groups of equal behaviours, each with its leader: the first of it that was filed.

Equality within tolerance is not transitive, and rounded numbers would be cut at arbitrary places.
So a behaviour belongs to the first leader that it equals, in the order of filing, and becomes a
leader itself if there is none. Pure: nothing depends on who was graded first, or by which judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autograder.behaviours import representatives
from autograder.model.behaviour import Behaviour
from autograder.model.requests import RunReply
from autograder.numerics.comparison import same_observation


class Leaders:
    """The leaders of one task's cases and one bucket, in the order in which they were filed."""

    def __init__(self, known: Iterable[bytes | None] = ()) -> None:
        """`known` are the representatives so far. Raises ValueError for bytes that are none."""
        self._known = [_read(one) for one in known]

    def file(self, representative: bytes | None) -> int:
        """The place of the leader that it equals; of a new one, behind all others, if none."""
        read = _read(representative)
        place = self._first_equal(read, len(self._known))
        if place is None:
            self._known.append(read)
        return len(self._known) - 1 if place is None else place

    def doubles(self) -> dict[int, int]:
        """The leaders that equal an earlier one, with its place.

        There are some where two programs filed at once, each without the other's.
        """
        found: dict[int, int] = {}
        for place, one in enumerate(self._known):
            first = self._first_equal(one, place)
            if first is not None:
                found[place] = found.get(first, first)
        return found

    def _first_equal(self, one: RunReply | None, before: int) -> int | None:
        if one is None:
            return None
        known = enumerate(self._known[:before])
        return next((place for place, other in known if _equal(one, other)), None)


def groups(behaviours: Sequence[Behaviour]) -> list[int]:
    """Of each behaviour the number of its group, from 0 in the order in which they appear."""
    numbers: dict[tuple[str, str, int], int] = {}
    leaders: dict[tuple[str, str], Leaders] = {}
    found = []
    for one in behaviours:
        place = one.cases_digest, one.bucket
        group = (*place, leaders.setdefault(place, Leaders()).file(one.representative))
        found.append(numbers.setdefault(group, len(numbers)))
    return found


def _read(representative: bytes | None) -> RunReply | None:
    return None if representative is None else representatives.decode(representative)


def _equal(one: RunReply, other: RunReply | None) -> bool:
    return other is not None and len(one) == len(other) and all(map(same_observation, one, other))
