"""The markers around the solution regions of a reference, and everything that only looks like one.

A region lies between the comments `# BEGIN SOLUTION` and `# END SOLUTION`, each on a line of its
own. A marker that is not exactly so would leave the solution in the stub, so it is an error.
"""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from autograder.course.errors import AuthoringError
from autograder.course.refusals import Refusal

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
# What authors write for these, in letters only; other graders have some of them.
STARTS, LAST = ("begin", "start", "end"), "solution"
ALIKE = tuple(text for word in (*STARTS, "stop") for text in (word + LAST, LAST + word))
ALONE = (LAST, LAST + "s", "begin", "end")
# Of words with a letter that is missing, doubled, wrong or exchanged with its neighbour: together
# for “ednsolution”, each for itself where a word stands between the two.
SIMILAR, SIMILAR_WORD = 0.9, 0.78


@dataclass(frozen=True)
class Region:
    """The lines of a solution from its BEGIN to its END, both included, counted from 1."""

    begin: int
    end: int
    indent: str

    def __contains__(self, line: int) -> bool:
        return self.begin <= line <= self.end


@dataclass(frozen=True)
class _Comment:
    line: int
    text: str
    indent: str
    alone: bool
    statement: int | None  # the line in which the statement around it begins, if there is one


def regions(text: str, file: Path) -> tuple[tuple[Region, ...], list[AuthoringError]]:
    """The solution regions of a valid program, in order, and what is wrong with its markers."""
    errors = list(_in_strings(text, file))
    found: list[Region] = []
    begun: _Comment | None = None
    for comment in _comments(text):
        if not comment.alone and looks_like_marker(comment.text):
            errors.append(Refusal.MARKER_BEHIND_CODE.at(file, comment.line))
        elif comment.statement is not None and looks_like_marker(comment.text):
            error = Refusal.MARKER_IN_STATEMENT.at(file, comment.line, begin=comment.statement)
            errors.append(error)
        elif comment.text == BEGIN:
            if begun is not None:
                error = Refusal.MARKER_NESTED.at(file, comment.line, begin=begun.line)
                errors.append(error)
            begun = begun or comment
        elif comment.text == END:
            if begun is None:
                errors.append(Refusal.END_WITHOUT_BEGIN.at(file, comment.line))
            else:
                found.append(Region(begun.line, comment.line, begun.indent))
                if comment.indent != begun.indent:
                    error = Refusal.REGION_INDENTATION.at(file, comment.line, begin=begun.line)
                    errors.append(error)
            begun = None
        elif looks_like_marker(comment.text):
            errors.append(Refusal.MARKER_SPELLING.at(file, comment.line, text=comment.text))
    if begun is not None:
        errors.append(Refusal.BEGIN_WITHOUT_END.at(file, begun.line))
    return tuple(found), errors


def looks_like_marker(comment: str) -> bool:
    """Whether a comment is a marker, or one in another case, spelling or form."""
    words = "".join(one if one.isalnum() else " " for one in comment.lower()).split()
    letters = "".join(words)
    if any(word in letters for word in ALIKE) or letters in ALONE:
        return True
    if any(
        _ratio(letters[: len(word) + more], word) >= SIMILAR
        for word in (start + LAST for start in STARTS)
        for more in (-1, 0, 1)
    ):
        return True
    return any(_ratio(word, start) >= SIMILAR_WORD for word in words[:1] for start in STARTS) and (
        any(_ratio(word, LAST) >= SIMILAR_WORD for word in words[1:3])
    )


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _comments(text: str) -> Iterator[_Comment]:
    statement = None
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            indent = token.line[: token.start[1]]
            alone = not indent.strip()
            yield _Comment(token.start[0], token.string.rstrip(), indent, alone, statement)
        elif token.type == tokenize.NEWLINE:
            statement = None
        elif token.type not in (tokenize.NL, tokenize.INDENT, tokenize.DEDENT):
            statement = statement or token.start[0]


def _in_strings(text: str, file: Path) -> Iterator[AuthoringError]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.STRING or tokenize.tok_name[token.type] == "FSTRING_MIDDLE":
            for number, line in enumerate(token.string.splitlines(), token.start[0]):
                shown = line.strip("rbfuRBFU'\" \t")
                if shown.startswith("#") and looks_like_marker(shown):
                    yield Refusal.MARKER_IN_STRING.at(file, number, text=shown)
