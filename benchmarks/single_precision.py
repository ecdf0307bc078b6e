"""Why float32 trajectories are compared as they are: rounding against the mildest slip.

    python benchmarks/single_precision.py --seeds 20

For each topic with a framework, over all seeds, in units of the tolerance (above 1 is told as
wrong): the largest difference of a correct variant from the reference; that of the reference run in
double precision, which bounds what another machine or another library may round otherwise; and the
smallest that a misconception makes, on the number where it errs most.

For PyTorch also that of the reference and its variants in an accelerator's arithmetic
(`emulated_accelerator.py`), and on the machine's own accelerator, where there is one. A worker
compares numbers on the CPU alone, so no mark hangs on these; TensorFlow is never shown an
accelerator.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import results
from validity import ROOT

from autograder.course import topics as course
from autograder.course.topic import Topic
from autograder.diagnosis.localisation import tensors
from autograder.keys.build import build
from autograder.keys.run_reference import observer
from autograder.model.answer_key import AnswerKey, KeyTask
from autograder.model.observation import Observation, Value
from autograder.model.requests import Case
from autograder.numerics import tolerances

# By framework: what turns a program into one of double precision.
DOUBLE = {
    "torch": "import torch\ntorch.set_default_dtype(torch.float64)\n",
    "tensorflow": "import keras\nkeras.config.set_floatx('float64')\n",
}
SINGLE = {
    "torch": "import torch\ntorch.set_default_dtype(torch.float32)\n",
    "tensorflow": "import keras\nkeras.config.set_floatx('float32')\n",
}
EMULATION = Path(__file__).with_name("emulated_accelerator.py").read_text(encoding="utf-8")
ON_ACCELERATOR = """

from autograder.worker.drivers.torch import accelerator


def on_cpu(work):
    return work(accelerator())


def run_where(module):
    return accelerator().type
"""


def distances(task: KeyTask, observations: tuple[Observation, ...]) -> Iterator[float]:
    """Of each number of the cases with a result, in units of the tolerance."""
    for mine, right in zip(observations, task.expected, strict=True):
        if not isinstance(mine, Value) or not isinstance(right, Value):
            continue
        given = tensors(mine.value)
        for name, wanted in tensors(right.value).items():
            number, wanted = given.get(name), np.asarray(wanted)
            if number is None or wanted.dtype != np.float32 or np.shape(number) != wanted.shape:
                continue
            far = np.abs(np.asarray(number, float) - wanted)
            allowed = np.maximum(
                tolerances.SINGLE_ABSOLUTE, tolerances.SINGLE_RELATIVE * np.abs(wanted)
            )
            yield float(np.max(far / allowed, initial=0.0))


def in_double(tree: Any) -> Any:
    """The same arguments with arrays of double precision."""
    if isinstance(tree, dict):
        return {name: in_double(value) for name, value in tree.items()}
    if isinstance(tree, np.ndarray) and tree.dtype == np.float32:
        return tree.astype(np.float64)
    return tree


def measure(topic: Topic, seeds: int) -> list[str]:
    """A row: the worst variant, the worst rounding, the mildest slip and whose it is."""
    [framework] = topic.rubric.frameworks
    variants, rounding = [0.0], [0.0]
    slips: list[tuple[float, str]] = []
    keys = [build(topic, f"single-{number}") for number in range(seeds)]
    with observer(topic) as observe:
        for key in keys:
            cases = [task.cases for task in key.tasks]
            for source in topic.variants.values():
                for task, seen in zip(key.tasks, observe(source, cases), strict=True):
                    variants += distances(task, seen)
            exact = [
                tuple(replace(case, arguments=in_double(case.arguments)) for case in some)
                for some in cases
            ]
            found = observe(DOUBLE[framework] + topic.solution, exact)
            observe(SINGLE[framework] + topic.solution, [])
            for task, seen in zip(key.tasks, found, strict=True):
                rounding += distances(task, seen)
            for mistake in key.misconceptions:
                task = next(one for one in key.tasks if one.name == mistake.task)
                theirs = mistake.observations(task)
                made = max(distances(task, tuple(theirs or ())), default=0.0) if theirs else 0.0
                # Some err in what a driver saw on the way alone: no number tells them.
                if made > max(rounding):
                    slips.append((made, mistake.id))
    mildest, whose = min(slips)
    others = ["–"] * 3
    if framework == "torch":
        others = [
            _worst(topic, keys, f"{EMULATION}\nstart(tf32={tf32})\n") for tf32 in (False, True)
        ]
        others.append(_on_accelerator(topic, keys))
    words = [f"{value:.2g}" for value in (max(variants), max(rounding), mildest)]
    return [topic.name, words[0], words[1], *others, f"{words[2]} ({whose})"]


def _worst(topic: Topic, keys: list[AnswerKey], before: str = "") -> str:
    """The largest difference of the reference and its variants, with a text in front of each."""
    worst = 0.0
    for source in (topic.solution, *topic.variants.values()):
        # What the text changes stays changed until the worker's end.
        with observer(topic) as observe:
            for number, key in enumerate(keys):
                seen = observe(
                    ("" if number else before) + source, [task.cases for task in key.tasks]
                )
                for task, some in zip(key.tasks, seen, strict=True):
                    worst = max([worst, *distances(task, some)])
    return f"{worst:.2g}"


def _on_accelerator(topic: Topic, keys: list[AnswerKey]) -> str:
    there = replace(topic)
    vars(there)["driver"] = topic.driver + ON_ACCELERATOR  # in place of the text that is read
    with observer(there) as observe:
        [[where]] = observe(topic.solution, [(Case("run_where", {}),)])
    assert isinstance(where, Value), where
    return "none here" if where.value == "cpu" else f"{_worst(there, keys)} ({where.value})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--topics", nargs="*", default=list(course.topics(ROOT)))
    options = parser.parse_args()
    chosen = [
        topic
        for topic in course.topics(ROOT).values()
        if topic.name in options.topics
        and topic.rubric.frameworks
        and topic.rubric.frameworks[0] in DOUBLE
    ]
    columns = [
        "topic",
        "worst correct variant",
        "reference in double precision",
        "sums in another order",
        "the same with TF32",
        "on an accelerator",
        "mildest misconception",
    ]
    results.write(
        "Single precision",
        f"python benchmarks/single_precision.py --seeds {options.seeds} "
        f"--topics {' '.join(options.topics)}",
        [
            f"Differences from the reference in units of the tolerance ({options.seeds} seeds; "
            f"{tolerances.SINGLE_ABSOLUTE:g} absolute or {tolerances.SINGLE_RELATIVE:g} relative): "
            "above 1 is told as wrong.",
            "",
            *results.table(columns, [measure(topic, options.seeds) for topic in chosen]),
        ],
    )


if __name__ == "__main__":
    main()
