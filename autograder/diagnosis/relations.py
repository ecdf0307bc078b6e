"""Say how wrong numbers relate to the right ones: a factor, a transpose, an offset, or where.

A relation counts only if it holds on every case, with the same words in each: one case shows
coincidences, several of distinct sizes do not. The factor and its test follow the usual projection
r = <a, n> / <n, n>, named if the residual is rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.model import tree

Array = npt.NDArray[np.float64]
Sizes = dict[str, float]

EXACT = 1e-7
# A constant factor nearer to 1 than this is no relation, but lost digits.
TELLING = 1e-3


@dataclass(frozen=True)
class Pair:
    """One tensor of a result, the right one, and the arguments of the call."""

    got: Array
    right: Array
    arguments: dict[str, Any]


@dataclass(frozen=True)
class Relation:
    """A relation in words, and the question that goes with it."""

    id: str
    says: str
    hint: str


def relation(pairs: Sequence[Pair]) -> Relation | None:
    """The first relation that holds on every pair; None where none does."""
    if not pairs or any(not np.isfinite(pair.got).all() for pair in pairs):
        return None
    if all(_close(pair.got, pair.right) for pair in pairs):
        return None
    for rule in (_argument, _factor, _transposed, _magnitude, _offset, _proportional, _where):
        found = rule(pairs)
        if found is not None:
            return found
    return None


@dataclass(frozen=True)
class Factor:
    """A factor that has a name: what it is by the sizes of a call, and what to say of it.

    `says_negative` is said of the same factor with the wrong sign; empty if that is no error.
    """

    id: str
    value: Callable[[Sizes], float]
    says: str
    says_negative: str
    hint: str


CONSTANT = "Re-read the constant in the definition."
DIVISIONS = "Count the divisions by N on the way here."
MEAN = "Over what is the mean taken?"
SUM_OR_MEAN = "Is this a sum or a mean?"
RATE = "Where does the learning rate enter, and how often?"

# The simplest first; a factor must give the right number on every case.
FACTORS = (
    Factor(
        "minus-one",
        lambda s: -1.0,
        "The result has the wrong sign.",
        "",  # that is the right number
        "Which way should it point?",
    ),
    Factor(
        "zero",
        lambda s: 0.0,
        "The result is zero everywhere.",
        "",
        "Does anything reach this result?",
    ),
    Factor(
        "two",
        lambda s: 2.0,
        "The result is twice what it should be.",
        "The result is twice what it should be, and has the wrong sign.",
        CONSTANT,
    ),
    Factor(
        "half",
        lambda s: 0.5,
        "The result is half of what it should be.",
        "The result is half of what it should be, and has the wrong sign.",
        CONSTANT,
    ),
    Factor(
        "batch-size",
        lambda s: s["N"],
        "The result is N times too large (N: number of samples).",
        "The result is N times too large (N: number of samples), and has the wrong sign.",
        DIVISIONS,
    ),
    Factor(
        "inverse-batch-size",
        lambda s: 1 / s["N"],
        "The result is N times too small (N: number of samples).",
        "The result is N times too small (N: number of samples), and has the wrong sign.",
        DIVISIONS,
    ),
    Factor(
        "width",
        lambda s: s["C"],
        "The result is C times too large (C: number of columns).",
        "The result is C times too large (C: number of columns), and has the wrong sign.",
        MEAN,
    ),
    Factor(
        "inverse-width",
        lambda s: 1 / s["C"],
        "The result is C times too small (C: number of columns).",
        "The result is C times too small (C: number of columns), and has the wrong sign.",
        MEAN,
    ),
    Factor(
        "elements",
        lambda s: s["N"] * s["C"],
        "The result is N·C times too large (the number of all elements).",
        "The result is N·C times too large (the number of all elements), and has the wrong sign.",
        SUM_OR_MEAN,
    ),
    Factor(
        "inverse-elements",
        lambda s: 1 / (s["N"] * s["C"]),
        "The result is N·C times too small (the number of all elements).",
        "The result is N·C times too small (the number of all elements), and has the wrong sign.",
        SUM_OR_MEAN,
    ),
    Factor(
        "twice-inverse-batch-size",
        lambda s: 2 / s["N"],
        "The result is off by the factor 2/N.",
        "The result is off by the factor 2/N, and has the wrong sign.",
        "Re-read the constant, and count the divisions by N.",
    ),
    Factor(
        "learning-rate",
        lambda s: s["lr"],
        "The result is off by the factor of the learning rate.",
        "The result is off by the factor of the learning rate, and has the wrong sign.",
        RATE,
    ),
    Factor(
        "inverse-learning-rate",
        lambda s: 1 / s["lr"],
        "The result is off by one over the learning rate.",
        "The result is off by one over the learning rate, and has the wrong sign.",
        RATE,
    ),
)


def _argument(pairs: Sequence[Pair]) -> Relation | None:
    """What is wrong is one of the arguments, as it came in: a name was rebound, say."""
    wrong = [pair for pair in pairs if not _close(pair.got, pair.right)]
    for name in wrong[0].arguments:
        if all(
            np.any(pair.got)
            and any(
                np.array_equal(pair.got, array)
                for _, array in _arrays({name: pair.arguments.get(name)})
            )
            for pair in wrong
        ):
            return Relation(
                "argument-returned",
                f"What comes back is {name}, just as it went in.",
                "Does your result hold what you have computed, or does a name in your function?",
            )
    return None


def _factor(pairs: Sequence[Pair]) -> Relation | None:
    ratios = []
    for pair in pairs:
        energy = float(np.sum(pair.right**2))
        if pair.got.shape != pair.right.shape or energy == 0:
            return None
        ratio = float(np.sum(pair.got * pair.right)) / energy
        residual = np.max(np.abs(pair.got - ratio * pair.right))
        if residual > EXACT * max(np.max(np.abs(pair.got)), np.max(np.abs(pair.right))):
            return None
        ratios.append(ratio)
    named = _named_factor(pairs, ratios)
    if named is not None:
        return named
    # "1.000 times what it should be" explains nothing.
    telling = all(abs(ratio - 1) > TELLING for ratio in ratios)
    if telling and max(ratios) - min(ratios) < EXACT * max(map(abs, ratios)):
        return Relation(
            "factor",
            f"The result is {ratios[0]:.4g} times what it should be, in every case.",
            "Which constant could that be?",
        )
    return None


def _named_factor(pairs: Sequence[Pair], ratios: Sequence[float]) -> Relation | None:
    """The factor with a name that these ratios are, on every case; None where none is."""
    for factor in FACTORS:
        try:
            expected = [factor.value(_sizes(pair)) for pair in pairs]
        except KeyError:  # the call has no such size
            continue
        if factor.id == "zero" and any(np.any(pair.got) for pair in pairs):
            continue  # next to nothing is not nothing
        if _are(ratios, expected):
            return Relation(f"factor-{factor.id}", factor.says, factor.hint)
        if factor.says_negative and _are(ratios, [-value for value in expected]):
            return Relation(f"factor-minus-{factor.id}", factor.says_negative, factor.hint)
    return None


def _are(ratios: Sequence[float], expected: Sequence[float]) -> bool:
    return all(abs(a - b) <= EXACT * max(1, abs(b)) for a, b in zip(ratios, expected, strict=True))


def _sizes(pair: Pair) -> Sizes:
    """N, C and the learning rate, as far as the call has them."""
    sizes: Sizes = {}
    for name in ("x", "logits", "labels", "prediction", "delta", "delta_next", "upstream", "z"):
        value = pair.arguments.get(name)
        if isinstance(value, np.ndarray) and value.ndim:
            sizes.setdefault("N", float(value.shape[0]))
            if value.ndim > 1:
                sizes.setdefault("C", float(value.shape[-1]))
    rate = pair.arguments.get("learning_rate")
    if isinstance(rate, int | float):
        sizes["lr"] = float(rate)
    return sizes


def _transposed(pairs: Sequence[Pair]) -> Relation | None:
    if all(pair.right.ndim == 2 and _close(pair.got.T, pair.right) for pair in pairs):
        return Relation(
            "transposed",
            "The result is the transpose of what it should be.",
            "Write the shapes beside the product.",
        )
    return None


def _magnitude(pairs: Sequence[Pair]) -> Relation | None:
    if all(_close(np.abs(pair.got), np.abs(pair.right)) for pair in pairs):
        return Relation(
            "signs",
            "Every number has the right size, but some have the wrong sign.",
            "Where does the sign come from?",
        )
    return None


def _offset(pairs: Sequence[Pair]) -> Relation | None:
    if all(
        pair.got.shape == pair.right.shape
        and pair.right.size > 2
        and np.ptp(pair.got - pair.right) < EXACT * max(1.0, np.max(np.abs(pair.right)))
        for pair in pairs
    ):
        return Relation(
            "offset",
            "Every element is off by the same amount.",
            "What is added or left out everywhere?",
        )
    return None


def _proportional(pairs: Sequence[Pair]) -> Relation | None:
    """The error is a multiple of one of the arguments (a penalty, a missing or extra term)."""
    names = None
    for pair in pairs:
        if pair.got.shape != pair.right.shape or pair.right.size < 3:
            return None
        error = pair.got - pair.right
        here = {
            name
            for name, value in _arrays(pair.arguments)
            if value.shape == error.shape and _parallel(error, value)
        }
        names = here if names is None else names & here
    if not names:
        return None
    name = min(names)
    return Relation(
        f"error-proportional-to-{name}",
        f"The error is a multiple of {name}.",
        f"Which term with {name} is too many, or missing?",
    )


CONDITIONS: tuple[tuple[str, Callable[[Array], npt.NDArray[np.bool_]]], ...] = (
    ("is negative", lambda z: z < 0),
    ("is positive", lambda z: z > 0),
    ("is 0", lambda z: z == 0),
    ("is not positive", lambda z: z <= 0),
    ("is not negative", lambda z: z >= 0),
    ("is above 1", lambda z: z > 1),
    ("lies between 0 and 1", lambda z: (z > 0) & (z < 1)),
    ("is larger than 1 in size", lambda z: np.abs(z) > 1),
    ("is smaller than 1 in size", lambda z: np.abs(z) < 1),
)


def _where(pairs: Sequence[Pair]) -> Relation | None:
    """Which elements are wrong: where an argument has a sign, or which rows and columns."""
    if any(pair.got.shape != pair.right.shape for pair in pairs):
        return None
    masks = [~_near(pair.got, pair.right) for pair in pairs]
    if all(mask.all() for mask in masks):
        return None
    for name in pairs[0].arguments:
        values = [pair.arguments.get(name) for pair in pairs]
        if not all(
            isinstance(value, np.ndarray) and value.shape == mask.shape
            for value, mask in zip(values, masks, strict=True)
        ):
            continue
        for words, condition in CONDITIONS:
            expected = [condition(np.asarray(value, float)) for value in values]
            if all((m == e).all() for m, e in zip(masks, expected, strict=True)):
                return Relation(
                    "wrong-where-" + words.replace(" ", "-"),
                    f"Right everywhere but where {name} {words}.",
                    f"What should happen where {name} {words}?",
                )
    if all(mask.ndim == 2 for mask in masks):
        for axis, words in ((1, "row"), (0, "column")):
            lines = [mask.all(axis=axis) for mask in masks]
            whole = all((m.any(axis=axis) == w).all() for m, w in zip(masks, lines, strict=True))
            places = {tuple(np.flatnonzero(line)) for line in lines}
            if whole and len(places) == 1:
                [indices] = places
                listed = ", ".join(str(int(i)) for i in indices)
                return Relation(
                    f"wrong-{words}s",
                    f"Only {words} {listed} is wrong; every other {words} is right.",
                    f"What is different about that {words}?",
                )
    return None


def _arrays(arguments: dict[str, Any]) -> list[tuple[str, Array]]:
    """The arrays among the arguments, and in dicts of them, each by its own name."""
    return [
        (str(path[-1]), leaf.astype(np.float64))
        for path, leaf in tree.leaves(arguments)
        if isinstance(leaf, np.ndarray) and all(isinstance(part, str) for part in path)
    ]


def _parallel(error: Array, value: Array) -> bool:
    energy = float(np.sum(value**2))
    if energy == 0:
        return False
    ratio = float(np.sum(error * value)) / energy
    largest = float(np.max(np.abs(error)))
    return abs(ratio) > EXACT and float(np.max(np.abs(error - ratio * value))) < EXACT * largest


def _close(a: Array, b: Array) -> bool:
    return a.shape == b.shape and bool(_near(a, b).all())


def _near(a: Array, b: Array) -> npt.NDArray[np.bool_]:
    return np.isclose(a, b, rtol=EXACT, atol=1e-10)
