"""A class of 200 example submissions; batches of 100 and 1,000 side by side; one worker and two.

    python benchmarks/throughput.py [--rounds 3] [--large 1000]

Writes its section of RESULTS.md.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import sys
from pathlib import Path
from statistics import median

import grading_runs
import results
import tools
from grading_runs import BUILD, ROOT, Run
from mlp import submissions

TITLE = "Throughput and memory"
EXAMPLES = ROOT / "examples" / "class"
SMALL = 100
ENDLESS = "fay"  # loops for ever: what it takes is the time limits


def main() -> None:
    """Run the batches in turns and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", type=int, default=1000)
    options = parser.parse_args()
    shutil.rmtree(BUILD / "batches", ignore_errors=True)
    tools.lay_out_course()
    hands_in = {path.parent.name: path.read_bytes() for path in EXAMPLES.glob("*/activations.py")}
    endless = hands_in.pop(ENDLESS)
    examples = [source for _, source in sorted(hands_in.items())]
    batches = {
        "200 examples": (_copies("examples", "activations", examples, 200), ROOT),
        f"{SMALL} nets": (_nets(SMALL), tools.COURSE),
        f"{options.large} nets": (_nets(options.large), tools.COURSE),
    }
    waited = grading_runs.grade(_copies("endless", "activations", [endless], 1), 1).start_up
    for folder, course in list(batches.values())[:2]:  # builds the keys
        grading_runs.grade(folder, 2, course=course)
    runs: dict[tuple[str, int], list[Run]] = {}
    for count in range(options.rounds):
        for (name, (folder, course)), workers in itertools.product(batches.items(), (1, 2)):
            runs.setdefault((name, workers), []).append(
                grading_runs.grade(folder, workers, course=course)
            )
        print(f"round {count + 1} of {options.rounds}", file=sys.stderr)
    small, large = list(batches)[1:]
    columns = ["batch", "workers", "submissions a second", "start-up", "coordinator", "a judge"]
    lines = [
        "Peak resident memory is the kernel's own mark; with one worker the coordinator judges",
        "itself. Start-up is what passes before the first report.",
        "",
        *results.table(columns, [_row(*key, some) for key, some in runs.items()]),
        "",
        f"The examples are those that end: the one of {ENDLESS} loops for ever, which takes "
        f"{waited:.0f} s of time limits.",
        "",
        *results.table(
            ["", "one worker", "two workers", "target"],
            [
                [
                    f"rate at {large} over rate at {small}",
                    *(f"{_rates(runs, large, small, workers):.2f}" for workers in (1, 2)),
                    "0.90 to 1.10",
                ],
                [
                    f"peak memory at {large} over peak at {small}",
                    *(f"{_peaks(runs, large, small, workers):.2f}" for workers in (1, 2)),
                    "at most 1.20",
                ],
                [
                    f"rate with two workers over one, {large}",
                    "",
                    f"{results.ratio(_each(runs[large, 1]), _each(runs[large, 2])):.2f}",
                    "2 on two free cores",
                ],
            ],
        ),
    ]
    results.write(TITLE, " ".join(["python benchmarks/throughput.py", *sys.argv[1:]]), lines)


def _nets(count: int) -> Path:
    sources = [submissions.source(number).encode() for number in range(count)]
    return grading_runs.lay_out(BUILD / "batches" / f"nets{count}", tools.OWN_WAY, sources)


def _copies(name: str, topic: str, sources: list[bytes], count: int) -> Path:
    many = itertools.islice(itertools.cycle(sources), count)
    return grading_runs.lay_out(BUILD / "batches" / name, topic, many)


def _row(name: str, workers: int, runs: list[Run]) -> list[str]:
    judges = [run.peaks["judge"] for run in runs if "judge" in run.peaks]
    return [
        name,
        str(workers),
        f"{1 / median(_each(runs)):.1f}",
        f"{median(run.start_up for run in runs):.1f} s",
        f"{median(run.peaks['coordinator'] for run in runs):.0f} MB",
        f"{median(judges):.0f} MB" if judges else "",
    ]


def _each(runs: list[Run]) -> list[float]:
    return [run.each for run in runs]


def _rates(runs: dict[tuple[str, int], list[Run]], large: str, small: str, workers: int) -> float:
    return results.ratio(_each(runs[small, workers]), _each(runs[large, workers]))


def _peaks(runs: dict[tuple[str, int], list[Run]], large: str, small: str, workers: int) -> float:
    """Of the judge (with one worker: of coordinator and judge in one)."""
    role = "coordinator" if workers == 1 else "judge"
    peaks = [[run.peaks[role] for run in runs[name, workers]] for name in (large, small)]
    return results.ratio(*peaks)


if __name__ == "__main__":
    main()
