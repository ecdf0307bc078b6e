"""How `fit` is asked: what it teaches models of the driver's own, and how it goes about it."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn

from autograder.worker.drivers.capstones.forms import (
    CPU,
    classes_of,
    logits_of,
    numbers_of,
    places,
    settle,
    with_numbers,
)
from autograder.worker.drivers.capstones.models import Make, built
from autograder.worker.drivers.gradient_watch import GradientWatch
from autograder.worker.drivers.loss_watch import LossWatch
from autograder.worker.drivers.torch import (
    Watch,
    is_plain,
    on_accelerator,
    on_cpu,
    on_pretended,
    weights_of,
)

# A loop remembers this batch, and perhaps the last one; never all.
REMEMBERED = 3


@dataclass
class Remembered:
    """What the last work gave, for who asks for the same again: a training takes its time."""

    of: bytes = b""
    result: Any = None

    def __call__(self, data: Any, work: Callable[[], Any]) -> Any:
        """The result of `work()`, which depends on nothing but `data`."""
        asked = hashlib.sha256(b"".join(np.ascontiguousarray(one).tobytes() for one in data))
        if asked.digest() != self.of:
            self.of, self.result = b"", None
            self.result, self.of = work(), asked.digest()
        return self.result


@dataclass(frozen=True)
class Training:
    """What came of a training: the numbers of the model, and what was seen of it."""

    numbers: list[Any]
    habits: dict[str, Any]
    curve: dict[str, Any]


def train(
    module: Any, model: nn.Module, watch: Watch, data: Any, seed: int, epochs: int
) -> Training:
    """Train a model that comes in evaluation mode; how it was done, and what came back.

    `watch` is what every batch passes once.
    """
    inputs, labels = data

    def work(device: torch.device) -> Training:
        settle(seed)
        model.to(device).eval()
        before = weights_of(model)
        mine, theirs = inputs.clone(), labels.clone()
        with GradientWatch(model) as gradients, LossWatch(watch) as computed:
            history = module.fit(model, mine, theirs, device=device, seed=seed)
        losses = list(history) if isinstance(history, list | tuple) else []
        taught = [one for one in watch.passes if one["gradients"]]
        plain = len(losses) > 0 and all(is_plain(one) and np.isfinite(one) for one in losses)
        habits = {
            "a list of plain losses comes back": plain,
            f"one loss an epoch, at most {epochs}": len(losses) <= epochs,
            f"at most {epochs} times through all samples": sum(one["samples"] for one in taught)
            <= epochs * len(inputs),
            "the model itself is trained": any(
                not np.array_equal(old, new)
                for old, new in zip(before.values(), weights_of(model).values(), strict=True)
            ),
            "no step goes by gradients that an earlier step has used": not (
                gradients.old_were_used_again
            ),
            "the model learns in training mode": all(
                one["training"] for one in watch.passes if one["backward"]
            ),
            "nothing but numbers is kept of earlier batches": max(
                [watch.living(), *(one["graphs"] for one in watch.passes)]
            )
            <= REMEMBERED,
            "inputs and labels are as they were": bool((mine == inputs).all())
            and bool((theirs == labels).all()),
        }
        curve = {
            "each number is an epoch's mean loss over its samples, taken before the steps": plain
            and computed.is_mean_over_samples([float(one) for one in losses])
        }
        return Training(numbers_of(model), habits, curve)

    return on_cpu(work)


def guesses_of(model: nn.Module, numbers: list[Any], held_out: torch.Tensor) -> Any:
    """The classes that a model with these numbers gives to held-out inputs."""
    return [classes_of(logits_of(with_numbers(model, numbers).eval(), held_out).argmax(dim=1))]


def groups(module: Any, model: nn.Module, data: Any, seeds: list[int]) -> Any:
    """Equal models, trained with each of these seeds: for each the first that it is equal to.

    Whatever comes between the trainings. Compared with room for rounding, which the order of a sum
    may change; another order of batches moves a weight a hundred times as far.
    """
    inputs, labels = data

    def work(device: torch.device) -> Any:
        trained: list[list[Any]] = []
        first = []
        for number, seed in enumerate(seeds):
            mine = copy.deepcopy(model).to(device)
            settle(number)
            module.fit(mine, inputs.clone(), labels.clone(), device=device, seed=seed)
            trained.append(list(weights_of(mine).values()))
            first.append(next(i for i, one in enumerate(trained) if _alike(one, trained[-1])))
        return np.array(first)

    return on_cpu(work)


def on_device(module: Any, model: nn.Module, watch: Watch, data: Any) -> dict[str, Any]:
    """Train on a device that refuses to mix its tensors with those of the CPU."""
    inputs, labels = data

    def work(device: torch.device) -> dict[str, Any]:
        settle(0)
        module.fit(model, inputs.clone(), labels.clone(), device=device, seed=3)
        return places(model, watch, device)

    return on_pretended(work)


def own_network(module: Any, make: Make, data: Any, seed: int) -> tuple[Any, list[float]]:
    """A model of the submission's, trained and asked by itself: its guesses, its learning curve."""
    inputs, labels, held_out = data

    def work(device: torch.device) -> tuple[Any, list[float]]:
        settle(seed)
        model = built(make)
        found = module.fit(model, inputs.clone(), labels.clone(), device=device, seed=seed)
        guessed = module.predict(model, held_out.clone(), device)
        return [classes_of(guessed.to(CPU))], _plain(found)

    return on_accelerator(work)


def _plain(curve: Any) -> list[float]:
    """A learning curve as plain numbers; empty for what is none, which a task of its own tells."""
    if not isinstance(curve, list | tuple) or not all(is_plain(one) for one in curve):
        return []
    return [float(one) for one in curve]


def _alike(some: list[Any], others: list[Any]) -> bool:
    pairs = zip(some, others, strict=True)
    return all(np.allclose(one, other, rtol=1e-3, atol=1e-4) for one, other in pairs)
