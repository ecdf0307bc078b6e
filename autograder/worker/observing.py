"""Observe one case: call the submission and note what came of it."""

from __future__ import annotations

import copy
import types
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.model import tree
from autograder.model.observation import Missing, Observation, Raised, Value
from autograder.model.requests import Case
from autograder.worker import perturbation
from autograder.worker.loading import describe
from autograder.worker.neighbours import refuse_differences

Call = Callable[[dict[str, Any]], Any]


def observe(
    module: types.ModuleType, driver: Mapping[str, Any], case: Case, file_name: str
) -> Observation:
    """Its value or its exception, and what the case asks for beside it.

    `driver` are the driver's functions, by name.
    """
    try:
        call = _callable(module, driver, case.call)
    except AttributeError:
        return Missing(case.call)
    warnings: set[str] = set()

    def note(kind: str, _flag: int) -> None:
        warnings.add(kind)

    arguments = _copied(case.arguments)
    previous = np.seterrcall(note)
    error: BaseException | None = None
    value = again = None
    try:
        with np.errstate(over="call", invalid="call", divide="call", under="ignore"):
            value = _called(call, case, arguments)
            if case.derivative is not None:
                looked_at = [vars(module), getattr(driver.get(case.call), "__globals__", {})]
                refuse_differences(call, _copied(case.arguments), case.derivative, looked_at)
            if case.repeat:
                value = copy.deepcopy(value)
                again = call(_copied(case.arguments))
    except BaseException as raised:  # student code may raise anything; it becomes an observation
        if isinstance(raised, AttributeError) and raised.obj is module:
            return Missing(str(raised.name))  # a driver asked for what is not there
        error = raised
    finally:
        np.seterrcall(previous)
    changed = _changed(arguments, case.arguments) if case.watch else None
    warned = tuple(sorted(warnings))
    if error is not None:
        return Raised(describe(error, file_name), warned, changed)
    return Value(value, again, warned, changed)


def _called(call: Call, case: Case, arguments: dict[str, Any]) -> Any:
    if case.evaluation is None:
        return call(arguments)
    return perturbation.evaluate(lambda moved: call(_copied(moved)), arguments, case.evaluation)


def _copied(value: Any) -> Any:
    """A copy for a submission to change; deepcopy takes three times as long."""
    return tree.map_leaves(_leaf_copied, value)


def _leaf_copied(value: Any) -> Any:
    return value.copy() if type(value) is np.ndarray else copy.deepcopy(value)


def _changed(after: dict[str, Any], before: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in before if _content(after[name]) != _content(before[name]))


def _content(value: Any) -> list[Any]:
    """What an argument holds, as something that is compared without numpy's own functions."""
    return [
        (path, (leaf.dtype.str, leaf.shape, leaf.tobytes()) if _is_array(leaf) else leaf)
        for path, leaf in tree.leaves(value)
    ]


def _is_array(leaf: Any) -> bool:
    return isinstance(leaf, np.ndarray)


def _callable(module: types.ModuleType, driver: Mapping[str, Any], name: str) -> Call:
    if name in driver:
        driven = driver[name]
        return lambda arguments: driven(module, **arguments)
    function = getattr(module, name)
    return lambda arguments: function(*arguments.values())
