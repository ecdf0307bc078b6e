"""Frames carry what they should and refuse everything else."""

from __future__ import annotations

import contextlib
import json
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.model.observation import Opaque
from autograder.numerics.comparison import same
from autograder.worker import frames, framing

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=20,
)


@given(PLAIN)
def test_plain_values_survive(value: object) -> None:
    assert repr(frames.decode(frames.encode(value))) == repr(value)


@given(st.sampled_from(["<f8", "<f4", "<i8", "|b1"]), st.lists(st.integers(0, 4), max_size=4))
def test_arrays_survive(dtype: str, shape: list[int]) -> None:
    array = np.random.default_rng(0).normal(size=shape).astype(dtype)
    back = frames.decode(frames.encode({"x": array}))["x"]
    assert back.dtype == array.dtype and back.shape == array.shape and same(back, array)


@given(st.binary(max_size=200))
def test_random_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(framing.FrameError):
        frames.decode(data)


@given(st.integers(0, 1000), st.integers(0, 255))
def test_a_changed_byte_never_crashes(position: int, value: int) -> None:
    frame = bytearray(frames.encode({"x": np.arange(6.0).reshape(2, 3), "y": [1, "two"]}))
    frame[position % len(frame)] = value
    with contextlib.suppress(framing.FrameError):  # any other exception is a crash of the judge
        frames.decode(bytes(frame))


@pytest.mark.parametrize(
    "header",
    [
        b'{"v": {"a": 0}, "a": [["|O", [1]]]}',
        b'{"v": {"a": 0}, "a": [["<f8", [1000000000000]]]}',
        b'{"v": {"a": 0}, "a": [["<f8", [-1]]]}',
        b'{"v": {"a": 7}, "a": []}',
        b'{"v": NaN, "a": []}',
        b"[" * 100_000,
        b'{"v": 9223372036854775808, "a": []}',
        b'{"v": 1e999, "a": []}',
        b'{"v": 1, "v": 2, "a": []}',
        b'{"v": {"l": [], "l": [1]}, "a": []}',
        '{"v": 1, "a": []}'.encode("utf-16"),
        '{"v": "é", "a": []}'.encode("latin-1"),
        b'{"v": 0, "a": [["|b1", [0]]]}',
        b'{"v": {"l": [{"a": 0}, {"a": 0}]}, "a": [["|b1", [0]]]}',
        b'{"v": {"l": [{"a": 1}, {"a": 0}]}, "a": [["|b1", [0]], ["|b1", [0]]]}',
        b'{"v": {"a": false}, "a": [["|b1", [0]]]}',
        b'{"v": {"a": 0}, "a": [["|b1", [false]]]}',
        b'{"v": {"a": 0}, "a": [["|b1", [0, 549755813888]]]}',
        b'{"v": {"a": 0}, "a": [["|b1", [0, 8192, 8193]]]}',
        b'{"v": {"l": [' + b"0," * 2_000_000 + b'0]}, "a": []}',
    ],
    ids=lambda header: repr(header[:40]),
)
def test_hostile_headers_are_refused(header: bytes) -> None:
    frame = struct.pack("<4sQQQ", framing.MAGIC, 0, len(header), 0) + header
    with pytest.raises(framing.FrameError):
        frames.decode(frame)


@pytest.mark.parametrize(
    "value",
    [
        np.broadcast_to(1.0, (10**6, 10**6)),
        np.zeros((1 << 39, 0)),
        [np.zeros(5 << 20), np.zeros(5 << 20)],
        [0] * (frames.MAX_ITEMS + 1),
        [[0] * 1000] * 1000,
        {"key": {str(n): n for n in range(frames.MAX_ITEMS)}},
        ["x" * frames.MAX_TEXT] * 9,
    ],
    ids=range(7),
)
def test_a_value_that_is_too_large_is_not_sent_in_part(value: object) -> None:
    with pytest.raises(frames.TooLarge):
        frames.encode(value)


def test_a_foreign_object_is_named_and_not_sent() -> None:
    assert frames.decode(frames.encode(object())) == Opaque("object")
    assert isinstance(frames.decode(frames.encode(np.array([object()]))), Opaque)


@pytest.mark.parametrize("value", ["\udc80", {"\ud800": 1}])
def test_a_text_that_no_report_can_hold_never_arrives(value: object) -> None:
    repr(frames.decode(frames.encode(value))).encode("utf-8")
    header = json.dumps({"v": {"l": [frames._Encoder().tree("x", 0)]}, "a": []})
    forged = header.replace('"x"', '"\\ud800"').encode()
    with pytest.raises(framing.FrameError):
        frames.decode(struct.pack("<4sQQQ", framing.MAGIC, 0, len(forged), 0) + forged)


def test_arrays_do_not_keep_a_long_header() -> None:
    """They are views of the frame that they came in."""
    [array, _] = frames.decode(bytearray(frames.encode([np.ones(3), "x" * (1 << 20)])))
    whole = array
    while isinstance(whole, np.ndarray):
        whole = whole.base
    assert memoryview(whole).nbytes == 24
