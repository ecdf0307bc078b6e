"""The entrypoint of the image that PrairieLearn runs (docs/instructors/prairielearn.md)."""

from __future__ import annotations

import sys
from pathlib import Path

from autograder.platforms.hosted.grade import grade_folder
from autograder.platforms.hosted.settings import Settings
from autograder.platforms.prairielearn import results
from autograder.storage.atomic_write import write_file

EARLY = "Not graded: the grader was stopped before it was done. Submit it again."
# What a student could not have meant to submit costs no attempt.
MALFORMED = frozenset(["missing_file", "syntax_error"])


def main(root: Path) -> None:
    """Grade `root/student` by what is in `root/tests` into `root/results/results.json`."""
    target = root / "results/results.json"
    write_file(target, results.not_gradable([EARLY]))
    source = root / "tests"
    report = grade_folder(root / "student", source, Settings.read(source), "student")
    malformed = [one.message for one in report.problems if one.kind in MALFORMED]
    if malformed and not report.score:
        write_file(target, results.not_gradable(malformed))
    else:
        write_file(target, results.document(report))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "/grade"))
