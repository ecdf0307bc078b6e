"""Winnowing: which of a text's passages are kept (Schleimer, Wilkerson and Aiken, 2003).

A passage is K tokens in a row. Of every WINDOW passages in a row the one with the smallest number
is kept; of several that are equal the one that is kept already, else the last, so that a text that
repeats itself keeps few. So any run of WINDOW + K - 1 tokens that two texts share leaves a passage
that both have kept, and a text keeps about 2 of WINDOW + 1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

# Measured in docs/evidence/similarity.md.
K, WINDOW = 12, 8
BETWEEN = b"\0"


def passages(symbols: Sequence[str], k: int = K, window: int = WINDOW) -> list[tuple[int, int]]:
    """Place and number of each passage that is kept of these tokens, in order.

    The number is 64 bits of BLAKE2b as a signed integer. Fewer than `k` tokens have no passage.
    """
    encoded = [symbol.encode() for symbol in symbols]
    hashes = [
        int.from_bytes(
            hashlib.blake2b(BETWEEN.join(encoded[place : place + k]), digest_size=8).digest(),
            "big",
            signed=True,
        )
        for place in range(len(encoded) - k + 1)
    ]
    return [(place, hashes[place]) for place in winnowed(hashes, window)]


def winnowed(hashes: Sequence[int], window: int) -> list[int]:
    """The places that are kept; of fewer than a window one."""
    kept: list[int] = []
    least = -1
    for end in range(min(window, len(hashes)), len(hashes) + 1):
        begin = max(0, end - window)
        if least < begin:  # the smallest has left the window
            least = begin
            for place in range(begin, end):
                if hashes[place] <= hashes[least]:
                    least = place
        elif hashes[end - 1] < hashes[least]:
            least = end - 1
        if end and (not kept or kept[-1] != least):
            kept.append(least)
    return kept
