"""A class list as a CSV file, with the usual names of columns."""

from __future__ import annotations

from pathlib import Path

from autograder.cli.console import Trouble
from autograder.gradebook.roster import Entry
from autograder.platforms.tables.spreadsheet import Spreadsheet

_FULL = ("name", "student", "student name", "full name")
_FIRST = ("first name", "given name", "firstname")
_LAST = ("last name", "surname", "family name", "lastname")
_OTHERS = {
    "email": ("email", "e-mail", "email address", "e-mail address", "mail"),
    "section": ("section", "sections", "group", "groups"),
    "platform": ("platform",),
    "account": ("account",),
}
# Without a platform, nobody knows whose numbers these are.
_NUMBERED = (*_OTHERS["account"], "id", "sid", "student id", "user id", "id number", "sis user id")


def read(path: Path) -> list[Entry]:
    """The students of a list; raises UserError where it cannot be read or names somebody twice."""
    ways = [(name,) for name in _FULL] + [(one, other) for one in _FIRST for other in _LAST]
    table = Spreadsheet.read(path, *ways)
    full = _first(table, _FULL)
    first, last = _first(table, _FIRST), _first(table, _LAST)
    columns = {field: _first(table, names) for field, names in _OTHERS.items()}
    if columns["platform"] is not None:
        columns["account"] = _first(table, _NUMBERED)
    elif columns["account"] is not None:
        said = "it has a column account, and none that tells the platform (canvas, moodle, …)"
        raise Trouble(f"{table.name}: {said}")
    found: dict[str, Entry] = {}
    for row in range(1, len(table.rows)):
        name = table.value(row, full)
        if full is None:
            name = f"{table.value(row, first)} {table.value(row, last)}".strip()
        if not name:
            raise Trouble(f"{table.name}: row {row + 1} has no name")
        if name in found:
            raise Trouble(f"{table.name}: “{name}” is there twice; the gradebook tells by names")
        values = {field: table.value(row, column) for field, column in columns.items()}
        found[name] = Entry(name, **values)
    if not found:
        raise Trouble(f"{table.name} lists nobody")
    return list(found.values())


def _first(table: Spreadsheet, names: tuple[str, ...]) -> int | None:
    """Where the first of these columns that is there stands."""
    places = (table.column(name) for name in names)
    return next((place for place in places if place is not None), None)
