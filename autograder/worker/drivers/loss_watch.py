"""Compares a learning curve with the losses that were computed on the way, whatever the loop.

A loss is free to choose, and so is how batches are made. What is seen is the number from which each
backward pass starts, and beside it what a loss function of PyTorch gave last: the two differ where
a loss is divided before it goes back, or has a penalty added to it. One of them, as the mean of its
batch or as its sum, must give the whole curve.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch._C import _functorch as functorch  # torch.func's tensors around tensors
from torch.optim.optimizer import register_optimizer_step_post_hook
from torch.overrides import TorchFunctionMode

from autograder.worker.drivers.torch import Watch

ENGINE = "_engine_run_backward"
# Sums in single precision differ by less, and so does a loss that is rounded to four digits. The
# mean of the batches' means differs by more in some epoch, where the last batch is smaller.
RELATIVE, ABSOLUTE = 2e-4, 6e-5


@dataclass(frozen=True)
class Batch:
    """What one backward pass went through: so many samples, and their loss in both senses."""

    samples: int
    start: float  # where the backward pass started
    loss: float  # what a loss function gave before it: the mean of a batch
    step: int  # how many steps of an optimizer came before

    @property
    def means(self) -> tuple[float, float, float]:
        """What the mean loss of the batch may have been."""
        return self.start, self.start / self.samples, self.loss


class LossWatch(TorchFunctionMode):
    """Within the context, notes the losses of each batch that a watched model has learnt from."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self.batches: list[Batch] = []
        self._watch = watch
        self._loss = math.nan
        self._steps = 0

    def __enter__(self) -> LossWatch:
        # Where `backward` and `grad` find the engine.
        self._engine: Callable[..., Any] = vars(torch.autograd)[ENGINE]
        setattr(torch.autograd, ENGINE, self._backward)
        self._hook = register_optimizer_step_post_hook(self._stepped)
        super().__enter__()  # type: ignore[no-untyped-call]
        return self

    def __exit__(self, *raised: Any) -> None:
        super().__exit__(*raised)  # type: ignore[no-untyped-call]
        self._hook.remove()
        setattr(torch.autograd, ENGINE, self._engine)

    def __torch_function__(
        self, func: Any, types: Any, args: Sequence[Any] = (), kwargs: Any = None
    ) -> Any:
        result = func(*args, **(kwargs or {}))
        name = getattr(func, "__name__", "")
        if name.endswith(("_loss", "cross_entropy", "_with_logits")):
            summed = (kwargs or {}).get("reduction") == "sum"
            self._loss = _number(result) / (len(args[0]) if summed else max(1, result.numel()))
        return result

    def is_mean_over_samples(self, curve: Sequence[float]) -> bool:
        """Whether each number is the mean loss of an epoch, of as many samples in each.

        True where nothing was seen: there are ways to a gradient that no engine goes.
        """
        if not self.batches:
            return True
        # A step that looks at its batch several times reports what it saw first.
        firsts = [
            one
            for before, one in zip([None, *self.batches], self.batches, strict=False)
            if before is None or before.step != one.step
        ]
        return any(_fits(batches, curve) for batches in (self.batches, firsts))

    def _backward(self, roots: Any, upstream: Any, *rest: Any, **named: Any) -> Any:
        known = len(self._watch.came_back)
        result = self._engine(roots, upstream, *rest, **named)
        samples = sum(one["samples"] for one in self._watch.came_back[known:])
        if samples:
            pairs = zip(roots, upstream, strict=True)
            start = sum(_number(root if g is None else root * g) for root, g in pairs)
            self.batches.append(Batch(samples, start, self._loss, self._steps))
        return result

    def _stepped(self, *_: Any) -> None:
        self._steps += 1


def _number(value: torch.Tensor) -> float:
    """The sum of a tensor's numbers."""
    value = value.detach()
    while functorch.is_functorch_wrapped_tensor(value):
        value = functorch.get_unwrapped(value)
    return float(value.double().sum())


def _fits(batches: Sequence[Batch], curve: Sequence[float]) -> bool:
    epochs = list(_epochs(batches, len(curve)))
    if len(epochs) != len(curve):
        return False
    samples = [sum(one.samples for one in epoch) for epoch in epochs]
    for way in range(3):
        means = [
            math.fsum(one.samples * one.means[way] for one in epoch) / count
            for epoch, count in zip(epochs, samples, strict=True)
        ]
        if all(map(_near, means, curve)):
            return True
    return False


def _near(mean: float, told: float) -> bool:
    return math.isclose(mean, told, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def _epochs(batches: Sequence[Batch], count: int) -> Iterator[Sequence[Batch]]:
    """As many parts, each with equally many samples; none where batches do not make them up."""
    if not count:
        return
    total = sum(one.samples for one in batches)
    start = seen = found = 0
    for place, one in enumerate(batches, 1):
        seen += one.samples
        if seen * count == total * (found + 1):
            yield batches[start:place]
            start, found = place, found + 1
