"""The stub: a reference without its solution regions, which students fill in."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.course.errors import AuthoringError, BrokenCourse
from autograder.course.markers import Region, regions
from autograder.course.refusals import Refusal
from autograder.course.sources import parsed, read_text

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Solution:
    """The text of a reference, and where its solution is."""

    text: str
    file: Path

    @classmethod
    def read(cls, file: Path) -> Solution:
        """Raises BrokenCourse where the file cannot be read."""
        return cls(read_text(file), file)

    @cached_property
    def tree(self) -> ast.Module:
        """The program's syntax. Raises BrokenCourse."""
        return parsed(self.text, self.file)

    @cached_property
    def errors(self) -> tuple[AuthoringError, ...]:
        """What is wrong with markers and regions. Raises BrokenCourse where it is no program."""
        return self._examined[1]

    @property
    def regions(self) -> tuple[Region, ...]:
        """The solution regions, in order. Raises BrokenCourse where it is no program."""
        return self._examined[0]

    @cached_property
    def _examined(self) -> tuple[tuple[Region, ...], tuple[AuthoringError, ...]]:
        tree = self.tree
        found, errors = regions(self.text, self.file)
        # What is inside of a region is looked at only where it is clear what that is.
        errors = errors or [error for one in found for error in self._in_region(one, tree)]
        return found, tuple(sorted(errors, key=lambda error: error.line))

    def hides(self, line: int) -> bool:
        """Whether a line is in a region."""
        return any(line in region for region in self.regions)

    def owners(self, region: Region) -> list[str]:
        """The names of the classes and functions around a region, the outermost first."""
        return [one.name for one in self._around(region, self.tree)]

    @cached_property
    def stub(self) -> str:
        """The text without its regions. Raises BrokenCourse.

        A region in a function becomes `raise NotImplementedError`; one at the top level vanishes.
        """
        if self.errors:
            raise BrokenCourse(self.errors)
        begins = {region.begin: region for region in self.regions}
        lines: list[str] = []
        for number, line in enumerate(self.text.split("\n"), 1):
            if number in begins and begins[number].indent:
                name = self.owners(begins[number])[-1]
                lines.append(f'{begins[number].indent}raise NotImplementedError("{name}")')
            elif not self.hides(number):
                lines.append(line)
        text = "\n".join(lines)
        while "\n\n\n\n" in text:
            text = text.replace("\n\n\n\n", "\n\n\n")
        return text.rstrip() + "\n"

    def _in_region(self, region: Region, tree: ast.Module) -> Iterator[AuthoringError]:
        """What is wrong with a region whose markers are right."""
        inside = [one for one in self._logical_lines if one[0] in region]
        if not inside:
            yield Refusal.REGION_EMPTY.at(self.file, region.begin)
            return
        first, indent = inside[0]
        if indent != region.indent:
            yield Refusal.REGION_INDENTATION.at(self.file, first, begin=region.begin)
            return
        for line, indent in inside:
            if len(indent) < len(region.indent):
                yield Refusal.REGION_LEAVES_BLOCK.at(self.file, line, begin=region.begin)
                return
        for cut, begin in _cut_statements(region, tree, [line for line, _ in inside]):
            yield Refusal.MARKER_IN_STATEMENT.at(self.file, cut, begin=begin)
        around = self._around(region, tree)
        if region.indent and (not around or isinstance(around[-1], ast.ClassDef)):
            yield Refusal.REGION_OUTSIDE_FUNCTION.at(self.file, region.begin)

    @cached_property
    def _logical_lines(self) -> list[tuple[int, str]]:
        """Number and indentation of every line with which a statement, or a part of one, begins."""
        found = []
        fresh = True
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type in (tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT, tokenize.NL):
                continue
            if fresh and token.type != tokenize.ENDMARKER:
                found.append((token.start[0], token.line[: token.start[1]]))
            fresh = token.type == tokenize.NEWLINE
        return found

    def _around(
        self, region: Region, tree: ast.Module
    ) -> list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
        first = next((line for line, _ in self._logical_lines if line in region), region.begin)
        found = [
            one
            for one in ast.walk(tree)
            if isinstance(one, DEFINITIONS)
            and one.lineno < region.begin
            and first <= (one.end_lineno or one.lineno)
        ]
        return sorted(found, key=lambda one: one.lineno)


def _cut_statements(
    region: Region, tree: ast.Module, lines: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """For every statement of which a region takes a part: the line of the marker, and its own.

    `lines` are those of the region with which a statement, or a part of one, begins.
    """
    statements = [one for one in ast.walk(tree) if isinstance(one, ast.stmt)]
    for one in statements:
        first, last = _first_line(one), one.end_lineno or one.lineno
        if first < region.begin < one.lineno:
            yield region.begin, first
        elif first in region and last > region.end:
            yield region.end, first
    begun = {line for one in statements for line in range(_first_line(one), one.lineno + 1)}
    for line in lines:
        if line not in begun:  # `else`, `except` and the like
            around = [one for one in statements if one.lineno < line <= (one.end_lineno or 0)]
            owner = max(around, key=lambda one: one.lineno)
            if owner.lineno not in region:
                yield region.begin, owner.lineno


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(one.lineno for one in decorators)])
