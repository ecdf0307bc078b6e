"""Sees whether an optimizer's step goes by gradients that an earlier step has used already.

Seen from outside, whatever the loop looks like: what a backward pass adds to is the sum of passes
since the last step (which is fair: large batches are made of small ones so), or it is what was left
behind by a step.
"""

from __future__ import annotations

import torch
from torch import nn

# Clipping may have shortened what was left behind, so its direction tells: of gradients of other
# samples none is as like it.
ALIKE = 0.999


class GradientWatch:
    """Watches a model's parameters from its making on."""

    def __init__(self, model: nn.Module) -> None:
        self.old_were_used_again = False
        for parameter in model.parameters():
            _OneParameter(self, parameter)


class _OneParameter:
    """The last sum of gradients, and the weights to which it belonged."""

    def __init__(self, watch: GradientWatch, parameter: torch.Tensor) -> None:
        self.watch = watch
        self.incoming: torch.Tensor | None = None
        self.last: tuple[torch.Tensor, torch.Tensor] | None = None
        parameter.register_hook(self.comes)  # type: ignore[no-untyped-call]
        parameter.register_post_accumulate_grad_hook(self.came)  # type: ignore[no-untyped-call]

    def comes(self, gradient: torch.Tensor) -> None:
        """Before a pass's gradient is added."""
        self.incoming = gradient.detach()

    def came(self, parameter: torch.Tensor) -> None:
        """After it was added."""
        assert parameter.grad is not None and self.incoming is not None
        now, weights = parameter.grad.detach().clone(), parameter.detach().clone()
        if self.last is not None and not torch.equal(self.last[1], weights):
            left = (now - self.incoming).flatten()
            like = torch.cosine_similarity(left, self.last[0].flatten(), dim=0)
            self.watch.old_were_used_again |= bool(like > ALIKE)
        self.incoming, self.last = None, (now, weights)
