"""What comes from a submission, brought into the form in which it is compared."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import torch
from torch import nn

from autograder.worker.drivers.torch import Watch, buffers_of, weights_of

CPU = torch.device("cpu")


def settle(seed: int) -> None:
    """Every source of chance that a submission may use, from one seed."""
    random.seed(seed)
    np.random.seed(seed % (1 << 32))
    torch.manual_seed(seed)


def as_tensor(value: Any) -> torch.Tensor:
    """The value if it is a tensor; TypeError for all else."""
    if not isinstance(value, torch.Tensor):
        made = "None: was a `return` forgotten?" if value is None else f"a {type(value).__name__}"
        raise TypeError(f"expected a tensor, got {made}")
    return value


def logits_of(model: nn.Module, inputs: torch.Tensor) -> torch.Tensor:
    """What a model says, without recording gradients."""
    with torch.no_grad():
        return as_tensor(model(inputs))


def is_clear(model: nn.Module, inputs: torch.Tensor) -> Any:
    """Whether the two largest logits of a sample differ by more than the rounding of any batch."""
    best = logits_of(model.eval(), inputs).topk(2, dim=1).values
    return (best[:, 0] - best[:, 1] > 1e-5 * best.abs().max()).numpy()


def classes_of(result: torch.Tensor, clear: Any = None) -> Any:
    """The classes, with −1 where rounding decides."""
    classes = result.detach().cpu().numpy().astype(np.int64)
    if clear is not None and classes.shape == clear.shape:
        classes[~clear] = -1
    return classes


def state_of(model: nn.Module) -> list[Any]:
    """All that a model consists of: its weights, its running statistics, and what still learns."""
    learns = [p.requires_grad for p in model.parameters()]
    return [*numbers_of(model), learns]


def numbers_of(model: nn.Module) -> list[Any]:
    """The weights and running statistics of a model as float32 arrays, in their order."""
    return [*weights_of(model).values(), *buffers_of(model).values()]


@torch.no_grad()
def with_numbers(model: nn.Module, numbers: list[Any]) -> nn.Module:
    """The model with what `numbers_of` gave of another one like it; ValueError of one unlike it."""
    own = [*model.parameters(), *model.buffers()]
    if not isinstance(numbers, list) or [np.shape(one) for one in numbers] != [
        tuple(one.shape) for one in own
    ]:
        raise ValueError("the model does not come back with the parameters with which it came")
    for mine, number in zip(own, numbers, strict=True):
        mine.copy_(torch.from_numpy(np.array(number)))
    return model


def places(model: nn.Module, watch: Watch, device: torch.device) -> dict[str, Any]:
    """Whether a model and its batches were on the device."""
    return {
        "the model is on the device": all(p.device == device for p in model.parameters()),
        "every batch is on the device": all(one["place"] == device for one in watch.passes),
    }
