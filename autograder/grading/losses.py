"""The bound of what an error carried forward may earn: what the error itself has cost.

Work that is right only given a student's own earlier function earns points for the idea behind it.
Without a bound that function could be broken on purpose, so that wrong work becomes right for it,
for more points than it costs.
"""

from __future__ import annotations

from collections.abc import Sequence


class Losses:
    """Points that earlier tasks have lost, and for which no later task was credited yet."""

    def __init__(self) -> None:
        self._left: dict[str, float] = {}

    def note(self, task: str, points: float) -> None:
        """A task was judged, and lost so many points."""
        self._left[task] = points

    def credit(self, points: float, given: Sequence[str]) -> float:
        """As much of these points as the tasks that the work is given have lost."""
        credited = 0.0
        for task in given:
            paid = min(points - credited, self._left.get(task, 0.0))
            credited += paid
            self._left[task] = self._left.get(task, 0.0) - paid
        return round(credited, 2)
