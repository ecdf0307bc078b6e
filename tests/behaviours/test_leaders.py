"""Equal behaviours are one group, whoever was graded first; the first filed is its leader."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from autograder.behaviours import representatives
from autograder.behaviours.leaders import Leaders, groups
from autograder.model.behaviour import Behaviour
from autograder.model.observation import Value

WITHIN = 1e-10  # of 1: same_observation allows 1e-9


def filed(value: object, **other: str | None) -> Behaviour:
    """A behaviour with one result."""
    made = Behaviour(
        task="loss",
        cases_digest="cases",
        bucket="bucket",
        representative=representatives.encode([Value(value)]),
        says="1 of 1 cases wrong",
    )
    return replace(made, **other)  # type: ignore[arg-type]


def partition(order: list[Behaviour]) -> set[frozenset[str]]:
    """Who is together, by what each says."""
    found: dict[int, set[str]] = {}
    for number, one in zip(groups(order), order, strict=True):
        found.setdefault(number, set()).add(one.says)
    return {frozenset(some) for some in found.values()}


def test_what_is_equal_within_tolerance_is_one_group() -> None:
    values = [1.0, 2.0, 1.0 + WITHIN, np.nan, [1.0], np.array(1.0), np.nan]
    assert groups([filed(one) for one in values]) == [0, 1, 0, 2, 3, 0, 2]


def test_any_order_of_filing_gives_the_same_groups() -> None:
    behaviours = [
        filed(value + way * WITHIN, says=f"{value} {way}")
        for value, way in itertools.product((1.0, 2.0, 3.0), range(3))
    ]
    whole = partition(behaviours)
    assert len(whole) == 3
    rng = np.random.default_rng(3)
    for _ in range(20):
        order = [behaviours[place] for place in rng.permutation(len(behaviours))]
        assert partition(order) == whole


def test_where_equality_is_not_transitive_the_first_leader_takes_it() -> None:
    step = 0.7e-9  # one is within the tolerance, two are not
    low, middle, high = (filed(1.0 + n * step) for n in range(3))
    assert groups([low, high, middle]) == [0, 1, 0]
    assert groups([high, low, middle]) == [0, 1, 0]


@pytest.mark.parametrize("field", ["cases_digest", "bucket"])
def test_other_cases_or_another_bucket_is_another_group(field: str) -> None:
    assert groups([filed(1.0), filed(1.0, **{field: "other"})]) == [0, 1]


def test_what_has_no_representative_is_alone() -> None:
    alone = filed(1.0, representative=None)
    assert groups([alone, alone, filed(1.0)]) == [0, 1, 2]


def test_known_leaders_keep_their_places() -> None:
    first, second, third = (filed(float(n)).representative for n in range(3))
    leaders = Leaders([first, None, second])
    places = [leaders.file(one) for one in (second, third, None, third, first)]
    assert places == [2, 3, 4, 3, 0]


def test_doubles_are_found_with_the_first_that_they_equal() -> None:
    first, second = (filed(float(n)).representative for n in range(2))
    leaders = Leaders([first, second, None, first, None, second, first])
    assert leaders.doubles() == {3: 0, 5: 1, 6: 0}
