"""What can be provided to a submission: the calls that the reference makes of earlier tasks.

Where these are no data (a model, an optimizer), or where one of them is the answer itself, the
driver has a test double of the earlier task, by the name `double_of_<task>`: it does something
else, the same for everyone.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import inspect
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.course.topic import Topic
from autograder.model import tree
from autograder.model.answer_key import KeyTask
from autograder.model.requests import ResultTable
from autograder.worker import frames, loading
from autograder.worker import provided_results as worker
from autograder.worker.observing import observe

Calls = dict[bytes, tuple[list[Any], Any]]


def provided(topic: Topic, task: KeyTask, tasks: list[KeyTask]) -> dict[str, ResultTable]:
    """What the reference asks of earlier tasks on this task's cases, and gets.

    Only of tasks whose results the contract fixes: one that is called through a driver (a forward
    pass with a cache of the student's own form) cannot be provided, and what the driver has a test
    double of need not be: a result that is the whole answer must have one. Where the reference does
    without an earlier task it is asked here, if the case's arguments name all it needs. A topic
    with a framework has no tables: its models and loaders are no data, and the judge does without
    it.
    """
    names = [
        other.name
        for other in tasks
        if other.name in task.after
        and other.name not in doubles(topic, task)
        and all(case.call == other.name for case in other.cases)
    ]
    if not names or topic.rubric.frameworks:
        return {}
    driver, _ = loading.driver_functions(topic.driver, "_trusted_driver")
    module, _ = loading.load(topic.solution, "_trusted_module", f"{topic.name}.py")
    found: dict[str, Calls] = {name: {} for name in names}
    for name in names:
        own = getattr(module, name)
        setattr(module, name, _recorder(own, found[name]))
        _ask(module, name, inspect.signature(own).parameters, task)
    for case in task.cases:
        observe(module, driver, case, f"{topic.name}.py")
    return {name: worker.table(calls.values()) for name, calls in found.items() if calls}


def _recorder(function: Callable[..., Any], calls: Calls) -> Callable[..., Any]:
    """The same function, whose calls with plain arguments and results are noted."""
    own = worker.signature(function)

    def record(*arguments: Any, **named: Any) -> Any:
        given = copy.deepcopy(worker.bound(own, arguments, named))
        result = function(*arguments, **named)
        if _is_plain([given, result]):
            calls.setdefault(frames.encode(given), (given, copy.deepcopy(result)))
        return result

    return record


def _ask(module: types.ModuleType, name: str, parameters: Any, task: KeyTask) -> None:
    """Call an earlier task on each case of this one that names all its arguments.

    A function of one array is also asked where identities lead: tanh(z) = 2 sigmoid(2z) - 1.
    """
    for case in task.cases:
        if set(parameters) <= set(case.arguments):
            given = [case.arguments[one] for one in parameters]
            asked = [given]
            if len(given) == 1 and isinstance(given[0], np.ndarray):
                asked = [[one] for z in (given[0], abs(given[0])) for one in _multiples(z)]
            for arguments in asked:
                with contextlib.suppress(Exception):  # a case for `raises`
                    getattr(module, name)(*copy.deepcopy(arguments))


def _multiples(z: Any) -> list[Any]:
    return [z, -z, 2 * z, -2 * z, z / 2, -z / 2] if z.dtype.kind == "f" else [z]


def doubles(topic: Topic, task: KeyTask) -> tuple[str, ...]:
    """The earlier tasks of which the driver has a test double that suits this task."""
    statements = ast.parse(topic.driver).body
    defined = {one.name for one in statements if isinstance(one, ast.FunctionDef)}
    declared = next((one for one in topic.rubric.tasks if one.name == task.name), None)
    suits = task.after if declared is None or declared.doubles is None else declared.doubles
    return tuple(name for name in suits if worker.DOUBLE_OF + name in defined)


def _is_plain(value: Any) -> bool:
    """Whether a frame carries the value as it is."""
    return all(_is_plain_leaf(leaf) for _, leaf in tree.leaves(value))


def _is_plain_leaf(leaf: Any) -> bool:
    if isinstance(leaf, np.ndarray):
        return leaf.dtype.str in frames.DTYPES
    return leaf is None or isinstance(leaf, bool | int | float | str | np.generic)
