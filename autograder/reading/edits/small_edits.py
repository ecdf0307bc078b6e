"""The edits of a task's functions in the order in which they are worth trying."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from autograder.reading.edits import expressions, statements
from autograder.reading.edits.nodes import blocks, slots
from autograder.reading.edits.scope import Scope
from autograder.reading.edits.text import (
    Change,
    Definition,
    ProgramText,
    definitions,
    functions,
    mentioned,
)
from autograder.reading.requests import SmallEdit

# What is longer is not looked at: a long honest submission has 30 KB, a definition 4 KB.
MAX_SOURCE = 64 << 10
MAX_DEFINITION = 16 << 10
MAX_CANDIDATES = 20_000
MAX_SHOWN = 300

# How many of a thousand edits of a kind made a task right, of 130 wrong tasks that one edit could
# repair. Rounded; by this order 300 edits find 104 of them, in the order of the text 72.
YIELDS = {
    "not in place": 47,
    "condition": 35,
    "count": 32,
    "keyword dropped": 16,
    "slice": 16,
    "comparison": 14,
    "replaced, not added": 12,
    "returned": 12,
    "parameter copied": 12,
    "dimensions kept": 11,
    "call dropped": 11,
    "swapped operands": 10,
    "moved out": 9,
    "statement dropped": 9,
    "axis": 9,
    "term dropped": 8,
    "index dropped": 8,
    "range": 5,
    "index": 5,
    "swapped statements": 4,
    "constant": 3.4,
    "argument dropped": 3.2,
    "transposed": 3,
    "function": 2.6,
    "swapped arguments": 1.9,
    "index shifted": 1.8,
    "square": 1.7,
    "sign": 1.6,
    "count as factor": 1.5,
    "copied": 1.3,
    "variable": 1.3,
    "attribute": 1.2,
    "count as factor, times": 1.1,
    "number as factor": 1.05,
    "operator": 1,
    "brackets": 0.8,
    "made in place": 0.8,
    "slope": 0.7,
    "one minus": 0.69,
    "name for a number": 0.6,
    "operator, swapped": 0.5,
    "variable as factor": 0.3,
    "call around it": 0.2,
    "variable before it": 0.15,
    "variable as term": 0.14,
    "slope of a variable": 0.1,
}


@dataclass(frozen=True)
class _Candidate:
    """An edit that is not written out yet."""

    operator: str
    line: int
    definition: Definition
    change: Callable[[], Change]


def small_edits(
    source: str, task: str, others: Sequence[str], most: int, first: int = 0
) -> tuple[SmallEdit, ...]:
    """At most so many edits of a task's function and of what it calls but the `others`.

    Those before number `first` are left out. None for a text that cannot be parsed, or is too long
    to be looked at.
    """
    if len(source) > MAX_SOURCE:
        return ()
    try:
        text = ProgramText(source)
        reached = _reached(text, task, others)
        candidates = _in_order(_candidates(text, reached, rare=False))
        if len(candidates) < first + most:
            candidates += _in_order(_candidates(text, reached, rare=True))
        return tuple(islice(_written(text, candidates), first, first + most))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()


def _in_order(candidates: Iterator[_Candidate]) -> list[_Candidate]:
    return sorted(islice(candidates, MAX_CANDIDATES), key=lambda one: -YIELDS[one.operator])


def _written(text: ProgramText, candidates: Sequence[_Candidate]) -> Iterator[SmallEdit]:
    """The edits as texts, each once."""
    seen: set[str] = set()
    for one in candidates:
        change = one.change()
        edited = text.edited(one.definition, change)
        if edited not in seen and edited != text.of(one.definition):
            seen.add(edited)
            before, after = text.lines_around(change)
            yield SmallEdit(
                one.definition.name, edited, one.line, before[:MAX_SHOWN], after[:MAX_SHOWN]
            )


def _candidates(
    text: ProgramText, reached: Sequence[Definition], rare: bool
) -> Iterator[_Candidate]:
    for definition in reached:
        for function in functions(definition):
            scope = Scope.of(function, text.tree)
            for operator, line, change in _of_function(function, scope, text, rare):
                yield _Candidate(operator, line, definition, change)


def _reached(text: ProgramText, task: str, others: Sequence[str]) -> list[Definition]:
    """The definition of a task, then those that it mentions, directly or through others."""
    defined = definitions(text.tree)
    mentions = mentioned(text.tree)
    found: dict[str, Definition] = {}
    waiting, seen = [task], set(others)
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen.add(name)
            waiting += sorted(mentions.get(name, ()))
            if name in defined:
                found[name] = defined[name]
    short = MAX_DEFINITION
    return [one for one in found.values() if text.end(one) - text.start(one) <= short]


def _of_function(
    function: ast.FunctionDef, scope: Scope, text: ProgramText, rare: bool
) -> Iterator[tuple[str, int, Callable[[], Change]]]:
    if not rare:
        for operator, line, change in statements.of_body(function, scope, text):
            yield operator, line, partial(_same, change)
        for block in blocks(function):
            for operator, line, change in statements.of_block(block, text):
                yield operator, line, partial(_same, change)
    for slot in slots(function):
        for operator, new in expressions.of_expression(slot, scope, rare):
            change_of = partial(text.replaced, slot.node, new, slot.parent)
            yield operator, slot.node.lineno, change_of


def _same(change: Change) -> Change:
    return change
