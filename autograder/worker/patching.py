"""Put other functions in place of a module's own, for as long as a context lasts."""

from __future__ import annotations

import contextlib
import types
from collections.abc import Callable, Iterator
from typing import Any


@contextlib.contextmanager
def replaced(module: types.ModuleType, functions: dict[str, Callable[..., Any]]) -> Iterator[None]:
    """Within the context, these functions stand in place of the module's own, by name.

    By every name at its top level; and wherever else a plain function was put away.
    """
    with contextlib.ExitStack() as undo:
        for name, function in functions.items():
            own = getattr(module, name, None)
            aliases = [other for other, one in vars(module).items() if one is own is not None]
            for alias in {name, *aliases}:
                undo.callback(_set, module, alias, own)
                setattr(module, alias, function)
            # A library's function is not the submission's to change; a closure's code is bound.
            if (
                isinstance(own, types.FunctionType)
                and own.__globals__ is vars(module)
                and not own.__closure__
            ):
                undo.callback(_be, own, *_body(own))
                _be(own, _pass_on.__code__, None, {"_to": function})
        yield


def _set(module: types.ModuleType, name: str, value: Any) -> None:
    if value is None:
        delattr(module, name)
    else:
        setattr(module, name, value)


def _pass_on(*arguments: Any, _to: Callable[..., Any], **named: Any) -> Any:
    return _to(*arguments, **named)


def _body(function: types.FunctionType) -> tuple[types.CodeType, Any, Any]:
    return function.__code__, function.__defaults__, function.__kwdefaults__


def _be(function: types.FunctionType, code: types.CodeType, defaults: Any, named: Any) -> None:
    """Let a function do something else, whoever holds it: a class, a default, a `partial`."""
    function.__code__, function.__defaults__, function.__kwdefaults__ = code, defaults, named


def as_it_is(function: Any) -> Any:
    """A function that goes on doing what it does when the module's own is replaced."""
    if not isinstance(function, types.FunctionType):
        return function
    code, defaults, named = _body(function)
    same = types.FunctionType(
        code, function.__globals__, function.__name__, defaults, function.__closure__
    )
    same.__kwdefaults__ = named
    return same
