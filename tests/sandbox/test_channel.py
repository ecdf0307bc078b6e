"""The judge's end of a worker's socket, against peers that break every rule of it."""

from __future__ import annotations

import contextlib
import json
import math
import os
import random
import select
import socket
import struct
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.model.observation import Opaque
from autograder.sandbox.channel import Channel
from autograder.sandbox.own_time import WallClock
from autograder.sandbox.session import WorkerFault
from autograder.worker import frames, framing

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a channel watches a pidfd")

KINDS = {"timeout", "died", "memory", "protocol"}
# Long enough for a busy machine, and never waited for where the peer hangs up at its end.
PATIENCE_S = 20.0
REQUEST = frames.encode({"kind": "run"})
ANSWERS: list[dict[str, Any]] = [
    {"observations": [{"value": np.arange(6.0).reshape(2, 3), "warned": []}]},
    {"names": ["double"], "failures": []},
    {"observations": [{"value": [1, 2.5, None, True, "text", (math.inf,)], "warned": ["over"]}]},
    {"observations": [{"value": {"W": np.zeros((0, 3)), "b": np.float32(1)}, "warned": []}]},
]
Script = Callable[[socket.socket, int], None]


class Peer:
    """The other end: waits for each request, then does what its script says, then hangs up."""

    def __init__(self, script: Script, requests: int = 1, reads: bool = True) -> None:
        ours, self._end = socket.socketpair()
        self._script = script
        self._requests = requests
        self._reads = reads
        self.alive = os.eventfd(0)
        self.channel = Channel(ours, self.alive, WallClock())
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        with self._end, contextlib.suppress(OSError, EOFError):
            stream = self._end.makefile("rb")
            for _ in range(self._requests):
                number = frames.read(stream)[0] if self._reads else 0
                self._script(self._end, number)

    def __enter__(self) -> Channel:
        self._thread.start()
        return self.channel

    def __exit__(self, *_: object) -> None:
        self.channel.close()
        self._thread.join()
        os.close(self.alive)


def answered(script: Script, deadline_s: float = PATIENCE_S) -> Any:
    """The answer to one request, or the kind of fault."""
    with Peer(script) as channel:
        try:
            return channel.request(REQUEST, deadline_s)
        except WorkerFault as fault:
            return fault.kind


def is_well_formed(value: Any, depth: int = 0) -> bool:
    """Whether a decoded value has nothing in it that a judge does not expect."""
    if depth > frames.MAX_DEPTH + 1:
        return False
    if isinstance(value, np.ndarray):
        return value.dtype.str in frames.DTYPES and not value.flags.writeable
    if isinstance(value, str):
        return len(value.encode("utf-8")) >= 0
    if type(value) is int:
        return abs(value) < 1 << 63
    if isinstance(value, Opaque):
        return len(value.type_name) <= 200 and is_well_formed(value.type_name)
    if isinstance(value, list | tuple):
        return all(is_well_formed(item, depth + 1) for item in value)
    if isinstance(value, dict):
        return all(
            is_well_formed(key, depth) and is_well_formed(item, depth + 1)
            for key, item in value.items()
        )
    return value is None or type(value) in (bool, float)


def raw(header: bytes, payload: bytes = b"", number: int = 0) -> bytes:
    """A frame with any header."""
    return (
        struct.pack("<4sQQQ", framing.MAGIC, number, len(header), len(payload)) + header + payload
    )


# What a peer sends: pieces that are made when the request's number is known.
TREES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.sampled_from([{"a": 0}, {"a": 1}, {"f": "nan"}, {"o": "x"}, {"a": True}, {"x": 1}]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.fixed_dictionaries({"l": st.lists(inner, max_size=4)})
        | st.fixed_dictionaries({"t": st.lists(inner, max_size=4)})
        | st.fixed_dictionaries({"d": st.lists(st.tuples(st.text(), inner), max_size=4)})
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)
SHAPES = st.lists(st.integers(-1, 5) | st.sampled_from([1 << 39, 1 << 62, True, 0.5]), max_size=4)
TABLES = st.lists(
    st.tuples(st.sampled_from([*sorted(frames.DTYPES), ">f8", "|O", "|V0", "<U1", 7]), SHAPES),
    max_size=3,
)
HEADERS = st.builds(
    lambda value, arrays: json.dumps({"v": value, "a": arrays}).encode(), TREES, TABLES
)
SPOILS = st.sampled_from(["whole", "cut", "twice", "early", "late", "longer", "flipped"])


def spoiled(frame: bytes, how: str, place: int) -> bytes:
    """A frame as an attacker sends it."""
    at = place % len(frame)
    if how == "cut":
        return frame[:at]
    if how == "twice":
        return frame * 2
    if how == "longer":
        return frame + frame[:at]
    if how == "flipped":
        return frame[:at] + bytes([frame[at] ^ (1 + place % 255)]) + frame[at + 1 :]
    return frame


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    """One to three frames, sound or not, in pieces of any size."""
    parts = draw(
        st.lists(
            st.tuples(
                st.sampled_from(ANSWERS) | HEADERS | st.binary(max_size=80),
                SPOILS,
                st.integers(0, 10_000),
                st.sampled_from([0, 0, 0, 1, -1, 1 << 40]),
            ),
            min_size=1,
            max_size=3,
        )
    )
    size = draw(st.integers(1, 200))

    def play(end: socket.socket, number: int) -> None:
        data = b""
        for what, how, place, offset in parts:
            wanted = (number + offset) % (1 << 64)
            if isinstance(what, dict):
                frame = frames.encode(what, wanted)
            elif what[:1] == b"{":
                frame = raw(what, bytes(place % 64), wanted)
            else:
                frame = what
            data += spoiled(frame, how, place) if frame else b""
        for start in range(0, len(data), size):
            end.sendall(data[start : start + size])

    return play


@given(scripts())
@settings(deadline=None, max_examples=300, derandomize=True)
def test_a_peer_gets_a_fault_or_gives_a_well_formed_answer(script: Script) -> None:
    got = answered(script)
    assert got in KINDS if isinstance(got, str) else is_well_formed(got)


@pytest.mark.parametrize("answer", ANSWERS, ids=range(len(ANSWERS)))
def test_a_sound_answer_arrives_in_pieces_of_any_size(answer: dict[str, Any]) -> None:
    for size in (1, 7, 1 << 16):

        def play(end: socket.socket, number: int, size: int = size) -> None:
            data = frames.encode(answer, number)
            for start in range(0, len(data), size):
                end.sendall(data[start : start + size])

        assert repr(answered(play)) == repr(frames.decode(frames.encode(answer)))


@pytest.mark.parametrize("early", [b"x", frames.encode({"observations": []}, 1)])
def test_what_was_said_before_a_request_is_a_fault(early: bytes) -> None:
    def play(end: socket.socket, number: int) -> None:
        end.sendall(early)
        end.recv(1)

    with Peer(play, reads=False) as channel:
        select.select([channel._socket], [], [])  # until it has arrived
        with pytest.raises(WorkerFault, match="before it was asked"):
            channel.request(REQUEST, PATIENCE_S)


def test_an_answer_and_more_is_an_answer_and_then_a_fault() -> None:
    def play(end: socket.socket, number: int) -> None:
        end.sendall(frames.encode({}, number) + frames.encode({}, number + 1))

    with Peer(play, requests=2) as channel:
        assert channel.request(REQUEST, PATIENCE_S) == {}
        with pytest.raises(WorkerFault, match="before it was asked"):
            channel.request(REQUEST, PATIENCE_S)


@pytest.mark.parametrize("offset", [-1, 1, 1 << 30])
def test_an_answer_to_another_request_is_a_fault(offset: int) -> None:
    assert answered(lambda end, n: end.sendall(frames.encode({}, n + offset))) == "protocol"


def test_the_deadline_is_one_for_all_bytes() -> None:
    """A byte now and then does not buy time: the peer would outlast any wait for each of them."""
    over = threading.Event()

    def drip(end: socket.socket, number: int) -> None:
        end.sendall(struct.pack("<4sQQQ", framing.MAGIC, number, 1 << 20, 0))
        for _ in range(4000):
            end.sendall(b" ")
            if over.wait(0.005):
                return

    assert answered(drip, deadline_s=0.2) == "timeout"
    over.set()


def test_sending_shares_the_deadline() -> None:
    over = threading.Event()
    request = frames.encode({"x": np.zeros(1 << 20)})

    def wait(*_: object) -> None:
        over.wait()

    with Peer(wait, reads=False) as channel:
        with pytest.raises(WorkerFault) as caught:
            channel.request(request, 0.1)
        over.set()
    assert caught.value.kind == "timeout"


def test_a_dead_peer_is_noticed_without_waiting() -> None:
    with Peer(lambda end, number: None) as channel:
        assert channel._pidfd is not None
        os.eventfd_write(channel._pidfd, 1)
        with pytest.raises(WorkerFault) as caught:
            channel.request(REQUEST, 3600)
    assert caught.value.kind == "died"


def test_the_last_words_of_a_dead_peer_count() -> None:
    def play(end: socket.socket, number: int) -> None:
        end.sendall(frames.encode({"last": "words"}, number))
        os.eventfd_write(peer.alive, 1)

    peer = Peer(play)
    with peer as channel:
        assert channel.request(REQUEST, PATIENCE_S) == {"last": "words"}


def test_descriptors_that_a_peer_passes_are_not_received() -> None:
    def play(end: socket.socket, number: int) -> None:
        socket.send_fds(end, [frames.encode({}, number)], [0, 1, 2] * 20)

    before = len(os.listdir("/proc/self/fd"))
    assert answered(play) == {}
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize(
    ("header", "payload"),
    [(1 << 63, 0), (0, 1 << 63), (framing.MAX_HEADER + 1, 0), (0, framing.MAX_PAYLOAD + 1)],
)
def test_an_announcement_beyond_the_limit_is_a_fault_at_once(header: int, payload: int) -> None:
    def play(end: socket.socket, number: int) -> None:
        end.sendall(struct.pack("<4sQQQ", framing.MAGIC, number, header, payload))
        end.recv(1)  # waits until the judge hangs up: it must not wait for the rest

    assert answered(play) == "protocol"


def test_what_is_announced_is_not_allocated() -> None:
    def play(end: socket.socket, number: int) -> None:
        most = struct.pack("<4sQQQ", framing.MAGIC, number, framing.MAX_HEADER, framing.MAX_PAYLOAD)
        end.sendall(most + b"{")

    tracemalloc.start()
    try:
        assert answered(play) == "died"
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


BOMBS = {
    "lists": b'{"v":{"l":[' + b"[]," * 400_000 + b'[]]},"a":[]}',
    "objects": b'{"v":{"l":[' + b'{"":0},' * 500_000 + b'0]},"a":[]}',
    "texts": b'{"v":{"l":[' + b'"\\u00e9e",' * 1_400_000 + b'0]},"a":[]}',
    "numbers": b'{"v":{"l":[' + b"1.5," * 1_590_000 + b'0]},"a":[]}',
    "arrays": b'{"v":0,"a":[' + b'["|b1",[0]],' * 390_000 + b'["|b1",[0]]]}',
    "pairs": b'{"v":{"d":[' + b'["",0],' * 520_000 + b'["",0]]},"a":[]}',
    "depth": b"[" * 1_590_000,
    "digits": b'{"v":' + b"9" * 4299 + b',"a":[]}',
}
MEASURE = """
import resource, sys
from autograder.worker import frames, framing
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
frame = sys.stdin.buffer.read()
before = peak()
try:
    frames.decode(frame)
except framing.FrameError:
    pass
print(peak() - before)
"""


@pytest.mark.parametrize("name", BOMBS)
def test_the_most_that_is_parsed_stays_small(name: str) -> None:
    """The worst headers that pass the count of signs: what they make is bounded."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], input=raw(BOMBS[name]), capture_output=True, check=True
    )
    assert int(done.stdout) < 300 << 10, "kilobytes"


@pytest.mark.parametrize("piece", [b"[],", b'{"":0},', b'"xy",', b"1,"])
def test_more_is_refused_before_it_is_parsed(piece: bytes) -> None:
    frame = raw(b'{"v":{"l":[' + piece * 2_000_000 + b'0]},"a":[]}')
    tracemalloc.start()
    try:
        with pytest.raises(frames.TooLarge):
            frames.decode(frame)
        assert tracemalloc.get_traced_memory()[1] < 2 * len(frame)
    finally:
        tracemalloc.stop()


def mutations(seed: int, count: int) -> Iterator[bytes]:
    """Frames with bytes changed, removed, repeated, and swapped between two frames."""
    draw = random.Random(seed)
    corpus = [frames.encode(answer, 5) for answer in ANSWERS]
    for _ in range(count):
        frame = bytearray(draw.choice(corpus))
        for _ in range(draw.choice([1, 1, 2, 4])):
            at = draw.randrange(len(frame))
            kind = draw.randrange(5)
            if kind == 0:
                frame[at] = draw.randrange(256)
            elif kind == 1:
                frame[at] ^= 1 << draw.randrange(8)
            elif kind == 2:
                del frame[at : at + draw.randrange(1, 9)]
            elif kind == 3:
                frame[at:at] = frame[at : at + draw.randrange(1, 9)]
            else:
                other = draw.choice(corpus)
                start = draw.randrange(len(other))
                piece = other[start : start + draw.randrange(1, 33)]
                frame[at : at + len(piece)] = piece
        if draw.random() < 0.7 and len(frame) > framing.PREFIX.size:
            # Make the lengths fit again, or most would be refused for that alone.
            header = frame.find(b'"a": [')
            header = frame.find(b"}", header) + 1 if header > 0 else len(frame)
            size = max(0, min(header, len(frame)) - framing.PREFIX.size)
            rest = len(frame) - framing.PREFIX.size - size
            frame[: framing.PREFIX.size] = struct.pack("<4sQQQ", framing.MAGIC, 5, size, rest)
        yield bytes(frame)


def test_a_mutated_frame_is_refused_or_well_formed() -> None:
    accepted = 0
    for frame in mutations(seed=7, count=20_000):
        try:
            value = frames.decode(frame)
        except framing.FrameError:
            continue
        accepted += 1
        assert is_well_formed(value), frame
    assert accepted > 500, "mutations that are all refused test nothing"
