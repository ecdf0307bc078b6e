"""A reader in a process of its own, started when it is first asked and kept for what comes next.

Whatever a student's bytes do there ends with that process: it is killed and the next one started.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from autograder.errors import UserError
from autograder.model.outcomes import FaultKind, ProblemKind
from autograder.reading import wire
from autograder.reading.confinement import MEMORY
from autograder.reading.reader import OutOfTime, OwnProcess, Reader
from autograder.reading.requests import ArchivedFiles, R, Request
from autograder.reading.unreadable import Unreadable
from autograder.sandbox.channel import Channel
from autograder.sandbox.own_time import clock
from autograder.sandbox.replies import WorkerFault
from autograder.worker.framing import MAX_PAYLOAD, FrameError

# Imports may be slow on a cold disk.
START_S = 60.0
START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[3]); "
    "from autograder.reading.serve import main; main()"
)
WORN = MEMORY // 4
ENVIRONMENT = {"LANG": "C.UTF-8", "PYTHONHASHSEED": "0"}
ENDED = "reading {name} ended the process that reads submissions: look at it by hand"
TOO_MUCH_MEMORY = "reading {name} took more than {most} MB of memory: look at it by hand"
TOO_LARGE = "what was read of {name} has more than {most} MB: look at it by hand"


class ReaderError(UserError):
    """The machine, not a submission, kept a reader from starting."""


class ReaderProcess:
    """A reader in a confined process; a context that ends it."""

    def __init__(self) -> None:
        self._process: _Process | None = None
        self._spent_before_s = 0.0

    @property
    def spent_s(self) -> float:
        """Seconds of processor time that answers took so far, in all processes."""
        return self._spent_before_s + (self._process.spent_s if self._process else 0.0)

    def ask(self, request: Request[R], limit_s: float, file: BinaryIO | None = None) -> R:
        """The reply; raises Unreadable, ReaderError, and OutOfTime after `limit_s`."""
        if self._process is not None and self._process.has_ended:
            self.close()
        if self._process is None:
            self._process = _Process()
        try:
            answer = self._process.ask(request, limit_s, file)
        except BaseException as error:
            self.close()  # whatever spoilt it may spoil all that follow
            if not isinstance(error, WorkerFault | FrameError):
                raise
            if isinstance(error, WorkerFault) and error.kind == FaultKind.TIMEOUT:
                raise OutOfTime from None
            raise _hard(ENDED.format(name=request.name)) from None
        if self._process.is_worn(answer):
            self.close()
        if isinstance(answer, wire.Refusal):
            raise Unreadable(answer.kind, answer.message)
        if isinstance(answer, wire.TooMuchMemory):
            raise _hard(TOO_MUCH_MEMORY.format(name=request.name, most=MEMORY >> 20))
        if isinstance(answer, wire.TooLarge):
            raise _hard(TOO_LARGE.format(name=request.name, most=MAX_PAYLOAD >> 20))
        return answer

    def close(self) -> None:
        """End the process; the next question starts another."""
        if self._process is not None:
            self._spent_before_s += self._process.spent_s
            self._process.close()
            self._process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def reader_here() -> Reader:
    """The most careful reader that this machine can have, as a context.

    Windows cannot hand an open file to another process in the same way, and confines nothing:
    what is graded there is trusted.
    """
    return ReaderProcess() if hasattr(socket, "send_fds") else OwnProcess()


class _Process:
    """The process, the socket for requests, and the one over which files are handed to it."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        self._control, control = socket.socketpair()
        # This very kit first, wherever else one may be installed.
        roots = [str(Path(__file__).resolve().parents[2])]
        roots += [entry for entry in sys.path if entry and Path(entry).resolve() != Path.cwd()]
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115  read when the start fails
        numbers = [str(theirs.fileno()), str(control.fileno())]
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-B", "-c", START, *numbers, json.dumps(_roots())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._complaints,
                cwd="/",
                env=ENVIRONMENT,
                pass_fds=[theirs.fileno(), control.fileno()],
                start_new_session=True,
            )
        except OSError as error:
            ours.close()
            self._control.close()
            self._complaints.close()
            raise ReaderError(f"no process for reading can be started: {error}") from None
        finally:
            theirs.close()
            control.close()
        self._channel = Channel(ours, None, clock(self._process.pid), wire.body)
        try:
            greeting, self._most_bytes = wire.read_reply(
                self._channel.greeting(START_S), wire.Ready
            )
        except (WorkerFault, FrameError) as error:
            self._complaints.seek(0)
            why = self._complaints.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
            self.close()
            said = f"the process for reading did not start: it {error}; {why}"
            raise ReaderError(said) from None
        assert isinstance(greeting, wire.Ready)
        self._started_s = self._channel.own_time.spent_s

    @property
    def spent_s(self) -> float:
        """Seconds of processor time since it was ready."""
        return self._channel.own_time.spent_s - self._started_s

    @property
    def has_ended(self) -> bool:
        """Whether it was ended from outside."""
        return self._process.poll() is not None

    def ask(self, request: Request[R], limit_s: float, file: BinaryIO | None) -> R | wire.Failure:
        """The reply; raises WorkerFault and FrameError."""
        if file is not None:
            socket.send_fds(self._control, [b"."], [file.fileno()])
        content = self._channel.request(wire.request_frame(request), limit_s)
        assert isinstance(content, wire.Undecoded)
        answer, self._most_bytes = wire.read_reply(content, request.reply)
        return answer

    def is_worn(self, answer: object) -> bool:
        """Whether it had so much memory, which it does not give back, that the next needs another.

        One that has an archive open is still needed.
        """
        if isinstance(answer, ArchivedFiles) and not answer.last:
            return False
        return self._most_bytes > WORN

    def close(self) -> None:
        """Kill it; it holds nothing that would be lost."""
        self._process.kill()
        self._process.wait()
        self._channel.close()
        self._control.close()
        self._complaints.close()


def _roots() -> list[str]:
    """Where modules are found: as here, but not in this folder; and this very kit before others."""
    roots = [entry for entry in sys.path if entry and Path(entry).resolve() != Path.cwd()]
    kit = Path(__file__).resolve().parents[1]
    others = (place for place, entry in enumerate(roots) if Path(entry, kit.name).is_dir())
    roots.insert(next(others, len(roots)), str(kit.parent))
    return roots


def _hard(message: str) -> Unreadable:
    return Unreadable(ProblemKind.HARD_TO_READ, message)
