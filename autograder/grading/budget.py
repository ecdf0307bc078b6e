"""The time that one submission has for everything: every file, worker, round and figure."""

from __future__ import annotations

import time

from autograder.model.limits import Limits
from autograder.sandbox.own_time import WALL


class Budget:
    """What the limits of one submission leave, over all workers that it gets.

    Own time (`sandbox.own_time`) is what counts; the time on the wall ends it late, in case that a
    program found out how to hide its own.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._spent_s = 0.0
        self._wall_ends = time.monotonic() + WALL * limits.total_s

    @property
    def spent_s(self) -> float:
        """Seconds of own time of the workers that were ended."""
        return self._spent_s

    def spend(self, seconds: float) -> None:
        """Count the own time of a worker that was ended."""
        self._spent_s += seconds

    def left_s(self, running_s: float = 0.0) -> float:
        """Seconds that are left, beside a worker that used `running_s`; 0 where none are."""
        if time.monotonic() >= self._wall_ends:
            return 0.0
        return max(0.0, self.limits.total_s - self._spent_s - running_s)
