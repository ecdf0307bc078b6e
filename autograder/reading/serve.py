"""The program of a reader's process: confine itself, then answer until the judge hangs up.

It holds no secret: its environment is empty, and it is given one student's bytes at a time.
"""

from __future__ import annotations

import os
import socket
import sys
from typing import Any, BinaryIO

from autograder.reading import confinement, memory, wire
from autograder.reading.answers import Answering
from autograder.reading.requests import Unpack
from autograder.reading.unreadable import Unreadable
from autograder.worker.framing import PREFIX, announced, read_exactly


def main() -> None:
    """Take over the two sockets that the arguments name."""
    channel, control = int(sys.argv[1]), socket.socket(fileno=int(sys.argv[2]))
    requests, replies = os.fdopen(os.dup(channel), "rb"), os.fdopen(channel, "wb")
    _import_what_is_late()
    memory.begin(confinement.MEMORY)
    confinement.confine()
    replies.write(wire.reply_frame(wire.Ready(), 0))
    replies.flush()
    answering = Answering()
    while True:
        try:
            number, _, size = announced(read_exactly(requests, PREFIX.size))
            content = read_exactly(requests, size)
        except EOFError:
            return
        reply = _reply(answering, control, content)
        replies.write(wire.reply_frame(reply, number, memory.most_bytes()))
        replies.flush()


def _reply(answering: Answering, control: socket.socket, content: bytes) -> Any:
    request = wire.read_request(content)
    try:
        return answering.answer(request, _file(control) if isinstance(request, Unpack) else None)
    except Unreadable as error:
        return wire.Refusal(error.kind, str(error))
    except MemoryError:
        return wire.TooMuchMemory()


def _file(control: socket.socket) -> BinaryIO:
    _, [descriptor], _, _ = socket.recv_fds(control, 1, 1)
    return os.fdopen(descriptor, "rb")


def _import_what_is_late() -> None:
    """Modules that Python imports when it first needs them: once confined it finds none."""
    import bz2
    import gzip
    import lzma
    import traceback

    del bz2, gzip, lzma, traceback
    for encoding in ("cp437", "utf-8", "utf-8-sig", "utf-16", "ascii", "latin-1"):
        "a".encode(encoding)


if __name__ == "__main__":
    main()
