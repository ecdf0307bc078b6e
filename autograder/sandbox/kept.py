"""What a sandbox keeps beyond one submission, until it is closed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol, TypeVar


class Closable(Protocol):
    """What has to be ended."""

    def close(self) -> None:
        """End it."""


C = TypeVar("C", bound=Closable)


class Kept:
    """Things by name and type, each made when it is first asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._things: dict[tuple[type, str], Closable] = {}

    def get(self, kind: type[C], name: str, make: Callable[[], C]) -> C:
        """The thing of this kind and name."""
        with self._lock:
            found = self._things.get((kind, name))
            if not isinstance(found, kind):
                found = self._things[kind, name] = make()
            return found

    def close(self) -> None:
        """End everything."""
        with self._lock:
            things, self._things = self._things, {}
        for thing in things.values():
            thing.close()
