"""The bound of what an error carried forward may earn: what the error itself has cost.

Work that is right only given a student's own earlier function earns points for the idea behind it.
Without a bound that function could be broken on purpose, so that wrong work becomes right for it,
for more points than it costs.

Who pays is the task with the error. One that is right but for an earlier error has none. One that
is wrong beside an earlier error has lost only what it could have had, right but for that one:
whoever breaks it on purpose must not be paid more than that.
"""

from __future__ import annotations

from collections.abc import Sequence


class Losses:
    """Points that earlier tasks have lost, and for which no later task was credited yet."""

    def __init__(self) -> None:
        self._left: dict[str, float] = {}
        self._errors_of: dict[str, tuple[str, ...]] = {}

    def note(
        self,
        task: str,
        points: float,
        right_but_for: Sequence[str] = (),
        built_on: Sequence[str] = (),
    ) -> None:
        """A task was judged, and lost so many points.

        It is right but for the errors of some tasks, or wrong itself and `built_on` wrong ones.
        """
        if right_but_for:
            self._errors_of[task] = self._with_errors(right_but_for)
        else:
            self._left[task] = self.credit(points, built_on) if built_on else points

    def credit(self, points: float, given: Sequence[str]) -> float:
        """As much of these points as was lost by the errors in tasks that the work is given."""
        credited = 0.0
        for task in self._with_errors(given):
            paid = min(points - credited, self._left.get(task, 0.0))
            credited += paid
            self._left[task] = self._left.get(task, 0.0) - paid
        return round(credited, 2)

    def _with_errors(self, tasks: Sequence[str]) -> tuple[str, ...]:
        """The tasks in which the errors are that make these tasks wrong."""
        return tuple(
            dict.fromkeys(error for task in tasks for error in self._errors_of.get(task, (task,)))
        )
