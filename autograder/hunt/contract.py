"""The form of a call's arguments: which lengths are free, and which numbers there may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from autograder.model import tree
from autograder.rubric.cases import Arguments


class Rows(StrEnum):
    """What is known of the elements of an array beside their bounds."""

    FREE = "free"
    EQUAL = "equal"  # every row is the same
    DISTINCT = "distinct"  # no number occurs twice
    DISTRIBUTIONS = "distributions"  # not negative, and every last axis sums to 1


@dataclass(frozen=True)
class Length:
    """A length that a form leaves open, by its number, or a multiple of it."""

    of: int
    times: int = 1


@dataclass(frozen=True)
class Numbers:
    """Bounds of numbers, both included; `below` is a length that integers stay below."""

    low: float
    high: float
    nan: bool = False
    below: Length | None = None
    rows: Rows = Rows.FREE


@dataclass(frozen=True)
class ArrayLeaf:
    """An array."""

    shape: tuple[Length, ...]
    dtype: np.dtype[Any]
    numbers: Numbers


@dataclass(frozen=True)
class ListLeaf:
    """A list of numbers; `total` is the length that they add up to, if they do."""

    length: Length
    whole: bool
    numbers: Numbers
    total: Length | None = None


@dataclass(frozen=True)
class SingleLeaf:
    """A number; `equals` is a length that it always is, `at_least` one that it never is below."""

    whole: bool
    numbers: Numbers
    equals: Length | None = None
    at_least: Length | None = None


Leaf = ArrayLeaf | ListLeaf | SingleLeaf


@dataclass(frozen=True)
class Open:
    """Bounds of a length, both included."""

    low: int
    high: int


@dataclass(frozen=True, eq=False)
class Form:
    """Arguments that are nested alike. What is not among the leaves is as in the templates.

    `twins` are arrays that always equal another one, by place.
    """

    lengths: tuple[Open, ...]
    leaves: Mapping[tree.Path, Leaf]
    twins: Mapping[tree.Path, tree.Path]
    templates: tuple[Arguments, ...]


def nesting(value: Any) -> Any:
    """How a value is nested, with all that is neither number nor array: equal for equal forms."""
    if isinstance(value, dict):
        return "dict", tuple(sorted((name, nesting(item)) for name, item in value.items()))
    if _is_numbers(value):
        return "numbers", all(isinstance(one, int) for one in value)
    if isinstance(value, list | tuple):
        return "list", tuple(map(nesting, value))
    if isinstance(value, np.ndarray):
        return "array", value.dtype.str, value.ndim
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "is", repr(value)
    return "whole" if isinstance(value, int) else "number"


def leaves(value: Any, path: tree.Path = ()) -> Iterator[tuple[tree.Path, Any]]:
    """Place and value of each array, list of numbers, and number."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from leaves(item, (*path, name))
    elif isinstance(value, list | tuple) and not _is_numbers(value):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    elif isinstance(value, np.ndarray) and value.dtype.kind not in "fiu":
        return
    elif not isinstance(value, bool | str) and value is not None:
        yield path, value


def rebuilt(template: Any, values: Mapping[tree.Path, Any], path: tree.Path = ()) -> Any:
    """The template with other leaves; what has none is as it was."""
    if path in values:
        return values[path]
    if isinstance(template, dict):
        return {name: rebuilt(item, values, (*path, name)) for name, item in template.items()}
    if isinstance(template, list | tuple):
        items = [rebuilt(item, values, (*path, i)) for i, item in enumerate(template)]
        return type(template)(items)
    return template


def _is_numbers(value: Any) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) > 0
        and all(isinstance(one, int | float) and not isinstance(one, bool) for one in value)
    )


def lists_of_nested(value: Any) -> set[int]:
    """How many items those lists have that are not of numbers."""
    if isinstance(value, dict):
        return {n for item in value.values() for n in lists_of_nested(item)}
    if isinstance(value, list | tuple) and not _is_numbers(value):
        return {len(value)} | {n for item in value for n in lists_of_nested(item)}
    return set()
