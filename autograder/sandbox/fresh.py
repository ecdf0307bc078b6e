"""A fresh process per submission, on every operating system: limits, but no confinement (tier D).

Threads read the pipes, so that one implementation serves Windows, too.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from autograder.model import packages as model_packages
from autograder.model.limits import Limits
from autograder.model.outcomes import FaultKind
from autograder.sandbox.kept import Kept
from autograder.sandbox.own_time import Deadline, OwnTime, clock
from autograder.sandbox.packages import installed
from autograder.sandbox.replies import WorkerFault
from autograder.sandbox.session import UNCONFINED, SandboxError, Session
from autograder.worker import frames, frameworks, framing, protocol

# Imports may be slow on a cold disk.
WARM_S = 120.0
START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[2]); "
    "from autograder.worker.__main__ import main; main()"
)


class FreshProcesses:
    """A sandbox that starts an interpreter for each session."""

    tier = UNCONFINED

    def __init__(self, frameworks: tuple[str, ...] = (), packages: tuple[str, ...] = ()) -> None:
        self._frameworks = frameworks
        self._may_use = model_packages.permitted(frameworks, packages)
        self.kept = Kept()

    def open(self, limits: Limits) -> FreshSession:
        """Start a worker process that has imported the frameworks."""
        try:
            return FreshSession(limits, self._frameworks, self._may_use)
        except OSError as error:
            raise SandboxError(f"no process could be started: {error}") from error

    def close(self) -> None:
        """End what is kept; nothing else outlives its session."""
        self.kept.close()


class FreshSession(Session):
    """One worker process; requests are answered in order, each within a limit of its own."""

    def __init__(self, limits: Limits, needed: tuple[str, ...], may_use: tuple[str, ...]) -> None:
        self._folder = tempfile.mkdtemp(prefix="autograder-")
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
            **frameworks.ENVIRONMENT,
        }
        # A student need not have installed all that a topic may use.
        there = installed(may_use, tuple(roots))
        permitted = {"names": there.names, "distributions": there.distributions}
        packages = json.dumps({"warm": needed, "permitted": permitted})
        command = [sys.executable, "-I", "-B", "-c", START]
        self._process = subprocess.Popen(
            [*command, str(limits.memory_bytes), json.dumps(roots), packages],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self._folder,
            env=environment,
            start_new_session=True,
        )
        self._answers: queue.Queue[Any] = queue.Queue()
        self._number = secrets.randbits(62)
        for target in (self._read_answers, self._drain_output):
            threading.Thread(target=target, daemon=True).start()
        self._expect_warmth()
        self._own_time = OwnTime(clock(self._process.pid))

    @property
    def spent_s(self) -> float:
        """Seconds of own time since its imports were done."""
        return self._own_time.spent_s

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

    def _expect_warmth(self) -> None:
        """Imports are the machine's time, not the submission's."""
        with contextlib.suppress(queue.Empty):
            if self._answers.get(timeout=WARM_S) == (0, protocol.READY):
                return
        self.close()
        raise SandboxError("a worker process did not start")

    def exchange(self, frame: bytes, limit_s: float) -> object:
        """Send one encoded request and return its answer; raises WorkerFault."""
        self._number += 1
        frame = framing.renumbered(frame, self._number)
        deadline = Deadline(self._own_time, limit_s)
        # Sending shares the deadline: a worker need never read.
        sender = threading.Thread(target=self._send, args=(frame,), daemon=True)
        sender.start()
        while True:
            with contextlib.suppress(queue.Empty):
                answer = self._answers.get(timeout=deadline.pause_s)
                break
            deadline.look(idle=True)
        if isinstance(answer, WorkerFault):
            self._answers.put(answer)  # whoever asks again hears it at once
            raise answer
        number, value = answer
        if number != self._number:
            raise WorkerFault(FaultKind.PROTOCOL, "answered out of turn")
        return value

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
            self._answers.put(WorkerFault(FaultKind.DIED, "ended its process"))
        except framing.FrameError as error:
            self._answers.put(
                WorkerFault(FaultKind.PROTOCOL, f"sent bytes that are no answer ({error})")
            )

    def _drain_output(self) -> None:
        """Read and drop what the submission prints, so that it never blocks on a full pipe."""
        assert self._process.stderr is not None
        with contextlib.suppress(OSError, ValueError):
            while self._process.stderr.read(1 << 16):
                pass
