"""Where shared passages lie in two texts."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.model.passages import Passage
from autograder.similarity.blocks import Block, blocks

HAVING = {number: number for number in range(10)}


def text(*lines: tuple[int, int, int]) -> list[Passage]:
    """Passages as number, first line, last line."""
    return [Passage("", *one) for one in lines]


def found(
    one: Sequence[Passage], other: Sequence[Passage], shared: set[int]
) -> list[tuple[tuple[int, int], tuple[int, int], int]]:
    return [(b.one, b.other, b.having) for b in blocks(one, other, shared, HAVING)]


def test_passages_that_follow_each_other_on_both_sides_are_one_block_with_its_rarest() -> None:
    one = text((2, 1, 3), (1, 3, 4), (3, 5, 6))
    other = text((2, 11, 13), (1, 12, 14), (3, 15, 16))
    assert found(one, other, {1, 2, 3}) == [((1, 6), (11, 16), 1)]


def test_what_stands_between_on_either_side_divides_a_block() -> None:
    one = text((1, 1, 2), (9, 2, 3), (2, 3, 4))
    other = text((1, 1, 2), (2, 3, 4))
    assert found(one, other, {1, 2}) == [((1, 2), (1, 2), 1), ((3, 4), (3, 4), 2)]
    apart = text((1, 1, 2), (2, 8, 9))
    assert found(apart, other, {1, 2}) == [((1, 2), (1, 2), 1), ((8, 9), (3, 4), 2)]


def test_another_order_is_two_blocks() -> None:
    one, other = text((1, 1, 2), (2, 3, 4)), text((2, 1, 2), (1, 3, 4))
    assert found(one, other, {1, 2}) == [((1, 2), (3, 4), 1), ((3, 4), (1, 2), 2)]


def test_what_stands_twice_on_one_side_is_in_two_blocks() -> None:
    twice, once = text((1, 1, 2), (1, 5, 6)), text((1, 3, 4))
    assert found(twice, once, {1}) == [((1, 2), (3, 4), 1), ((5, 6), (3, 4), 1)]
    assert found(once, twice, {1}) == [((3, 4), (1, 2), 1), ((3, 4), (5, 6), 1)]


def test_what_is_not_shared_is_in_no_block() -> None:
    assert blocks(text((1, 1, 2)), text((1, 1, 2)), set(), HAVING) == []
    assert Block((1, 2), (1, 2), 1) in blocks(text((1, 1, 2)), text((1, 1, 2)), {1}, HAVING)
