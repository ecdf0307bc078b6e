"""Digests in which behaviours must agree before their numbers are compared.

Nothing that is worded takes part: not the titles of checks, not hints, not points, not what a
student calls a helper.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from autograder.model import tree
from autograder.model.answer_key import KeyTask
from autograder.model.checks import Check, Verdict
from autograder.model.observation import Observation, Opaque, Raised, RaisedError, Value
from autograder.numerics.comparison import same_observation
from autograder.rubric.error_messages import in_plain_words
from autograder.worker import frames, protocol

# Raised where equal behaviours get another digest than before: old groups end with it.
FORM = 1
NUMBER = re.compile(r"-?\d+(?:\.\d*)?(?:e[+-]?\d+)?")
# Names that a student chose, in messages of Python: of a variable, of a function.
NAME_ERRORS = frozenset({"NameError", "UnboundLocalError"})
QUOTED, CALLED = re.compile(r"'[^']*'"), re.compile(r"[\w.<>]+\(\)")
# What a plain number of Python's is as an array.
PLAIN = {bool: "|b1", int: "<i8", float: "<f8"}


@lru_cache(maxsize=1024)  # more tasks than a class has
def cases_digest(task: KeyTask) -> str:
    """Of what is called with what: other cases, other groups."""
    asked = {
        str(place): [one.function, None if one.arguments is None else dict(one.arguments)]
        for place, one in task.asked.items()
    }
    cases = [protocol.case_tree(one) for one in task.cases]
    return _digest(frames.encode([FORM, task.name, cases, asked]))


def digest(task: KeyTask, verdicts: Sequence[Verdict], forms: Mapping[int, Any]) -> str:
    """Of how each check came out, and of the forms of what was observed, by case."""
    return _digest(repr((_outcomes(task.checks, verdicts), sorted(forms.items()))).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _outcomes(checks: Sequence[Check], verdicts: Sequence[Verdict]) -> list[Any]:
    """What came of the checks that did not pass to the last digits.

    A check is known by its kind and its cases: a title is words, and others may come before it.
    """
    return sorted(
        (check.kind, tuple(check.cases), str(one.outcome))
        for check, one in zip(checks, verdicts, strict=True)
        if not one.exact
    )


def form(task: KeyTask, place: int, one: Observation, tasks: Collection[str]) -> Any:
    """Of a value its nesting, shapes and dtypes; of an exception its type, and where it arose.

    Of an exception that is expected here nothing counts but that it came: its words are free.
    """
    if isinstance(one, Raised):
        expected = bool(task.expected) and same_observation(one, task.expected[place])
        return ("raised", *(() if expected else _of_error(one.error, tasks)))
    assert isinstance(one, Value)
    # Sorted, as a dict is the same in any order.
    return ("value", sorted((repr(path), _of_leaf(leaf)) for path, leaf in tree.leaves(one.value)))


def _of_error(error: RaisedError, tasks: Collection[str]) -> tuple[str, ...]:
    """Type, the task in which it arose (empty in a helper of the student's), and what it is about.

    That is the beginning of the plain words, in which two functions for a matrix product say the
    same; or else the message, without numbers and without the names that a student chose.
    """
    about = in_plain_words(error.message).partition("(")[0]
    if not about:
        about = CALLED.sub("()", NUMBER.sub("#", error.message))
        about = QUOTED.sub("''", about) if error.type in NAME_ERRORS else about
    return error.type, error.function if error.function in tasks else "", about


def _of_leaf(leaf: Any) -> str:
    if isinstance(leaf, np.ndarray | np.generic):
        return f"{leaf.dtype.str} {leaf.shape}"
    if isinstance(leaf, Opaque):
        return leaf.type_name
    return f"{PLAIN.get(type(leaf), type(leaf).__name__)} ()"
