"""How `build_model` is asked: what its models learn in a loop of the driver's, and their form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from autograder.worker.drivers.capstones.forms import as_tensor, logits_of, settle
from autograder.worker.drivers.torch import on_cpu, on_pretended

Make = Callable[[], Any]
# A plain loop, in which every network that is fit for its task has learnt it after a few passes.
EPOCHS, BATCH, RATE, NORM = 8, 25, 1e-2, 1.0
# The last batch of guesses is a single sample, for which nothing may be different.
ASKED_AT_ONCE = 250


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


def guesses(make: Make, data: Any, seed: int, rate: float = RATE) -> Any:
    """A new model, trained in a plain loop on inputs and labels; its classes for held-out inputs.

    Each batch of its guesses is in another company than in training, the last one in none.
    """
    inputs, labels, held_out = data

    def work(_cpu: torch.device) -> Any:
        settle(seed)
        model = built(make)
        logits_of(model.eval(), inputs[:2])  # a lazy layer learns its size here
        optimizer = torch.optim.Adam(model.parameters(), lr=rate)
        model.train()
        for _ in range(EPOCHS):
            for some in torch.split(torch.randperm(len(inputs)), BATCH):
                loss = nn.functional.cross_entropy(as_tensor(model(inputs[some])), labels[some])
                optimizer.zero_grad()
                torch.autograd.backward(loss)
                nn.utils.clip_grad_norm_(model.parameters(), NORM)
                optimizer.step()
        model.eval()
        found = [logits_of(model, some) for some in torch.split(held_out, ASKED_AT_ONCE)]
        return [torch.cat(found).argmax(dim=1).numpy()]

    return on_cpu(work)


def describe(make: Make, inputs: torch.Tensor, classes: int) -> dict[str, Any]:
    """Properties of new models: their logits, and what can learn."""
    torch.manual_seed(1)
    first, second = built(make), built(make)
    logits = logits_of(first.eval(), inputs)
    return {
        "the shape of the logits": list(logits.shape),
        "one row a sample, also for a single one": list(logits_of(first, inputs[:1]).shape)
        == [1, classes],
        "each sample is judged by itself": bool(
            torch.allclose(logits_of(first, inputs[1:2]), logits[1:2], rtol=1e-3, atol=1e-4)
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
        model = built(make).eval()
        logits_of(model, inputs)  # a lazy layer learns its size here
        model.to(device)
        return {
            "the logits are on the device": logits_of(model, inputs.to(device)).device == device
        }

    return on_pretended(work)


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
    return bool(torch.allclose(values.sum(dim=-1), values.new_ones(len(values)), atol=1e-3))
