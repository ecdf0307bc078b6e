"""Comments, names and numbers that two submissions share and few others have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
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


@dataclass(frozen=True)
class RareComment:
    """A comment that few submissions have: their numbers, and the line in each."""

    text: str
    places: tuple[tuple[int, int], ...]


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


def rare_comments(
    submissions: Sequence[Collection[Detail]], handed_out: Collection[Key], most: int
) -> list[RareComment]:
    """The comments that two submissions to so many have and nobody was given; the rarest first.

    Of equally rare ones the longer is the first.
    """
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, details in enumerate(submissions):
        for one in details:
            if one.kind == "comment" and (one.kind, one.text) not in handed_out:
                places[one.text].append((number, one.line))
    found = [RareComment(text, tuple(some)) for text, some in places.items()]
    kept = [one for one in found if 2 <= len(one.places) <= most]
    return sorted(kept, key=lambda one: (len(one.places), -len(one.text), one.text))
