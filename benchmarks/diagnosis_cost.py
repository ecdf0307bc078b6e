"""What the diagnosis costs: figures of docs/evidence/validity.md, measured side by side in one run.

    python benchmarks/diagnosis_cost.py --output docs/evidence/validity.md

Each correct variant and each misconception of each topic is graded in the sandbox, in parts: the
bare grading (run the cases, one verdict for each check), what the diagnosis adds to it (a second
round of questions where something went wrong, names, relations, remarks), and the search for a
small failing case. The median of three runs counts for each submission.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import results

from autograder.course import topics as course
from autograder.grading.budget import Budget
from autograder.grading.error_carried_forward import questions
from autograder.grading.grade import first_rounds
from autograder.grading.judge import judge
from autograder.grading.run_submission import SubmissionRun
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.limits import Limits
from autograder.model.program import Program, SourceMap
from autograder.sandbox import Sandbox, tiers

ROOT = Path(__file__).resolve().parents[1]
RUNS = 3


@dataclass(frozen=True)
class Cost:
    """Seconds for one submission."""

    bare: float
    diagnosis: float
    shrinking: float


def cost(source: str, key: AnswerKey, sandbox: Sandbox) -> Cost:
    """Grade once, in parts."""
    program = Program({f"{key.topic}.py": source.encode()}, SourceMap(f"{key.topic}.py"))
    started = time.perf_counter()
    with SubmissionRun(program, key, sandbox, Budget(Limits())) as run:
        observed, _ = run.observe()
        ran = time.perf_counter()
        rounds = first_rounds(key, observed, program.source_map)
        bare = time.perf_counter()
        asked = questions(key, rounds)
        answers = run.ask([replace(one, small_inputs=False) for one in asked], rounds)
        judge(key, rounds, answers)
        diagnosed = time.perf_counter()
        small = [replace(one, provided=(), measure=()) for one in asked if one.small_inputs]
        run.ask(small, rounds)
        shrunk = time.perf_counter()
    # The judge gives the verdicts as well: these are no cost of the diagnosis.
    return Cost(bare - started, diagnosed - bare - (bare - ran), shrunk - diagnosed)


def typical(source: str, key: AnswerKey, sandbox: Sandbox) -> Cost:
    runs = [cost(source, key, sandbox) for _ in range(RUNS)]

    def middle(part: Callable[[Cost], float]) -> float:
        return median(map(part, runs))

    return Cost(
        middle(lambda c: c.bare), middle(lambda c: c.diagnosis), middle(lambda c: c.shrinking)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--topics", nargs="*", default=list(course.topics(ROOT)))
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    tier = tiers.find()
    columns = [
        "topic",
        "added to a right submission, mean (most)",
        "added to a wrong one, median (most)",
        "counterexample, median (most)",
    ]
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
        added = sum(c.diagnosis for c in right) / sum(c.bare for c in right)
        shares = [c.diagnosis / c.bare for c in right]
        slow = [1e3 * c.diagnosis for c in wrong]
        small = [1e3 * c.shrinking for c in wrong]
        rows.append(
            [
                name,
                f"{added:.1%} ({max(shares):.1%})",
                f"{median(slow):.0f} ms ({max(slow):.0f} ms)",
                f"{median(small):.0f} ms ({max(small):.0f} ms)",
            ]
        )
        print(*rows[-1], sep=" | ", flush=True)
    if options.output:
        results.by_topic(options.output, "costs", columns, rows)


if __name__ == "__main__":
    main()
