"""What a class was given, and the reference: both are taken out of every comparison."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course.topic import Topic
from autograder.errors import UserError
from autograder.model.passages import Fingerprints, Unit
from autograder.reading.reader import Reader, Reading
from autograder.reading.requests import MakeFingerprints
from autograder.reading.unreadable import Unreadable
from autograder.similarity.details import Key

SUFFIXES = (".py", ".ipynb", ".md")
# A block of code in Markdown; and what stands before a line of an example.
FENCED = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n(.*?)^ {0,3}\1", re.MULTILINE | re.DOTALL)
PROMPT = re.compile(r"^[ \t]*(?:>>> ?|\.\.\. ?|In \[\d*\]: ?)", re.MULTILINE)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class HandoutError(UserError):
    """A folder of handouts cannot be used as it is."""


@dataclass(frozen=True)
class HandedOut:
    """Passages by what they are from, and comments, names and numbers that nobody had to find.

    `stub` are the units of the stub. `unread` says which files could not be read, and why.
    """

    given: frozenset[int]
    reference: frozenset[int]
    details: frozenset[Key]
    stub: tuple[Unit, ...]
    unread: tuple[str, ...]

    @property
    def passages(self) -> frozenset[int]:
        """All that is taken out."""
        return self.given | self.reference


def course_names(topic: Topic) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of a topic's tasks; and those of all functions and classes of its stub."""
    tasks = [task.name for task in topic.rubric.tasks]
    defined = [one.name for one in ast.walk(ast.parse(topic.stub)) if isinstance(one, DEFINITIONS)]
    return tuple(tasks), tuple(dict.fromkeys((*tasks, *defined)))


def handed_out(topic: Topic, handouts: Path | None, reader: Reader) -> HandedOut:
    """The stub, all that is in the topic's folder for students, the handouts, and the reference.

    Raises HandoutError where there are no handouts in the folder, and BrokenCourse.
    """
    given: set[int] = set()
    details: set[Key] = set()
    unread: list[str] = []
    files = [*_files(topic.assignment, "*"), *(_handouts(handouts) if handouts else ())]
    stub = _read(f"{topic.name}.py", topic.stub.encode(), topic, reader)
    reference = _read("solution.py", topic.solution.encode(), topic, reader)
    for name, content in files:
        try:
            found = _read(name, content, topic, reader)
        except Unreadable as error:
            unread.append(str(error))
            continue
        given.update(one.hash for one in found.passages)
        details.update((one.kind, one.text) for one in found.details)
    given.update(one.hash for one in stub.passages)
    for found in (stub, reference):
        details.update((one.kind, one.text) for one in found.details)
    taken = frozenset(one.hash for one in reference.passages)
    return HandedOut(frozenset(given), taken, frozenset(details), stub.units, tuple(unread))


def _read(name: str, content: bytes, topic: Topic, reader: Reader) -> Fingerprints:
    """A file taken apart; of Markdown its blocks of code. Raises Unreadable."""
    tasks, kept = course_names(topic)
    if name.endswith(".md"):
        blocks = (found[2] for found in FENCED.finditer(content.decode("utf-8", "replace")))
        content = PROMPT.sub("", "\n".join(blocks)).encode()
    return Reading(reader).ask(MakeFingerprints(name, content, tasks, kept))


def _handouts(folder: Path) -> list[tuple[str, bytes]]:
    if not folder.is_dir():
        raise HandoutError(f"{folder} is not a folder: --handout takes the folder of handouts")
    found = list(_files(folder, "**/*"))
    if not found:
        raise HandoutError(f"{folder} holds no handouts: no file that ends in .py, .ipynb or .md")
    return found


def _files(folder: Path, pattern: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.glob(pattern)):
        if path.suffix in SUFFIXES and path.is_file():
            try:
                yield path.name, path.read_bytes()
            except OSError as error:
                raise HandoutError(f"{path} cannot be read: {error.strerror}") from None
