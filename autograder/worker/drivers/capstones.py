"""What the drivers of the capstones share: training a submission's model, and how it is done.

A capstone has `build_model(…)`, `fit(model, inputs, labels, *, device, seed)` and
`predict(model, inputs, device)`. The training whose guesses are judged takes the accelerator where
a submission is shown one; all else is on the CPU or on the pretended device, and equal work is
graded the same on every machine.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn

from autograder.worker.drivers.gradient_watch import GradientWatch
from autograder.worker.drivers.torch import (
    Watch,
    buffers_of,
    is_plain,
    modes_of,
    on_accelerator,
    on_cpu,
    on_pretended,
    weights_of,
)

CPU = torch.device("cpu")
# A loop remembers this batch, and perhaps the last one; never all.
REMEMBERED = 3
# A loss that a training of a few epochs does not leave above this share of where it began.
FALLEN = 0.95
# Guesses of one sample alone and among others may differ where two logits are equal to the last
# bits; that is rarer than one in ten thousand, and one in a hundred is allowed.
UNEQUAL = 0.01

Make = Callable[[], Any]


def built(make: Make) -> nn.Module:
    """What `build_model` gives, if it is a module."""
    model = make()
    if not isinstance(model, nn.Module):
        made = f"a {type(model).__name__}"
        if model is None:
            made = "None: was a `return` forgotten?"
        elif isinstance(model, type):
            made = f"the class {model.__name__}: it has to be called to make a model"
        raise TypeError(f"expected an nn.Module, got {made}")
    return model


def describe(make: Make, inputs: torch.Tensor, classes: int) -> dict[str, Any]:
    """Properties of new models: their logits, and what can learn."""
    torch.manual_seed(1)
    first, second = built(make), built(make)
    logits = _logits(first.eval(), inputs)
    return {
        "the shape of the logits": list(logits.shape),
        "one row a sample, also for a single one": list(_logits(first, inputs[:1]).shape)
        == [1, classes],
        "each sample is judged by itself": bool(
            torch.allclose(_logits(first, inputs[1:2]), logits[1:2], rtol=1e-3, atol=1e-4)
        ),
        "logits, not probabilities": not _sum_to_one(logits) and not _sum_to_one(logits.exp()),
        "there is something to learn": any(p.requires_grad for p in first.parameters()),
        "everything that learns is known to the model": _all_known(first, inputs),
        "each call makes a model of its own": not any(
            p is q for p in first.parameters() for q in second.parameters()
        ),
    }


def moves(make: Make, inputs: torch.Tensor) -> dict[str, Any]:
    """Whether a new model works on a device that refuses to meet tensors of the CPU."""

    def work(device: torch.device) -> dict[str, Any]:
        model = built(make).to(device).eval()
        return {"the logits are on the device": _logits(model, inputs.to(device)).device == device}

    return on_pretended(work)


def guesses(module: Any, make: Make, data: Any, seed: int) -> Any:
    """Train a new model with this seed; the classes it then gives to held-out inputs."""
    inputs, labels, held_out = data

    def work(device: torch.device) -> Any:
        settle(seed)
        model = built(make)
        module.fit(model, inputs.clone(), labels.clone(), device=device, seed=seed)
        with torch.no_grad():
            return model.to(CPU).eval()(held_out).argmax(dim=1).numpy()

    return on_accelerator(work)


def settle(seed: int) -> None:
    """Every source of chance that a submission may use, from one seed."""
    random.seed(seed)
    np.random.seed(seed % (1 << 32))
    torch.manual_seed(seed)


def training_habits(
    module: Any, model: nn.Module, watch: Watch, data: Any, seed: int, epochs: int
) -> dict[str, Any]:
    """Train a model that comes in evaluation mode; how it was done, and what came back.

    `watch` is a layer of the model that every batch passes once.
    """
    inputs, labels = data

    def work(device: torch.device) -> dict[str, Any]:
        settle(seed)
        model.to(device).eval()
        before = weights_of(model)
        gradients = GradientWatch(model)
        mine, theirs = inputs.clone(), labels.clone()
        history = module.fit(model, mine, theirs, device=device, seed=seed)
        losses = list(history) if isinstance(history, list | tuple) else []
        taught = [one for one in watch.passes if one["gradients"]]
        plain = len(losses) > 0 and all(is_plain(one) and np.isfinite(one) for one in losses)
        return {
            "a list of plain losses comes back": plain,
            "the losses fall": plain and float(losses[-1]) < FALLEN * float(losses[0]),
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
            "batches are seen in training mode": all(one["training"] for one in taught),
            "nothing but numbers is kept of earlier batches": max(
                [watch.living(), *(one["graphs"] for one in watch.passes)]
            )
            <= REMEMBERED,
            "inputs and labels are as they were": bool((mine == inputs).all())
            and bool((theirs == labels).all()),
        }

    return on_cpu(work)


def seeds(module: Any, model: nn.Module, data: Any, seed: int) -> dict[str, Any]:
    """Whether equal models, trained with equal seeds, are equal afterwards, come what may between.

    Compared with room for rounding, which the order of a sum may change; another order of batches
    moves a weight a hundred times as far.
    """
    inputs, labels = data

    def work(device: torch.device) -> dict[str, Any]:
        trained = []
        for disturbed in (11, 12):
            mine = copy.deepcopy(model).to(device)
            settle(disturbed)
            module.fit(mine, inputs.clone(), labels.clone(), device=device, seed=seed)
            trained.append(weights_of(mine))
        return {
            "equal seeds give equal models": all(
                np.allclose(one, other, rtol=1e-3, atol=1e-4)
                for one, other in zip(*(some.values() for some in trained), strict=True)
            )
        }

    return on_cpu(work)


def training_on_device(module: Any, model: nn.Module, watch: Watch, data: Any) -> dict[str, Any]:
    """Train on a device that refuses to mix its tensors with those of the CPU."""
    inputs, labels = data

    def work(device: torch.device) -> dict[str, Any]:
        settle(0)
        module.fit(model, inputs.clone(), labels.clone(), device=device, seed=3)
        return _places(model, watch, device)

    return on_pretended(work)


def predictions(module: Any, model: nn.Module, inputs: torch.Tensor) -> Any:
    """What `predict` says of these inputs, and the form in which it says it."""

    def work(device: torch.device) -> dict[str, Any]:
        clear = _is_clear(copy.deepcopy(model), inputs)
        result = _tensor(module.predict(model.to(device), inputs.clone(), device))
        return {"the classes": _classes(result, clear), "the shape": list(result.shape)}

    return on_cpu(work)


def predicting_habits(
    module: Any, make: Callable[[], tuple[nn.Module, Watch]], inputs: torch.Tensor, training: bool
) -> dict[str, Any]:
    """How a model that comes in this mode is asked, and what is left of it."""

    def work(device: torch.device) -> dict[str, Any]:
        model, watch = make()
        model.to(device).train(training)
        mine = inputs.clone()
        result = _tensor(module.predict(model, mine, device))
        passes = list(watch.passes)
        seen = {
            "the classes are integers (int64) on the CPU": result.dtype == torch.int64
            and result.device == CPU,
            "the model is asked in evaluation mode": not any(one["training"] for one in passes),
            "no gradients are recorded": not any(one["gradients"] for one in passes),
            "the mode is afterwards as it was": set(modes_of(model)) == {training},
            "the model and the inputs are as they were": bool((mine == inputs).all())
            and all(
                np.array_equal(a, b)
                for a, b in zip(_state(make()[0].to(device)), _state(model), strict=True)
            ),
        }
        whole = _classes(result)
        alone = [_classes(_tensor(module.predict(model, one[None], device)))[0] for one in inputs]
        seen["each sample is judged by itself"] = (
            len(whole) == len(alone) and float(np.mean(whole != np.array(alone))) <= UNEQUAL
        )
        return seen

    return on_cpu(work)


def predicting_on_device(
    module: Any, model: nn.Module, watch: Watch, inputs: torch.Tensor
) -> dict[str, Any]:
    """Predict on a device that refuses to mix its tensors with those of the CPU."""

    def work(device: torch.device) -> dict[str, Any]:
        clear = _is_clear(copy.deepcopy(model), inputs)
        result = _tensor(module.predict(model, inputs.clone(), device))
        return {
            "the classes": _classes(result.cpu(), clear),
            "the result is on the CPU": result.device == CPU,
            **_places(model, watch, device),
        }

    return on_pretended(work)


def losses(module: Any, make: Make, data: Any, seed: int) -> list[float]:
    """The learning curve that `fit` gives for a new model."""
    inputs, labels = data
    settle(seed)
    found = module.fit(built(make), inputs.clone(), labels.clone(), device=CPU, seed=seed)
    return [float(one) for one in found]


def _all_known(model: nn.Module, inputs: torch.Tensor) -> bool:
    """Whether no leaf of the logits' graph learns behind the model's back."""
    known = {id(p) for p in model.parameters()}
    waiting, seen = [model(inputs).grad_fn], set()
    while waiting:
        node = waiting.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        leaf = getattr(node, "variable", None)
        if leaf is not None and id(leaf) not in known:
            return False
        waiting += [one for one, _ in node.next_functions]
    return True


def _sum_to_one(values: torch.Tensor) -> bool:
    return bool(torch.allclose(values.sum(dim=-1), torch.ones(len(values)), atol=1e-3))


def _logits(model: nn.Module, inputs: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        return _tensor(model(inputs))


def _tensor(value: Any) -> torch.Tensor:
    if not isinstance(value, torch.Tensor):
        made = "None: was a `return` forgotten?" if value is None else f"a {type(value).__name__}"
        raise TypeError(f"expected a tensor, got {made}")
    return value


def _is_clear(model: nn.Module, inputs: torch.Tensor) -> Any:
    """Whether the two largest logits of a sample differ by more than the rounding of any batch."""
    best = _logits(model.eval(), inputs).topk(2, dim=1).values
    return (best[:, 0] - best[:, 1] > 1e-5 * best.abs().max()).numpy()


def _classes(result: torch.Tensor, clear: Any = None) -> Any:
    """The classes, with −1 where rounding decides."""
    classes = result.detach().cpu().numpy().astype(np.int64)
    if clear is not None and classes.shape == clear.shape:
        classes[~clear] = -1
    return classes


def _places(model: nn.Module, watch: Watch, device: torch.device) -> dict[str, Any]:
    return {
        "the model is on the device": all(p.device == device for p in model.parameters()),
        "every batch is on the device": all(one["place"] == device for one in watch.passes),
    }


def _state(model: nn.Module) -> list[Any]:
    learns = [p.requires_grad for p in model.parameters()]
    return [*weights_of(model).values(), *buffers_of(model).values(), learns]
