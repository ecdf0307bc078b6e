"""How a network of the driver's tells in its numbers how it was asked.

Called by the network at its end; no layers, so that the last layer is the network's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import nn

from autograder.worker.drivers.pretended_device import place_of
from autograder.worker.drivers.torch import works_in_training_mode


@dataclass(frozen=True)
class Steps:
    """By how many places classes are turned for each thing that is not as it should be.

    Drawn with the key: 1, 2 and 4 in some order, so that no two faults add up to another one.
    """

    in_training: int
    recording: int
    elsewhere: int

    @classmethod
    def of(cls, drawn: Mapping[str, int]) -> Steps:
        """From the arguments of a case."""
        return cls(**drawn)


@dataclass(frozen=True)
class TellsHowItIsAsked:
    """Turns logits where a guess is asked for in training mode, with gradients, or elsewhere."""

    steps: Steps
    place: torch.device

    def __call__(self, model: nn.Module, logits: torch.Tensor) -> torch.Tensor:
        """The same logits, or turned ones."""
        turn = self.steps.in_training * works_in_training_mode(model)
        turn += self.steps.recording * torch.is_grad_enabled()
        turn += self.steps.elsewhere * (place_of(logits) != self.place)
        return logits.roll(turn, dims=1) if turn else logits


@dataclass(frozen=True)
class TellsHowItIsTrained:
    """Turns the slopes of the last logits among themselves where a model in evaluation mode learns.

    Who trains in the wrong mode teaches it all but these classes. The logits stay, so that a loss
    that is measured in evaluation mode, to choose an epoch by, is the right one.
    """

    last: int

    def __call__(self, model: nn.Module, logits: torch.Tensor) -> torch.Tensor:
        """The same logits, whose gradients may go elsewhere."""
        if works_in_training_mode(model) or not torch.is_grad_enabled():
            return logits
        kept, turned = logits[:, : -self.last], logits[:, -self.last :]
        elsewhere = torch.cat([kept, turned.roll(1, dims=1)], dim=1)
        return logits.detach() + elsewhere - elsewhere.detach()
