"""A fresh process per submission: time limit, memory limit, capped output, scrubbed environment.

Not a confinement against hostile code (tier D); that comes behind the same interface.
Threads read the pipes, so that one implementation serves every operating system.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder.worker import frames

TIER = "D"
START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from autograder.worker.__main__ import main; main()"
)


@dataclass(frozen=True)
class Limits:
    """Bounds of one submission's worker."""

    load_s: float = 20.0
    task_s: float = 10.0
    memory_bytes: int = 4 << 30


class WorkerFault(Exception):
    """The worker did not answer as agreed; `kind` is timeout, died or protocol."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class Session:
    """One worker process; requests are answered in order, each within its own deadline."""

    tier = TIER

    def __init__(self, files: dict[str, bytes]) -> None:
        self._folder = tempfile.mkdtemp(prefix="autograder-")
        for name, content in files.items():
            Path(self._folder, name).write_bytes(content)
        roots = [entry for entry in sys.path if entry and Path(entry).resolve() != Path.cwd()]
        home = str(Path(__file__).resolve().parents[2])
        if home not in roots:
            roots.append(home)
        environment = {
            name: os.environ[name]
            for name in ("PATH", "SYSTEMROOT", "TMPDIR")
            if name in os.environ
        } | {
            "HOME": self._folder,
            "LANG": "C.UTF-8",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", START, json.dumps(roots)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self._folder,
            env=environment,
            start_new_session=True,
        )
        self._answers: queue.Queue[Any] = queue.Queue()
        self._number = 0
        for target in (self._read_answers, self._drain_output):
            threading.Thread(target=target, daemon=True).start()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def request(self, frame: bytes, deadline_s: float) -> dict[str, Any]:
        """Send one encoded request and return its answer; raises WorkerFault."""
        self._number += 1
        frame = frames.renumbered(frame, self._number)
        ends = time.monotonic() + deadline_s
        # Sending shares the deadline: a worker need never read.
        sender = threading.Thread(target=self._send, args=(frame,), daemon=True)
        sender.start()
        try:
            answer = self._answers.get(timeout=max(0.0, ends - time.monotonic()))
        except queue.Empty:
            raise WorkerFault("timeout", f"took longer than {deadline_s:g} s") from None
        if isinstance(answer, WorkerFault):
            raise answer
        number, value = answer
        if number != self._number or not isinstance(value, dict):
            raise WorkerFault("protocol", "answered out of turn")
        return value

    def close(self) -> None:
        """End the worker and all that it started in its process group."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError, ValueError):
                    stream.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _send(self, frame: bytes) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):  # the reader reports the death
            self._process.stdin.write(frame)
            self._process.stdin.flush()

    def _read_answers(self) -> None:
        assert self._process.stdout is not None
        try:
            while True:
                self._answers.put(frames.read(self._process.stdout))
        except (EOFError, OSError, ValueError):
            self._answers.put(WorkerFault("died", "the process ended in the middle"))
        except frames.FrameError as error:
            self._answers.put(WorkerFault("protocol", f"sent bytes that are no answer ({error})"))

    def _drain_output(self) -> None:
        """Read and drop what the submission prints, so that it never blocks on a full pipe."""
        assert self._process.stderr is not None
        with contextlib.suppress(OSError, ValueError):
            while self._process.stderr.read(1 << 16):
                pass
