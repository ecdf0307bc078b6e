"""What grading adds to the time that a submission's own training steps take.

    python benchmarks/framework_grading.py --rounds 20

For each topic with a framework that is installed: the reference and a variant are run through the
driver in one warm process, with a clock around the calls of their own functions only; in the same
round the same work is graded from a warm fork server, sandbox, judging and report included.
"""

from __future__ import annotations

import argparse
import time
from statistics import median
from typing import Any

import results
from validity import ROOT, Trusted

from autograder.course import topics as course
from autograder.course.topic import Topic
from autograder.grading.grade import grade
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.requests import RunRequest
from autograder.model.submission import Submission
from autograder.sandbox import Sandbox, tiers
from autograder.sandbox.availability import unavailable

TARGET_RATIO, TARGET_MORE = 1.5, 0.1


class Clocked:
    """A source in this process, with a clock around each function that is graded."""

    def __init__(self, topic: Topic, source: str, key: AnswerKey) -> None:
        self.spent = 0.0
        self._request = RunRequest(tuple(case for task in key.tasks for case in task.cases))
        self._names = [task.name for task in key.tasks]
        self._texts = topic, source

    def _clock(self, function: Any) -> Any:
        def clocked(*arguments: Any, **named: Any) -> Any:
            started, before = time.perf_counter(), self.spent
            try:
                return function(*arguments, **named)
            finally:
                # One that calls another: the outer time holds the inner.
                self.spent = before + time.perf_counter() - started

        return clocked

    def run(self) -> float:
        """Seconds in the functions themselves, over all cases, loaded anew: drivers remember."""
        runner = Trusted(*self._texts)
        runner.load()
        for name in self._names:
            setattr(runner.module, name, self._clock(getattr(runner.module, name)))
        self.spent = 0.0
        runner.run(self._request)
        return self.spent


def measure(topic: Topic, sandbox: Sandbox, rounds: int) -> list[list[str]]:
    """A row for the reference and for one variant."""
    key = build(topic, "benchmark")
    rows = []
    for name, source in [("reference", topic.solution), *list(topic.variants.items())[:1]]:
        clocked = Clocked(topic, source, key)
        submission = Submission("s", topic.name, {f"{topic.name}.py": source.encode()})
        own, graded, more = [], [], []
        for number in range(rounds + 1):
            spent = clocked.run()
            started = time.perf_counter()
            report = grade(submission, key, sandbox)
            took = time.perf_counter() - started
            assert report.score == report.max_score, report
            if number:  # the first round warms
                own.append(spent)
                graded.append(took)
                more.append(took - TARGET_RATIO * spent)
        rows.append(
            [
                f"{topic.name}, {name}",
                results.milliseconds(own),
                results.milliseconds(graded),
                f"{median(more) * 1000:.0f} ms",
            ]
        )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--topics", nargs="*", default=list(course.topics(ROOT)))
    options = parser.parse_args()
    tier = tiers.find()
    rows = []
    for topic in (course.topics(ROOT)[name] for name in options.topics):
        needed = topic.rubric.frameworks
        if needed and unavailable(needed) is None:
            sandbox = tier.sandbox(needed)
            try:
                rows += measure(topic, sandbox, options.rounds)
            finally:
                sandbox.close()
    columns = [
        "submission",
        "in its own functions",
        f"graded, tier {tier.letter}",
        f"graded beyond {TARGET_RATIO} times its own (target: at most {TARGET_MORE * 1000:.0f} ms)",
    ]
    results.write(
        "Grading with a framework",
        f"python benchmarks/framework_grading.py --rounds {options.rounds} "
        f"--topics {' '.join(options.topics)}",
        results.table(columns, rows),
    )


if __name__ == "__main__":
    main()
