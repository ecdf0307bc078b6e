"""Keeps what was unpacked: in memory as long as it is little, then in a file without a name."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cached_property

IN_MEMORY = 8 << 20


class Spool:
    """Contents that were unpacked once and are read when somebody asks for them, or never.

    The archives of a class would not fit into memory.
    """

    def __init__(self) -> None:
        self._size = 0

    @cached_property
    def _file(self) -> tempfile.SpooledTemporaryFile[bytes]:
        return tempfile.SpooledTemporaryFile(IN_MEMORY)  # kept by those who read it

    def keep(self, content: bytes) -> Callable[[], bytes]:
        """Keep a content; what comes back reads it."""
        place, self._size = self._size, self._size + len(content)
        self._file.seek(place)
        self._file.write(content)

        def fetch() -> bytes:
            self._file.seek(place)
            return self._file.read(len(content))

        return fetch
