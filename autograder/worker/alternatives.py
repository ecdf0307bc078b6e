"""Put other code into functions that a submission has defined, for as long as a few calls take.

The code of the function objects is exchanged, so that what holds one of them (a table of functions,
a subclass) gets the other code as well. That takes 30 µs; to load a module anew takes ten times as
long, and far more where it trains something when it is loaded.
"""

from __future__ import annotations
import __future__

import contextlib
import inspect
import types
from collections.abc import Iterator
from typing import Any

from autograder.model.requests import Alternative

# Names in annotations may be anything: they are never looked up.
FLAGS = __future__.annotations.compiler_flag


class NotReplaced(Exception):
    """The text cannot stand in the definition's place."""


@contextlib.contextmanager
def replaced(module: types.ModuleType, alternative: Alternative, file_name: str) -> Iterator[None]:
    """Within the context, a function, or the methods of a class, have the code of another text.

    Raises NotReplaced.
    """
    changed: list[tuple[types.FunctionType, tuple[Any, ...]]] = []
    try:
        try:
            for own, other in _pairs(module, alternative, file_name):
                changed.append((own, _parts(own)))
                _set_parts(own, _parts(other))
        except Exception as error:  # whatever the text or the submission's objects do
            raise NotReplaced(str(type(error))) from None
        yield
    finally:
        for own, parts in reversed(changed):  # one function may have two names
            _set_parts(own, parts)


def _pairs(
    module: types.ModuleType, alternative: Alternative, file_name: str
) -> list[tuple[types.FunctionType, types.FunctionType]]:
    """The functions of the definition as it is, each with that of the text."""
    code = compile(alternative.text, file_name, "exec", flags=FLAGS, dont_inherit=True)
    namespace = dict(vars(module))
    exec(code, namespace)
    own = _functions(getattr(module, alternative.name))
    others = _functions(namespace[alternative.name])
    return [(own[name], other) for name, other in others.items() if name in own]


def _functions(definition: Any) -> dict[str, types.FunctionType]:
    """A function, or the functions in a class, without what decorators put around them."""
    found = dict(vars(definition)) if isinstance(definition, type) else {"": definition}
    plain = {name: _plain(one) for name, one in found.items()}
    return {name: one for name, one in plain.items() if isinstance(one, types.FunctionType)}


def _plain(one: Any) -> Any:
    if isinstance(one, staticmethod | classmethod):
        one = one.__func__
    elif isinstance(one, property):
        one = one.fget
    return inspect.unwrap(one) if callable(one) else one


def _parts(function: types.FunctionType) -> tuple[Any, ...]:
    return function.__code__, function.__defaults__, function.__kwdefaults__


def _set_parts(function: types.FunctionType, parts: tuple[Any, ...]) -> None:
    function.__code__, function.__defaults__, function.__kwdefaults__ = parts
