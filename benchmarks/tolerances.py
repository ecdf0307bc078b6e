"""Why the tolerances are what they are: the worst correct code against the mildest wrong code.

    python benchmarks/tolerances.py --seeds 40 --output docs/evidence/tolerances.md

For each topic, over all seeds: the largest error of a correct variant against the reference,
and the smallest that a misconception makes (on the case where it errs most). The tolerance must lie
between, far from both. For gradients also against finite differences of the function itself, and
the differences against a complex step (error about 5e-16 on code that it does not break).
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from validity import ROOT, Trusted

from autograder.course import topics as course
from autograder.diagnosis.localisation import tensors
from autograder.keys.build import build
from autograder.model.answer_key import KeyTask
from autograder.model.checks import DerivativeCheck, Role
from autograder.model.observation import Observation, Value
from autograder.model.requests import RunRequest
from autograder.numerics import finite_differences, gradient_check, tolerances
from autograder.worker import perturbation


def errors(task: KeyTask, observations: Sequence[Observation]) -> Iterator[float]:
    """Relative error of each tensor of each case that value checks look at, in double precision."""
    places = {
        place
        for check in task.checks
        if check.role == Role.REQUIRED and getattr(check, "view", None) is None
        for place in check.cases
    }
    for place in sorted(places):
        mine, right = observations[place], task.expected[place]
        if not isinstance(right, Value):
            continue
        if not isinstance(mine, Value):
            yield math.inf
            continue
        given = tensors(mine.value)
        for name, wanted in tensors(right.value).items():
            if not isinstance(wanted, np.ndarray | np.generic | float | int):
                continue
            a, b = given.get(name), np.asarray(wanted, float)
            if not isinstance(a, np.ndarray | np.generic | float | int) or np.shape(a) != b.shape:
                yield math.inf
                continue
            with np.errstate(all="ignore"):
                difference = np.abs(np.asarray(a, float) - b)
                scale = np.maximum(np.abs(b), tolerances.VALUE_ABSOLUTE / tolerances.VALUE_RELATIVE)
                found = float(np.max(difference / scale, initial=0.0))
            yield math.inf if math.isnan(found) else found


def values(name: str, seeds: int) -> tuple[float, float, str]:
    """Worst correct error, mildest wrong error and whose it is."""
    topic = course.topics(ROOT)[name]
    worst, mildest, whose = 0.0, math.inf, ""
    for number in range(seeds):
        key = build(topic, f"tolerance-{number}")
        for source in topic.variants.values():
            runner = Trusted(topic, source)
            for task in key.tasks:
                worst = max([worst, *errors(task, runner.run(RunRequest(task.cases)))])
        for mistake in key.misconceptions:
            task = next(task for task in key.tasks if task.name == mistake.task)
            theirs = mistake.observations(task)
            made = max(errors(task, theirs), default=0.0) if theirs else 0.0
            # Some err in a warning, a changed argument or a dtype alone: no number tells them.
            if tolerances.VALUE_RELATIVE < made < mildest:
                mildest, whose = made, mistake.id
    return worst, mildest, whose


def gradients(name: str, seeds: int) -> tuple[float, float]:
    """Worst distance of the reference, and smallest of a misconception, from differences."""
    topic = course.topics(ROOT)[name]
    worst, smallest = 0.0, math.inf
    for number in range(seeds):
        key = build(topic, f"tolerance-{number}")
        for task in key.tasks:
            for check in (one for one in task.checks if isinstance(one, DerivativeCheck)):
                sweeps = [
                    gradient_check.evaluation_case(check, task.cases[place])
                    for place in check.cases
                ]
                right = Trusted(topic, topic.solution)
                swept = right.run(RunRequest(tuple(sweeps)))
                mine = [task.expected[place] for place in check.cases]
                own = max(distances(check, sweeps, mine, swept))
                worst = max(worst, own)
                for mistake in key.misconceptions:
                    theirs = mistake.observations(task)
                    if theirs is None or mistake.task != task.name:
                        continue
                    wrong = [theirs[place] for place in check.cases]
                    if all(isinstance(one, Value) for one in wrong):
                        far = max(distances(check, sweeps, wrong, swept))
                        if far > 2 * own:  # else it errs on other cases than these
                            smallest = min(smallest, far)
    return worst, smallest


def distances(check: Any, sweeps: Any, results: Any, swept: Any) -> Iterator[float]:
    for case, result, around in zip(sweeps, results, swept, strict=True):
        argument = case.arguments[check.wrt]
        given = perturbation.tensors(result.value)
        for name, tensor in perturbation.tensors(argument).items():
            a = given.get(name)
            if a is None or np.shape(a) != np.shape(tensor):
                yield math.inf
            elif check.element_wise:
                numeric = finite_differences.slope(np.asarray(around.value), tensor)
                yield finite_differences.distance(np.asarray(a, float), numeric)
            else:
                a, numeric, _ = finite_differences.comparable(a, around.value[name], tensor)
                yield finite_differences.distance(a, numeric)


def complex_step() -> float:
    """Worst error of the fourth-order difference on smooth functions, against a complex step."""
    x = np.random.default_rng(0).normal(scale=2, size=1000)
    worst = 0.0
    for f in (np.exp, np.tanh, np.sin, lambda v: 1 / (1 + np.exp(-v)), lambda v: v**3):
        exact = np.imag(f(x + 1e-20j)) / 1e-20
        h = perturbation.steps(x)
        table = np.stack([f(x + k * h) for k in perturbation.OFFSETS])
        worst = max(worst, finite_differences.distance(exact, finite_differences.slope(table, x)))
    return worst


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--topics", nargs="*", default=sorted(course.topics(ROOT)))
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    lines = [
        f"Reproduced by `python benchmarks/tolerances.py --seeds {options.seeds} "
        "--output docs/evidence/tolerances.md`.",
        "",
        f"Values (relative tolerance {tolerances.VALUE_RELATIVE:g}), over {options.seeds} seeds. "
        f"Up to {tolerances.NEARLY:g} of an array's largest element only the last digits are "
        "wrong: such values pass, and lose a tenth. Misconceptions as mild as that are named, and "
        "lose it, too:",
        "",
        "| topic | worst correct variant | mildest misconception | gap |",
        "|---|---|---|---|",
    ]
    for name in options.topics:
        worst, mildest, whose = values(name, options.seeds)
        gap = mildest / max(worst, 1e-17)
        lines.append(f"| {name} | {worst:.1e} | {mildest:.1e} ({whose}) | {gap:.0e} |")
    lines += [
        "",
        f"Gradients against finite differences (tolerance {tolerances.GRADIENT_NUMERIC:g}):",
        "",
        "| topic | worst reference | mildest misconception | gap |",
        "|---|---|---|---|",
    ]
    for name in options.topics:
        worst, mildest = gradients(name, max(1, options.seeds // 4))
        if worst:
            lines.append(f"| {name} | {worst:.1e} | {mildest:.1e} | {mildest / worst:.0e} |")
    lines += ["", f"Fourth-order difference against a complex step: at worst {complex_step():.1e}."]
    print("\n".join(lines))
    if options.output:
        title = "# The tolerances, measured\n\n"
        options.output.write_text(title + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
