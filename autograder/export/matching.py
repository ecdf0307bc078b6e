"""Which row of a table is whose: by number, by name, or not at all. Nothing is guessed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from autograder.report import GradeReport


@dataclass(frozen=True)
class Row:
    """A row of a table: its place, its number on the platform, what else names its student."""

    place: int
    id: str
    names: tuple[str, ...]


@dataclass
class Matched:
    """Each row with the report that belongs to it, and in words what was left alone."""

    reports: dict[int, GradeReport] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def match(reports: Iterable[GradeReport], rows: Sequence[Row], platform: str) -> Matched:
    """Find the row of each report.

    A report that carries the platform's number belongs to the row of that number and to no other.
    Another one belongs to the only row that its student's name is the number or a name of.
    """
    found: dict[int, list[GradeReport]] = {}
    result = Matched()
    places = {row.place: row for row in rows}
    for report in reports:
        fits = _by_number(report, platform) or _by_name(report)
        belongs = [row.place for row in rows if fits(row)]
        if len(belongs) == 1:
            found.setdefault(belongs[0], []).append(report)
        elif belongs:
            named = " and ".join(_shown(places[place]) for place in belongs)
            result.left.append(f"{report.student}: fits several rows: {named}")
        else:
            result.left.append(f"{report.student}: no row is theirs")
    for place, those in found.items():
        if len(those) == 1:
            result.reports[place] = those[0]
        else:
            named = " and ".join(one.student for one in those)
            result.left.append(f"{_shown(places[place])}: several reports are theirs: {named}")
    return result


def folded(name: str) -> str:
    """A name without what tells no two people apart: case, spacing, composed or not."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def turned(name: str) -> str:
    """“Lovelace, Ada” as “Ada Lovelace”; any other name as it is."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first else name


def _by_number(report: GradeReport, platform: str) -> Callable[[Row], bool] | None:
    if report.account is None or report.account.platform != platform:
        return None
    number = report.account.id
    return lambda row: row.id == number


def _by_name(report: GradeReport) -> Callable[[Row], bool]:
    names = {folded(report.student), folded(turned(report.student))}
    return lambda row: bool(names & {folded(one) for one in (row.id, *row.names) if one})


def _shown(row: Row) -> str:
    return " ".join(filter(None, (row.names[-1] if row.names else "", f"({row.id})")))
