"""What grading a capstone costs, in trainings of the submission's own network.

    python benchmarks/capstone_cost.py --rounds 3

For the reference and each variant: its own network is trained and asked once, as the check of it
does, in one warm process; in the same round the whole work is graded from a warm fork server,
sandbox, judging and report included. The ratio of the two is what the table shows.
"""

from __future__ import annotations

import argparse
import time
from statistics import median

import results
from validity import ROOT, Trusted

from autograder.course import topics as course
from autograder.course.topic import Topic
from autograder.grading.grade import grade
from autograder.keys import files as key_files
from autograder.model.answer_key import AnswerKey
from autograder.model.requests import RunRequest
from autograder.model.submission import Submission
from autograder.rubric.checks import learns
from autograder.sandbox import Sandbox, tiers
from autograder.sandbox.availability import unavailable

TARGET = 3.0


def measure(topic: Topic, key: AnswerKey, sandbox: Sandbox, rounds: int) -> list[list[str]]:
    """A row for the reference and for each variant."""
    [own] = [task for task in key.tasks if task.name == "predict"]
    request = RunRequest(tuple(own.cases[place] for place in learns.places(own)))
    rows = []
    for name, source in [("reference", topic.solution), *topic.variants.items()]:
        submission = Submission("s", topic.name, {f"{topic.name}.py": source.encode()})
        trained, graded = [], []
        for number in range(rounds + 1):
            runner = Trusted(topic, source)
            runner.load()
            started = time.perf_counter()
            runner.run(request)
            between = time.perf_counter()
            report = grade(submission, key, sandbox)
            ended = time.perf_counter()
            assert report.score == report.max_score, report
            if number:  # the first round warms
                trained.append(between - started)
                graded.append(ended - between)
        ratio = median(after / before for before, after in zip(trained, graded, strict=True))
        rows.append(
            [
                f"{topic.name}, {name}",
                results.milliseconds(trained),
                results.milliseconds(graded),
                f"{ratio:.1f}",
            ]
        )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    tier = tiers.find()
    rows = []
    for topic in course.topics(ROOT).values():
        if not any(task.trains for task in topic.rubric.tasks):
            continue
        lacking = unavailable(topic.rubric.frameworks)
        if lacking is not None:
            raise SystemExit(lacking.message)
        key = key_files.read(topic.assignment / f"{topic.name}.key")
        sandbox = tier.sandbox(key.frameworks, key.packages)
        try:
            rows += measure(topic, key, sandbox, options.rounds)
        finally:
            sandbox.close()
    columns = [
        "submission",
        "its own network, trained and asked once",
        f"graded, tier {tier.letter}",
        f"trainings (target: at most {TARGET:g})",
    ]
    results.write(
        "What a capstone costs",
        f"python benchmarks/capstone_cost.py --rounds {options.rounds}",
        results.table(columns, rows),
    )


if __name__ == "__main__":
    main()
