"""What the drivers of PyTorch topics share: devices, models from arrays, and a layer that watches.

Nothing here trains or evaluates. Everything is built from arrays inside `on_…(work)`, so that a run
can be repeated. What is compared number by number runs on the CPU, and whether a device is obeyed
is seen on a pretended one: so no mark depends on what the machine has. An accelerator is for work
that takes long.
"""

from __future__ import annotations

import contextlib
import weakref
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from autograder.worker import frameworks
from autograder.worker.drivers import pretended_device as pretend_device
from autograder.worker.drivers.pretended_device import DEVICE, PretendedDevice, place_of

T = TypeVar("T")


def accelerator() -> torch.device:
    """The machine's accelerator, or the CPU where there is none or where it ended a worker."""
    if not frameworks.accelerator_allowed():
        return torch.device("cpu")
    found = torch.accelerator.current_accelerator(check_available=True)
    return found or torch.device("cpu")


def on_accelerator(work: Callable[[torch.device], T]) -> T:
    """Run `work(device)` on the accelerator; on the CPU without one, or where it fails.

    Memory that is full and drivers that crash are the machine's. What the code does wrong only
    there is seen on the pretended device: so the CPU gives the same mark as where there is none.
    """
    device = accelerator()
    if device.type != "cpu":
        try:
            return work(device)
        except Exception:  # whatever it is, the CPU would not have raised it, or raises it again
            frameworks.settle()
    with frameworks.hidden_accelerator(), _default_device_as_before():
        return work(torch.device("cpu"))


def on_cpu(work: Callable[[torch.device], T]) -> T:
    """Run `work(device)` on the CPU, where what moves itself to an accelerator leaves the rest."""
    with _default_device_as_before(), PretendedDevice(), frameworks.hidden_accelerator():
        return work(torch.device("cpu"))


def on_pretended(work: Callable[[torch.device], T]) -> T:
    """Run `work(device)` with a device that refuses what an accelerator refuses, on any machine."""
    with _default_device_as_before(), PretendedDevice(), frameworks.hidden_accelerator():
        return work(DEVICE)


@contextlib.contextmanager
def _default_device_as_before() -> Iterator[None]:
    """What a submission sets for itself does not reach the next run."""
    try:
        yield
    finally:
        torch.set_default_device(None)


def tensor(array: Any) -> torch.Tensor:
    """A tensor of its own, of the array's type: float32 (or integer labels) stays what it is."""
    return torch.from_numpy(np.array(array))


def with_weights(model: nn.Module, weights: dict[str, Any]) -> nn.Module:
    """The model with these arrays in place of its parameters, by name; buffers stay."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(tensor(weights[name]))
    return model


def weights_of(model: nn.Module) -> dict[str, Any]:
    """Every parameter as a float32 array, by name."""
    return {name: as_array(parameter) for name, parameter in model.named_parameters()}


def buffers_of(model: nn.Module) -> dict[str, Any]:
    """Every running statistic as a float32 array, by name."""
    return {name: as_array(buffer) for name, buffer in model.named_buffers()}


def as_array(value: torch.Tensor) -> Any:
    """A tensor's numbers in single precision."""
    return value.detach().cpu().numpy().astype(np.float32)


def loader(images: Any, labels: Any, batch_size: int) -> DataLoader[Any]:
    """Batches in the order of the arrays; the last may be smaller."""
    return DataLoader(TensorDataset(tensor(images), tensor(labels)), batch_size=batch_size)


def number(value: Any) -> Any:
    """A loss or an accuracy in single precision, also where it came as a tensor; else itself."""
    if isinstance(value, torch.Tensor) and value.numel() == 1:
        value = value.detach().cpu().item()
    if isinstance(value, int | float | np.number) and not isinstance(value, bool):
        return np.float32(value)
    return value


def is_plain(value: Any) -> bool:
    """Whether it is a number without a tensor, and a graph, behind it."""
    return isinstance(value, int | float | np.number)


def made_up_step(optimizer: torch.optim.Optimizer, loss: Callable[[], torch.Tensor]) -> Number:
    """A step of the optimizer by gradients that are made up; returns the loss before it.

    What stands in for a training step. Each parameter has one number of its own, made of the loss
    and of what a backward pass finds there: so whatever went into the step shows in what comes out.
    """
    learning = [p for group in optimizer.param_groups for p in group["params"] if p.requires_grad]
    before = loss()
    found = torch.autograd.grad(before, learning, allow_unused=True)
    for p, slope in zip(learning, found, strict=True):
        if slope is not None:
            some = torch.cos(torch.arange(p.numel(), dtype=p.dtype, device=p.device))
            some = some.reshape(p.shape)
            size = before.detach() / (1 + before.detach()) + torch.tanh((some * slope).sum())
            p.grad = some * size
    optimizer.step()
    return Number(before.item())


class Number(float):
    """A plain number that a loop may ask for its number, as it asks a tensor."""

    def item(self) -> float:
        """As of a tensor."""
        return float(self)

    def detach(self) -> Number:
        """As of a tensor."""
        return self

    cpu = detach


class Watch:
    """Called by a model with what it gives; notes how: mode, gradients, place, which graphs live.

    Of each pass it is also noted whether gradients came back through it.

    It is no layer: whoever looks through a model's layers, counts them, prints them or takes the
    last one finds the model's own. Copies of a model share its watch. What a model gives stays as
    it is; a hook lives on its graph, and with it a token, as long as anything refers to the graph's
    end. How many tokens live says how many passes something still remembers.
    """

    def __init__(self) -> None:
        self.passes: list[dict[str, Any]] = []
        self.came_back: list[dict[str, Any]] = []  # passes, as gradients came back through them
        self._tokens: weakref.WeakSet[_Token] = weakref.WeakSet()

    def __deepcopy__(self, _known: Any) -> Watch:
        return self

    def __call__(self, model: nn.Module, out: torch.Tensor) -> torch.Tensor:
        """The same tensor."""
        token = _Token(self.came_back)
        seen = token.seen
        if out.requires_grad:
            # Calls nothing of torch, so that torch.func's transforms can pass, too.
            out.register_hook(token.comes_back)  # type: ignore[no-untyped-call]
            self._tokens.add(token)
        del token
        seen.update(
            training=works_in_training_mode(model),
            gradients=torch.is_grad_enabled(),
            place=place_of(out) if place_of(out) != pretend_device.CPU else out.device,
            samples=len(out),
            graphs=self.living(),
        )
        self.passes.append(seen)
        return out

    def living(self) -> int:
        """How many passes are remembered now."""
        return len(self._tokens)


class _Token:
    """Lives as long as the graph that holds it; what was seen of the pass lives on."""

    def __init__(self, came_back: list[dict[str, Any]]) -> None:
        self.seen: dict[str, Any] = {"backward": False}
        self._came_back = came_back

    def comes_back(self, _upstream: torch.Tensor) -> None:
        self.seen["backward"] = True
        self._came_back.append(self.seen)


def works_in_training_mode(model: nn.Module) -> bool:
    """Whether any layer that does work is in training mode, whatever those are that hold others."""
    return any(one.training for one in model.modules() if not any(True for _ in one.children()))


def modes_of(model: nn.Module) -> Iterator[bool]:
    """The mode of the model and of every layer in it."""
    return (module.training for module in model.modules())
