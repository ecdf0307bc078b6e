"""A CSV file of another program, in which single cells are filled in and every other byte stays."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.platforms.errors import PlatformError
from autograder.platforms.tables.matching import folded
from autograder.reports.spreadsheet_text import SEPARATORS, cell_text

MARK = "\ufeff"
MAX_BYTES = 64 << 20


@dataclass(frozen=True)
class Cell:
    """One cell: what it says, and where it stands in the text of the file."""

    value: str
    start: int
    end: int


@dataclass
class Spreadsheet:
    """The file as text, its separator, its rows (those without anything left out)."""

    name: str
    text: str
    separator: str
    rows: list[list[Cell]]
    _filled: dict[int, tuple[int, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, *ways: Sequence[str], advice: str = "") -> Spreadsheet:
        """Read a file whose first row names all columns of one of the `ways`; raises PlatformError.

        Capitals and spacing make no difference. `advice` ends the message that one is missing.
        """
        try:
            raw = path.read_bytes()
            text = raw.decode("utf-8")
        except OSError as error:
            raise PlatformError(f"{path} cannot be read: {error.strerror}") from None
        except UnicodeDecodeError as error:
            raise PlatformError(
                f"{path} is not UTF-8 text (byte {error.start}): save it as “CSV UTF-8”"
            ) from None
        if len(raw) > MAX_BYTES:
            raise PlatformError(f"{path} is larger than {MAX_BYTES >> 20} MB")
        if not text.strip(MARK + " \r\n"):
            raise PlatformError(f"{path.name} is empty")
        columns: list[str] = []
        for separator in SEPARATORS:
            rows = _rows(text, separator, path.name)
            header = next(rows, [])
            named = [cell.value.strip() for cell in header]
            known = {folded(name) for name in named}
            if any(all(folded(name) in known for name in way) for way in ways):
                return cls(path.name, text, separator, [header, *rows])
            columns = max(columns, named, key=len)
        known = {folded(name) for name in columns}
        lacking = ", ".join(f"“{one}”" for one in ways[0] if folded(one) not in known)
        there = ", ".join(filter(None, columns))
        raise PlatformError(f"{path.name} lacks columns: {lacking}; it has: {there}{advice}")

    def column(self, *names: str) -> int | None:
        """Where the column of one of these names stands, None where there is none.

        Raises PlatformError where there are two.
        """
        wanted = {folded(name) for name in names}
        places = [i for i, cell in enumerate(self.rows[0]) if folded(cell.value) in wanted]
        if len(places) > 1:
            both = " and ".join(f"“{self.value(0, place)}”" for place in places)
            raise PlatformError(f"{self.name} has two columns, {both}: which one is meant?")
        return places[0] if places else None

    def value(self, row: int, column: int | None) -> str:
        """What a cell says; empty where its row is shorter or there is no such column."""
        cells = self.rows[row]
        return cells[column].value.strip() if column is not None and column < len(cells) else ""

    def has(self, row: int, column: int) -> bool:
        """Whether the row reaches this column, so that the cell can be filled in."""
        return column < len(self.rows[row])

    def fill(self, row: int, column: int, value: str) -> None:
        """Put another value, which is not empty, into a cell; a text begins no formula there."""
        cell = self.rows[row][column]
        text = cell_text(value, self.separator)
        self._filled[cell.start] = (cell.end, _quoted(text, self.separator))

    def encoded(self) -> bytes:
        """The whole file with what was filled in."""
        parts, place = [], 0
        for start, (end, value) in sorted(self._filled.items()):
            parts += [self.text[place:start], value]
            place = end
        return "".join([*parts, self.text[place:]]).encode("utf-8")


def _rows(text: str, separator: str, name: str) -> Iterator[list[Cell]]:
    """The rows of a CSV text (RFC 4180, any line end); quotes in an unquoted cell are text."""
    row: list[Cell] = []
    place = 1 if text.startswith(MARK) else 0
    while place < len(text):
        start = place
        if text[place] == '"':
            parts = []
            place += 1
            while True:
                close = text.find('"', place)
                if close < 0:
                    line = text.count("\n", 0, start) + 1
                    raise PlatformError(f"{name}: the quotation mark in line {line} is not closed")
                parts.append(text[place:close])
                place = close + 1
                if not text.startswith('"', place):
                    break
                parts.append('"')
                place += 1
            value = "".join(parts)
            rest = _end_of_cell(text, place, separator)
            value += text[place:rest]
            place = rest
        else:
            place = _end_of_cell(text, place, separator)
            value = text[start:place]
        row.append(Cell(value, start, place))
        if text.startswith(separator, place):
            place += 1
            if place < len(text):
                continue
            row.append(Cell("", place, place))
        place += 1  # between the two of a Windows line end there seems to be a row, an empty one
        if any(cell.value.strip() for cell in row):
            yield row
        row = []


def _end_of_cell(text: str, place: int, separator: str) -> int:
    while place < len(text) and text[place] not in (separator, "\r", "\n"):
        place += 1
    return place


def _quoted(value: str, separator: str) -> str:
    stream = io.StringIO()
    # Line ends are quoted for being the writer's own.
    csv.writer(stream, delimiter=separator, lineterminator="\r\n").writerow([value])
    return stream.getvalue().removesuffix("\r\n")
