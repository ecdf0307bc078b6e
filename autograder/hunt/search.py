"""Hypothesis, as a hunt uses it: many inputs, and the smallest one of which something holds."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TypeVar

from hypothesis import HealthCheck, Phase, Verbosity, find, settings
from hypothesis.errors import Flaky, NoSuchExample
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")
# A course draws what it likes, and the same seed must give the same inputs.
SETTINGS = settings(
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
    verbosity=Verbosity.quiet,
)


def collected(inputs: SearchStrategy[T], count: int, seed: int) -> list[T]:
    """So many inputs, or all that there are."""
    found: list[T] = []
    smallest(inputs, found.append, count, seed)
    return found


def smallest(
    inputs: SearchStrategy[T], holds: Callable[[T], object], count: int, seed: int
) -> T | None:
    """The smallest input found of which it holds, None where it holds of none.

    Looks at the same inputs as `collected` with this seed, in the same order, up to the first of
    which it holds.
    """
    try:
        return find(
            inputs,
            lambda one: bool(holds(one)),
            settings=settings(SETTINGS, max_examples=count),
            random=random.Random(seed),
        )
    except (NoSuchExample, Flaky):  # of what holds only now and then nothing is the smallest
        return None
