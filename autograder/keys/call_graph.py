"""Which tasks a function of a program can have an effect on, read from the texts.

A wrong `evaluate` changes nothing about `train`. To run every misconception on every task took most
of the time of building a key.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from autograder.model.answer_key import KeyTask


def reached(text: str, driver: str, tasks: Sequence[KeyTask]) -> dict[str, set[str]]:
    """For each task the names of all functions that its cases may call, itself included.

    `text` is the program's, `driver` that of the topic beside it. Whatever a definition mentions,
    as a name or as an attribute, it may call: more than it does, never less, but for names that are
    put together at run time.
    """
    uses = _uses(text)
    for name, names in _uses(driver).items():
        uses[name] = uses.get(name, set()) | names
    return {
        task.name: _closure({task.name, *(case.call for case in task.cases)}, uses)
        for task in tasks
    }


def _uses(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in ast.parse(text).body:
        if isinstance(one, ast.FunctionDef | ast.ClassDef):
            bound = [one.name]
        else:
            bound = [n.id for n in ast.walk(one) if isinstance(n, ast.Name)]
        for name in bound:
            found.setdefault(name, set()).update(_mentioned(one))
    return found


def _mentioned(node: ast.AST) -> set[str]:
    names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    names |= {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
    # A driver may ask for a function by a text: getattr(module, "relu").
    texts = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
    return names | {text for text in texts if isinstance(text, str)}


def _closure(names: set[str], uses: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += uses.get(name, ())
    return found
