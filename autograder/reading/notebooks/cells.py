"""A notebook file as the texts of its code cells. Outputs and pictures are not looked at."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from autograder.reading import requests
from autograder.reading.mistaken import mistaken_for

# Pictures make notebooks large; what counts is the size of their code.
MAX_NOTEBOOK = 16 << 20
MAX_CODE = 2 << 20
MAX_LINES = 100_000
# Of all cells together, where their texts are kept; and of what nbgrader calls a cell.
MAX_TEXT = 4 << 20
MAX_NAME = 500
# JSON makes a hundred bytes of objects out of three: signs are counted before it is read.
MAX_SIGNS = 1_000_000


class NotebookError(Exception):
    """A file that cannot be read as a Python notebook; the message says why."""


@dataclass(frozen=True)
class Cell:
    """One code cell.

    `number` counts the code cells that hold anything, from 1: what stands in brackets beside the
    cell after “Restart and run all”.
    """

    number: int
    text: str


def code_cells(content: bytes) -> list[Cell]:
    """The code cells of a notebook of format 2, 3 or 4, from top to bottom; NotebookError."""
    texts = [_text(cell) for cell in _cells(_tree(content)) if cell.get("cell_type") == "code"]
    if sum(map(len, texts)) > MAX_CODE:
        raise NotebookError(f"it holds more than {MAX_CODE >> 20} MB of code")
    if sum(text.count("\n") for text in texts) > MAX_LINES:
        raise NotebookError(f"it holds more than {MAX_LINES} lines of code")
    return numbered(texts)


def all_cells(content: bytes) -> tuple[requests.Cell, ...]:
    """All cells of a notebook with the names that nbgrader gave to them; NotebookError."""
    found = tuple(
        requests.Cell(_short(cell.get("cell_type")), _text(cell), _grade_id(cell))
        for cell in _cells(_tree(content))
    )
    if sum(len(cell.text) for cell in found) > MAX_TEXT:
        raise NotebookError(f"it holds more than {MAX_TEXT >> 20} MB of text")
    return found


def _grade_id(cell: dict[str, Any]) -> str:
    """The name that a cell claims; whatever else stands there is none."""
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return _short(marks.get("grade_id") if isinstance(marks, dict) else None)


def _short(name: Any) -> str:
    return _unicode(name[:MAX_NAME]) if isinstance(name, str) else ""


def _tree(content: bytes) -> Any:
    mistaken = mistaken_for(content)
    if mistaken:
        raise NotebookError(mistaken)
    if sum(content.count(sign) for sign in (b"[", b"{", b",")) > MAX_SIGNS:
        raise NotebookError("its outputs are too large: clear them and hand it in again")
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise NotebookError(f"it is not UTF-8 text (byte {error.start})") from None
    except (ValueError, RecursionError) as error:
        said = str(error).partition(": line")[0]
        raise NotebookError(f"it is damaged, or not a notebook ({said})") from None


def numbered(texts: list[str]) -> list[Cell]:
    """Texts of code cells, counted as a run from top to bottom counts them."""
    return [Cell(n, text) for n, text in enumerate((t for t in texts if t.strip()), 1)]


def only_code(cells: list[Cell]) -> bytes:
    """A notebook that holds these cells and nothing else."""
    kept = [{"cell_type": "code", "source": cell.text} for cell in cells]
    return json.dumps({"nbformat": 4, "cells": kept}).encode()


def _cells(tree: Any) -> list[dict[str, Any]]:
    if not isinstance(tree, dict):
        raise NotebookError("it is JSON, but not a notebook")
    _refuse_other_languages(tree.get("metadata"))
    sheets = [tree]
    if "cells" not in tree and isinstance(tree.get("worksheets"), list):  # before format 4
        sheets = [sheet for sheet in tree["worksheets"] if isinstance(sheet, dict)]
    found = [sheet.get("cells") for sheet in sheets]
    if not found or not all(isinstance(cells, list) for cells in found):
        raise NotebookError("it is JSON, but it holds no list of cells")
    return [cell for cells in found for cell in cells or () if isinstance(cell, dict)]


def _refuse_other_languages(metadata: Any) -> None:
    said = metadata if isinstance(metadata, dict) else {}
    for place, name in (("language_info", "name"), ("kernelspec", "language")):
        inner = said.get(place)
        language = inner.get(name) if isinstance(inner, dict) else None
        if isinstance(language, str) and language and "python" not in language.lower():
            raise NotebookError(f"it is written in {language}, not in Python")


def _text(cell: dict[str, Any]) -> str:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        return ""
    return _unicode(source).replace("\r\n", "\n").replace("\r", "\n")


def _unicode(text: str) -> str:
    """Half a surrogate pair is no character: no file and no message could hold it."""
    return text.encode("utf-8", "replace").decode("utf-8")
