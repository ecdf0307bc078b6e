"""A small failing case as it is shown: numbers beside those expected, and text where it is text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.model.report import SmallCase
from autograder.reports.case_view import CaseView, ResultGrid, case_view
from autograder.reports.environment import page_environment
from tests.reports.test_pages import ATTACK, Page

COMMAND = 'python -c "import numpy as np; from a import f; print(f(np.array([[0.0]])))"'


def view(got: str, expected: str, *, instructor: bool = True) -> CaseView:
    return case_view(
        SmallCase(call=COMMAND, got=got, raised="", expected=expected), instructor=instructor
    )


def wrong(grid: ResultGrid) -> list[list[bool]]:
    return [[cell.differs for cell in row] for row in grid.rows]


def html(shown: CaseView) -> Page:
    template = page_environment().from_string(
        '{% from "code.html" import small_case %}<html><body>{{ small_case(c) }}</body></html>'
    )
    return Page(template.render(c=shown))


def test_the_input_is_the_call() -> None:
    assert view("1", "2").input == "f(np.array([[0.0]]))"


def test_numbers_that_differ_stand_beside_what_is_right() -> None:
    [grid] = view("[[0.1, 0.2], [1., nan]]", "[[0.1, 0.3], [1., 2.]]").grids
    assert wrong(grid) == [[False, True], [False, True]]
    assert "0.2 not 0.3" in html(view("[[0.1, 0.2]]", "[[0.1, 0.3]]")).text


def test_a_result_of_several_parts_is_shown_part_by_part() -> None:
    grids = view("{'W': [[1.]], 'b': [2., 3.]}", "{'W': [[1.]], 'b': [2., 4.]}").grids
    assert [(grid.name, grid.wrong) for grid in grids] == [("W", 0), ("b", 1)]
    assert [grid.name for grid in view("(1, [2.])", "(1, [3.])").grids] == ["result 1", "result 2"]


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ("[1., 2.]", "[[1., 2.]]"),  # of another shape
        ("[1., 2.]", "[1., 2., 3.]"),
        ("None", "1"),
        ("[[1., ..., 2.]]", "[[1., ..., 3.]]"),
        ("[[[1.]]]", "[[[2.]]]"),  # three axes
        ("[]", "[]"),
        ("[0.1, 0.2", "[0.1, 0.2"),
        ("[1.]", "[1.]"),  # alike to the digits that are shown
        ("{'a': {'b': 1}}", "{'a': {'b': 2}}"),
    ],
)
def test_what_is_no_pair_of_arrays_is_shown_as_text(got: str, expected: str) -> None:
    shown = view(got, expected)
    assert shown.grids == ()
    assert got in html(shown).text and expected in html(shown).text


def test_students_do_not_see_what_is_right() -> None:
    page = html(view("[[0.1, 0.2]]", "[[0.1, 0.77]]", instructor=False))
    assert "0.77" not in page.text and "0.2" in page.text


def test_a_large_array_is_drawn_with_signs_and_listed() -> None:
    row = ", ".join(["1."] * 5)
    page = html(view(f"[[{row}], [{row}]]", f"[[{row}], [{row.replace('1', '2', 1)}]]"))
    assert "1 of 10 numbers differ, by 1 at most" in page.text
    assert len(page.all("svg")) == 1 and page.text.count("≠") == 1
    assert "1. not 2." in page.text


def test_no_text_acts() -> None:
    case = SmallCase(call=ATTACK, got=ATTACK, raised="", expected=ATTACK)
    plain = SmallCase(call="x", got="x", raised="", expected="x")
    shapes = [html(case_view(one, instructor=True)).shape for one in (case, plain)]
    assert shapes[0] == shapes[1]


@given(st.text(alphabet="[](){},: '0123456789.-nainf", max_size=40), st.data())
def test_any_text_is_shown(got: str, data: st.DataObject) -> None:
    expected = data.draw(st.one_of(st.just(got.replace("1", "2")), st.text(max_size=20)))
    html(view(got, expected))
