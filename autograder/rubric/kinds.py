"""Which kinds of check there are: those of the kit, and those of a course's own.

A kind of the kit is a class in a module of `rubric.checks`. A course's own is one in a file of its
folder `checks/`; its text travels in the answer key, so that whoever has the key can judge by it.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import inspect
import pkgutil
import sys
import types
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from autograder.rubric import checks
from autograder.rubric.cases import RubricError
from autograder.rubric.checks.base import KindOfCheck

Kinds = Mapping[str, type[KindOfCheck]]
_current: ContextVar[Kinds | None] = ContextVar("kinds of check", default=None)


@cache
def own_kinds() -> Kinds:
    """The kit's kinds of check by name."""
    names = [found.name for found in pkgutil.iter_modules(checks.__path__)]
    modules = [importlib.import_module(f"{checks.__name__}.{name}") for name in names]
    return _by_name(kind for module in modules for kind in _kinds_of(module))


def kinds_with(texts: Mapping[str, str]) -> Kinds:
    """The kit's kinds and those that some texts define, by file name; raises RubricError."""
    found = dict(own_kinds())
    for file_name, text in texts.items():
        for kind in _kinds_of(_module(file_name, text)):
            if kind.kind in found:
                raise RubricError(f"{file_name}: there is a kind of check “{kind.kind}” already")
            found[kind.kind] = kind
    return found


@contextlib.contextmanager
def in_use(texts: Mapping[str, str]) -> Iterator[None]:
    """Within the context, rubrics that are declared know these kinds beside the kit's own."""
    token = _current.set(kinds_with(texts))
    try:
        yield
    finally:
        _current.reset(token)


def current() -> Kinds:
    """The kinds that a rubric may use where it is being declared."""
    return _current.get() or own_kinds()


@cache
def _module(file_name: str, text: str) -> types.ModuleType:
    """The module of a text; the same one for the same text, so that its classes are the same."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    module = types.ModuleType(f"_course_check_{Path(file_name).stem}_{digest}")
    sys.modules[module.__name__] = module  # where `dataclass` looks a class's names up
    try:
        exec(compile(text, file_name, "exec"), module.__dict__)
    except Exception as error:
        raise RubricError(f"{file_name} fails: {type(error).__name__}: {error}") from error
    return module


def _kinds_of(module: types.ModuleType) -> list[type[KindOfCheck]]:
    """The kinds that a module itself defines, not those that it imports."""
    return [
        one
        for one in vars(module).values()
        if isinstance(one, type)
        and issubclass(one, KindOfCheck)
        and one.__module__ == module.__name__
        and not inspect.isabstract(one)
        and "kind" in vars(one)
    ]


def _by_name(kinds: Iterable[type[KindOfCheck]]) -> Kinds:
    return {kind.kind: kind for kind in kinds}
