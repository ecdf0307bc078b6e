"""Control groups: bounds on the sum over all processes of one submission. Versions 1 and 2.

Used where the judge may write to its own group's folder (as root, or under systemd delegation).
"""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
PREFIX = "autograder-"
MAX_PROCESSES = 64
_numbers = itertools.count()


@dataclass(frozen=True)
class _Version:
    """What differs between the two versions of the interface."""

    memory: Path
    processes: Path
    memory_file: str
    swap_file: str


class Cgroups:
    """Makes a group for each submission; `find` returns None where groups cannot be made."""

    def __init__(self, version: _Version) -> None:
        self._version = version

    @classmethod
    def find(cls) -> Cgroups | None:
        """Look for a writable hierarchy and prove it by making a group."""
        for version in (_unified(), _legacy()):
            if version is None:
                continue
            try:
                Cgroup(version, 1 << 30).remove()
            except OSError:
                continue
            found = cls(version)
            found.sweep()
            return found
        return None

    def make(self, memory_bytes: int) -> Cgroup:
        """A new group with its limits set."""
        return Cgroup(self._version, memory_bytes)

    def sweep(self) -> None:
        """Remove the groups of judges that were killed: nobody else does."""
        for place in {self._version.memory, self._version.processes}:
            for folder in place.glob(f"{PREFIX}*-*"):
                judge = folder.name.removeprefix(PREFIX).partition("-")[0]
                if not os.path.exists(f"/proc/{judge}"):
                    _remove(folder)


class Cgroup:
    """One group (in version 1, one in each of two hierarchies)."""

    def __init__(self, version: _Version, memory_bytes: int) -> None:
        name = f"{PREFIX}{os.getpid()}-{next(_numbers)}"
        self._memory = version.memory / name
        self._folders = [version.memory / name]
        if version.processes != version.memory:
            self._folders.append(version.processes / name)
        try:
            for folder in self._folders:
                folder.mkdir(exist_ok=True)  # a judge of the same number may have been killed
            (self._memory / version.memory_file).write_text(str(memory_bytes))
            with contextlib.suppress(OSError):  # without swap accounting there is no such file
                (self._memory / version.swap_file).write_text(
                    "0" if version.swap_file == "memory.swap.max" else str(memory_bytes)
                )
            (self._folders[-1] / "pids.max").write_text(str(MAX_PROCESSES))
        except OSError:
            self.remove()
            raise

    def add(self, process: int) -> None:
        """Move a process into the group."""
        for folder in self._folders:
            (folder / "cgroup.procs").write_text(str(process))

    def out_of_memory(self) -> bool:
        """Whether the kernel killed a process of the group for memory."""
        for name in ("memory.events", "memory.oom_control"):
            with contextlib.suppress(OSError):
                words = dict(
                    line.split() for line in (self._memory / name).read_text().splitlines()
                )
                return int(words.get("oom_kill", 0)) > 0
        return False

    def remove(self) -> None:
        """Remove the group once its processes are gone."""
        for folder in self._folders:
            _remove(folder)


def _remove(folder: Path) -> None:
    """Remove a group; its last process may take the kernel a moment."""
    for pause in (0, 0.001, 0.01, 0.1, 0.5):
        time.sleep(pause)
        try:
            folder.rmdir()
        except FileNotFoundError:
            return
        except OSError:
            continue
        return


def _own_groups() -> dict[str, str]:
    """Controller (or "" for version 2) to the path of this process's group."""
    found: dict[str, str] = {}
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/cgroup").read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            for controller in controllers.split(","):
                found[controller] = path
    return found


def _unified() -> _Version | None:
    path = _own_groups().get("")
    if path is None or not (ROOT / "cgroup.controllers").exists():
        return None
    own = ROOT / path.lstrip("/")
    # A group that holds processes cannot pass controllers on; its parent, if ours, can.
    for place in (own, own.parent):
        try:
            passed = (place / "cgroup.subtree_control").read_text().split()
            if not {"memory", "pids"} <= set(passed):
                (place / "cgroup.subtree_control").write_text("+memory +pids")
        except OSError:
            continue
        return _Version(place, place, "memory.max", "memory.swap.max")
    return None


def _legacy() -> _Version | None:
    groups = _own_groups()
    if "memory" not in groups or "pids" not in groups:
        return None
    places = []
    for controller in ("memory", "pids"):
        own = ROOT / controller / groups[controller].lstrip("/")
        # Inside a container the path names a group that is mounted as the root.
        places.append(own if own.is_dir() else ROOT / controller)
    return _Version(places[0], places[1], "memory.limit_in_bytes", "memory.memsw.limit_in_bytes")
