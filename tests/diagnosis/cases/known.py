"""What the kit is known to get wrong: one line for each fault in known_failures.txt.

A fix takes its lines away; a line whose fault is gone fails (`test_cases.py`). For some rows,
`python -m tests.diagnosis.cases --update ROW …` does that, and shows in the difference whether
anything got worse.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.diagnosis.cases.assessment import Aspect, Fault
from tests.diagnosis.cases.row import Row

FILE = Path(__file__).parent / "known_failures.txt"
BETWEEN = " | "


def read() -> list[Fault]:
    """The known faults."""
    cells = (line.split(BETWEEN, 3) for line in FILE.read_text(encoding="utf-8").splitlines())
    return [Fault(row, Aspect(aspect), subject, why) for row, aspect, subject, why in cells]


def update(rows: Iterable[Row], found: Iterable[Fault], order: Iterable[Row]) -> None:
    """Replace what is known of some rows; lines stand in the `order` of the table."""
    names = {row.name for row in rows}
    faults = [*(one for one in read() if one.row not in names), *found]
    ordered = [one for row in order for one in faults if one.row == row.name]
    cells = ((one.row, one.aspect, one.subject, " ".join(one.detail.split())) for one in ordered)
    lines = [BETWEEN.join(some) for some in cells]
    FILE.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def counts(rows: Iterable[Row], faults: Iterable[Fault]) -> tuple[int, int, int]:
    """Untrue findings; tasks that should lose points; those of them that are explained."""
    found = list(faults)
    untrue = sum(one.aspect == Aspect.UNTRUE for one in found)
    failed = sum(len(row.loses) for row in rows)
    return untrue, failed, failed - sum(one.aspect == Aspect.CAUSE for one in found)


def in_words(rows: Iterable[Row], faults: Iterable[Fault]) -> str:
    """The counts in three lines."""
    rows, found = list(rows), list(faults)
    untrue, failed, explained = counts(rows, found)
    verdicts = {one.row for one in found if one.aspect == Aspect.VERDICT}
    words = {one.row for one in found if one.aspect == Aspect.WORDS}
    share = 100 * explained / failed if failed else 100.0
    return (
        f"{len(rows)} rows: {len(verdicts)} with a wrong verdict, {len(words)} with wrong words\n"
        f"{untrue} untrue findings (to reach: 0)\n"
        f"{explained} of {failed} failed tasks explained, {share:.0f} % (to reach: 85 %)"
    )
