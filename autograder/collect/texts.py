"""The text of a submitted file, and of the files that it may import."""

from __future__ import annotations

from pathlib import PurePosixPath

from autograder.collect.files import Entries, Unreadable
from autograder.collect.notebooks.reading import MAX_NOTEBOOK, NotebookError, code_cells, only_code
from autograder.model.outcomes import ProblemKind

SUFFIXES = (".py", ".ipynb")
MAX_COMPANIONS = 50
MAX_COMPANION_BYTES = 8 << 20


def content_of(entries: Entries, name: str) -> bytes:
    """The text of a file, or the code of a notebook; raises Unreadable."""
    path = PurePosixPath(name)
    if path.suffix.lower() == ".ipynb":
        try:
            return only_code(code_cells(entries[name].read(path.name, MAX_NOTEBOOK)))
        except NotebookError as error:
            said = f"{path.name} cannot be read: {error}"
            raise Unreadable(ProblemKind.BAD_NOTEBOOK, said) from None
    content = entries[name].read(path.name)
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = f"{path.name} is not UTF-8 text (byte {error.start}): save it as UTF-8"
        raise Unreadable(ProblemKind.NOT_UTF8, said) from None
    return content


def companions(entries: Entries, own: list[str], text: bytes) -> dict[str, bytes]:
    """The student's other files, which a submission may import (an earlier topic's work).

    Notebooks take long to read: only those are read whose names stand in the submission's text.
    Raises Unreadable where one is left out for the limits that could be imported.
    """
    found: dict[str, bytes] = {}
    left_out: list[str] = []
    room = MAX_COMPANION_BYTES
    for name in _importable(entries, own, text):
        path, entry = PurePosixPath(name), entries[name]
        is_notebook = path.suffix == ".ipynb"
        if path.name in found:
            continue
        if len(found) >= MAX_COMPANIONS or (entry.size > room and not is_notebook):
            left_out.append(path.name)
            continue
        try:
            content = content_of(entries, name) if is_notebook else entry.read(path.name)
        except Unreadable:
            continue  # it is missed if it is imported, and said then
        if len(content) > room:
            left_out.append(path.name)
            continue
        room -= len(content)
        found[path.name] = content
    everything = b"\n".join([text, *found.values()])
    missed = [name for name in left_out if PurePosixPath(name).stem.encode() in everything]
    if missed:
        said = (
            f"it may import {', '.join(missed[:5])}, and only {MAX_COMPANIONS} files of "
            f"{MAX_COMPANION_BYTES >> 20} MB together are read beside it"
        )
        raise Unreadable(ProblemKind.TOO_MANY_FILES, said)
    return found


def _importable(entries: Entries, own: list[str], text: bytes) -> list[str]:
    """The names of files that may be imported: first those that the text names, the nearer ones."""
    beside = str(PurePosixPath(own[0]).parent)
    found = []
    for name in entries:
        path = PurePosixPath(name)
        near = str(path.parent) == beside or path.parent.name in (path.stem, "")
        named = path.stem.encode() in text
        is_read = path.suffix == ".py" or (path.suffix == ".ipynb" and named)
        if is_read and near and name not in own:
            found.append((not named, name.count("/"), name))
    return [name for _, _, name in sorted(found)]
