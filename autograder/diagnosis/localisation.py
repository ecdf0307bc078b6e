"""Say what is right, and where the error enters, in a result of several tensors."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from autograder.model import tree
from autograder.numerics.precision import nearly

MAX_NAMES = 12
UNNAMED = re.compile(r"\[\d\]")
RIGHT_AND_WRONG = "Right: {right}. Wrong: {wrong}."
BETWEEN_LAYERS = "Right: {right}. The error enters between layer {upper} and layer {lower}."
FIRST_STEP_RIGHT = "The first step is right; the error enters at step 2."
FIRST_STEPS_RIGHT = "The first {count} steps are right; the error enters at step {next}."
LAYERED = re.compile(r"([A-Za-z]+)(\d+)")


def tensors(value: Any) -> dict[str, Any]:
    """Each tensor of a result by name (`W1`, `layer.W`, `[0].W`); a single one has none."""
    return {_name(path): leaf for path, leaf in tree.leaves(value)}


def _name(path: tree.Path) -> str:
    words = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(words).removeprefix(".")


def what_is_right(results: list[tuple[Any, Any]]) -> str:
    """One sentence on pairs (got, right) of several cases; empty where there is nothing to say."""
    steps = _steps(results)
    if steps is not None:
        return steps
    right: dict[str, bool] = {}
    for got, wanted in results:
        given = tensors(got)
        for name, value in tensors(wanted).items():
            fits = name in given and nearly(given[name], value)
            right[name] = right.get(name, True) and fits
    good = [name for name, fits in right.items() if fits]
    bad = [name for name, fits in right.items() if not fits]
    if "" in right or not good or not bad or not 2 <= len(right) <= MAX_NAMES:
        return ""
    if any("[" in name for name in right):
        # Results without names are named by their number, nested ones not at all.
        if not all(UNNAMED.fullmatch(name) for name in right):
            return ""
        good, bad = ([f"result {int(name[1:-1]) + 1}" for name in names] for names in (good, bad))
    entry = _entry(good, bad)
    if entry is not None:
        lower, upper = entry
        return BETWEEN_LAYERS.format(right=", ".join(good), upper=upper, lower=lower)
    return RIGHT_AND_WRONG.format(right=", ".join(good), wrong=", ".join(bad))


def _steps(results: list[tuple[Any, Any]]) -> str | None:
    """The same for a list of equal results, one a step: how many steps are right."""
    if not all(_is_sequence(wanted) for _, wanted in results):
        return None
    first_wrong = []
    for got, wanted in results:
        if not isinstance(got, list | tuple) or len(got) != len(wanted):
            return ""
        wrong = [n for n, (a, b) in enumerate(zip(got, wanted, strict=True)) if not nearly(a, b)]
        if wrong:
            first_wrong.append(wrong[0])
    if not first_wrong or len(set(first_wrong)) > 1 or first_wrong[0] == 0:
        return ""
    count = first_wrong[0]
    if count == 1:
        return FIRST_STEP_RIGHT
    return FIRST_STEPS_RIGHT.format(count=count, next=count + 1)


def _is_sequence(wanted: Any) -> bool:
    if not isinstance(wanted, list) or len(wanted) < 2:
        return False
    forms = {
        tuple((name, np.shape(item)) for name, item in tensors(step).items()) for step in wanted
    }
    return len(forms) == 1


def _entry(good: list[str], bad: list[str]) -> tuple[int, int] | None:
    """The layers, the lower first, between which the error enters, if it is so.

    Gradients come from the last layer down: the highest wrong layer is the first one.
    """
    layers = {name: int(found[2]) for name in good + bad if (found := LAYERED.fullmatch(name))}
    if len(layers) != len(good) + len(bad):
        return None
    lowest_good, highest_bad = min(layers[n] for n in good), max(layers[n] for n in bad)
    return (highest_bad, highest_bad + 1) if lowest_good > highest_bad else None
