"""Runs of `autograder grade`, timed from outside by when it wrote each report."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np

T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "benchmarks"
AUTOGRADER = str(Path(sys.executable).with_name("autograder"))
# Other tools' libraries would take all cores for one submission; the kit's workers never do.
ENVIRONMENT = {
    **os.environ,
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "XDG_CONFIG_HOME": str(BUILD / "config"),
}
POLL_S = 0.02
ACCOUNTING = Path("/sys/fs/cgroup/cpuacct")


@dataclass(frozen=True)
class Run:
    """One run: seconds until the first report, seconds for each after it, peaks in MB by role.

    `cpu_each` is the CPU time for each of judge, fork server and worker together; None where no
    hierarchy of control groups counts it.
    """

    start_up: float
    each: float
    cpu_each: float | None
    passed: dict[str, int]
    peaks: dict[str, float]
    tier: str


def lay_out(folder: Path, topic: str, sources: Iterable[bytes]) -> Path:
    """A class's folder: one student for each source. Kept from an earlier run if it is there."""
    for number, source in enumerate(sources):
        place = folder / f"s{number:04}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{topic}.py").write_bytes(source)
    return folder


def grade(submissions: Path, workers: int, course: Path = ROOT) -> Run:
    """Run `autograder grade` on a folder, with keys that are built already."""
    with tempfile.TemporaryDirectory() as place:
        command = [AUTOGRADER, "grade", str(submissions), "--output", place]
        command += ["--workers", str(workers), "--course", str(course)]
        started = time.time()
        with _cpu_group() as group:
            process = subprocess.Popen(
                [*_inside(group), *command],
                env=ENVIRONMENT,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            watch = _Watch(process.pid, group)
            _, complaints = process.communicate()
            watch.stop()
        if process.returncode != 0:
            raise SystemExit(f"{' '.join(command)} failed: {complaints}")
        paths = sorted(Path(place).glob("reports/*/*.json"), key=_written)
        reports = {path.parent.name: json.loads(path.read_text()) for path in paths}
        first, last = _written(paths[0]), _written(paths[-1])
    return Run(
        start_up=first - started,
        each=(last - first) / max(1, len(paths) - 1),
        cpu_each=watch.cpu(first, last, max(1, len(paths) - 1)),
        passed={student: _passed(report) for student, report in reports.items()},
        peaks=watch.peaks,
        tier=next(iter(reports.values()))["sandbox_tier"],
    )


def _written(path: Path) -> float:
    return path.stat().st_mtime_ns / 1e9


def _passed(report: dict[str, object]) -> int:
    tasks = report["tasks"]
    assert isinstance(tasks, list)
    return sum(check["outcome"] == "passed" for task in tasks for check in task["checks"])


@contextlib.contextmanager
def _cpu_group() -> Iterator[Path | None]:
    """A group that counts the CPU time of all that starts in it (control groups, version 1).

    Sandboxed workers leave their group of every other hierarchy, but not of this one.
    """
    group = ACCOUNTING / f"benchmark-{os.getpid()}"
    try:
        group.mkdir()
    except OSError:
        yield None
        return
    try:
        yield group
    finally:
        for _ in range(100):  # the last workers may take the kernel a moment
            with contextlib.suppress(OSError):
                group.rmdir()
                break
            time.sleep(POLL_S)


def _inside(group: Path | None) -> list[str]:
    """What to put before a command so that it starts in the group."""
    if group is None:
        return []
    return ["sh", "-c", 'echo $$ > "$0" && exec "$@"', str(group / "cgroup.procs")]


@dataclass
class _Watch:
    """Looks at a running process: peak memory by role, and the CPU time of its group."""

    pid: int
    group: Path | None
    peaks: dict[str, float] = field(default_factory=dict)
    spent: list[tuple[float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """The process has ended."""
        self._ended.set()
        self._thread.join()

    def cpu(self, first: float, last: float, count: int) -> float | None:
        """CPU seconds for each of `count` between two times, interpolated."""
        if not self.spent:
            return None
        times, seconds = zip(*self.spent, strict=True)
        begin, end = np.interp([first, last], times, seconds)
        return float(end - begin) / count

    def _watch(self) -> None:
        while not self._ended.wait(POLL_S):
            if self.group is not None:
                usage = _quietly((self.group / "cpuacct.usage").read_text)
                if usage is not None:
                    self.spent.append((time.time(), int(usage) / 1e9))
            self._note("coordinator", self.pid)
            for child in _children(self.pid):
                words = _quietly(Path(f"/proc/{child}/cmdline").read_bytes) or b""
                if b"spawn_main" in words:
                    self._note("judge", child)

    def _note(self, role: str, pid: int) -> None:
        text = _quietly(Path(f"/proc/{pid}/status").read_text) or ""
        for line in text.splitlines():
            if line.startswith("VmHWM:"):
                megabytes = int(line.split()[1]) / 1024
                self.peaks[role] = max(self.peaks.get(role, 0.0), megabytes)


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in _quietly(lambda: os.listdir(f"/proc/{pid}/task")) or []:
        text = _quietly(Path(f"/proc/{pid}/task/{task}/children").read_text)
        found += [int(child) for child in (text or "").split()]
    return found


def _quietly(read: Callable[[], T]) -> T | None:
    try:
        return read()
    except OSError:  # it ended meanwhile
        return None
