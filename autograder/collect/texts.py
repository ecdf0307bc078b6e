"""The text of a submitted file, and of the files that it may import."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from autograder.collect.files import Entries
from autograder.model.outcomes import ProblemKind
from autograder.reading.mistaken import mistaken_for
from autograder.reading.notebooks.cells import MAX_NOTEBOOK
from autograder.reading.reader import Reading
from autograder.reading.requests import NotebookCode
from autograder.reading.unreadable import Unreadable

SUFFIXES = (".py", ".ipynb")
MAX_COMPANIONS = 50
MAX_COMPANION_BYTES = 8 << 20
# Of a name in any language.
WORD = re.compile(rb"[0-9A-Za-z_\x80-\xff]+")


def content_of(entries: Entries, name: str, reading: Reading) -> bytes:
    """The text of a file, or the code of a notebook; raises Unreadable."""
    path = PurePosixPath(name)
    if path.suffix.lower() == ".ipynb":
        content = entries[name].read(path.name, MAX_NOTEBOOK)
        return reading.ask(NotebookCode(path.name, content)).content
    content = entries[name].read(path.name)
    mistaken = mistaken_for(content)
    if mistaken:
        raise Unreadable(ProblemKind.NOT_A_FILE, f"{path.name} is no program: {mistaken}")
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = f"{path.name} is not UTF-8 text (byte {error.start}): save it as UTF-8"
        raise Unreadable(ProblemKind.NOT_UTF8, said) from None
    return content


def companions(entries: Entries, own: list[str], text: bytes, reading: Reading) -> dict[str, bytes]:
    """The student's other files, which a submission may import (an earlier topic's work).

    Notebooks take long to read: only those are read whose names stand in the submission's text.
    Raises Unreadable where one is left out for the limits that could be imported, and where
    reading one takes more than a submission has.
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
            content = content_of(entries, name, reading) if is_notebook else entry.read(path.name)
        except Unreadable as error:
            if error.kind == ProblemKind.HARD_TO_READ:
                raise
            continue  # it is missed if it is imported, and said then
        if len(content) > room:
            left_out.append(path.name)
            continue
        room -= len(content)
        found[path.name] = content
    everything = b"\n".join([text, *found.values()])
    stems = {PurePosixPath(name).stem for name in left_out}
    named = _named(stems, everything)
    missed = [name for name in left_out if PurePosixPath(name).stem in named]
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
    paths = {name: PurePosixPath(name) for name in entries if name not in own}
    code = {name: path for name, path in paths.items() if path.suffix in SUFFIXES}
    named = _named({path.stem for path in code.values()}, text)
    found = []
    for name, path in code.items():
        near = str(path.parent) == beside or path.parent.name in (path.stem, "")
        is_read = path.suffix == ".py" or path.stem in named
        if is_read and near:
            found.append((path.stem not in named, name.count("/"), name))
    return [name for _, _, name in sorted(found)]


def _named(stems: set[str], text: bytes) -> set[str]:
    """Those of which every word stands in the text, which is gone through once for all of them."""
    words = {word for stem in stems for word in WORD.findall(stem.encode())}
    if not words:
        return set()
    there = {word for found in WORD.finditer(text) if (word := found[0]) in words}
    return {stem for stem in stems if there.issuperset(WORD.findall(stem.encode()))}
