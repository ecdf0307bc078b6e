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
