"""Sees whether an optimizer's step goes by gradients that an earlier step has used already.

Seen from outside, whatever the loop looks like: what a backward pass adds to is the sum of passes
since the last step (which is fair: large batches are made of small ones so), or it is what was left
behind by a step.
"""

from __future__ import annotations

import torch
from torch import nn

# Clipping may have shortened what was left behind, so its direction tells, to the rounding of
# single precision: what a loop puts there itself (a weight decay) may be almost parallel.
UNLIKE = 1e-6
# With fewer numbers other gradients may have the same direction: two logits' biases' always do.
FEW = 8


class GradientWatch:
    """Watches a model's parameters from its making on."""

    def __init__(self, model: nn.Module) -> None:
        self.old_were_used_again = False
        for parameter in model.parameters():
            if parameter.numel() >= FEW:
                _OneParameter(self, parameter)


class _OneParameter:
    """The last sum of gradients, and the weights to which it belonged."""

    def __init__(self, watch: GradientWatch, parameter: torch.Tensor) -> None:
        self.watch = watch
        self.parameter = parameter
        self.left: torch.Tensor | None = None
        self.last: tuple[torch.Tensor, torch.Tensor] | None = None
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
        if self.last is not None and self.left is not None:
            before, where = self.last
            like = torch.cosine_similarity(self.left, before, dim=0)
            again = bool(like > 1 - UNLIKE) and not torch.equal(where, weights)
            self.watch.old_were_used_again |= again
        self.last = (now, weights)


def _numbers(gradient: torch.Tensor) -> torch.Tensor:
    return gradient.detach().to(torch.float64, copy=True).flatten()
