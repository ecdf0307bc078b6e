"""What a hunt found, in words: short enough for a line of a terminal or a cell of a table."""

from __future__ import annotations

from typing import Any

from autograder.diagnosis.small_case import literal
from autograder.hunt.hunting import Found

MAX_INPUT = 2000
MAX_RESULT = 400


def call_of(found: Found) -> str:
    """The call, as Python writes it; one of the driver's has that function's name."""
    arguments = (f"{name}={literal(value)}" for name, value in found.case.arguments.items())
    return _short(f"{found.case.call}({', '.join(arguments)})", MAX_INPUT)


def right_of(found: Found) -> str:
    """What is right there."""
    return _short(_written(found.right), MAX_RESULT)


def _written(value: Any) -> str:
    return "nothing" if value is None else literal(value)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
