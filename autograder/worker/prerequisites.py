"""Lend a submission right results of earlier tasks, for the calls that the reference made of them.

What is lent is a table of arguments and results: no code of the reference is here.
"""

from __future__ import annotations

import contextlib
import copy
import inspect
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

Table = list[tuple[list[Any], Any]]
# A submission reaches the same arguments by another order of operations.
RELATIVE, ABSOLUTE = 1e-9, 1e-12


@contextlib.contextmanager
def lent(module: types.ModuleType, tables: dict[str, Table]) -> Iterator[None]:
    """Within the context, these functions of the module answer from their tables."""
    own = {name: getattr(module, name, None) for name in tables}
    for name, table in tables.items():
        setattr(module, name, _from_table(table, own[name]))
    try:
        yield
    finally:
        for name, function in own.items():
            if function is None:
                delattr(module, name)
            else:
                setattr(module, name, function)


def bound(function: Any, arguments: tuple[Any, ...], named: dict[str, Any]) -> list[Any]:
    """All arguments of a call in the order of the parameters, defaults included."""
    try:
        call = inspect.signature(function).bind(*arguments, **named)
    except (TypeError, ValueError):
        return [*arguments, *named.values()]
    call.apply_defaults()
    return list(call.arguments.values())


def _from_table(table: Table, own: Any) -> Callable[..., Any]:
    def answer(*arguments: Any, **named: Any) -> Any:
        given = bound(own, arguments, named)
        for known, result in table:
            if _alike(known, given):
                return copy.deepcopy(result)
        if own is None:
            raise NotImplementedError
        return own(*arguments, **named)

    return answer


def _alike(known: Any, given: Any) -> bool:
    if isinstance(known, dict):
        return (
            isinstance(given, dict)
            and set(known) == set(given)
            and all(_alike(known[name], given[name]) for name in known)
        )
    if isinstance(known, list | tuple):
        return (
            isinstance(given, list | tuple)
            and len(known) == len(given)
            and all(_alike(a, b) for a, b in zip(known, given, strict=True))
        )
    if isinstance(known, str) or known is None:
        return bool(known == given)
    try:
        a, b = np.asarray(known, float), np.asarray(given, float)
    except (TypeError, ValueError):
        return False
    return a.shape == b.shape and np.allclose(a, b, rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True)
