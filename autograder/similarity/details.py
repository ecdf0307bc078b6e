"""Comments, names and numbers that two submissions share and few others have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from autograder.model.passages import Detail

Key = tuple[str, str]


@dataclass(frozen=True)
class SharedDetail:
    """A detail, the line of either text, and how many submissions have it."""

    kind: str
    text: str
    first: int
    second: int
    having: int


def having(submissions: Iterable[Collection[Detail]]) -> Counter[Key]:
    """In how many submissions each comment, name and number is."""
    found: Counter[Key] = Counter()
    for details in submissions:
        found.update({(one.kind, one.text) for one in details})
    return found


def shared_details(
    first: Collection[Detail],
    second: Collection[Detail],
    handed_out: Collection[Key],
    counts: Mapping[Key, int],
    most: int,
) -> list[SharedDetail]:
    """What both have, at most so many submissions have, and nobody was given; the rarest first."""
    lines = {(one.kind, one.text): one.line for one in second}
    found = [
        SharedDetail(one.kind, one.text, one.line, lines[key], counts[key])
        for one in first
        if (key := (one.kind, one.text)) in lines and key not in handed_out and counts[key] <= most
    ]
    return sorted(found, key=lambda one: (one.having, one.kind, one.first))
