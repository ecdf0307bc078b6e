"""Pairs of submissions by the rare passages that both have: plain values in, plain values out.

What is read of a submission is its passages alone, so they may come from texts or from a table. A
pair costs what it shares: 400 submissions are never 79,800 comparisons of texts.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from autograder.model.passages import Passage

# What more submissions have than so many, or than this share of them, is common.
COMMON, COMMON_SHARE = 5, 0.05


@dataclass(frozen=True)
class Pair:
    """Two submissions that share passages.

    `rarity` is the sum of ln(N / n) over the different passages that both have, of which each is
    in n of N submissions; `fewest` is the smallest such n.
    """

    first: int
    second: int
    rarity: float
    shared: int
    fewest: int


@dataclass(frozen=True)
class Pairs:
    """Every pair that shares a passage, the rarest first.

    `left` has for each submission how often it has each passage that was not taken out, and
    `having` in how many submissions each passage is. `common` are passages that were taken out
    because more than `most` submissions have them. `possible` is how many pairs there are.
    """

    submissions: int
    possible: int
    most: int
    having: Mapping[int, int]
    common: frozenset[int]
    left: Mapping[int, Counter[int]]
    found: tuple[Pair, ...]

    def shared(self, pair: Pair) -> frozenset[int]:
        """The passages that both have."""
        return frozenset(self.left[pair.first].keys() & self.left[pair.second].keys())

    def shares(self, pair: Pair) -> tuple[float, float]:
        """Which part of either side is in the other one, from 0 to 1.

        Of what is left of that side: equal work is 1 on both sides, whatever was handed out.
        """
        shared = self.shared(pair)
        first, second = (self._part(one, shared) for one in (pair.first, pair.second))
        return first, second

    def place(self, pair: Pair) -> int:
        """Where the pair stands among all by its rarity, from 1; equal ones stand together."""
        return 1 + bisect_left(self._descending, -pair.rarity)

    def distribution(self, bins: int) -> list[int]:
        """How many pairs have which rarity, in equal steps from 0 to that of the rarest pair."""
        counts = [0] * bins
        top = self.found[0].rarity if self.found else 0.0
        for pair in self.found:
            counts[min(bins - 1, int(bins * pair.rarity / top)) if top else 0] += 1
        return counts

    @cached_property
    def _descending(self) -> list[float]:
        return [-pair.rarity for pair in self.found]

    def _part(self, submission: int, shared: Collection[int]) -> float:
        own = self.left[submission]
        return sum(own[one] for one in shared) / own.total()


def pairs(
    passages: Iterable[tuple[int, Passage]],
    handed_out: Collection[int],
    submissions: int,
    not_compared: Collection[str] = (),
    earlier: Collection[int] = (),
) -> Pairs:
    """The pairs of so many submissions, whose passages come with the number of the submission.

    Taken out are passages that were `handed_out`, those in tasks that are `not_compared`, and
    those that are common. Submissions of an `earlier` term are compared with those of this one
    alone.
    """
    counted: dict[int, Counter[int]] = defaultdict(Counter)
    for submission, passage in passages:
        if passage.task not in not_compared and passage.hash not in handed_out:
            counted[submission][passage.hash] += 1
    owners: dict[int, list[int]] = defaultdict(list)
    for submission in sorted(counted):
        for number in counted[submission]:
            owners[number].append(submission)
    most = max(COMMON, math.floor(COMMON_SHARE * submissions))
    common = frozenset(number for number, those in owners.items() if len(those) > most)
    left = {
        submission: Counter({one: times for one, times in own.items() if one not in common})
        for submission, own in counted.items()
    }
    rare = [those for number, those in owners.items() if number not in common]
    now = submissions - len(earlier)
    return Pairs(
        submissions=submissions,
        possible=now * (now - 1) // 2 + now * len(earlier),
        most=most,
        having={number: len(those) for number, those in owners.items()},
        common=common,
        left=left,
        found=_found(rare, submissions, frozenset(earlier)),
    )


def _found(
    owners: Iterable[Sequence[int]], submissions: int, earlier: frozenset[int]
) -> tuple[Pair, ...]:
    """The pairs among those who have each passage."""
    rarity: dict[tuple[int, int], float] = defaultdict(float)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    fewest: dict[tuple[int, int], int] = {}
    for those in owners:
        count = len(those)
        if count < 2:
            continue
        weight = math.log(submissions / count)
        for pair in itertools.combinations(those, 2):
            if earlier and pair[0] in earlier and pair[1] in earlier:
                continue
            rarity[pair] += weight
            shared[pair] += 1
            if count < fewest.get(pair, submissions + 1):
                fewest[pair] = count
    found = (Pair(*one, rarity[one], shared[one], fewest[one]) for one in rarity)
    return tuple(sorted(found, key=lambda one: (-one.rarity, -one.shared, one.first, one.second)))
