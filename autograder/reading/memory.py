"""Tell a process that ran out of memory from a text that is nested too deeply for Python.

Python's parser raises MemoryError for both.
"""

from __future__ import annotations

import sys

_bound: int | None = None


def begin(bound: int) -> None:
    """Say how many bytes this process may have."""
    global _bound
    _bound = bound


def is_exhausted() -> bool:
    """Whether this process once had more than half of what it may have."""
    return _bound is not None and most_bytes() > _bound // 2


def most_bytes() -> int:
    """The most memory that this process ever had; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    unit = 1 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
