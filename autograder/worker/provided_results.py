"""Lend a submission right results of earlier tasks, for the calls that the reference made of them.

What is lent is a table of arguments and results, or a function of the driver's that stands in for a
task whose arguments are no data: no code of the reference is here.
"""

from __future__ import annotations

import contextlib
import copy
import inspect
import itertools
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from autograder.worker import frames
from autograder.worker import patching as substitution

# One entry for each structure of arguments: their numbers as rows, and the results as rows, too, of
# which `like` is one as it was; or each as a frame, where they are not alike or more than numbers.
# Trees of small arrays would take ten times as long to receive.
Table = list[dict[str, Any]]
# A submission reaches the same arguments by another order of operations.
RELATIVE, ABSOLUTE = 1e-9, 1e-12
# Before the name of an earlier task: the driver's function that stands in for it.
STAND_IN = "stand_in_"


def lent(
    module: types.ModuleType, tables: dict[str, Table]
) -> contextlib.AbstractContextManager[None]:
    """Within the context, these functions of the module answer from their tables."""
    return substitution.replaced(
        module,
        {name: _from_table(one, getattr(module, name, None)) for name, one in tables.items()},
    )


def standing_in(
    module: types.ModuleType, driver: types.ModuleType, names: Iterable[str]
) -> contextlib.AbstractContextManager[None]:
    """Within the context, the driver's functions stand in place of these of the module."""
    return substitution.replaced(
        module,
        {
            name: _called_alike(getattr(driver, STAND_IN + name), getattr(module, name, None))
            for name in names
        },
    )


def _called_alike(stand_in: Callable[..., Any], own: Any) -> Callable[..., Any]:
    """The stand-in, also for calls that only suit the parameters of the module's own function."""
    contract, parameters = inspect.signature(stand_in), signature(own)

    def answer(*arguments: Any, **named: Any) -> Any:
        try:
            contract.bind(*arguments, **named)
        except TypeError:  # parameters by other names, or more of them
            return stand_in(*bound(parameters, arguments, named)[: len(contract.parameters)])
        return stand_in(*arguments, **named)

    return answer


def table(calls: Iterable[tuple[list[Any], Any]]) -> Table:
    """The table of some calls: all arguments in order, and the result."""
    known: dict[Any, tuple[list[Any], list[Any]]] = {}
    for arguments, result in calls:
        form, numbers = _flat(arguments)
        rows, results = known.setdefault(form, ([], []))
        rows.append(numbers)
        results.append(result)
    return [
        {"form": form, "rows": np.array(rows), **_packed(results)}
        for form, (rows, results) in known.items()
    ]


def _packed(results: list[Any]) -> dict[str, Any]:
    kinds = {_kind(result) for result in results}
    if len(kinds) == 1 and None not in kinds:
        rows = [np.concatenate([np.ravel(x) for x in _numbers(result)]) for result in results]
        return {"like": results[0], "results": np.array(rows)}
    return {"results": [np.frombuffer(frames.encode(one), np.uint8) for one in results]}


def _unpacked(entry: dict[str, Any], place: int) -> Any:
    """One result, for the submission to keep and to change."""
    if "like" in entry:
        return _rebuilt(entry["like"], iter(entry["results"][place].tolist()))
    return copy.deepcopy(frames.decode(entry["results"][place].tobytes()))


def _kind(result: Any) -> Any:
    """What two results have in common that differ in numbers only; None for more than those."""
    if isinstance(result, dict):
        parts = tuple((name, _kind(one)) for name, one in result.items())
        return None if not parts or any(kind is None for _, kind in parts) else ("dict", parts)
    if isinstance(result, list | tuple):
        kinds = tuple(map(_kind, result))
        return None if not kinds or None in kinds else (type(result).__name__, kinds)
    if type(result) is np.ndarray and result.dtype == np.float64:
        return result.shape
    return "float" if type(result) is float else None


def _numbers(result: Any) -> Iterator[Any]:
    """The arrays and numbers of a result, in their order there."""
    if isinstance(result, dict):
        for one in result.values():
            yield from _numbers(one)
    elif isinstance(result, list | tuple):
        for one in result:
            yield from _numbers(one)
    else:
        yield result


def _rebuilt(like: Any, numbers: Iterator[float]) -> Any:
    if isinstance(like, dict):
        return {name: _rebuilt(one, numbers) for name, one in like.items()}
    if isinstance(like, list | tuple):
        return type(like)([_rebuilt(one, numbers) for one in like])
    if isinstance(like, np.ndarray):
        return np.array(list(itertools.islice(numbers, like.size))).reshape(like.shape)
    return next(numbers)


def signature(function: Any) -> inspect.Signature | None:
    """The parameters of a function; None for what has none to be read."""
    try:
        return inspect.signature(function)
    except Exception:  # a submission's object may answer with anything
        return None


def bound(
    parameters: inspect.Signature | None, arguments: tuple[Any, ...], named: dict[str, Any]
) -> list[Any]:
    """All arguments of a call in the order of the parameters, defaults included."""
    if parameters is None:
        return [*arguments, *named.values()]
    try:
        call = parameters.bind(*arguments, **named)
    except TypeError:
        return [*arguments, *named.values()]
    call.apply_defaults()
    return [*call.args, *call.kwargs.values()]


def _from_table(table: Table, own: Any) -> Callable[..., Any]:
    known = {one["form"]: (_Rows(one["rows"]), one) for one in table}
    parameters, own = signature(own), substitution.as_it_is(own)

    def answer(*arguments: Any, **named: Any) -> Any:
        form, numbers = _flat(bound(parameters, arguments, named))
        if form in known:
            rows, entry = known[form]
            place = rows.find(numbers)
            if place is not None:
                return _unpacked(entry, place)
        if own is None:
            raise NotImplementedError
        return own(*arguments, **named)

    return answer


class _Rows:
    """Rows of numbers in which one is found, but for rounding; by a weighted sum of each first."""

    def __init__(self, rows: Any) -> None:
        self._rows = rows
        self._weights = np.cos(np.arange(1, self._rows.shape[1] + 1))
        self._sums = self._rows @ self._weights

    def find(self, numbers: Any) -> int | None:
        """The first row that is equal to these numbers."""
        with np.errstate(all="ignore"):  # whose warnings are noted are the submission's
            room = ABSOLUTE + RELATIVE * np.abs(numbers)
            far = np.abs(self._sums - numbers @ self._weights) > room @ np.abs(self._weights)
            for place in np.flatnonzero(~far):  # what is not finite is not far from anything
                row = self._rows[place]
                alike = (row == numbers) | (np.isnan(row) & np.isnan(numbers))
                near = np.isfinite(numbers) & (np.abs(row - numbers) <= room)
                if np.all(alike | near):
                    return int(place)
        return None


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
