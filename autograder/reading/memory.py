"""Tell a process that ran out of memory from a text that is nested too deeply for Python.

Python's parser raises MemoryError for both.
"""

from __future__ import annotations

import os
import sys

_bound: int | None = None
# Linux' own `ru_maxrss` holds what the process had before it began to run this program: as much
# as the judge that started it. What it had since then is in a file, which stays open.
_status: int | None = None


def begin(bound: int) -> None:
    """Say how many bytes this process may have; before it is confined."""
    global _bound, _status
    _bound = bound
    if sys.platform == "linux":
        _status = os.open("/proc/self/status", os.O_RDONLY)


def is_exhausted() -> bool:
    """Whether this process once had more than half of what it may have."""
    return _bound is not None and most_bytes() > _bound // 2


def most_bytes() -> int:
    """The most memory that this process ever had; 0 where the system does not say."""
    if _status is not None:
        status = os.pread(_status, 1 << 16, 0)
        return int(status.partition(b"VmHWM:")[2].split()[0]) << 10
    if sys.platform != "darwin":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
