"""Whether a step goes by gradients that an earlier one has used, whatever the loop looks like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

from autograder.worker.drivers.gradient_watch import GradientWatch  # noqa: E402

STEPS = 4
Loop = Callable[[Any, Callable[[], Any]], None]


def adam(model: Any, loss: Callable[[], Any], **options: Any) -> None:
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01, **options)
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss().backward()
        optimizer.step()


def decay(model: Any, loss: Callable[[], Any]) -> None:
    adam(model, loss, weight_decay=0.1)


def zeros_stay(model: Any, loss: Callable[[], Any]) -> None:
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    for _ in range(STEPS):
        loss().backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1e-3)
        optimizer.step()
        optimizer.zero_grad(set_to_none=False)


def small_batches(model: Any, loss: Callable[[], Any]) -> None:
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for step in range(2 * STEPS):
        loss().backward()
        if step % 2:
            optimizer.step()
            model.zero_grad()


def closure(model: Any, loss: Callable[[], Any]) -> None:
    optimizer = torch.optim.LBFGS(model.parameters(), line_search_fn="strong_wolfe")

    def again() -> Any:
        optimizer.zero_grad()
        found = loss()
        found.backward()
        return found

    for _ in range(STEPS):
        optimizer.step(again)


def decay_by_hand(model: Any, loss: Callable[[], Any]) -> None:
    """L2's part is put where the gradients go, before they come."""
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(STEPS):
        for parameter in model.parameters():
            parameter.grad = 0.3 * parameter.detach()
        loss().backward()
        optimizer.step()


def hooks_clamp(model: Any, loss: Callable[[], Any]) -> None:
    """Hooks that came later change what is added."""
    for parameter in model.parameters():
        parameter.register_hook(lambda gradient: gradient.clamp(-1e-2, 1e-2))
    adam(model, loss)


def hooks_stretch(model: Any, loss: Callable[[], Any]) -> None:
    for parameter in model.parameters():
        parameter.register_hook(lambda gradient: 2 * gradient)
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-6)
    for _ in range(STEPS):
        torch.manual_seed(5)  # the same samples: gradients that are as good as the last ones
        optimizer.zero_grad()
        loss().backward()
        optimizer.step()


def functional(model: Any, loss: Callable[[], Any]) -> None:
    weights = list(model.parameters())
    for _ in range(STEPS):
        for weight, gradient in zip(weights, torch.autograd.grad(loss(), weights), strict=True):
            weight.data -= 0.1 * gradient


def momentum_by_hand(model: Any, loss: Callable[[], Any]) -> None:
    """A mixture of old gradients is added, which an optimizer would do as well."""
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    mixtures = [torch.zeros_like(p) for p in model.parameters()]
    for _ in range(2 * STEPS):
        optimizer.zero_grad()
        loss().backward()
        for parameter, mixture in zip(model.parameters(), mixtures, strict=True):
            mixture.mul_(0.9).add_(parameter.grad)
            parameter.grad.copy_(mixture)
        optimizer.step()


def decay_after_backward(model: Any, loss: Callable[[], Any]) -> None:
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(2 * STEPS):
        optimizer.zero_grad()
        loss().backward()
        for parameter in model.parameters():
            parameter.grad += 0.1 * parameter.detach()
        torch.nn.utils.clip_grad_value_(model.parameters(), 0.05)
        optimizer.step()


def twice_a_step(model: Any, loss: Callable[[], Any]) -> None:
    """The first gradients say where to look, the second where to go."""
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(2 * STEPS):
        optimizer.zero_grad()
        loss().backward()
        moves = [0.05 * p.grad / p.grad.norm() for p in model.parameters()]
        for parameter, move in zip(model.parameters(), moves, strict=True):
            parameter.data += move
        optimizer.zero_grad()
        loss().backward()
        for parameter, move in zip(model.parameters(), moves, strict=True):
            parameter.data -= move
        optimizer.step()


def a_copy_is_added(model: Any, loss: Callable[[], Any]) -> None:
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for step in range(2 * STEPS):
        optimizer.zero_grad()
        loss().backward()
        if step % 2 == 0:
            kept = [parameter.grad.clone() for parameter in model.parameters()]
        else:
            for parameter, old in zip(model.parameters(), kept, strict=True):
                parameter.grad += old
        optimizer.step()


def the_first_is_added_and_clipped(model: Any, loss: Callable[[], Any]) -> None:
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    first: list[Any] = []
    for _ in range(2 * STEPS):
        optimizer.zero_grad()
        loss().backward()
        first = first or [parameter.grad.clone() for parameter in model.parameters()]
        for parameter, old in zip(model.parameters(), first, strict=True):
            parameter.grad = parameter.grad + 0.5 * old
        torch.nn.utils.clip_grad_norm_(model.parameters(), 0.1)
        optimizer.step()


def never(model: Any, loss: Callable[[], Any]) -> None:
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(STEPS):
        loss().backward()
        optimizer.step()


def never_in_double(model: Any, loss: Callable[[], Any]) -> None:
    model.register_forward_pre_hook(lambda _, inputs: inputs[0].double())
    never(model.double(), loss)


def never_but_clipped(model: Any, loss: Callable[[], Any]) -> None:
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(STEPS):
        loss().backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1e-2)
        optimizer.step()


def once_an_epoch(model: Any, loss: Callable[[], Any]) -> None:
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for step in range(STEPS):
        if step % 2 == 0:
            optimizer.zero_grad()
        loss().backward()
        optimizer.step()


def by_data(model: Any, loss: Callable[[], Any]) -> None:
    for _ in range(STEPS):
        loss().backward()
        for parameter in model.parameters():
            parameter.data -= 0.1 * parameter.grad


FAIR = [
    *(adam, decay, zeros_stay, small_batches, closure, decay_by_hand),
    *(hooks_clamp, hooks_stretch, functional),
    *(momentum_by_hand, decay_after_backward, twice_a_step),
]
FORGOTTEN = [
    *(never, never_in_double, never_but_clipped, once_an_epoch, by_data),
    *(a_copy_is_added, the_first_is_added_and_clipped),
]


@pytest.mark.parametrize("loop", [*FAIR, *FORGOTTEN], ids=lambda loop: str(loop.__name__))
def test_only_gradients_that_were_used_are_seen(loop: Loop) -> None:
    torch.manual_seed(3)
    model = torch.nn.Sequential(
        torch.nn.Linear(6, 8), torch.nn.ReLU(), torch.nn.Linear(8, 2), torch.nn.LogSoftmax(dim=1)
    )
    watch = GradientWatch(model)

    def loss() -> Any:
        labels = torch.randint(2, (10,))  # whose biases' gradients are opposite
        return torch.nn.functional.nll_loss(model(torch.randn(10, 6)), labels)

    with watch:
        loop(model, loss)
    assert watch.old_were_used_again == (loop in FORGOTTEN)
