"""The judge's end of a worker's socket: one poll loop with one deadline for sending and receiving.

Whatever arrives is untrusted: bytes that nobody asked for are a fault, lengths are checked before
anything is allocated for them, and descriptors that a worker passes are never received.
"""

from __future__ import annotations

import secrets
import select
import socket
from collections.abc import Callable
from typing import Any

from autograder.model.outcomes import FaultKind
from autograder.sandbox.own_time import Clock, Deadline, OwnTime
from autograder.sandbox.replies import WorkerFault
from autograder.worker import frames, framing

PIECE = 1 << 20


class Channel:
    """Frames to and from one worker, whose death shows on `pidfd`; limits are of its own time.

    Without `pidfd` the death shows where the worker alone holds the other end of the socket.
    `decode` makes a value of a whole frame, and raises FrameError.
    """

    def __init__(
        self,
        sock: socket.socket,
        pidfd: int | None,
        clock: Clock,
        decode: Callable[[bytearray], Any] = frames.decode,
    ) -> None:
        self._decode = decode
        self._socket = sock
        self._socket.setblocking(False)
        self._pidfd = pidfd
        self.own_time = OwnTime(clock)
        self._received = bytearray()
        # Not guessable from one submission to the next: an answer cannot be written in advance.
        self._number = secrets.randbits(62)

    def greeting(self, limit_s: float) -> Any:
        """The frame that a confined child sends before it reads anything."""
        return self._receive(0, b"", limit_s)

    def request(self, frame: bytes, limit_s: float) -> object:
        """Send one request and return its answer; raises WorkerFault."""
        if self._received or self._pending():
            raise WorkerFault(FaultKind.PROTOCOL, "answered before it was asked")
        self._number += 1
        return self._receive(self._number, framing.renumbered(frame, self._number), limit_s)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _pending(self) -> bool:
        try:
            return bool(self._socket.recv(1, socket.MSG_PEEK))
        except BlockingIOError:
            return False
        except OSError:
            return False  # a dead worker shows when it is asked

    def _receive(self, number: int, unsent: bytes, limit_s: float) -> Any:
        deadline = Deadline(self.own_time, limit_s)
        poll = select.poll()
        poll.register(self._socket, select.POLLIN | (select.POLLOUT if unsent else 0))
        if self._pidfd is not None:
            poll.register(self._pidfd, select.POLLIN)
        waiting = memoryview(unsent)
        while True:
            size = self._frame_size()
            if size is not None and len(self._received) >= size:
                return self._take(size, number)
            happened = dict(poll.poll(deadline.pause_s * 1000))
            deadline.look(idle=not happened)
            if happened.get(self._socket.fileno(), 0) & select.POLLOUT and waiting:
                waiting = waiting[self._send(waiting) :]
                if not waiting:
                    poll.modify(self._socket, select.POLLIN)
            if happened.get(self._socket.fileno(), 0) & (
                select.POLLIN | select.POLLHUP | select.POLLERR
            ):
                self._read(size)
            elif self._pidfd in happened:
                raise WorkerFault(FaultKind.DIED, "ended its process")

    def _send(self, waiting: memoryview) -> int:
        try:
            return self._socket.send(waiting)
        except BlockingIOError:
            return 0
        except OSError:
            raise WorkerFault(FaultKind.DIED, "ended its process") from None

    def _read(self, size: int | None) -> None:
        """Read no further than the frame that is due, whose length was checked."""
        wanted = (framing.PREFIX.size if size is None else size) - len(self._received)
        try:
            piece = self._socket.recv(min(wanted, PIECE))
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            raise WorkerFault(FaultKind.DIED, "ended its process")
        self._received += piece

    def _frame_size(self) -> int | None:
        if len(self._received) < framing.PREFIX.size:
            return None
        try:
            _, header, payload = framing.announced(bytes(self._received[: framing.PREFIX.size]))
        except framing.FrameError as error:
            raise WorkerFault(
                FaultKind.PROTOCOL, f"sent bytes that are no answer ({error})"
            ) from None
        return framing.PREFIX.size + header + payload

    def _take(self, size: int, number: int) -> Any:
        frame, self._received = self._received, bytearray()
        try:
            given, _, _ = framing.announced(bytes(frame[: framing.PREFIX.size]))
            if given != number or len(frame) != size:
                raise WorkerFault(FaultKind.PROTOCOL, "answered out of turn")
            return self._decode(frame)
        except framing.FrameError as error:
            raise WorkerFault(
                FaultKind.PROTOCOL, f"sent bytes that are no answer ({error})"
            ) from None
