"""Whatever is filled into a table stays in its cell."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from autograder.platforms.tables.spreadsheet import Spreadsheet


@pytest.mark.parametrize("value", ["a\nb", "a\r\nb", 'a"b', "a,b", " a ", "\u2028"])
def test_whatever_is_filled_in_stays_in_its_cell(tmp_path: Path, value: str) -> None:
    path = tmp_path / "some.csv"
    path.write_text("A,B\n1,2\n3,4\n", encoding="utf-8")
    sheet = Spreadsheet.read(path, ["A", "B"])
    sheet.fill(1, 0, value)
    found = csv.reader(io.StringIO(sheet.encoded().decode("utf-8"), newline=""))
    assert list(found) == [["A", "B"], [value, "2"], ["3", "4"]]


@pytest.mark.parametrize("separator", ",;")
def test_a_text_that_is_filled_in_is_no_formula_for_any_separator(
    tmp_path: Path, separator: str
) -> None:
    path = tmp_path / "some.csv"
    path.write_text("A,B\n1,2\n3,4\n".replace(",", separator), encoding="utf-8")
    sheet = Spreadsheet.read(path, ["A", "B"])
    sheet.fill(1, 0, "17.5")
    sheet.fill(1, 1, "a;=1+1,=2+2")
    sheet.fill(2, 0, "=3+3")
    content = sheet.encoded().decode("utf-8")
    for expected in ",;\t":
        rows = csv.reader(io.StringIO(content, newline=""), delimiter=expected)
        assert not [cell for row in rows for cell in row if cell.startswith("=")]
    assert f"17.5{separator}" in content, "a mark stays a number"
