"""Evaluate the worked numbers of a handout as a student would who pastes them."""

from __future__ import annotations

import contextlib
import importlib
import io
import types
from collections.abc import Mapping, Sequence


def run_examples(
    module: types.ModuleType, sources: Sequence[str], packages: Mapping[str, str]
) -> list[str]:
    """What each of some statements prints, or the exception that it raises, in words.

    One namespace for all of them: the names of the submission, and each of `packages` (the name
    that it has here, and its own).
    """
    names = {name: importlib.import_module(package) for name, package in packages.items()}
    namespace = {**vars(module), **names}
    return [_printed(source, namespace) for source in sources]


def _printed(source: str, namespace: dict[str, object]) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        try:
            exec(compile(source, "<handout>", "single", dont_inherit=True), namespace)
        except Exception as error:  # of the submission: the next statement is tried, too
            print(f"{type(error).__name__}: {error}")
    return printed.getvalue()
