"""Walks over nested values: dicts, lists and tuples, whose leaves are anything else.

The one place that knows how results and arguments are nested. Only `frames` walks by itself: it
must not trust what it walks over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two leaves at the same place of two values."""

    path: Path
    got: Any
    wanted: Any


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A place at which two values are not nested alike: what stands there in each."""

    path: Path
    got: Any
    wanted: Any


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Place and leaf of a nested value, in order; a value that is not nested is its own leaf."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from leaves(item, (*path, name))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    else:
        yield path, value


def map_leaves(change: Callable[[Any], Any], value: Any) -> Any:
    """The same nesting with every leaf changed."""
    if isinstance(value, dict):
        return {name: map_leaves(change, item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)([map_leaves(change, item) for item in value])
    return change(value)


def zip_leaves(got: Any, wanted: Any, path: Path = ()) -> Iterator[Pair | Mismatch]:
    """The leaves of two values, as `wanted` is nested; a list is as good as a tuple.

    Where `got` is nested otherwise, a Mismatch, and nothing of what stands below.
    """
    if isinstance(wanted, dict):
        if not isinstance(got, dict) or got.keys() != wanted.keys():
            yield Mismatch(path, got, wanted)
            return
        for name, item in wanted.items():
            yield from zip_leaves(got[name], item, (*path, name))
    elif isinstance(wanted, list | tuple):
        if not isinstance(got, list | tuple) or len(got) != len(wanted):
            yield Mismatch(path, got, wanted)
            return
        for index, (one, other) in enumerate(zip(got, wanted, strict=True)):
            yield from zip_leaves(one, other, (*path, index))
    else:
        yield Pair(path, got, wanted)
