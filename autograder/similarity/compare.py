"""A class's texts and what was handed out, put together: pairs, and all there is to say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from autograder.course.topic import Topic
from autograder.similarity.blocks import Block, blocks
from autograder.similarity.class_texts import NotCompared, Text
from autograder.similarity.details import (
    Key,
    RareComment,
    SharedDetail,
    having,
    rare_comments,
    shared_details,
)
from autograder.similarity.handed_out import HandedOut
from autograder.similarity.pairs import Pair, Pairs, pairs
from autograder.similarity.too_short import ShortTask, too_short


@dataclass(frozen=True)
class Comparison:
    """A topic of a class. Numbers in a pair are places in `texts`."""

    topic: str
    tasks: tuple[str, ...]
    texts: tuple[Text, ...]
    left_out: tuple[NotCompared, ...]
    handed_out: HandedOut
    short: tuple[ShortTask, ...]
    pairs: Pairs

    def blocks(self, pair: Pair) -> list[Block]:
        """The lines that two texts share, in the order of the first."""
        first, second = (
            [one for one in self.texts[place].prints.passages if one.task not in self._short]
            for place in (pair.first, pair.second)
        )
        return blocks(first, second, self.pairs.shared(pair), self.pairs.having)

    def details(self, pair: Pair) -> list[SharedDetail]:
        """The comments, names and numbers that two texts share and few others have."""
        first, second = (self.texts[place].prints.details for place in (pair.first, pair.second))
        return shared_details(first, second, self.handed_out.details, self._having, self.pairs.most)

    def comments(self) -> list[RareComment]:
        """The comments that few submissions have, at least one of them of this term."""
        details = [text.prints.details for text in self.texts]
        return [
            one
            for one in rare_comments(details, self.handed_out.details, self.pairs.most)
            if not all(self.texts[place].earlier for place, _ in one.places)
        ]

    @cached_property
    def _short(self) -> frozenset[str]:
        return frozenset(one.task for one in self.short)

    @cached_property
    def _having(self) -> Counter[Key]:
        return having(text.prints.details for text in self.texts)


def compare(
    topic: Topic, texts: Sequence[Text], left_out: Sequence[NotCompared], taken: HandedOut
) -> Comparison:
    """Compare all texts of this term with each other, and with those of an earlier one."""
    tasks = tuple(task.name for task in topic.rubric.tasks)
    now = [text.prints.units for text in texts if not text.earlier]
    short = too_short(now, taken.stub, tasks)
    rows = ((place, one) for place, text in enumerate(texts) for one in text.prints.passages)
    earlier = {place for place, text in enumerate(texts) if text.earlier}
    not_compared = {one.task for one in short}
    found = pairs(rows, taken.passages, len(texts), not_compared, earlier)
    return Comparison(topic.name, tasks, tuple(texts), tuple(left_out), taken, short, found)
