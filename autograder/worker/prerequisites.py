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
    known: dict[Any, tuple[list[Any], list[Any]]] = {}
    for arguments, result in table:
        form, numbers = _flat(arguments)
        rows, results = known.setdefault(form, ([], []))
        rows.append(numbers)
        results.append(result)
    stacked = {form: (np.array(rows), results) for form, (rows, results) in known.items()}

    def answer(*arguments: Any, **named: Any) -> Any:
        form, numbers = _flat(bound(own, arguments, named))
        if form in stacked:
            rows, results = stacked[form]
            near = np.isclose(rows, numbers, rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True)
            [found] = np.nonzero(near.all(axis=1))
            if len(found):
                return copy.deepcopy(results[found[0]])
        if own is None:
            raise NotImplementedError
        return own(*arguments, **named)

    return answer


def _flat(value: Any) -> tuple[Any, Any]:
    """The structure of some arguments, and all their numbers in one row: quick to look up."""
    pieces: list[Any] = []
    form = _form(value, pieces)
    return form, np.concatenate(pieces) if pieces else np.empty(0)


def _form(value: Any, pieces: list[Any]) -> Any:
    if isinstance(value, dict):
        return tuple((str(name), _form(value[name], pieces)) for name in sorted(value, key=str))
    if isinstance(value, list | tuple):
        return tuple(_form(item, pieces) for item in value)
    if isinstance(value, str) or value is None:
        return value
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        return type(value).__name__
    pieces.append(array.reshape(-1))
    return array.shape
