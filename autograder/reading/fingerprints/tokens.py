"""The tokens of a text in logical lines, whether it is valid Python or not.

Python's own `tokenize` refuses broken texts, and gives other tokens in other versions (f-strings,
3.12). Passages that are stored must be the same in every version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

# A student's file has some thousand. So many take a second.
MAX_TOKENS = 200_000
# No part may be tried in two ways, or a text of n quotes is gone through n times: each string
# ends where it ends, or with its line or the text.
TOKEN = re.compile(
    r"""
    (?P<gap>[ \t\f\v\u00a0\ufeff]++|\\\n)
    |(?P<end>\n)
    |(?P<comment>\#[^\n]*+)
    |(?P<string>[bfrtuBFRTU]{0,2}+(?:
        \"{3}(?:[^"\\]++|\\[\s\S]|"(?!""))*+(?:\"{3}|\\?\Z)
        |'{3}(?:[^'\\]++|\\[\s\S]|'(?!''))*+(?:'{3}|\\?\Z)
        |"(?:[^"\\\n]++|\\[\s\S])*+(?:"|\\\Z)?
        |'(?:[^'\\\n]++|\\[\s\S])*+(?:'|\\\Z)?
    ))
    |(?P<name>[^\W\d]\w*+)
    |(?P<number>\.?\d(?:[eE][+-]|[\w.])*+)
    |(?P<sign>\*\*=?|//=?|>>=?|<<=?|\.\.\.|->|:=|[-+*/%&|^@=<>!]=|.)
    """,
    re.VERBOSE,
)
OPENING, CLOSING = frozenset("([{"), frozenset(")]}")
# What begins a line at its very left, and cannot stand within brackets.
BEGINNINGS = frozenset(("def", "class", "async", "@"))


class TooManyTokens(Exception):
    """A text of more than MAX_TOKENS tokens."""


class Token(NamedTuple):
    """One token; `kind` is a group of TOKEN."""

    kind: str
    text: str
    line: int


@dataclass(frozen=True)
class LogicalLine:
    """The tokens of a statement, or of the header of a compound one; never empty."""

    tokens: list[Token]
    indented: bool


def logical_lines(text: str, comments: list[Token]) -> Iterator[LogicalLine]:
    """The logical lines of a text; comments are added to the list. Raises TooManyTokens."""
    tokens: list[Token] = []
    indented = False
    line, begin, depth = 1, 0, 0
    for count, found in enumerate(TOKEN.finditer(text)):
        if count > MAX_TOKENS:
            raise TooManyTokens
        kind, what = str(found.lastgroup), found[0]
        if kind == "comment":
            comments.append(Token(kind, what, line))
        elif kind == "end":
            if tokens and not depth:
                yield LogicalLine(tokens, indented)
                tokens = []
            line, begin = line + 1, found.end()
        elif kind == "gap":
            line += what.count("\n")
        else:
            if tokens and what in BEGINNINGS and found.start() == begin and what != "@":
                yield LogicalLine(tokens, indented)  # a bracket was never closed
                tokens, depth = [], 0
            if not tokens:
                indented = found.start() != begin
            tokens.append(Token(kind, what, line))
            if kind == "sign":
                depth = max(0, depth + (what in OPENING) - (what in CLOSING))
            elif kind == "string":
                line += what.count("\n")
    if tokens:
        yield LogicalLine(tokens, indented)
