"""Which column of Moodle's grading worksheet is which: it names them in the teacher's language.

words.tsv holds the names as Moodle's language packs have them, one language a line, with a
bar between the names of different versions. A language is known by the three columns that Moodle
itself requires; what is known of none has to be passed (`--header`). Nothing is guessed.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.platforms.errors import PlatformError
from autograder.platforms.tables.spreadsheet import Spreadsheet

IDENTIFIER, GRADE, MODIFIED = "Identifier", "Grade", "Last modified (grade)"
REQUIRED = (IDENTIFIER, GRADE, MODIFIED)
NAME, MAXIMUM, COMMENTS = "Full name", "Maximum grade", "Feedback comments"
NAMES = ("ID number", "Username", "Email address", NAME)
CHANGEABLE, TEAM, SCALE = "Grade can be changed", "Group", "Scale"
NO = "No"
ADVICE = (
    "; if this is Moodle's worksheet in a language that is not known here, pass what the columns "
    'are called, each with its own --header "Grade=…"'
)

Words = Mapping[str, tuple[str, ...]]


def _languages() -> list[Words]:
    path = Path(__file__).with_name("words.tsv")
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        {
            name: tuple(filter(None, cell.split(" | ")))
            for name, cell in zip(lines[0][1:], line[1:], strict=True)
        }
        for line in lines[1:]
    ]


# English first.
LANGUAGES: Sequence[Words] = _languages()
COLUMNS = tuple(name for name in LANGUAGES[0] if name != NO)


@dataclass(frozen=True)
class Columns:
    """Where the columns stand, by their English names, and the words for “no”."""

    places: Mapping[str, int]
    no: frozenset[str]


def read(path: Path, headers: Mapping[str, str]) -> tuple[Spreadsheet, Columns]:
    """A worksheet and its columns; `headers` are names that were passed, by the English ones.

    Raises PlatformError where a column that is needed is missing, or could be either of two.
    """
    passed = {name: (text,) for name, text in headers.items()}
    languages = [{**words, **passed} for words in LANGUAGES]
    ways = [way for one in languages for way in itertools.product(*(one[n] for n in REQUIRED))]
    sheet = Spreadsheet.read(path, *ways, advice=ADVICE)
    spoken = [one for one in languages if all(sheet.column(*one[n]) is not None for n in REQUIRED)]
    places = {name: place for name in COLUMNS if (place := _place(sheet, name, spoken)) is not None}
    for name, text in headers.items():
        if sheet.column(text) is None:
            raise PlatformError(
                f"{path.name} has no column “{text}”, which --header passes for “{name}”"
            )
    if MAXIMUM not in places:
        if SCALE in places:
            raise PlatformError(
                f"{path.name} is of an assignment that is graded in words (a scale), not in "
                "points: Moodle would skip every mark"
            )
        raise PlatformError(f"{path.name} has no column “{MAXIMUM}”{ADVICE}")
    return sheet, Columns(places, frozenset(word for one in spoken for word in one[NO]))


def _place(sheet: Spreadsheet, name: str, spoken: Sequence[Words]) -> int | None:
    """One column, which what Moodle left untranslated may name in English."""
    found = {place for one in spoken if (place := sheet.column(*one[name])) is not None}
    if not found and name not in REQUIRED:
        return sheet.column(*LANGUAGES[0][name])
    if len(found) > 1:
        both = " or ".join(f"“{sheet.value(0, place)}”" for place in sorted(found))
        raise PlatformError(
            f"{sheet.name}: which column is “{name}”, {both}? "
            f'Pass its name with --header "{name}=…"'
        )
    return found.pop() if found else None
