"""A small failing case as it is shown: the input, and where the numbers that came back differ.

A report holds results as text. Numbers in the form in which `diagnosis.small_case` writes them are
laid out in rows and columns; anything else is shown as the text it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograder.model.report import SmallCase

# A larger one is drawn, with its numbers in a table to unfold.
MAX_COLUMNS, MAX_ROWS = 4, 6
CALL = re.compile(r"print\((.*)\)\"?", re.DOTALL)
TOKEN = re.compile(r"\s*(?:('[^']*')\s*:|([\[\](){},])|([^\s\[\](){},:']+))")
# What is left is the form: brackets, commas and names.
NUMBERS = re.compile(r"[^\[\](){},:']+(?![^\[\](){},:]*')|\s")
OPENS = {"[": "]", "(": ")", "{": "}"}


@dataclass(frozen=True)
class Cell:
    """One number: as it came back, as it is right, and how large the difference is, 0 to 1."""

    got: str
    expected: str
    differs: bool
    share: float


@dataclass(frozen=True)
class ResultGrid:
    """An array of one or two axes, or a number; `name` is its place in a result of several."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    largest: float

    @property
    def columns(self) -> int:
        """How many numbers a row has."""
        return len(self.rows[0])

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return len(self.rows) * self.columns

    @property
    def wrong(self) -> int:
        """How many differ."""
        return sum(cell.differs for row in self.rows for cell in row)

    @property
    def large(self) -> bool:
        """Whether it is drawn before its numbers are listed."""
        return self.columns > MAX_COLUMNS or len(self.rows) > MAX_ROWS


@dataclass(frozen=True)
class CaseView:
    """What a page shows of a small case; without `grids` the results are shown as text."""

    input: str
    got: str
    raised: str
    expected: str
    grids: tuple[ResultGrid, ...]


def case_view(case: SmallCase, *, instructor: bool) -> CaseView:
    """The case, with what is right for the instructor alone."""
    call = CALL.search(case.call)
    grids = None
    if instructor and not case.raised:
        grids = _grids(case.got, case.expected)
    return CaseView(
        input=call[1] if call else case.call,
        got=case.got,
        raised=case.raised,
        expected=case.expected if instructor else "",
        grids=grids or (),
    )


def _grids(got: str, expected: str) -> tuple[ResultGrid, ...] | None:
    """The arrays of both, pair by pair; None where they are not alike in form, or no numbers."""
    if NUMBERS.sub("", got) != NUMBERS.sub("", expected):
        return None
    mine, right = _arrays(got), _arrays(expected)
    if mine is None or right is None:
        return None
    grids = []
    for name, rows in mine.items():
        pairs = [list(zip(a, b, strict=True)) for a, b in zip(rows, right[name], strict=True)]
        largest = max(_difference(a, b) for row in pairs for a, b in row)
        cells = tuple(tuple(_cell(a, b, largest) for a, b in row) for row in pairs)
        grids.append(ResultGrid(name, cells, largest))
    # Alike to the digits that are shown: a table would say that nothing differs.
    return tuple(grids) if any(grid.wrong for grid in grids) else None


def _cell(got: str, expected: str, largest: float) -> Cell:
    difference = _difference(got, expected)
    # A difference that is no number (NaN against a number) is as large as any.
    share = difference / largest if 0 < largest < float("inf") else float(difference > 0)
    return Cell(got, expected, difference > 0, max(share, 0.15))


def _difference(got: str, expected: str) -> float:
    a, b = float(got), float(expected)
    if a == b or (a != a and b != b):
        return 0.0
    difference = abs(a - b)
    return difference if difference == difference else float("inf")


def _arrays(text: str) -> dict[str, list[list[str]]] | None:
    """Rows of numbers by name; None where the text is something else or has three axes."""
    try:
        tree = _Reader(text).read()
        return {name: _rows(one) for name, one in _parts(tree)}
    except ValueError:
        return None


def _parts(tree: object) -> list[tuple[str, object]]:
    if isinstance(tree, dict):
        return list(tree.items())
    if isinstance(tree, tuple):
        return [(f"result {place}", one) for place, one in enumerate(tree, 1)]
    return [("", tree)]


def _rows(one: object) -> list[list[str]]:
    if isinstance(one, str):
        one = [one]
    if not isinstance(one, list) or not one or one == [[]]:
        raise ValueError("no array of numbers")
    rows = one if isinstance(one[0], list) else [one]
    for row in rows:
        if not isinstance(row, list) or len(row) != len(rows[0]):
            raise ValueError("not rows of one length")
        for number in row:
            if not isinstance(number, str):
                raise ValueError("more than two axes")
            float(number)
    return rows


class _Reader:
    """Reads brackets, names and numbers; ValueError for anything else."""

    def __init__(self, text: str) -> None:
        self._tokens: list[tuple[str, str, str]] = []
        place = 0
        while place < len(text.rstrip()):
            found = TOKEN.match(text, place)
            if found is None:
                raise ValueError("not a result in brackets")
            self._tokens.append((found[1] or "", found[2] or "", found[3] or ""))
            place = found.end()
        self._next = 0

    def read(self) -> object:
        """The whole text as one value."""
        value = self._value(0)
        if self._next != len(self._tokens):
            raise ValueError("more than one value")
        return value

    def _take(self) -> tuple[str, str, str]:
        if self._next == len(self._tokens):
            raise ValueError("it ends early")
        self._next += 1
        return self._tokens[self._next - 1]

    def _value(self, depth: int) -> object:
        _, sign, word = self._take()
        if word:
            return word
        if sign not in OPENS or depth > 3:
            raise ValueError("no value")
        names, values = [], []
        while self._tokens[self._next : self._next + 1] != [("", OPENS[sign], "")]:
            if sign == "{":
                name, _, _ = self._take()
                names.append(name.strip("'"))
            values.append(self._value(depth + 1))
            if self._tokens[self._next : self._next + 1] == [("", ",", "")]:
                self._next += 1
        self._next += 1
        if sign == "{":
            return dict(zip(names, values, strict=True))
        return values if sign == "[" else tuple(values)
