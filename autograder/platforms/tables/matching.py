"""Which row of a table is whose: by number, by name, or not at all. Nothing is guessed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from autograder.model.report import Report


@dataclass(frozen=True)
class Row:
    """A row of a table: its place, its number on the platform, what else names its student."""

    place: int
    id: str
    names: tuple[str, ...]


@dataclass
class Matched:
    """The place of each row with its report, and in words what was left alone."""

    reports: dict[int, Report] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    def without(self, rows: Sequence[Row]) -> tuple[str, ...]:
        """The rows that nothing belongs to, as they are shown."""
        return tuple(_shown(row) for row in rows if row.place not in self.reports)


def match(reports: Iterable[Report], rows: Sequence[Row], platform: str) -> Matched:
    """Find the row of each report.

    A report that carries the platform's number belongs to the row of that number and to no other.
    Another one belongs to the only row that its student's name is the number or a name of.
    """
    found: dict[int, list[Report]] = {}
    result = Matched()
    places = {row.place: row for row in rows}
    by_id: dict[str, set[int]] = {}
    by_name: dict[str, set[int]] = {}
    for row in rows:
        by_id.setdefault(row.id, set()).add(row.place)
        for one in filter(None, (row.id, *row.names)):
            by_name.setdefault(folded(one), set()).add(row.place)
    for report in reports:
        missing = "no row is theirs"
        if report.account is not None and report.account.platform == platform:
            belongs = sorted(by_id.get(report.account.id, ()))
            missing = f"no row has their number, {report.account.id}"
        else:
            names = {folded(report.student), folded(turned(report.student))}
            belongs = sorted({place for one in names for place in by_name.get(one, ())})
        if len(belongs) == 1:
            found.setdefault(belongs[0], []).append(report)
        elif belongs:
            named = " and ".join(_shown(places[place]) for place in belongs)
            result.left.append(f"{report.student}: fits several rows: {named}")
        else:
            result.left.append(f"{report.student}: {missing}")
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


def _shown(row: Row) -> str:
    return " ".join(filter(None, (row.names[-1] if row.names else "", f"({row.id})")))
