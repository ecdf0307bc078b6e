"""Pairs from plain numbers: what is taken out, what remains of either side, and the order."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from autograder.model.passages import Passage
from autograder.similarity.pairs import COMMON, Pairs, pairs


def found(
    hashes: Mapping[int, Sequence[int]],
    handed_out: Sequence[int] = (),
    submissions: int = 0,
    earlier: Sequence[int] = (),
) -> Pairs:
    """The pairs of submissions that have these passages in a task."""
    rows = [(one, Passage("f", number, 1, 1)) for one, those in hashes.items() for number in those]
    return pairs(rows, handed_out, submissions or len(hashes), (), earlier)


def shares(hashes: Mapping[int, Sequence[int]], handed_out: Sequence[int] = ()) -> object:
    made = found(hashes, handed_out, 40)
    [pair] = made.found
    return made.shares(pair)


@given(st.lists(st.integers(0, 30), min_size=1), st.sets(st.integers(0, 30)))
def test_equal_texts_are_wholly_in_each_other_whatever_was_handed_out(
    own: list[int], given_out: set[int]
) -> None:
    made = found({0: own, 1: own}, sorted(given_out), 40)
    if set(own) <= given_out:
        assert made.found == ()
    else:
        assert made.shares(made.found[0]) == (1.0, 1.0)


def test_a_part_is_of_what_is_left_on_its_side() -> None:
    assert shares({0: [1, 2, 8, 9], 1: [1, 2, 9]}, handed_out=[9]) == (2 / 3, 1.0)


def test_a_block_that_stands_twice_in_one_text_counts_twice_in_its_part() -> None:
    assert shares({0: [1, 2, 1, 2, 3, 4], 1: [1, 2, 5, 6]}) == (4 / 6, 2 / 4)
    assert shares({0: [1, 2, 1, 2], 1: [1, 2]}) == (1.0, 1.0)


def test_rarity_adds_up_ln_of_n_over_n_once_for_each_passage() -> None:
    made = found({0: [1, 1, 2], 1: [1, 2], 2: [2]}, submissions=10)
    first = made.found[0]
    assert (first.first, first.second) == (0, 1)
    assert math.isclose(first.rarity, math.log(10 / 2) + math.log(10 / 3))
    assert (first.shared, first.fewest) == (2, 2)


def test_the_rarest_pair_is_the_first_and_equal_ones_have_one_place() -> None:
    made = found({0: [1, 2], 1: [1, 2], 2: [3], 3: [3], 4: [4], 5: [4]}, submissions=20)
    assert [(one.first, one.second, made.place(one)) for one in made.found] == [
        (0, 1, 1),
        (2, 3, 2),
        (4, 5, 2),
    ]
    assert made.possible == 190
    assert made.distribution(2) == [0, 3]
    assert sum(made.distribution(12)) == 3


def test_what_more_than_five_submissions_have_is_common_in_a_small_class() -> None:
    six = {number: [7] for number in range(COMMON + 1)}
    assert found(six).common == {7} and not found(six).found
    del six[0]
    assert len(found(six).found) == 10


def test_what_more_than_a_twentieth_has_is_common_in_a_large_class() -> None:
    assert not found({number: [7] for number in range(20)}, submissions=400).common
    assert found({number: [7] for number in range(21)}, submissions=400).common == {7}


def test_two_equal_submissions_are_a_pair_also_in_a_class_of_two() -> None:
    made = found({0: [1], 1: [1]})
    assert [(one.rarity, one.shared) for one in made.found] == [(0.0, 1)]
    assert made.distribution(3) == [1, 0, 0]


def test_passages_of_tasks_that_are_not_compared_are_no_ones() -> None:
    rows = [(number, Passage(task, 1, 1, 1)) for number in (0, 1) for task in ("short", "")]
    made = pairs(rows, (), 2, not_compared=["short"])
    assert made.left == {0: {1: 1}, 1: {1: 1}}
    assert pairs(rows[:1] + rows[2:3], (), 2, not_compared=["short"]).found == ()


def test_two_of_an_earlier_term_are_no_pair() -> None:
    made = found({0: [1], 1: [1], 2: [1], 3: [2]}, earlier=[1, 2])
    assert [(one.first, one.second) for one in made.found] == [(0, 1), (0, 2)]
    assert made.possible == 2 * 1 // 2 + 2 * 2


@given(st.permutations(range(4)))
def test_the_order_in_which_passages_come_changes_nothing(order: list[int]) -> None:
    hashes = {0: [1, 2, 3], 1: [2, 3], 2: [3, 4], 3: [4]}
    assert found({one: hashes[one] for one in order}) == found(hashes)
