"""Which functions of a submission a function of the driver calls, read from its text."""

from __future__ import annotations

import ast
from collections.abc import Iterator

# The first parameter of every function of a driver: the submission.
MODULE = "module"


def functions_called(driver: str, name: str) -> tuple[str, ...]:
    """The submission's functions that this function of the driver leads to, by name.

    What the driver does not define is a function of the submission itself.
    """
    defined = {one.name: one for one in ast.parse(driver).body if isinstance(one, ast.FunctionDef)}
    if name not in defined:
        return (name,)
    found: set[str] = set()
    waiting, seen = [name], {name}
    while waiting:
        for node in ast.walk(defined[waiting.pop()]):
            found.update(_of_submission(node))
            if isinstance(node, ast.Name) and node.id in defined.keys() - seen:
                seen.add(node.id)
                waiting.append(node.id)
    return tuple(sorted(found))


def _of_submission(node: ast.AST) -> Iterator[str]:
    if (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == MODULE
    ):
        yield node.attr
