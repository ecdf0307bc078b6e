"""Namespaces: a process tree, a mount table and a System V IPC space of the child's own.

The fork server already lives in namespaces that bubblewrap made, with a read-only root of the few
folders that Python needs and no network. What is added here keeps the children apart.
"""

from __future__ import annotations

import ctypes
import os

CLONE_NEWNS = 0x00020000
CLONE_NEWIPC = 0x08000000
CLONE_NEWPID = 0x20000000
MS_NOSUID, MS_NODEV, MS_NOEXEC = 0x2, 0x4, 0x8
MS_REC, MS_PRIVATE = 0x4000, 0x40000
MNT_DETACH = 0x2

_libc = ctypes.CDLL(None, use_errno=True)


def fork() -> int:
    """Fork a child that is process 1 of a new PID namespace: its death ends all it started."""
    own = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    try:
        _call(_libc.unshare, CLONE_NEWPID)
        child = os.fork()
        if child:
            # A second unshare is refused until later children belong to this namespace again.
            _call(_libc.setns, own, CLONE_NEWPID)
        return child
    finally:
        os.close(own)


def enter(scratch: str, scratch_bytes: int) -> None:
    """Leave the siblings' mounts and IPC; an empty scratch folder and an own /proc appear."""
    _call(_libc.unshare, CLONE_NEWNS | CLONE_NEWIPC)
    _mount(None, "/", None, MS_REC | MS_PRIVATE, None)
    safe = MS_NOSUID | MS_NODEV | MS_NOEXEC
    _mount("tmpfs", scratch, "tmpfs", safe, f"size={scratch_bytes},nr_inodes=4096,mode=1777")
    # A /proc of another PID namespace would show the siblings.
    _mount("proc", "/proc", "proc", safe, None)
    os.chdir(scratch)


def unmount(folder: str) -> None:
    """Take away a folder with all that is mounted in it, for this process and its children."""
    _call(_libc.umount2, folder.encode(), MNT_DETACH)


def _mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None) -> None:
    words = [None if word is None else word.encode() for word in (source, target, kind, data)]
    _call(_libc.mount, words[0], words[1], words[2], ctypes.c_ulong(flags), words[3])


def _call(function: ctypes._NamedFuncPointer, *arguments: object) -> None:
    if function(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{function.__name__}: {os.strerror(number)}")
