"""The four settings in which hostile programs run, and how a process gets into each.

The runner is a process of its own, so that one test run can see both root and an ordinary user, and
so that what is private to it (mounts, /tmp, System V IPC) can be compared exactly.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = (
    "root with namespaces",
    "root without namespaces",
    "ordinary user with namespaces",
    "ordinary user without namespaces",
)
# No account has it, and it has no rights anywhere.
ORDINARY_USER = 61_234
PRIVATE = "HOSTILE_PRIVATE"
EMPTIED = ("/tmp", "/var/tmp", "/dev/shm")


def missing(setting: str) -> str:
    """Why this setting cannot be had here, in words; empty where it can."""
    if sys.platform != "linux":
        return f"{sys.platform} has no sandbox for hostile programs"
    if setting.startswith("root") and os.geteuid() != 0:
        return "needs root"
    if os.geteuid() == 0 and _unshare("true").returncode != 0:
        return "root may not make a mount namespace here"
    return ""


def run(
    module: str, setting: str, *arguments: str, timeout: float = 600
) -> subprocess.CompletedProcess[str]:
    """Run a module in a setting."""
    inner = [sys.executable, "-B", "-m", module, setting, *arguments]
    if os.geteuid() == 0:
        user = 0 if setting.startswith("root") else ORDINARY_USER
        enter = [sys.executable, "-B", "-m", "tests.hostile.settings", str(user), *inner]
        return _unshare(*enter, timeout=timeout)
    return subprocess.run(inner, cwd=ROOT, capture_output=True, text=True, timeout=timeout)


def _unshare(*command: str, timeout: float = 30) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["unshare", "--mount", "--ipc", "--propagation", "private", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=timeout,
    )


def _enter(user: int, command: list[str]) -> None:
    """Inside new mount and IPC namespaces: empty folders for scratch, then become the user."""
    needed = [Path(sys.executable).resolve().parents[1], Path(sys.prefix), ROOT]
    if user:
        _open_the_way(needed)
    for folder in EMPTIED:
        _cover(Path(folder), needed, "1777")
    os.chdir(ROOT)  # through the mounts that were just made
    environment = {**os.environ, PRIVATE: "1", "HOME": "/tmp"}
    if user:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    os.execvpe(command[0], command, environment)


def _open_the_way(needed: list[Path]) -> None:
    """Python may live in a home folder that others may not enter: cover it, and bind through."""
    closed = {
        parent
        for path in needed
        for parent in [path, *path.parents]
        if not parent.stat().st_mode & stat.S_IXOTH
    }
    for folder in sorted(closed):
        if any(other in folder.parents for other in closed):
            continue
        _cover(folder, needed, "755")


def _cover(folder: Path, needed: list[Path], mode: str) -> None:
    """Put an empty folder over this one, in which only what is needed shows through."""
    inside = [path for path in needed if path.is_relative_to(folder)]
    held = {path: os.open(path, os.O_PATH) for path in inside}
    _mount("-t", "tmpfs", "-o", f"mode={mode}", "tmpfs", str(folder))
    for path, descriptor in held.items():
        path.mkdir(parents=True, exist_ok=True)
        # Not canonicalised: the path by which it was opened is covered now.
        _mount("--no-canonicalize", "--bind", f"/proc/{os.getpid()}/fd/{descriptor}", str(path))
        os.close(descriptor)


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


if __name__ == "__main__":
    _enter(int(sys.argv[1]), sys.argv[2:])
