"""numpy's messages about shapes, in the words of the course."""

from __future__ import annotations

import re

RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"matmul: .*\(size (\d+) is different from (\d+)\)"),
        "the inner sizes of a matrix product differ ({1} and {0}): write the shapes beside it",
    ),
    (
        re.compile(r"shapes (\([\d,]*\)) and (\([\d,]*\)) not aligned: (\d+) .* != (\d+) .*"),
        "the inner sizes of a matrix product differ ({0} times {1}): write the shapes beside it",
    ),
    (
        re.compile(r"matmul: Input operand \d does not have enough dimensions.*"),
        "a matrix product was asked of a plain number",
    ),
    (
        re.compile(
            r"operands could not be broadcast together with shapes (\([\d,]*\)) (\([\d,]*\)).*"
        ),
        "arrays of the shapes {0} and {1} do not fit together element by element",
    ),
    (
        re.compile(r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)"),
        "index {0} does not exist: axis {1} has {2} elements",
    ),
    (
        re.compile(r"only (?:length-1|0-dimensional|size-1) arrays can be converted to .*"),
        "a single number was needed where an array stands",
    ),
)


def plain_error(message: str) -> str:
    """The message in plain words where it is one of numpy's about shapes, else as it is."""
    for pattern, words in RULES:
        found = pattern.search(message)
        if found is not None:
            return words.format(*found.groups())
    return message
