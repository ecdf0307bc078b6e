"""Observations as bytes of bounded size, for a database, and back.

The frames of a worker's replies, compressed. Arrays that are too large as they are keep some of
their numbers: always the same ones of a shape, so that equal results stay equal.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.model import tree
from autograder.model.observation import Observation, Raised, RaisedError, Value
from autograder.model.requests import RunReply
from autograder.sandbox import replies
from autograder.worker import frames, framing, protocol

# Bytes of all arrays together; and of the whole, uncompressed.
ROOM, MOST = 128 << 10, 256 << 10
# Of what is random little is gained by trying harder.
LEVEL = 1
# Multiples of it spread evenly, and in step with no number of rows or columns.
GOLDEN = (5**0.5 - 1) / 2


def encode(observations: Sequence[Observation]) -> bytes | None:
    """As bytes, at most about `MOST`; None where even a part of the numbers needs more.

    Without what tells two equal behaviours apart: words of exceptions, second results.
    """
    kept = [_bare(one) for one in observations]
    arrays = [leaf for one in kept if isinstance(one, Value) for leaf in _arrays(one.value)]
    if sum(one.nbytes for one in arrays) > ROOM:
        each = ROOM // len(arrays)
        kept = [
            replace(one, value=tree.map_leaves(lambda leaf: _thinned(leaf, each), one.value))
            if isinstance(one, Value)
            else one
            for one in kept
        ]
    try:
        frame = frames.encode([protocol.observation_tree(one) for one in kept])
    except frames.TooLarge:
        return None
    return zlib.compress(frame, LEVEL) if len(frame) <= MOST else None


def decode(content: bytes) -> RunReply:
    """The observations, as far as they were kept; raises ValueError for other bytes."""
    try:
        found = frames.decode(zlib.decompressobj().decompress(content, MOST))
    except (zlib.error, framing.FrameError) as error:
        raise ValueError(f"these bytes hold no observations: {error}") from None
    return tuple(replies.observation(one) for one in found)


def _bare(one: Observation) -> Observation:
    if isinstance(one, Raised):
        return Raised(RaisedError(one.error.type, (), "", 0, ""))
    return replace(one, again=None) if isinstance(one, Value) else one


def _arrays(value: Any) -> list[npt.NDArray[Any]]:
    return [leaf for _, leaf in tree.leaves(value) if isinstance(leaf, np.ndarray)]


def _thinned(leaf: Any, most: int) -> Any:
    """An array of at most so many bytes, or one number."""
    if not isinstance(leaf, np.ndarray) or leaf.nbytes <= most:
        return leaf
    count = max(1, most // leaf.itemsize)
    return leaf.reshape(-1)[(np.arange(count) * GOLDEN % 1 * leaf.size).astype(np.int64)]
