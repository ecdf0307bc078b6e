"""The page of a topic's pairs: two codes side by side, with what both have marked in both.

It is the instructor's, with the names of students: no other page links to it, and no export reads
it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from string import ascii_uppercase

from autograder.model.passages import Passage, Unit
from autograder.model.program import SourceMap
from autograder.reports.html import render
from autograder.similarity.blocks import Block
from autograder.similarity.class_texts import Text
from autograder.similarity.compare import Comparison
from autograder.similarity.details import SharedDetail
from autograder.similarity.pairs import Pair

BINS = 12
# Of a text on the page; a submission may have 2 MB.
MAX_LINES, MAX_SIGNS, TAB = 1000, 300, 4
MAX_DETAILS = 20
MAX_COMMENTS = 30


@dataclass(frozen=True)
class Row:
    """A line of code: its number, what it is, and the letters of the blocks it begins.

    `state` is “shared”, “differs”, “out” for what was taken out or is not compared, or empty.
    """

    number: str
    text: str
    state: str
    inside: str
    begins: tuple[str, ...]


@dataclass(frozen=True)
class Side:
    """One of two submissions. `more` is how many lines are not shown."""

    text: Text
    submitted: str
    rows: tuple[Row, ...]
    more: int
    share: float
    taken: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class BlockView:
    """Lines that both have, in words for either side."""

    letter: str
    lines: tuple[str, str]
    having: int


@dataclass(frozen=True)
class DetailView:
    """A comment, name or number that both have, with its line in either."""

    detail: SharedDetail
    lines: tuple[str, str]


@dataclass(frozen=True)
class PairView:
    """A pair as it is shown."""

    pair: Pair
    place: int
    sides: tuple[Side, Side]
    blocks: tuple[BlockView, ...]
    details: tuple[DetailView, ...]


@dataclass(frozen=True)
class CommentView:
    """A comment that few have, with each text that has it, and where."""

    text: str
    owners: tuple[tuple[Text, str], ...]


@dataclass(frozen=True)
class Bar:
    """How many pairs have a rarity from here to there."""

    begin: float
    end: float
    pairs: int
    height: float


def similarity_page(comparison: Comparison, most_pairs: int) -> str:
    """The page with at most so many pairs, the rarest first."""
    shown = comparison.pairs.found[:most_pairs]
    return render(
        "similarity.html",
        comparison=comparison,
        shown=[_view(comparison, pair) for pair in shown],
        bars=_bars(comparison),
        comments=_comments(comparison),
        earlier=sum(text.earlier for text in comparison.texts),
    )


def _comments(comparison: Comparison) -> list[CommentView]:
    found = []
    for one in comparison.comments()[:MAX_COMMENTS]:
        owners = [(comparison.texts[place], line) for place, line in one.places]
        views = ((text, _source(text).words(line)) for text, line in owners)
        found.append(CommentView(one.text, tuple(views)))
    return found


def _source(text: Text) -> SourceMap:
    return SourceMap(text.file, text.prints.cells)


def _bars(comparison: Comparison) -> list[Bar]:
    """The distribution of all pairs; few pairs beside many still have a bar that is seen."""
    if not comparison.pairs.found:
        return []
    counts = comparison.pairs.distribution(BINS)
    step = comparison.pairs.found[0].rarity / BINS
    most = max(counts)
    return [
        Bar(place * step, (place + 1) * step, count, (count / most) ** 0.5)
        for place, count in enumerate(counts)
    ]


def _view(comparison: Comparison, pair: Pair) -> PairView:
    places = pair.first, pair.second
    texts = [comparison.texts[place] for place in places]
    maps = [_source(text) for text in texts]
    found = comparison.blocks(pair)
    letters = [_letter(number) for number in range(len(found))]
    lines = [block.one for block in found], [block.other for block in found]
    first, second = (
        _side(comparison, place, dict(zip(letters, own, strict=True)), share)
        for place, own, share in zip(places, lines, comparison.pairs.shares(pair), strict=True)
    )
    return PairView(
        pair=pair,
        place=comparison.pairs.place(pair),
        sides=(first, second),
        blocks=tuple(_block(*one, maps) for one in zip(letters, found, strict=True)),
        details=tuple(
            DetailView(one, (maps[0].words(one.first), maps[1].words(one.second)))
            for one in comparison.details(pair)[:MAX_DETAILS]
        ),
    )


def _block(letter: str, block: Block, maps: Sequence[SourceMap]) -> BlockView:
    first, second = (
        _span(lines, own) for lines, own in zip((block.one, block.other), maps, strict=True)
    )
    return BlockView(letter, (first, second), block.having)


def _span(lines: tuple[int, int], source: SourceMap) -> str:
    first, last = lines
    if first == last:
        return source.words(first)
    if source.cells:
        return f"{source.words(first)} to {source.words(last)}"
    return f"lines {first} to {last}"


def _side(
    comparison: Comparison,
    place: int,
    blocks: dict[str, tuple[int, int]],
    share: float,
) -> Side:
    text = comparison.texts[place]
    source = _source(text)
    lines = text.prints.source.rstrip("\n").split("\n")
    inside: dict[int, str] = {}
    begins: dict[int, list[str]] = defaultdict(list)
    for letter, (first, last) in blocks.items():
        begins[first].append(letter)
        for number in range(first, last + 1):
            inside.setdefault(number, letter)
    states = {**_unshared(comparison, place), **dict.fromkeys(inside, "shared")}
    rows = tuple(
        Row(
            _number(source, number),
            _shortened(line),
            states.get(number, "") if line.strip() or number in inside else "",
            inside.get(number, ""),
            tuple(begins[number]),
        )
        for number, line in enumerate(lines[:MAX_LINES], 1)
    )
    more = max(0, len(lines) - MAX_LINES)
    when = _moment(text.submitted.when) if text.submitted else ""
    return Side(text, when, rows, more, share, _taken(comparison, place))


def _unshared(comparison: Comparison, place: int) -> dict[int, str]:
    """The state of each line of a text that is compared or was taken out, if nobody shared it."""
    prints = comparison.texts[place].prints
    short = {one.task for one in comparison.short}
    left = comparison.pairs.left.get(place, Counter())
    compared: list[Passage] = []
    out: list[Passage] = []
    for one in prints.passages:
        (compared if one.task not in short and one.hash in left else out).append(one)
    taken = _covered([*out, *(one for one in prints.units if one.task in short)])
    return {**dict.fromkeys(taken, "out"), **dict.fromkeys(_covered(compared), "differs")}


def _taken(comparison: Comparison, place: int) -> tuple[tuple[str, int], ...]:
    """Why passages of a text do not count, and how many for each reason."""
    short = {one.task for one in comparison.short}
    counts = {"not compared": 0, "handed out": 0, "as in the reference": 0, "common": 0}
    for one in comparison.texts[place].prints.passages:
        if one.task in short:
            counts["not compared"] += 1
        elif one.hash in comparison.handed_out.given:
            counts["handed out"] += 1
        elif one.hash in comparison.handed_out.reference:
            counts["as in the reference"] += 1
        elif one.hash in comparison.pairs.common:
            counts["common"] += 1
    return tuple((reason, count) for reason, count in counts.items() if count)


def _covered(lines: Iterable[Passage | Unit]) -> set[int]:
    return {line for one in lines for line in range(one.first, one.last + 1)}


def _number(source: SourceMap, line: int) -> str:
    """A line's number in its file; cell and line of a notebook."""
    if not source.cells:
        return str(line)
    cell, inside = source.cells[line - 1] if line <= len(source.cells) else (0, 0)
    return f"{cell}:{inside}"


def _shortened(line: str) -> str:
    line = line[: 2 * MAX_SIGNS].expandtabs(TAB)
    return line if len(line) <= MAX_SIGNS else f"{line[: MAX_SIGNS - 1]}…"


def _letter(number: int) -> str:
    """A to Z, then AA, AB, …"""
    letters = ""
    number += 1
    while number:
        number, place = divmod(number - 1, len(ascii_uppercase))
        letters = ascii_uppercase[place] + letters
    return letters


def _moment(when: datetime) -> str:
    return when.strftime("%Y-%m-%d %H:%M %Z").strip().replace(" UTC+", " +")
