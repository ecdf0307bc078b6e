"""Say what is right, and where the error enters, in a result of several tensors."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from autograder.model import tree
from autograder.numerics.comparison import compare

MAX_NAMES = 12
UNNAMED = re.compile(r"\[\d\]")
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
            fits = name in given and compare(given[name], value) is None
            right[name] = right.get(name, True) and fits
    good = [name for name, fits in right.items() if fits]
    bad = [name for name, fits in right.items() if not fits]
    if len(right) < 2 or not good or not bad or len(right) > MAX_NAMES:
        return ""
    if any("[" in name for name in right):
        # Results without names are named by their number, nested ones not at all.
        if not all(UNNAMED.fullmatch(name) for name in right):
            return ""
        good, bad = ([f"result {int(name[1:-1]) + 1}" for name in names] for names in (good, bad))
    entered = _entry(good, bad) or _family(good, bad)
    verb = "is" if len(good) == 1 else "are"
    sentence = f"{_listed(good)} {verb} right"
    return f"{sentence}; {entered}." if entered else f"{sentence}; {_listed(bad)} not."


def _steps(results: list[tuple[Any, Any]]) -> str | None:
    """The same for a list of equal results, one a step: how many steps are right."""
    if not all(_is_sequence(wanted) for _, wanted in results):
        return None
    first_wrong = []
    for got, wanted in results:
        if not isinstance(got, list | tuple) or len(got) != len(wanted):
            return ""
        wrong = [n for n, (a, b) in enumerate(zip(got, wanted, strict=True)) if compare(a, b)]
        if wrong:
            first_wrong.append(wrong[0])
    if not first_wrong or len(set(first_wrong)) > 1 or first_wrong[0] == 0:
        return ""
    count = first_wrong[0]
    first = "The first step is" if count == 1 else f"The first {count} steps are"
    return f"{first} right; the error enters at step {count + 1}."


def _is_sequence(wanted: Any) -> bool:
    if not isinstance(wanted, list) or len(wanted) < 2:
        return False
    forms = {
        tuple((name, np.shape(item)) for name, item in tensors(step).items()) for step in wanted
    }
    return len(forms) == 1


def _entry(good: list[str], bad: list[str]) -> str:
    """Gradients come from the last layer down: the first wrong layer is where the error enters."""
    layers = {name: int(found[2]) for name in good + bad if (found := LAYERED.fullmatch(name))}
    if len(layers) != len(good) + len(bad):
        return ""
    lowest_good, highest_bad = min(layers[n] for n in good), max(layers[n] for n in bad)
    if lowest_good > highest_bad:
        return f"the error enters between layer {highest_bad + 1} and layer {highest_bad}"
    return ""


def _family(good: list[str], bad: list[str]) -> str:
    """All of one letter wrong and no other: the weights, say, but no bias."""
    letters = [{re.sub(r"\d+", "", name) for name in names} for names in (good, bad)]
    if letters[0] & letters[1] or len(letters[1]) != 1 or len(bad) < 2:
        return ""
    return f"only {_listed(bad)} are wrong"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
