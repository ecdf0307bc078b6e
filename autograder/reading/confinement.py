"""What a reader's process does to itself before it takes anything from a student.

Every layer that the system has: limits on every POSIX system; on Linux no privileges, no file that
could be opened (Landlock), and no system call but those for memory and for what is open already.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable

MEMORY = 1 << 30


def confine() -> None:
    """Confine this process for good; whatever is imported later is not found."""
    from autograder.worker.confinement import resources

    resources.limit(MEMORY, resources.mapped(), file_bytes=0)
    if sys.platform != "linux":
        return
    try:
        from autograder.worker.confinement import filesystem, identity, system_calls
    except (ImportError, OSError, RuntimeError):  # where a library is missing: `tiers` says so
        return
    layers: list[Callable[[], None]] = [
        lambda: identity.drop(0),
        lambda: filesystem.restrict(filesystem.prepare_nothing(), own_proc=True),
        lambda: system_calls.load(system_calls.prepare_without_files()),
    ]
    for layer in layers:  # each stands alone, where a container or a kernel refuses another
        with contextlib.suppress(OSError):
            layer()
