"""Load a module from source text, statement by statement; exceptions as data."""

from __future__ import annotations
import __future__

import ast
import re
import sys
import traceback
import types
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from autograder.model.observation import MAX_TEXT, RaisedError

# TensorFlow puts the whole path through a compiled function before the message itself.
IN_GRAPH = re.compile(r"\Ain user code:\n.*?\n\n +\w+: ", re.DOTALL)
ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
FLAGS = {name: getattr(__future__, name).compiler_flag for name in __future__.all_feature_names}
MAX_NAME, MAX_ANCESTORS, MAX_IMPORTS = 100, 10, 100


class SourceText:
    """The source of a module without a file, for frameworks that read and compile functions."""

    def __init__(self, text: str) -> None:
        self._text = text

    def get_source(self, _name: str) -> str:
        """As `inspect` and `linecache` ask a loader for it."""
        return self._text


def load(source: str, name: str, file_name: str) -> tuple[types.ModuleType, list[RaisedError]]:
    """Run a module statement by statement, so that one that fails does not hide the others.

    Returns the module and the failures of its statements. Raises SyntaxError, ValueError,
    RecursionError or MemoryError where the text cannot be compiled.
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
            failures.append(
                replace(describe(error, file_name), unbound=_bound_by_imports(statement))
            )
    return module, failures


def _bound_by_imports(statement: ast.stmt) -> tuple[str, ...]:
    """The names that the imports of a statement define."""
    imports = (one for one in ast.walk(statement) if isinstance(one, ast.Import | ast.ImportFrom))
    aliases = [alias for one in imports for alias in one.names]
    names = (alias.asname or alias.name.partition(".")[0] for alias in aliases[:MAX_IMPORTS])
    return tuple(name[:MAX_NAME] for name in names)


def driver_functions(source: str, name: str) -> tuple[Mapping[str, Any], list[RaisedError]]:
    """What a driver defines, by name, as it is before a submission has run; and what failed.

    No name leads to it afterwards: a submission that looks for the driver finds no such module.
    """
    module, failures = load(source, name, "driver.py")
    del sys.modules[name]
    return MappingProxyType(dict(vars(module))), failures


def describe(error: BaseException, file_name: str) -> RaisedError:
    """An exception as data: type and ancestors, text, and where in the student's file it arose."""
    line, function = 0, ""
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == file_name:
            line, function = frame.lineno or 0, frame.name
    try:
        text = IN_GRAPH.sub("", str.__str__(str(error)))[:MAX_TEXT]
    except BaseException:  # a hostile __str__ must not end the worker
        text = "(its text could not be read)"
    ancestors = tuple(one.__name__[:MAX_NAME] for one in type(error).__mro__[:MAX_ANCESTORS])
    return RaisedError(
        type=type(error).__name__[:MAX_NAME],
        ancestors=ancestors,
        message=ADDRESS.sub("0x…", text)[:MAX_TEXT],
        line=line,
        function=function[:MAX_NAME],
    )
