"""A stub is the solution without its regions, or there is none: no marker is understood half."""

from __future__ import annotations

import ast
import itertools
from collections import Counter
from pathlib import Path

import pytest

from autograder.course.errors import BrokenCourse
from autograder.course.markers import BEGIN, END, looks_like_marker
from autograder.course.stub import Solution
from tests.conftest import TOPICS

FILE = Path("solution.py")
TEXT = '''"""Doc."""


# BEGIN SOLUTION
def _helper(x):
    return x


# END SOLUTION


def half(x):
    """Half of x."""
    # BEGIN SOLUTION
    if x:
        return _helper(x) / 2
    return 0
    # END SOLUTION


class Net:
    def forward(self, x):
        for one in x:
            # BEGIN SOLUTION
            self.y = (
                one,
            )
            # END SOLUTION
        return self.y
'''
STUB = '''"""Doc."""


def half(x):
    """Half of x."""
    raise NotImplementedError("half")


class Net:
    def forward(self, x):
        for one in x:
            raise NotImplementedError("forward")
        return self.y
'''


def test_a_region_vanishes_or_becomes_what_is_to_be_written() -> None:
    solution = Solution(TEXT, FILE)
    assert solution.errors == ()
    assert solution.stub == STUB
    assert [solution.owners(region) for region in solution.regions] == [
        [],
        ["half"],
        ["Net", "forward"],
    ]


def test_what_python_takes_for_no_line_break_moves_no_marker() -> None:
    text = TEXT.replace("Doc.", "Doc.\u2028\x0b\x1c\x85 More.")
    assert Solution(text, FILE).stub == STUB.replace("Doc.", "Doc.\u2028\x0b\x1c\x85 More.")


@pytest.mark.parametrize(
    "comment",
    [
        *("# BEGIN SOLUTIONS", "#begin solution", "### BEGIN SOLUTION", "# Begin solution:"),
        *("# BEGIN SOLUTION of the slope", "# BEGIN_SOLUTION", "# BEGINSOLUTION", "# BEGIN"),
        *("# BEGN SOLUTION", "# BEGIN SOLUTON", "# BEIGN SOLUTION", "# BEGIN SLOUTION"),
        *("# BEGIN SOLUT1ON", "# BEGIN SOLUTІON", "# ---- BEGIN SOLUTION ----", "# SOLUTION"),
        *("# START SOLUTION", "# STOP SOLUTION", "# END SOULTION", "# EDN SOLUTION", "# END"),
        *("# end of solution", "# BEGIN THE SOLUTION", "# SOLUTION END", "# solution begins"),
        *("# BEGIN  SOLUTION", "# BEGIN SOLUTION NO PROMPT", "#BEGIN SOLUTION", "# Solutions:"),
    ],
)
def test_what_looks_like_a_marker_is_refused_wherever_it_stands(comment: str) -> None:
    assert looks_like_marker(comment)
    for original in (BEGIN, END, "# why"):
        text = TEXT.replace("    return 0\n", "    # why\n    return 0\n").replace(
            original, comment, 1
        )
        with pytest.raises(BrokenCourse, match="not spelt like one"):
            Solution(text, FILE).stub  # noqa: B018


@pytest.mark.parametrize(
    "comment",
    [
        *("# a solution of the equation", "# the closed form has no solution", "# why", "# noqa"),
        *(
            "# begin with the last layer",
            "# end of the loop",
            "# stop when it grows",
            "# beginning",
        ),
        *("# this solves it", "# resolution of the image", "# evolution of the loss", "#"),
        *("# solutions of both are equal", "# absolute value", "# ends in a solution"),
    ],
)
def test_other_comments_are_no_markers(comment: str) -> None:
    assert not looks_like_marker(comment)


def test_no_comment_of_the_topics_looks_like_a_marker_but_the_markers() -> None:
    for topic in TOPICS.values():
        assert topic.parsed_solution.errors == ()
        assert len(topic.parsed_solution.regions) == topic.solution.count(BEGIN) > 0


# Every place where a region might begin or end wrongly.
PROGRAM = '''"""Doc."""
import numpy as np

ONE = 1
@np.vectorize
def half(x):
    """Half
    of x."""
    if x:
        y = np.where(
            x,
            ONE,
        )
    elif ONE:
        def inner(z):
            return z
        y = inner(x)
    else:
        y = 2
    try:
        y += 3
    except ValueError:
        y = 4
    return y
class Net:
    size = 5
    def forward(self, x):
        for one in x:
            one += 6
        return x
LAST = 7
'''


def test_markers_anywhere_are_refused_or_hide_exactly_what_is_between_them() -> None:
    accepted = 0
    for indent in ("", " " * 4, " " * 8, " " * 12):
        for first, last in itertools.combinations(range(PROGRAM.count("\n") + 1), 2):
            lines = PROGRAM.split("\n")
            lines.insert(last, indent + END)
            lines.insert(first, indent + BEGIN)
            solution = Solution("\n".join(lines), FILE)
            if not solution.errors:
                accepted += 1
                [region] = solution.regions
                kept = [one for one in simple(solution.tree) if one.lineno not in region]
                written = [one for one in simple(ast.parse(solution.stub)) if not opened(one)]
                assert Counter(map(ast.dump, written)) == Counter(map(ast.dump, kept))
                assert solution.stub.count("NotImplementedError") == bool(indent)
    assert accepted == 52


def simple(tree: ast.Module) -> list[ast.stmt]:
    found = [one for one in ast.walk(tree) if isinstance(one, ast.stmt)]
    return [one for one in found if not hasattr(one, "body")]


def opened(statement: ast.stmt) -> bool:
    return "NotImplementedError" in ast.unparse(statement)
