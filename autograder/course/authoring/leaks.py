"""Whether lines of the solution stand in anything that students get.

A statement of a region is looked for in the code that stays (stub, driver, own kinds of check), its
expression in all that is read (handout, hints, titles, words about misconceptions, comments). What
a docstring or a `def` line outside of the regions shows is public, and may stand anywhere.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from pathlib import Path

from autograder.course.errors import AuthoringError
from autograder.course.refusals import Refusal
from autograder.course.sources import encoded_lines, parsed, read_text, segment
from autograder.course.stub import Solution
from autograder.course.topic import Topic

TOKEN = re.compile(r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\w+|[^\w\s]")
PUNCTUATION = frozenset("()[]{}.,:;\"'")
# A statement tells something from so many names, numbers, strings and operators on. Measured on the
# twelve topics: of 325 statements 170 have as many. No text or driver, of the same topic or of
# another, holds one with more than 3 by chance: `loss.backward()` has 2, `model.to(device)` 3,
# `a * (1 - a)` 5.
TELLING = 5
SIMPLE = (ast.Return, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Raise, ast.Assert)
SKIPPED = (
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
)


@dataclass(frozen=True)
class Statement:
    """A simple statement, whole and as the expression in it, both as tokens between spaces."""

    line: int
    code: str
    whole: str
    expression: str

    @cached_property
    def telling(self) -> bool:
        """Whether it is more than a call that everybody writes so."""
        return len([one for one in self.expression.split() if one not in PUNCTUATION]) >= TELLING


def check(topic: Topic) -> Iterator[AuthoringError]:
    """Look for the solution in all that students get is made from. Raises BrokenCourse."""
    solution = topic.parsed_solution
    hidden = hidden_statements(solution)
    public = _public(solution)
    by_text = {one.whole: one for one in hidden}
    shown = [
        one for one in _statements(solution.text, solution.file) if not solution.hides(one.line)
    ]
    code = [(topic.solution_file, one) for one in shown]
    for file, text in _public_code(topic):
        code += ((file, one) for one in _statements(text, file))
    for file, statement in code:
        if statement.whole in by_text:
            yield _leak(file, statement.line, by_text[statement.whole])
    for file, line, text in _read_texts(topic):
        tokens = _tokens(text)
        for one in hidden:
            if one.expression in tokens and one.expression not in public:
                before = tokens[: tokens.index(one.expression)]
                yield _leak(file, line + _lines_before(text, before), one)


def check_built(topic: Topic, built: str, value: object) -> Iterator[AuthoringError]:
    """Look for the solution in what was made: a text, or data that holds texts.

    `built` is how an error calls it.
    """
    solution = topic.parsed_solution
    public = _public(solution)
    code = {text for _, text in _public_code(topic)}  # which `check` has looked at, as code
    found = [_tokens(text) for text in _texts(value) if text not in code]
    for one in hidden_statements(solution):
        if one.expression not in public and any(one.expression in text for text in found):
            yield Refusal.LEAK_IN_BUILT.at(topic.solution_file, one.line, built=built)


def hidden_statements(solution: Solution) -> list[Statement]:
    """The telling statements of the regions, each once."""
    found: dict[str, Statement] = {}
    for one in _statements(solution.text, solution.file):
        if one.telling and solution.hides(one.line):
            found.setdefault(one.whole, one)
    return list(found.values())


def _leak(file: Path, line: int, statement: Statement) -> AuthoringError:
    return Refusal.LEAK.at(file, line, number=statement.line, code=statement.code)


def _statements(text: str, file: Path) -> Iterator[Statement]:
    lines = encoded_lines(text)
    for node in ast.walk(parsed(text, file)):
        if isinstance(node, SIMPLE):
            value = getattr(node, "value", None) or node
            if not isinstance(value, ast.Constant):  # a docstring, a number
                whole = segment(lines, node)
                expression = _code_tokens(segment(lines, value))
                yield Statement(
                    node.lineno, " ".join(whole.split()), _code_tokens(whole), expression
                )


def _public(solution: Solution) -> str:
    """What the stub shows in its docstrings and in its lines of code."""
    return _code_tokens(solution.stub)


def _public_code(topic: Topic) -> Iterator[tuple[Path, str]]:
    """Programs beside the stub that students get: they travel in the key."""
    if topic.driver:
        yield topic.driver_file, topic.driver
    for file in topic.check_kind_files:
        yield file, topic.check_kinds[file.name]


def _read_texts(topic: Topic) -> Iterator[tuple[Path, int, str]]:
    """File, line and text of all that students may read beside the stub."""
    yield topic.handout_file, 1, topic.handout
    for file, text in ((topic.rubric_file, read_text(topic.rubric_file)), *_public_code(topic)):
        for node in ast.walk(parsed(text, file)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield file, node.lineno, node.value
    for one, line in zip(topic.catalogue.misconceptions, topic.catalogue.lines, strict=True):
        yield topic.misconceptions_file, line, f"{one.says} {one.hint}"
    solution = topic.parsed_solution
    for line, text in _comments(solution.text):
        if not solution.hides(line):
            yield topic.solution_file, line, text
    for file, text in _public_code(topic):
        yield from ((file, *one) for one in _comments(text))


def _comments(text: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def _texts(value: object) -> Iterator[str]:
    """All texts that plain data holds."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        yield from _texts([getattr(value, field.name) for field in fields(value)])
    elif isinstance(value, dict):
        yield from _texts([*value.keys(), *value.values()])
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _texts(one)


def _code_tokens(code: str) -> str:
    """Code without its comments, as `_tokens` gives it."""
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    return _tokens(" ".join(token.string for token in tokens if token.type not in SKIPPED))


def _tokens(text: str) -> str:
    """A text's words, numbers and signs, each between two spaces, whatever is between them."""
    found = TOKEN.findall(text.replace("'", '"'))
    return f" {' '.join(found)} "


def _lines_before(text: str, before: str) -> int:
    """How many lines of a text are above the token that comes after those of `before`."""
    places = [match.start() for match in TOKEN.finditer(text)]
    return text.count("\n", 0, places[len(before.split())])
