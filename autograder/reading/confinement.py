"""What a reader's process does to itself before it takes anything from a student.

Every layer that the system has: limits on every POSIX system; on Linux no privileges, no file that
could be opened (Landlock), and no system call but those for memory and for what is open already.
"""

from __future__ import annotations

import contextlib
import sys

MEMORY = 1 << 30


def confine() -> None:
    """Confine this process for good; whatever is imported later is not found."""
    from autograder.worker.confinement import resources

    resources.limit(MEMORY, resources.mapped(), file_bytes=0)
    if sys.platform != "linux":
        return
    from autograder.worker.confinement import filesystem, identity, system_calls

    # Each stands alone, where a container or a kernel refuses another.
    with contextlib.suppress(OSError):
        files = filesystem.prepare_nothing()
        calls = system_calls.prepare_without_files()
    with contextlib.suppress(OSError):
        identity.drop(0)
    with contextlib.suppress(OSError, UnboundLocalError):
        filesystem.restrict(files, own_proc=True)
    with contextlib.suppress(OSError, UnboundLocalError):
        system_calls.load(calls)
