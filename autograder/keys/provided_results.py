"""What can be lent to a submission: the calls that the reference makes of earlier tasks.

Where these are no data (a model, an optimizer), the driver may have a function that stands in for
the earlier task, by the name `stand_in_<task>`: it does something else, the same for everyone.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import inspect
from dataclasses import asdict
from typing import Any

import numpy as np

from autograder.course.topic import Topic
from autograder.model.answer_key import KeyTask
from autograder.worker import execution as execute
from autograder.worker import frames
from autograder.worker import provided_results as prerequisites


def lendings(topic: Topic, task: KeyTask, tasks: list[KeyTask]) -> dict[str, prerequisites.Table]:
    """What the reference asks of earlier tasks on this task's cases, and gets.

    Only of tasks whose results the contract fixes: one that is called through a driver (a forward
    pass with a cache of the student's own form) cannot be lent. Where the reference does without an
    earlier task it is asked here, if the case's arguments name all it needs. A topic with a
    framework has no tables: its models and loaders are no data, and the judge does without it.
    """
    lendable = [
        other.name
        for other in tasks
        if other.name in task.after and all(case.call == other.name for case in other.cases)
    ]
    if not lendable or topic.rubric.frameworks:
        return {}
    found: dict[str, dict[bytes, tuple[list[Any], Any]]] = {name: {} for name in lendable}
    driver, _ = execute.load(topic.driver, "_trusted_driver", "driver.py")
    module, _ = execute.load(topic.solution, "_trusted_module", f"{topic.name}.py")

    def recorder(name: str, function: Any) -> Any:
        own = prerequisites.signature(function)

        def record(*arguments: Any, **named: Any) -> Any:
            given = copy.deepcopy(prerequisites.bound(own, arguments, named))
            result = function(*arguments, **named)
            if _is_plain([given, result]):
                found[name].setdefault(frames.encode(given), (given, copy.deepcopy(result)))
            return result

        return record

    for name in lendable:
        function = getattr(module, name)
        parameters = inspect.signature(function).parameters
        setattr(module, name, recorder(name, function))
        for case in task.cases:
            if set(parameters) <= set(case.arguments):
                asked = {one: copy.deepcopy(case.arguments[one]) for one in parameters}
                with contextlib.suppress(Exception):  # a case for `raises`
                    getattr(module, name)(**asked)
    for case in task.cases:
        execute.run(module, driver, asdict(case), f"{topic.name}.py")
    return {name: prerequisites.table(calls.values()) for name, calls in found.items() if calls}


def stand_ins(topic: Topic, task: KeyTask) -> tuple[str, ...]:
    """The earlier tasks for which the driver has a function that stands in."""
    statements = ast.parse(topic.driver).body
    defined = {one.name for one in statements if isinstance(one, ast.FunctionDef)}
    return tuple(name for name in task.after if prerequisites.STAND_IN + name in defined)


def _is_plain(value: Any) -> bool:
    """Whether a frame carries the value as it is."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(item) for key, item in value.items())
    if isinstance(value, list | tuple):
        return all(_is_plain(item) for item in value)
    if isinstance(value, np.ndarray):
        return value.dtype.str in frames.DTYPES
    return value is None or isinstance(value, bool | int | float | str | np.generic)
