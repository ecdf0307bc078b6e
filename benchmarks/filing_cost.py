"""What filing wrong behaviours adds to grading: right and wrong submissions, each graded in parts.

    python benchmarks/filing_cost.py [--topics activations …]

Each correct variant and each misconception is graded in the sandbox; then its behaviours are filed.
The median of five runs counts for each submission. Writes its section of RESULTS.md.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import results

from autograder.course import topics as course
from autograder.grading.budget import Budget
from autograder.grading.error_carried_forward import questions
from autograder.grading.filing import filed
from autograder.grading.grade import first_rounds
from autograder.grading.judge import judge
from autograder.grading.run_submission import SubmissionRun
from autograder.grading.unexplained import Judged
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.limits import Limits
from autograder.model.program import Program, SourceMap
from autograder.sandbox import Sandbox, tiers

ROOT = Path(__file__).resolve().parents[1]
TOPICS = ["activations", "backprop", "gradient_descent", "torch_training"]
RUNS = 5
TITLE = "Filing wrong behaviours"
COLUMNS = [
    "topic",
    "filing over grading, right submissions: mean",
    "wrong ones: median (most)",
    "filing a wrong one: median (most)",
    "bytes of a behaviour: median (most)",
]


@dataclass(frozen=True)
class Cost:
    """Seconds to grade a submission and to file what is wrong; bytes of what was filed."""

    grading: float
    filing: float
    sizes: tuple[int, ...]

    @property
    def share(self) -> float:
        """What filing adds."""
        return self.filing / self.grading


def cost(source: str, key: AnswerKey, sandbox: Sandbox) -> Cost:
    """Grade once and file."""
    program = Program({f"{key.topic}.py": source.encode()}, SourceMap(f"{key.topic}.py"))
    started = time.perf_counter()
    with SubmissionRun(program, key, sandbox, Budget(Limits())) as run:
        observed, _ = run.observe()
        rounds = first_rounds(key, observed, program.source_map)
        answers = run.ask(questions(key, rounds), rounds)
        judged = Judged(key, rounds, answers, judge(key, rounds, answers))
        graded = time.perf_counter()
        found = filed(judged)
        done = time.perf_counter()
    sizes = tuple(len(one.representative or b"") for one in found)
    return Cost(graded - started, done - graded, sizes)


def typical(source: str, key: AnswerKey, sandbox: Sandbox) -> Cost:
    """The run whose filing takes the median of its share."""
    return sorted((cost(source, key, sandbox) for _ in range(RUNS)), key=lambda one: one.share)[
        RUNS // 2
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--topics", nargs="*", default=TOPICS)
    options = parser.parse_args()
    tier = tiers.find()
    rows = []
    for name in options.topics:
        topic = course.topics(ROOT)[name]
        key = build(topic, "cost")
        sandbox = tier.sandbox(key.frameworks)
        try:
            typical(topic.solution, key, sandbox)  # the first one warms up
            right = [typical(text, key, sandbox) for text in topic.variants.values()]
            wrong = [typical(topic.wrong(one), key, sandbox) for one in topic.misconceptions]
        finally:
            sandbox.close()
        shares = [one.share for one in wrong]
        slow = [1e3 * one.filing for one in wrong]
        sizes = [size for one in wrong for size in one.sizes]
        rows.append(
            [
                name,
                f"{sum(one.filing for one in right) / sum(one.grading for one in right):.3%}",
                f"{median(shares):.1%} ({max(shares):.1%})",
                f"{median(slow):.1f} ms ({max(slow):.1f} ms)",
                f"{median(sizes):,.0f} ({max(sizes):,})",
            ]
        )
        print(*rows[-1], sep=" | ", flush=True)
    command = " ".join(["python benchmarks/filing_cost.py", *sys.argv[1:]])
    results.write(TITLE, command, results.table(COLUMNS, rows))


if __name__ == "__main__":
    main()
