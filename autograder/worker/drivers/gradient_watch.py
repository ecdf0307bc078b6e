"""Sees whether an optimizer's step goes by gradients that an earlier step has used already.

Seen from outside, whatever the loop looks like: what a backward pass adds to is the sum of passes
since the last step (which is fair: large batches are made of small ones so), or it is what was left
behind by a step. A loop may also keep a copy of an earlier sum and add it later: then what a step
goes by holds a part that is parallel to an earlier sum, beside that of its own.
"""

from __future__ import annotations

from collections import deque
from typing import Any

import torch
from torch import nn
from torch.optim import optimizer as optimizers

# Clipping may have shortened what was left behind, so its direction tells, to the rounding of
# single precision: what a loop puts there itself (a weight decay) may be almost parallel.
UNLIKE = 1e-6
# With fewer numbers other gradients may have the same direction: two logits' biases' always do.
FEW = 8
# What was added is looked for in one parameter, with no more numbers than this, among as many sums.
MANY, KEPT = 1024, 4000
# Momentum that a loop adds to the gradients itself is, in its second step, an old sum and nothing
# else; from then on it is a mixture of old ones.
OFTEN = 3


class GradientWatch:
    """Watches a model's parameters from its making on; what is added, within its context."""

    def __init__(self, model: nn.Module) -> None:
        self.old_were_left = False
        watched = [
            _OneParameter(self, parameter)
            for parameter in model.parameters()
            if parameter.numel() >= FEW
        ]
        fit = [one for one in watched if one.parameter.numel() <= MANY]
        self._looked_at = max(fit, key=lambda one: one.parameter.numel(), default=None)
        self._sums: deque[torch.Tensor] = deque(maxlen=KEPT)
        self._added = 0

    @property
    def old_were_used_again(self) -> bool:
        """Whether a step went by gradients that an earlier one had used."""
        return self.old_were_left or self._added >= OFTEN

    def __enter__(self) -> GradientWatch:
        self._hook = optimizers.register_optimizer_step_pre_hook(self._before_step)
        return self

    def __exit__(self, *_: Any) -> None:
        self._hook.remove()

    def _before_step(self, optimizer: Any, *_: Any) -> None:
        one = self._looked_at
        if one is None or one.fresh is None or one.parameter.grad is None:
            return
        groups = optimizer.param_groups
        if not any(p is one.parameter for group in groups for p in group["params"]):
            return
        own, one.fresh = one.fresh, None
        beside = _beside(own, _numbers(one.parameter.grad))
        if beside is not None and self._sums:
            old = torch.stack(list(self._sums))
            old = old - (old @ own / (own @ own))[:, None] * own
            like = torch.cosine_similarity(old, beside[None], dim=1).abs().max()
            self._added += bool(like > 1 - UNLIKE)
        self._sums.append(own)


class _OneParameter:
    """The last sum of gradients, and the weights to which it belonged."""

    def __init__(self, watch: GradientWatch, parameter: torch.Tensor) -> None:
        self.watch = watch
        self.parameter = parameter
        self.left: torch.Tensor | None = None
        self.last: tuple[torch.Tensor, torch.Tensor] | None = None
        self.fresh: torch.Tensor | None = None  # what came since the last step
        parameter.register_hook(self.comes)  # type: ignore[no-untyped-call]
        parameter.register_post_accumulate_grad_hook(self.came)  # type: ignore[no-untyped-call]

    def comes(self, _gradient: torch.Tensor) -> None:
        """Before a pass's gradient is added, which hooks of others may still change."""
        found = self.parameter.grad
        self.left = None if found is None else _numbers(found)

    def came(self, parameter: torch.Tensor) -> None:
        """After it was added."""
        assert parameter.grad is not None
        now, weights = _numbers(parameter.grad), parameter.detach().clone()
        came = now if self.left is None else now - self.left
        self.fresh = came if self.fresh is None else self.fresh + came
        if self.last is not None and self.left is not None:
            before, where = self.last
            like = torch.cosine_similarity(self.left, before, dim=0)
            again = bool(like > 1 - UNLIKE) and not torch.equal(where, weights)
            self.watch.old_were_left |= again
        self.last = (now, weights)


def _beside(own: torch.Tensor, used: torch.Tensor) -> torch.Tensor | None:
    """What a step goes by beside a multiple of its own sum; None for rounding."""
    if not own.any():
        return None
    beside = used - (used @ own / (own @ own)) * own
    # The part that is left must be known well enough to be compared.
    return beside if beside.norm() > 1e-3 * used.norm() else None


def _numbers(gradient: torch.Tensor) -> torch.Tensor:
    return gradient.detach().to(torch.float64, copy=True).flatten()
