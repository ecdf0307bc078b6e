"""The program of a submission, as it is shown: a file as it is, a notebook as the kit reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from autograder.model.program import SourceMap
from autograder.reading.process import reader_here
from autograder.reading.reader import LIMIT_S, OutOfTime, Reader
from autograder.reading.requests import MakeProgram
from autograder.reading.unreadable import Unreadable

NOT_KEPT = "The submitted file is not kept: it was too large, or was erased."
NO_FILE = "Nothing was submitted for this topic that could be read."
TOO_SLOW = "It takes too long to read: look at the submitted file itself."


@dataclass(frozen=True)
class ShownProgram:
    """The text and how its lines are named; or, without a text, why there is none."""

    text: str
    source_map: SourceMap
    trouble: str = ""


class Programs:
    """Makes programs to be shown; notebooks are read by one process, one after the other."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._reader: Reader | None = None

    def of(self, files: Mapping[str, bytes], topic: str, tasks: Sequence[str]) -> ShownProgram:
        """The program of a topic in these files; `tasks` is what is wanted of a notebook."""
        name = f"{topic}.py"
        if name in files:
            return ShownProgram(files[name].decode("utf-8", "replace"), SourceMap(name))
        notebook = f"{topic}.ipynb"
        if notebook not in files:
            return ShownProgram("", SourceMap(name), NO_FILE)
        with self._lock:
            if self._reader is None:
                self._reader = reader_here()
            try:
                made = self._reader.ask(
                    MakeProgram(notebook, files[notebook], tuple(sorted(tasks))), LIMIT_S
                )
            except Unreadable as error:
                return ShownProgram("", SourceMap(notebook), str(error))
            except OutOfTime:
                return ShownProgram("", SourceMap(notebook), TOO_SLOW)
        return ShownProgram(made.source, SourceMap(notebook, made.cells))

    def close(self) -> None:
        """End the process that reads."""
        if self._reader is not None:
            self._reader.close()
