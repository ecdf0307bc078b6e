"""This kit beside the tools of today, on one assignment with twelve checks.

    python benchmarks/compare.py [--submissions 20] [--skip nbgrader,otter]

Writes its section of RESULTS.md. The other tools live in an environment under build/benchmarks/.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from statistics import median
from typing import Protocol

import numpy
import results
import tools
from mlp import submissions

TITLE = "Beside other tools"
ROUND = 5  # submissions that every tool grades before the next round
COPIES = 20  # of each in this kit's batch, so that it runs long enough to be timed from outside
PASSES = 3  # of the quick tools in each round, in turns
OTHERS: dict[str, Callable[[], Tool]] = {
    "pytest": tools.Pytest,
    "gradescope": tools.Gradescope,
    "nbgrader": tools.Nbgrader,
    "otter": tools.Otter,
}
# How many times a tool's rate this kit should reach.
TARGETS = {"nbgrader": 60, "otter": 150, "gradescope": 10}
ABOUT = """
One assignment (`forward`, `loss`, `backward`, `sgd_step` of a net with 174 parameters) with the
same twelve checks in every tool, a full numerical gradient check of 696 evaluations of the
student's own loss among them; {count} submissions, {right} of them right. Each tool was seen to
give full marks to the right ones and to no other.

This kit confines every submission (tier A) and writes its JSON and HTML; it is timed inside a
running batch, from the first report to the last. nbgrader is timed without its start, `otter run`
without its container. The CPU time is that of all processes together; it depends less than wall
time on what else the machine does.
""".strip()
CORE = """
Beside the same checks in one warm process without isolation (target: at most 2 times its time, in
one core; the rows with two workers have two cores, as far as these are free). “As used” is this
kit's own gradient check: `gradient_agrees` compares with the reference's gradient, and evaluates
differences only where they could still earn marks.
""".strip()
BESIDE = """
How many times the other tools' rate this kit has. All tools make equal work, differences for every
submission; in the last column this kit is as used.
""".strip()


class Tool(Protocol):
    """One way to grade."""

    name: str

    def grade(self, numbers: list[int]) -> tools.Graded:
        """Grade the submissions of these numbers."""
        ...


@dataclass
class Series:
    """What one tool took, and what it is compared with took in the same round."""

    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    start_up: list[float] = field(default_factory=list)

    def add(self, graded: tools.Graded) -> None:
        """Note one measurement."""
        self.seconds.append(graded.seconds)
        self.cpu.append(float("nan") if graded.cpu is None else graded.cpu)
        if graded.start_up is not None:
            self.start_up.append(graded.start_up)

    def last(self, count: int) -> Series:
        """The medians of the last few, as a series of one."""
        return Series([median(self.seconds[-count:])], [median(self.cpu[-count:])])

    def __iadd__(self, other: Series) -> Series:
        self.seconds += other.seconds
        self.cpu += other.cpu
        return self


def main() -> None:
    """Run all tools in turns and write the table."""
    options = _options()
    tools.prepare(numpy.__version__)
    others: dict[str, Tool] = {
        short: make() for short, make in OTHERS.items() if short not in options.skip.split(",")
    }
    warm: Tool = tools.Warm(COPIES)
    kit = [
        tools.Kit(topic, workers, COPIES)
        for topic in (tools.EQUAL_WORK, tools.OWN_WAY)
        for workers in (1, 2)
    ]
    for first in (kit[0], kit[2]):
        first.grade([0])  # builds the key
    taken: dict[str, Series] = {tool.name: Series() for tool in (warm, *kit, *others.values())}
    # What this kit took in the rounds of the slow tools, which have one measurement a round.
    beside: dict[str, Series] = {tool.name: Series() for tool in kit}
    numbers = list(range(min(options.submissions, len(submissions.CHOSEN))))
    rounds = [numbers[at : at + ROUND] for at in range(0, len(numbers), ROUND)]
    for count, chosen in enumerate(rounds, 1):
        for _ in range(PASSES):
            for tool in (warm, *kit):
                taken[tool.name].add(_graded(tool, chosen))
        for tool in others.values():
            taken[tool.name].add(_graded(tool, chosen))
        for tool in kit:
            beside[tool.name] += taken[tool.name].last(PASSES)
        print(f"round {count} of {len(rounds)}", file=sys.stderr)
    about = ABOUT.format(count=len(numbers), right=len(submissions.RIGHT & set(numbers)))
    _write(about, taken, beside, warm.name, [tool.name for tool in kit], others)


def _graded(tool: Tool, numbers: list[int]) -> tools.Graded:
    """Grade, and make sure that this tool gives full marks to the right ones only."""
    graded = tool.grade(numbers)
    wanted = submissions.RIGHT & set(numbers)
    if graded.right != wanted:
        raise SystemExit(f"{tool.name} gives full marks to {set(graded.right)}, not to {wanted}")
    return graded


def _write(
    about: str,
    taken: dict[str, Series],
    beside: dict[str, Series],
    warm: str,
    kit: list[str],
    others: dict[str, Tool],
) -> None:
    one, two, _, used = kit
    columns = ["", "a submission", "its CPU time", "ratio", "ratio of CPU time"]
    rows = [_row(warm, taken[warm]) + ["", ""]]
    for name in kit:
        mine, base = taken[name], taken[warm]
        rows.append(
            _row(name, mine)
            + [
                f"{results.ratio(mine.seconds, base.seconds):.2f}",
                f"{results.ratio(mine.cpu, base.cpu):.2f}",
            ]
        )
    faster = ["one worker", "two workers", "of CPU time", "two workers, as used", "target"]
    times = []
    for short, tool in others.items():
        theirs = taken[tool.name]
        ratios = [
            results.ratio(theirs.seconds, beside[one].seconds),
            results.ratio(theirs.seconds, beside[two].seconds),
            results.ratio(theirs.cpu, beside[one].cpu),
            results.ratio(theirs.seconds, beside[used].seconds),
        ]
        target = str(TARGETS.get(short, ""))
        times.append(_row(tool.name, theirs) + [f"{ratio:.0f}" for ratio in ratios] + [target])
    scaling = results.ratio(taken[one].seconds, taken[two].seconds)
    fixed = [a - b for a, b in zip(taken[one].cpu, taken[warm].cpu, strict=True)]
    pins = ", ".join(f"{name} {pinned}" for name, pinned in tools.PINNED.items())
    lines = [
        *about.splitlines(),
        "",
        *CORE.splitlines(),
        "",
        *results.table(columns, rows),
        "",
        f"Confinement, judging, the second look at wrong work and reports add "
        f"{results.milliseconds(fixed)} of CPU time a submission. Two workers have {scaling:.2f} "
        f"times the rate of one. Start-up of `autograder grade`, in none of the rows: "
        f"{median(taken[one].start_up):.1f} s with one worker, "
        f"{median(taken[two].start_up):.1f} s with two.",
        "",
        *BESIDE.splitlines(),
        "",
        *results.table(["", "a submission", "its CPU time", *faster], times),
        "",
        f"Versions: neural-autograder {version('neural-autograder')}, {pins}.",
    ]
    results.write(TITLE, " ".join(["python benchmarks/compare.py", *sys.argv[1:]]), lines)


def _row(name: str, series: Series) -> list[str]:
    return [name, results.milliseconds(series.seconds), results.milliseconds(series.cpu)]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="This kit beside the tools of today.")
    parser.add_argument("--submissions", type=int, default=len(submissions.CHOSEN))
    parser.add_argument("--skip", default="", help="tools to leave out, with commas between")
    return parser.parse_args()


if __name__ == "__main__":
    main()
