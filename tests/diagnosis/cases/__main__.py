"""Grade the rows and list what is wrong with their reports (see the package)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console

from autograder.model.report import Report
from autograder.reports.terminal import show_check
from autograder.sandbox import tiers
from tests.conftest import TOPICS
from tests.diagnosis.cases import known
from tests.diagnosis.cases.assessment import faults, graded, key_of, write
from tests.diagnosis.cases.row import Row
from tests.diagnosis.cases.rows import ROWS


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.diagnosis.cases", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help="rows or topics; by default all")
    parser.add_argument("--seed", default="tests", help="from which the cases are drawn")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write, do not grade")
    parser.add_argument("--update", action="store_true", help="keep the faults as the known ones")
    options = parser.parse_args()
    chosen = [row for row in ROWS if not options.rows or {row.name, row.topic} & {*options.rows}]
    if options.write:
        for row in chosen:
            write(row, options.write / row.topic)
        return
    found = []
    for row, report in reports(chosen, options.seed):
        if row.name in options.rows:
            print(f"\n{row.name}: {row.fault}")
            show_check(Console(), report)
        for fault in faults(row, report):
            found.append(fault)
            print(known.BETWEEN.join((fault.row, fault.aspect, fault.subject, fault.detail)))
    print("", known.in_words(chosen, found), sep="\n")
    if options.update:
        known.update(chosen, found, ROWS)


def reports(rows: Sequence[Row], seed: str) -> Iterator[tuple[Row, Report]]:
    """Grade rows, topic by topic."""
    tier = tiers.find()
    for name in dict.fromkeys(row.topic for row in rows):
        key = key_of(TOPICS[name], seed)
        sandbox = tier.sandbox(TOPICS[name].rubric.frameworks)
        for row in rows:
            if row.topic == name:
                yield row, graded(row, key, sandbox)
        sandbox.close()


if __name__ == "__main__":
    main()
