"""From logical lines to units, to symbols, to passages.

A symbol is what a token is compared by. All names are one symbol but Python's own, those of the
course, and attributes that the text itself does not define (so what a library calls its things
counts, and no list of a library's names makes passages depend on its version). All strings are
one; a number is its value.
"""

from __future__ import annotations

import builtins
import keyword
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from autograder.model.passages import Detail, Fingerprints, Passage, Unit
from autograder.reading.fingerprints import winnowing
from autograder.reading.fingerprints.tokens import LogicalLine, Token, logical_lines

NAME, STRING = "<name>", "<string>"
DEFINES = ("def", "class", "async", "@")
IMPORTS = ("import", "from")
PYTHON = frozenset(keyword.kwlist) | {name for name in dir(builtins) if name[0] != "_"}
ASSIGNS = frozenset(("=", "+=", "-=", "*=", "/=", "//=", "@="))
# Of a detail: what is shorter is in every text, and of what is longer the beginning will do.
COMMENT_SIGNS, NAME_SIGNS, NUMBER_SIGNS, MOST_SIGNS = 12, 5, 3, 200
MAX_DETAILS = 5000
# Longer numbers are compared as they are written.
LONGEST_NUMBER = 40


@dataclass
class _Part:
    """A unit that is being read: lines that are compared, and from where to where it goes."""

    task: str
    is_definition: bool
    first: int
    last: int = 0
    tokens: list[Token] = field(default_factory=list)


def fingerprints(
    text: str,
    tasks: Collection[str],
    kept: Collection[str],
    k: int = winnowing.K,
    window: int = winnowing.WINDOW,
) -> Fingerprints:
    """A program's passages, its units, and its comments, names and numbers.

    `tasks` are the functions and classes that are units with a name, `kept` the names of the
    course. Lines end with "\\n". Raises TooManyTokens.
    """
    comments: list[Token] = []
    lines = list(logical_lines(text, comments))
    parts = list(_parts(lines, tasks, comments))
    known = PYTHON.union(kept)
    own = _own_attributes(lines) - known
    units, found = [], []
    compared: list[tuple[Token, str]] = []
    for part in parts:
        symbols = _symbols(part.tokens, known, own)
        compared += zip(part.tokens, symbols, strict=True)
        units.append(Unit(part.task, len(symbols), part.first, part.last))
        for place, number in winnowing.passages(symbols, k, window):
            first, last = part.tokens[place], part.tokens[place + k - 1]
            end = last.line + last.text.count("\n")
            found.append(Passage(part.task, number, first.line, end))
    details = tuple(_details(comments, compared))
    return Fingerprints(text, (), tuple(units), tuple(found), details)


def _parts(
    lines: Iterable[LogicalLine], tasks: Collection[str], comments: list[Token]
) -> Iterator[_Part]:
    """The units of a text. Docstrings become comments; headers and imports are left out."""
    part: _Part | None = None
    decorated = False
    for line in lines:
        first, last = line.tokens[0], line.tokens[-1]
        defines = not line.indented and first.text in DEFINES
        if defines and not decorated:
            if part:
                yield part
            part = _Part("", True, first.line)
        elif part is None or (not line.indented and not defines and part.is_definition):
            if part:
                yield part
            part = _Part("", False, first.line)
        assert part is not None
        decorated = defines and first.text == "@"
        if defines and not decorated and (name := _defined(line.tokens)) in tasks:
            part.task = name
        part.last = last.line + last.text.count("\n")
        if all(token.kind == "string" for token in line.tokens):
            comments += line.tokens
        elif first.text not in IMPORTS:
            part.tokens += _without_header(line.tokens)
    if part:
        yield part


def _defined(tokens: Sequence[Token]) -> str:
    """The name that a header gives to a function or class; empty for anything else."""
    place = 1 if tokens[0].text == "async" else 0
    if len(tokens) < place + 2 or tokens[place].text not in ("def", "class"):
        return ""
    return tokens[place + 1].text


def _without_header(tokens: Sequence[Token]) -> Sequence[Token]:
    """What follows the header of a function or class in its line; other lines as they are.

    A header is the contract's, or says no more than how many arguments there are.
    """
    if not _defined(tokens):
        return tokens
    depth = 0
    for place, token in enumerate(tokens):
        if token.kind != "sign":
            continue
        depth += (token.text in "([{") - (token.text in ")]}")
        if token.text == ":" and depth <= 0:
            return tokens[place + 1 :]
    return ()


def _own_attributes(lines: Iterable[LogicalLine]) -> set[str]:
    """Names of attributes that the text itself defines: methods, fields, `self.name = …`."""
    found = set()
    for line in lines:
        tokens = line.tokens
        if line.indented:
            found.add(_defined(tokens))
        if len(tokens) > 1 and tokens[0].kind == "name" and tokens[1].text == ":":
            found.add(tokens[0].text)
        for dot, name, sign in zip(tokens, tokens[1:], tokens[2:], strict=False):
            if dot.text == "." and name.kind == "name" and sign.text in ASSIGNS:
                found.add(name.text)
    return found


def _symbols(tokens: Sequence[Token], known: Collection[str], own: Collection[str]) -> list[str]:
    symbols = []
    before = ""
    for kind, text, _ in tokens:
        if kind == "name":
            stays = text in known or (before == "." and text not in own)
            symbols.append(text if stays else NAME)
        elif kind == "string":
            symbols.append(STRING)
        elif kind == "number":
            symbols.append(_value(text))
        else:
            symbols.append(text)
        before = text
    return symbols


def _value(number: str) -> str:
    """`1.0` for `1`, `1.` and `1.0`; what is no plain decimal number stays as it is written."""
    if len(number) > LONGEST_NUMBER:
        return number
    try:
        return repr(float(number))
    except ValueError:
        return number.lower()


def _details(comments: Iterable[Token], compared: Iterable[tuple[Token, str]]) -> Iterator[Detail]:
    """Each comment, own name and number once, as far as it may say anything."""
    seen: set[tuple[str, str]] = set()
    for kind, text, line in _worth_a_look(comments, compared):
        text = text[:MOST_SIGNS]
        if (kind, text) not in seen:
            seen.add((kind, text))
            yield Detail(kind, text, line)
        if len(seen) == MAX_DETAILS:
            return


def _worth_a_look(
    comments: Iterable[Token], compared: Iterable[tuple[Token, str]]
) -> Iterator[tuple[str, str, int]]:
    for comment in comments:
        for number, text in enumerate(comment.text.split("\n"), comment.line):
            words = " ".join(text.strip("#\"' \t").lower().split())
            if sum(map(str.isalnum, words)) >= COMMENT_SIGNS:
                yield "comment", words, number
    for (kind, text, line), symbol in compared:
        if symbol == NAME and len(text) >= NAME_SIGNS:
            yield "name", text, line
        elif kind == "number" and len(text) >= NUMBER_SIGNS:
            yield "number", symbol, line
