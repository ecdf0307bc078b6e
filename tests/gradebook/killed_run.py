"""A run of `autograder grade` that is killed once two results are kept."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from autograder.engines.class_run import ClassRun
from autograder.gradebook.book import opened
from autograder.gradebook.memory import CourseMemory, Means
from autograder.sandbox import tiers
from tests.engines.fault_scenarios import submissions
from tests.gradebook.test_memory import NOTHING_DUE
from tests.hostile.runner import probe_key


def main(address: str, folder: str) -> None:
    found, tier = submissions(5, "right", "wrong"), tiers.find()
    means = Means({"probe": probe_key()}, tier.letter, "this kit")
    graded = 0

    def advance() -> None:
        nonlocal graded
        graded += 1
        if graded == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    with opened(address) as book:
        memory = CourseMemory.begin(book, found, means, NOTHING_DUE)
        ClassRun(found, means.keys, tier, 1, Path(folder), memory=memory).grade(advance)


if __name__ == "__main__":
    main(*sys.argv[1:])
