"""Load a module from source text and observe it on cases."""

from __future__ import annotations
import __future__

import ast
import copy
import re
import sys
import traceback
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.worker import perturbation as sweep

MAX_MESSAGE = 500
# TensorFlow puts the whole path through a compiled function before the message itself.
IN_GRAPH = re.compile(r"\Ain user code:\n.*?\n\n +\w+: ", re.DOTALL)
ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
FLAGS = {name: getattr(__future__, name).compiler_flag for name in __future__.all_feature_names}


class SourceText:
    """The source of a module without a file, for frameworks that read and compile functions."""

    def __init__(self, text: str) -> None:
        self._text = text

    def get_source(self, _name: str) -> str:
        """As `inspect` and `linecache` ask a loader for it."""
        return self._text


def load(source: str, name: str, file_name: str) -> tuple[types.ModuleType, list[dict[str, Any]]]:
    """Run a module statement by statement, so that one that fails does not hide the others.

    Returns the module and the failures of its statements. SyntaxError is raised.
    """
    module = types.ModuleType(name)
    module.__file__ = file_name
    sys.modules[name] = module
    vars(module)["__loader__"] = SourceText(source)
    tree = ast.parse(source, file_name)
    flags = 0
    failures = []
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            flags |= sum(FLAGS.get(alias.name, 0) for alias in statement.names)
        code = compile(
            ast.Module([statement], []), file_name, "exec", flags=flags, dont_inherit=True
        )
        try:
            exec(code, module.__dict__)
        except BaseException as error:  # sys.exit and KeyboardInterrupt at the top level, too
            failures.append(describe(error, file_name))
    return module, failures


def describe(error: BaseException, file_name: str) -> dict[str, Any]:
    """An exception as data: type and ancestors, text, and where in the student's file it arose."""
    line, function = 0, ""
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == file_name:
            line, function = frame.lineno or 0, frame.name
    try:
        text = IN_GRAPH.sub("", str.__str__(str(error)))[:MAX_MESSAGE]
    except BaseException:  # a hostile __str__ must not end the worker
        text = "(its text could not be read)"
    return {
        "type": type(error).__name__[:100],
        "ancestors": [ancestor.__name__[:100] for ancestor in type(error).__mro__[:10]],
        "message": ADDRESS.sub("0x…", text)[:MAX_MESSAGE],
        "line": line,
        "function": function[:100],
    }


def run(
    module: types.ModuleType, driver: types.ModuleType, case: dict[str, Any], file_name: str
) -> dict[str, Any]:
    """Observe one case: its value (or error), and what the case asks for beside it."""
    try:
        call = _callable(module, driver, case["call"])
    except AttributeError:
        return {"missing": case["call"]}
    warned: set[str] = set()

    def note(kind: str, _flag: int) -> None:
        warned.add(kind)

    observed: dict[str, Any] = {}
    arguments = _copied(case["arguments"])
    previous = np.seterrcall(note)
    try:
        with np.errstate(over="call", invalid="call", divide="call", under="ignore"):
            if case["sweep"] is None:
                observed["value"] = call(arguments)
            else:
                observed["value"] = sweep.evaluate(
                    lambda moved: call(_copied(moved)), arguments, *case["sweep"]
                )
            if case["repeat"]:
                observed["value"] = copy.deepcopy(observed["value"])
                observed["again"] = call(_copied(case["arguments"]))
    except BaseException as error:  # student code may raise anything; it becomes an observation
        if isinstance(error, AttributeError) and error.obj is module:
            return {"missing": str(error.name)}  # a driver asked for what is not there
        observed = {"error": describe(error, file_name)}
    finally:
        np.seterrcall(previous)
    if case["watch"]:
        before = case["arguments"]
        observed["changed"] = [
            name for name in before if _content(arguments[name]) != _content(before[name])
        ]
    observed["warned"] = sorted(warned)
    return observed


def _copied(value: Any) -> Any:
    """A copy for a submission to change; deepcopy takes three times as long, which sweeps feel."""
    if type(value) is np.ndarray:
        return value.copy()
    if type(value) is dict:
        return {name: _copied(item) for name, item in value.items()}
    return copy.deepcopy(value)


def _content(value: Any) -> Any:
    """What an argument holds, as something that is compared without numpy's own functions."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if isinstance(value, dict):
        return {name: _content(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_content(item) for item in value]
    return value


def _callable(
    module: types.ModuleType, driver: types.ModuleType, name: str
) -> Callable[[dict[str, Any]], Any]:
    if hasattr(driver, name):
        driven = getattr(driver, name)
        return lambda arguments: driven(module, **arguments)
    function = getattr(module, name)
    return lambda arguments: function(*arguments.values())
