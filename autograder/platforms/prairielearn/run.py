"""The entrypoint of the image that PrairieLearn runs (docs/instructors/prairielearn.md)."""

from __future__ import annotations

import sys
from pathlib import Path

from autograder.platforms.hosted import Settings, grade_folder
from autograder.platforms.prairielearn import results as prairielearn
from autograder.storage.atomic_write import write_file

EARLY = "Not graded: the grader was stopped before it was done. Hand it in again."
# What a student could not have meant to hand in costs no attempt.
MALFORMED = frozenset(["missing_file", "syntax_error"])


def main(root: Path) -> None:
    """Grade `root/student` by what is in `root/tests` into `root/results/results.json`."""
    results = root / "results/results.json"
    write_file(results, prairielearn.not_gradable([EARLY]))
    source = root / "tests"
    report = grade_folder(root / "student", source, Settings.read(source), "student")
    malformed = [one.message for one in report.problems if one.kind in MALFORMED]
    if malformed and not report.score:
        write_file(results, prairielearn.not_gradable(malformed))
    else:
        write_file(results, prairielearn.document(report))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "/grade"))
