"""No text of others is a formula, whichever separator a spreadsheet expects."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest

from autograder.reports.spreadsheet_text import SEPARATORS, cell_html, cell_text

BEGINS = "=+-@＝＋－＠"
TEXTS = [
    "=1+1", " =1", '"=1"', "x;=1+1;y", "x; \u00a0=1", 'x;"=1+1"', "x;;-1", "a\t@b", "a,+1", "＝1",
    "x;＠y", "a <= -1", "loss >=-1", "it is &=1", "; =+-1", "x;", ";;;=", '";=1', "(3, -1), =2",
]  # fmt: skip


def formulas(table: str) -> list[str]:
    """The cells that a spreadsheet calculates, with any separator."""
    return [
        cell
        for separator in SEPARATORS
        for row in csv.reader(io.StringIO(table, ""), delimiter=separator)
        for cell in row
        if cell.strip(' "\u00a0').startswith(tuple(BEGINS))
    ]


def written(cells: list[str], separator: str) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator="\n").writerows([cells, ["1", *cells]])
    return stream.getvalue()


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("text", TEXTS)
def test_no_cell_is_a_formula_for_any_separator(text: str, separator: str) -> None:
    cells = [cell_text(text, separator), "17.5", cell_text(text, separator)]
    assert not formulas(written(cells, separator))
    page = cell_html(html.escape(text, quote=False))
    assert not formulas(written(["7", cell_text(f"Autograder: {page}", separator)], separator))


@pytest.mark.parametrize("text", TEXTS)
def test_html_shows_what_it_showed(text: str) -> None:
    assert html.unescape(cell_html(html.escape(text, quote=False))) == text


@pytest.mark.parametrize("text", ["0", "17.5", "20", "a - b", "x = 1", "factor-of-two", "(3, -1)"])
def test_marks_and_ordinary_words_stay(text: str) -> None:
    assert cell_text(text) == text


def test_an_apostrophe_stands_where_the_formula_would_begin() -> None:
    assert cell_text("x;=1+1;y") == "x;'=1+1;y"
    assert cell_text("x,=1", ";") == "x,'=1"
    assert re.fullmatch("'+ =1", cell_text(" =1"))
