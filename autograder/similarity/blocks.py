"""Where the passages that two texts share lie, as blocks of lines on both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from autograder.model.passages import Passage


@dataclass(frozen=True)
class Block:
    """Lines of one text that share passages with lines of another, first and last of either.

    `having` is in how many submissions the rarest of these passages is.
    """

    one: tuple[int, int]
    other: tuple[int, int]
    having: int


def blocks(
    one: Sequence[Passage],
    other: Sequence[Passage],
    shared: Collection[int],
    having: Mapping[int, int],
) -> list[Block]:
    """The blocks in the order of the first text. `shared` are the passages that count.

    Passages that follow each other on both sides, without a line between them, are one block. What
    stands once on one side and twice on the other is in two blocks.
    """
    found = _from(one, other, shared, having)
    turned = _from(other, one, shared, having)
    covered = {line for block in found for line in range(block.other[0], block.other[1] + 1)}
    # What stands more often in the other text has occurrences that no block of this one leads to.
    missing = [
        Block(block.other, block.one, block.having)
        for block in turned
        if not covered.issuperset(range(block.one[0], block.one[1] + 1))
    ]
    return sorted([*found, *missing], key=lambda block: (block.one, block.other))


def _from(
    one: Sequence[Passage],
    other: Sequence[Passage],
    shared: Collection[int],
    having: Mapping[int, int],
) -> list[Block]:
    places: dict[int, list[int]] = defaultdict(list)
    for place, passage in enumerate(other):
        places[passage.hash].append(place)
    at = {(passage.hash, place) for place, passage in enumerate(other)}
    found: list[Block] = []
    before = there = -2
    for here, passage in enumerate(one):
        if passage.hash not in shared:
            continue
        follows = here == before + 1 and (passage.hash, there + 1) in at
        there = there + 1 if follows else places[passage.hash][0]
        before = here
        match = other[there]
        new = Block((passage.first, passage.last), (match.first, match.last), having[passage.hash])
        if follows and _touches(found[-1].one, new.one) and _touches(found[-1].other, new.other):
            found[-1] = _joined(found[-1], new)
        else:
            found.append(new)
    return found


def _touches(before: tuple[int, int], after: tuple[int, int]) -> bool:
    return after[0] <= before[1] + 1


def _joined(before: Block, after: Block) -> Block:
    return Block(
        (before.one[0], max(before.one[1], after.one[1])),
        (before.other[0], max(before.other[1], after.other[1])),
        min(before.having, after.having),
    )
