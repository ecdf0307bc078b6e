"""Answer the requests of a reader. This is what runs in its process, and knows nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from autograder.model.outcomes import ProblemKind
from autograder.model.passages import Fingerprints
from autograder.reading.edits.small_edits import small_edits
from autograder.reading.fingerprints.fingerprints import fingerprints
from autograder.reading.fingerprints.tokens import MAX_TOKENS, TooManyTokens
from autograder.reading.notebooks import cells, program
from autograder.reading.requests import (
    ArchivedFile,
    ArchivedFiles,
    Cells,
    Code,
    Edits,
    MakeEdits,
    MakeFingerprints,
    MakeProgram,
    NotebookCells,
    NotebookCode,
    NotebookProgram,
    Request,
    Unpack,
    UnpackMore,
)
from autograder.reading.unpacking import unpacked
from autograder.reading.unreadable import Unreadable

# Of an archive's files so many bytes are answered at once, and one file's at least.
BATCH = 8 << 20
# Of files without content, which have names alone.
BATCH_FILES = 1000


class Answering:
    """Answers one request after the other; the archive that was opened last stays open."""

    def __init__(self) -> None:
        self._files: Iterator[ArchivedFile] | None = None

    def answer(self, request: Request[Any], file: BinaryIO | None = None) -> Any:
        """The reply to a request; raises Unreadable. `file` is the archive to unpack."""
        if isinstance(request, Unpack):
            assert file is not None
            self._files = unpacked(file, request)
            return _next_files(self._files)
        if isinstance(request, UnpackMore):
            assert self._files is not None  # a reader that ended has no archive open any more
            return _next_files(self._files)
        return ANSWERS[type(request)](request)


def _next_files(files: Iterator[ArchivedFile]) -> ArchivedFiles:
    found: list[ArchivedFile] = []
    size = 0
    for one in files:
        found.append(one)
        size += len(one.content or b"")
        if size >= BATCH or len(found) >= BATCH_FILES:
            return ArchivedFiles(tuple(found), last=False)
    return ArchivedFiles(tuple(found), last=True)


def _notebook_code(request: NotebookCode) -> Code:
    return Code(cells.only_code(_code_cells(request.name, request.content)))


def _program(request: MakeProgram) -> NotebookProgram:
    found = _code_cells(request.name, request.content)
    if request.wanted is None:
        made = program.library(found, request.name)
    else:
        made = program.program(found, request.wanted, request.name)
    return NotebookProgram(made.source, made.source_map.cells, made.problems)


def _edits(request: MakeEdits) -> Edits:
    asked = request.source, request.task, request.others, request.most, request.first
    return Edits(small_edits(*asked))


def _fingerprints(request: MakeFingerprints) -> Fingerprints:
    name = request.name
    made = None
    if name.endswith(".ipynb"):
        made = program.library(_code_cells(name, request.content), name)
        text = made.source
    else:
        text = request.content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    try:
        found = fingerprints(text, request.tasks, request.kept)
    except TooManyTokens:
        said = f"{name} has more than {MAX_TOKENS} tokens: look at it by hand"
        raise Unreadable(ProblemKind.HARD_TO_READ, said) from None
    return replace(found, cells=made.source_map.cells, problems=made.problems) if made else found


def _code_cells(name: str, content: bytes) -> list[cells.Cell]:
    try:
        return cells.code_cells(content)
    except cells.NotebookError as error:
        raise _bad_notebook(name, error) from None


def _all_cells(request: NotebookCells) -> Cells:
    try:
        return Cells(cells.all_cells(request.content))
    except cells.NotebookError as error:
        raise _bad_notebook(request.name, error) from None


def _bad_notebook(name: str, error: cells.NotebookError) -> Unreadable:
    return Unreadable(ProblemKind.BAD_NOTEBOOK, f"{name} cannot be read: {error}")


ANSWERS: dict[type[Request[Any]], Callable[[Any], Any]] = {
    MakeEdits: _edits,
    MakeFingerprints: _fingerprints,
    MakeProgram: _program,
    NotebookCells: _all_cells,
    NotebookCode: _notebook_code,
}
