"""What every frame begins with: a mark, a number, and how long its two parts are."""

from __future__ import annotations

import struct
from typing import IO

MAGIC = b"NAF1"
PREFIX = struct.Struct("<4sQQQ")
MAX_HEADER = 32 << 20
# A judge compares in double precision: a truth value takes eight times its room there.
MAX_PAYLOAD = 64 << 20


class FrameError(Exception):
    """Bytes that are not a well-formed frame, or a value no frame can carry."""


def announced(prefix: bytes) -> tuple[int, int, int]:
    """Number, header length and payload length of a prefix, checked against the limits."""
    magic, number, header_size, payload_size = PREFIX.unpack(prefix)
    if magic != MAGIC:
        raise FrameError("not a frame")
    if header_size > MAX_HEADER or payload_size > MAX_PAYLOAD:
        raise FrameError("a frame announced more than the limit")
    return number, header_size, payload_size


def renumbered(frame: bytes, number: int) -> bytes:
    """The same frame for another request: what is sent often is encoded once."""
    _, _, header_size, payload_size = PREFIX.unpack_from(frame)
    return PREFIX.pack(MAGIC, number, header_size, payload_size) + frame[PREFIX.size :]


def read_exactly(stream: IO[bytes], size: int) -> bytes:
    """Read `size` bytes or raise EOFError."""
    data = bytearray()
    while len(data) < size:
        piece = stream.read(min(size - len(data), 1 << 20))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)
