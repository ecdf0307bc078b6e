"""What a function's text can name: its parameters and variables, other functions, numpy."""

from __future__ import annotations

import ast
from dataclasses import dataclass

# A function with more names has too many edits to be tried.
MOST_NAMES = 20


@dataclass(frozen=True)
class Scope:
    """The names of one function of a program."""

    parameters: tuple[str, ...]
    names: tuple[str, ...]
    fields: tuple[str, ...]
    functions: tuple[str, ...]
    numpy: str

    @classmethod
    def of(cls, function: ast.FunctionDef, tree: ast.Module) -> Scope:
        """The scope of a function, nested ones included."""
        arguments = [one.arg for one in ast.walk(function) if isinstance(one, ast.arg)]
        stored = (one for one in ast.walk(function) if isinstance(one, ast.Name))
        names = [*arguments, *(one.id for one in stored if isinstance(one.ctx, ast.Store))]
        attributes = (one for one in ast.walk(tree) if isinstance(one, ast.Attribute))
        fields = [one.attr for one in attributes if isinstance(one.ctx, ast.Store)]
        others = [one.name for one in tree.body if isinstance(one, ast.FunctionDef)]
        return cls(
            parameters=tuple(one for one in _parameters(function) if one != "self"),
            names=tuple(one for one in dict.fromkeys(names) if one != "self")[:MOST_NAMES],
            fields=tuple(dict.fromkeys(fields))[:MOST_NAMES],
            functions=tuple(one for one in others if one != function.name)[:MOST_NAMES],
            numpy=_numpy(tree),
        )

    def is_numpy(self, node: ast.AST) -> bool:
        """Whether a node is numpy's name."""
        return isinstance(node, ast.Name) and node.id == self.numpy


def _parameters(function: ast.FunctionDef) -> list[str]:
    given = function.args
    return [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]


def _numpy(tree: ast.Module) -> str:
    for one in tree.body:
        if isinstance(one, ast.Import):
            for alias in one.names:
                if alias.name == "numpy":
                    return alias.asname or alias.name
    return "np"
