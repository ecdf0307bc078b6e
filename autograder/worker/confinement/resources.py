"""Resource limits. They bound one process; the sum over several is the cgroup's (judge's side)."""

from __future__ import annotations

import contextlib
import resource

MAX_FILE = 64 << 20
MAX_OPEN_FILES = 256
# Counted over all processes of a user: low enough to leave the machine room, high enough not to
# refuse honest threads to somebody who has much else running.
MAX_TASKS = 4096


def limit(memory_bytes: int, mapped_bytes: int, file_bytes: int = MAX_FILE) -> None:
    """Bound address space, file size and open files of this process; no core dumps.

    The address space is bounded on top of what is mapped already: a framework maps gigabytes.
    """
    for kind, most in (
        (resource.RLIMIT_AS, mapped_bytes + memory_bytes),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_NOFILE, MAX_OPEN_FILES),
        (resource.RLIMIT_NPROC, MAX_TASKS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
    ):
        _bound(kind, most)


def limit_cpu(seconds: int) -> None:
    """Have the kernel end this process after so many seconds of CPU time, all threads together."""
    _bound(resource.RLIMIT_CPU, seconds)


def mapped() -> int:
    """Bytes of address space in use, which a child inherits; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as stream:
            return int(stream.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _bound(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(ValueError, OSError):  # the self-test finds out what does not hold
        resource.setrlimit(kind, (bound, bound))
