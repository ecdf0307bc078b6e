"""Arithmetic as accelerators do it, on the CPU: loaded into a worker in front of a submission.

Sums and matrix products go in parts, from the last to the first, as many threads add up; with TF32
factors of matrix products have ten bits behind the point, too, as tensor cores take them where a
program allows it. Both passes of PyTorch's automatic differentiation are covered.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode

aten = torch.ops.aten
PARTS = 4
# Single precision has 23 bits behind the point, of which TF32 keeps 10.
LOST_BITS = 13


def start(tf32: bool) -> None:
    """From now on, and to the end of the process."""
    _Arithmetic(tf32).__enter__()


class _Arithmetic(TorchDispatchMode):
    def __init__(self, tf32: bool) -> None:
        super().__init__()
        self._tf32 = tf32

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        given = kwargs or {}
        if func in (aten.mm.default, aten.bmm.default):
            return self._product(func, *args)
        if func == aten.addmm.default and not given:
            bias, one, other = args
            return bias + self._product(aten.mm.default, one, other)
        if func == aten.sum.dim_IntList and len(args[1]) == 1:
            return func(args[0].flip(args[1]), *args[1:], **given)
        return func(*args, **given)

    def _product(self, multiply: Callable[..., Any], one: Any, other: Any) -> Any:
        if self._tf32:
            one, other = _rounded(one), _rounded(other)
        left, right = one.chunk(PARTS, dim=-1), other.chunk(PARTS, dim=-2)
        parts = [multiply(a, b) for a, b in zip(left, right, strict=True)]
        return sum(reversed(parts[:-1]), parts[-1])


def _rounded(value: Any) -> Any:
    """To the nearest number of fewer bits."""
    bits = value.contiguous().view(torch.int32)
    return ((bits + (1 << (LOST_BITS - 1))) & -(1 << LOST_BITS)).view(torch.float32)
