"""How `predict` is asked: models of the driver's own, whose classes show how it went about it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn

from autograder.worker.drivers.capstones.forms import (
    CPU,
    as_tensor,
    classes_of,
    is_clear,
    logits_of,
    places,
    settle,
    state_of,
)
from autograder.worker.drivers.torch import Watch, modes_of, on_cpu, on_pretended

# A model, and the layer of it that every batch passes once.
MakeWatched = Callable[[torch.device], tuple[nn.Module, Watch]]
# So many of the samples are also asked for one by one, which takes as long as all the rest.
ALONE = 20


def classes(module: Any, model: nn.Module, inputs: torch.Tensor) -> dict[str, Any]:
    """What `predict` says of these inputs, and the form in which it says it."""

    def work(device: torch.device) -> dict[str, Any]:
        clear = is_clear(copy.deepcopy(model), inputs)
        result = as_tensor(module.predict(model.to(device), inputs.clone(), device))
        return {"the classes": classes_of(result, clear), "the shape": list(result.shape)}

    return on_cpu(work)


def traces(
    module: Any, make: MakeWatched, inputs: torch.Tensor, weighed: Any, training: bool
) -> dict[str, Any]:
    """What is left of a model that comes in this mode, and of the inputs, in numbers.

    `weighed` is an array like the inputs: their sum by these weights shows whether they changed.
    """

    def work(device: torch.device) -> dict[str, Any]:
        model, _ = make(device)
        model.to(device).train(training)
        mine = inputs.clone()
        clear = is_clear(make(device)[0], inputs)
        result = as_tensor(module.predict(model, mine, device))
        alone = [as_tensor(module.predict(model, one[None], device)) for one in inputs[:ALONE]]
        settle(1)  # what dropout drops, where the model is left in training mode
        return {
            "the classes": classes_of(result, clear),
            "the classes of each one alone": classes_of(torch.cat(alone), clear[:ALONE]),
            "the bytes of an integer on the CPU": _bytes(result),
            "what the model says afterwards": logits_of(model, inputs).numpy(),
            "the inputs, weighed": float((mine.double().numpy() * weighed).sum()),
        }

    return on_cpu(work)


def habits(module: Any, make: MakeWatched, inputs: torch.Tensor, training: bool) -> dict[str, Any]:
    """How a model that comes in this mode is asked, and what is left of it, in sentences."""

    def work(device: torch.device) -> dict[str, Any]:
        model, watch = make(device)
        model.to(device).train(training)
        mine = inputs.clone()
        result = as_tensor(module.predict(model, mine, device))
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
                for a, b in zip(state_of(make(device)[0].to(device)), state_of(model), strict=True)
            ),
        }
        clear = is_clear(make(device)[0], inputs)
        alone = [as_tensor(module.predict(model, one[None], device)) for one in inputs[:ALONE]]
        seen["each sample is judged by itself"] = np.array_equal(
            classes_of(result, clear)[:ALONE], classes_of(torch.cat(alone), clear[:ALONE])
        )
        return seen

    return on_cpu(work)


def on_device(module: Any, make: MakeWatched, inputs: torch.Tensor) -> dict[str, Any]:
    """The classes from a device that refuses to mix its tensors with those of the CPU."""

    def work(device: torch.device) -> dict[str, Any]:
        clear = is_clear(make(CPU)[0], inputs)
        result = as_tensor(module.predict(make(device)[0], inputs.clone(), device))
        if result.device != CPU:
            raise ValueError("the classes are still on the device, they belong on the CPU")
        return {"the classes": classes_of(result, clear)}

    return on_pretended(work)


def places_on_device(module: Any, make: MakeWatched, inputs: torch.Tensor) -> dict[str, Any]:
    """Where a model and its batches were, in sentences."""

    def work(device: torch.device) -> dict[str, Any]:
        model, watch = make(device)
        result = as_tensor(module.predict(model, inputs.clone(), device))
        return {
            "the result is on the CPU": result.device == CPU,
            **places(model, watch, device),
        }

    return on_pretended(work)


def _bytes(result: torch.Tensor) -> Any:
    """The first classes as they lie in memory: eight bytes each, if they are int64."""
    return np.frombuffer(result.detach().cpu().numpy()[:20].tobytes(), np.uint8)
