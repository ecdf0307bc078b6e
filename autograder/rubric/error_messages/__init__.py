"""What Python, numpy, PyTorch and TensorFlow say most often, in the words of the course.

Each rule has the message, and a sentence that says what happened and where a fix lies. It stands
beside the original words, never instead of them: those can be looked up.
"""

from __future__ import annotations

import re

from autograder.rubric.error_messages import numpy, old_words, python, tensorflow, torch

# The more special ones come first.
RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for library in (old_words, tensorflow, torch, numpy, python)
    for pattern, words in library.RULES
)
# What is shown of the original: libraries go on for pages.
ORIGINAL = 160
MORE = "…"
BESIDE = "{plain} (in Python's words: {original})"


def plain_error(message: str) -> str:
    """What a message means, with its own words beside it; one that is not known stays as it is."""
    plain = in_plain_words(message)
    return BESIDE.format(plain=plain, original=_shortened(message)) if plain else message


def in_plain_words(message: str) -> str:
    """What a message means; empty where it is not known."""
    for pattern, words in RULES:
        found = pattern.search(message)
        if found is not None:
            return words.format(*found.groups())
    return ""


def _shortened(message: str) -> str:
    line = message.strip().partition("\n")[0]
    return line if len(line) <= ORIGINAL else line[: ORIGINAL - len(MORE)] + MORE
