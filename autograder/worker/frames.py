"""Frames: a JSON header and raw array bytes. The only form in which data leaves a worker.

Layout: magic, request number, header length, payload length (little-endian), header, payload.
No pickle and no npy: their headers are programs or literals. A frame is checked in full before an
array is built from it.
"""

from __future__ import annotations

import json
import math
from typing import IO, Any

import numpy as np

from autograder.model.observation import Opaque
from autograder.worker.framing import (
    MAGIC,
    MAX_HEADER,
    MAX_PAYLOAD,
    PREFIX,
    FrameError,
    announced,
    read_exactly,
)

DTYPES = frozenset(
    ["<f2", "<f4", "<f8", "<i1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", "|b1"]
)
MAX_DEPTH = 24
MAX_ITEMS = 200_000
# An item is written with at most this many of the signs [ { and comma. They are counted before JSON
# makes objects, of which three bytes can ask for a hundred.
MARKS = 8
# A header of so many bytes is kept as long as the arrays that follow it.
SHORT = 64 << 10
MAX_DIMENSIONS = 16
MAX_TEXT = 4 << 20  # a whole submission travels as one text


class TooLarge(FrameError):
    """A value with more items or bytes than a frame may hold."""

    def __init__(self) -> None:
        super().__init__(
            f"a result of more than {MAX_ITEMS} values or {MAX_PAYLOAD >> 20} MB is not sent"
        )


def encode(value: Any, number: int = 0) -> bytes:
    """Encode a tree of plain values and numpy arrays; foreign types become `Opaque`."""
    encoder = _Encoder()
    tree = encoder.tree(value, 0)
    header = json.dumps({"v": tree, "a": encoder.arrays}, allow_nan=False).encode()
    payload = b"".join(encoder.chunks)
    if len(header) > MAX_HEADER or len(payload) > MAX_PAYLOAD:
        raise TooLarge
    return PREFIX.pack(MAGIC, number, len(header), len(payload)) + header + payload


def decode(frame: bytes | bytearray) -> Any:
    """Decode one frame; anything irregular raises FrameError. Its arrays are read-only."""
    if len(frame) < PREFIX.size:
        raise FrameError("truncated frame")
    _, header_size, payload_size = announced(bytes(frame[: PREFIX.size]))
    if len(frame) != PREFIX.size + header_size + payload_size:
        raise FrameError("a frame's length differs from what it announced")
    split = PREFIX.size + header_size
    header = bytes(frame[PREFIX.size : split])
    if sum(header.count(mark) for mark in b"[{,") > MARKS * MAX_ITEMS:
        raise TooLarge
    # The arrays keep alive what they are views of: a long header is not kept for them.
    payload = memoryview(frame)[split:] if split < SHORT else memoryview(bytes(frame[split:]))
    return _parse(header, payload.toreadonly())


def read(stream: IO[bytes]) -> tuple[int, Any]:
    """Read and decode the next frame: its number and its value."""
    number, header_size, payload_size = announced(read_exactly(stream, PREFIX.size))
    header = read_exactly(stream, header_size)
    return number, _parse(header, memoryview(read_exactly(stream, payload_size)))


def _sendable(text: str) -> str:
    return str.__str__(text)[:MAX_TEXT].encode("utf-8", "replace").decode()


def _scalar(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value if value is None else bool(value)
    if isinstance(value, int):
        return int(value) if abs(int(value)) < 1 << 63 else {"o": "an integer beyond 64 bits"}
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else {"f": float.__repr__(value)}
    return _sendable(value)  # lone surrogates cannot be written to any report


class _Encoder:
    def __init__(self) -> None:
        self.arrays: list[list[Any]] = []
        self.chunks: list[bytes] = []
        self.items = 0
        self.size = 0

    def tree(self, value: Any, depth: int) -> Any:
        self.items += 1
        if self.items > MAX_ITEMS:
            raise TooLarge
        if depth > MAX_DEPTH:
            return {"o": "a structure nested too deeply"}
        if isinstance(value, np.ndarray | np.generic) and not isinstance(value, str):
            return self._array(value)
        if value is None or isinstance(value, bool | int | float | str):
            return _scalar(value)
        if isinstance(value, list):
            return {"l": self._children(list, value, depth)}
        if isinstance(value, tuple):
            return {"t": self._children(tuple, value, depth)}
        if isinstance(value, dict):
            items = list(dict.items(value))
            if all(isinstance(key, str) for key, _ in items):
                return {"d": [[_sendable(key), self.tree(item, depth + 1)] for key, item in items]}
            return {"o": "dict with keys that are not strings"}
        if isinstance(value, Opaque):
            return {"o": value.type_name[:200]}
        return {"o": type(value).__name__[:200]}

    def _children(self, kind: type[list[Any] | tuple[Any, ...]], value: Any, depth: int) -> Any:
        # By the built-in type's own methods: a subclass may lie.
        if kind.__len__(value) > MAX_ITEMS:
            raise TooLarge
        return [self.tree(item, depth + 1) for item in kind.__iter__(value)]

    def _array(self, value: Any) -> Any:
        # Before it is copied: a broadcast array may claim more than there is.
        self.size += _room(value.shape, value.dtype.itemsize)
        if self.size > MAX_PAYLOAD:
            raise TooLarge
        plain = np.array(value, copy=True, subok=False, order="C")
        if plain.dtype.byteorder == ">":
            plain = plain.astype(plain.dtype.newbyteorder("<"))
        if plain.dtype.str not in DTYPES:
            return {"o": f"array of dtype {plain.dtype}"[:200]}
        self.arrays.append([plain.dtype.str, list(plain.shape)])
        self.chunks.append(plain.tobytes())
        return {"a": len(self.arrays) - 1}


def _room(shape: tuple[int, ...] | list[int], item_size: int) -> int:
    """Bytes of an array; one without elements counts as if its empty axes had one.

    Sums over an empty axis of (2**39, 0) would have 2**39 elements.
    """
    return math.prod(max(size, 1) for size in shape) * item_size


def _parse(header: bytes, payload: memoryview) -> Any:
    try:
        # Strictly ASCII, as encoded: JSON's own reader guesses at encodings.
        top = json.loads(
            header.decode("ascii"), parse_constant=_refuse, object_pairs_hook=_without_repetition
        )
        if not isinstance(top, dict) or set(top) != {"v", "a"}:
            raise FrameError("a frame's header lacks its parts")
        decoder = _Decoder(_arrays(top["a"], payload))
        value = decoder.value(top["v"], 0)
        if decoder.taken != len(decoder.arrays):
            raise FrameError("an array that belongs to no value")
        return value
    except FrameError:
        raise
    except (ValueError, RecursionError, TypeError, KeyError, IndexError) as error:
        raise FrameError(f"a malformed header ({type(error).__name__})") from None


def _refuse(constant: str) -> Any:
    raise FrameError(f"{constant} is not a number")


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise FrameError("a name that stands twice")
    return found


def _arrays(described: Any, payload: memoryview) -> list[np.ndarray[Any, Any]]:
    if not isinstance(described, list):
        raise FrameError("a frame's array table is not a list")
    if len(described) > MAX_ITEMS:
        raise TooLarge
    arrays = []
    offset = 0
    for entry in described:
        dtype_name, shape = entry
        if dtype_name not in DTYPES:
            raise FrameError("a dtype that is not allowed")
        if not isinstance(shape, list) or len(shape) > MAX_DIMENSIONS:
            raise FrameError("a shape that is not allowed")
        if not all(type(size) is int and 0 <= size <= MAX_PAYLOAD for size in shape):
            raise FrameError("a shape that is not allowed")
        dtype = np.dtype(dtype_name)
        if _room(shape, dtype.itemsize) > MAX_PAYLOAD:
            raise FrameError("a shape that is not allowed")
        size = math.prod(shape) * dtype.itemsize
        if offset + size > len(payload):
            raise FrameError("an array reaches beyond its frame")
        flat = np.frombuffer(payload, dtype=dtype, count=math.prod(shape), offset=offset)
        arrays.append(flat.reshape(shape))
        offset += size
    if offset != len(payload):
        raise FrameError("bytes that belong to no array")
    return arrays


class _Decoder:
    def __init__(self, arrays: list[np.ndarray[Any, Any]]) -> None:
        self.arrays = arrays
        self.taken = 0

    def value(self, tree: Any, depth: int) -> Any:
        if depth > MAX_DEPTH + 1:
            raise FrameError("a value nested too deeply")
        if tree is None or isinstance(tree, str | bool | int | float):
            return _plain(tree)
        if not isinstance(tree, dict) or len(tree) != 1:
            raise FrameError("a value of unknown form")
        [(tag, content)] = tree.items()
        if tag in ("l", "t", "d") and isinstance(content, list):
            return self._nested(tag, content, depth)
        if tag == "a" and type(content) is int and content == self.taken < len(self.arrays):
            # Each array once, in order: repeating one would multiply what is to be compared.
            self.taken += 1
            return self.arrays[content]
        if tag == "f" and content in ("nan", "inf", "-inf"):
            return float(content)
        if tag == "o" and isinstance(content, str):
            return Opaque(_text(content[:200]))
        raise FrameError("a value of unknown form")

    def _nested(self, tag: str, content: list[Any], depth: int) -> Any:
        if tag == "l":
            return [self.value(item, depth + 1) for item in content]
        if tag == "t":
            return tuple(self.value(item, depth + 1) for item in content)
        pairs: dict[str, Any] = {}
        for key, item in content:
            if not isinstance(key, str) or key in pairs:
                raise FrameError("a repeated or odd key")
            pairs[_text(key)] = self.value(item, depth + 1)
        return pairs


def _plain(tree: Any) -> Any:
    """A text, a truth value or a number that JSON could spell and no frame holds is refused."""
    if isinstance(tree, str):
        return _text(tree)
    if isinstance(tree, int) and abs(tree) >= 1 << 63:
        raise FrameError("an integer beyond 64 bits")
    if isinstance(tree, float) and not math.isfinite(tree):  # 1e999 is no number of JSON's either
        raise FrameError("a number that is none")
    return tree


def _text(text: str) -> str:
    """A text that can be written to a report: no lone surrogates, which JSON can spell."""
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise FrameError("a text that is no Unicode")
    return text
