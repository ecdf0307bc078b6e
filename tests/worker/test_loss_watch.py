"""Whether a learning curve is what was computed, whatever loop and loss it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

from autograder.worker.drivers.loss_watch import LossWatch  # noqa: E402
from autograder.worker.drivers.torch import Watch, on_cpu  # noqa: E402

EPOCHS, SAMPLES, BATCH = 3, 23, 5
functional = torch.nn.functional
Loop = Callable[[Any, Any, Any], list[float]]


class Net(torch.nn.Linear):  # type: ignore[misc,name-defined]
    def __init__(self) -> None:
        super().__init__(4, 3)
        self.watch = Watch()

    def forward(self, x: Any) -> Any:
        return self.watch(self, super().forward(x))


def batches(x: Any, y: Any) -> Iterator[tuple[Any, Any]]:
    return zip(x.split(BATCH), y.split(BATCH), strict=True)


def sgd(model: Any, rate: float = 0.5) -> Any:
    return torch.optim.SGD(model.parameters(), lr=rate)


def step(optimizer: Any, loss: Any) -> float:
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return float(loss)


def epochs(told: Callable[[list[tuple[float, int]]], float]) -> Loop:
    """A plain loop that makes of the losses and sizes of an epoch's batches what `told` says."""

    def loop(model: Any, x: Any, y: Any) -> list[float]:
        optimizer = sgd(model)
        return [
            told(
                [
                    (step(optimizer, functional.cross_entropy(model(a), b)), len(b))
                    for a, b in batches(x, y)
                ]
            )
            for _ in range(EPOCHS)
        ]

    return loop


def mean(seen: list[tuple[float, int]]) -> float:
    return sum(loss * n for loss, n in seen) / sum(n for _, n in seen)


def rounded(seen: list[tuple[float, int]]) -> float:
    return round(mean(seen), 4)


def of_losses(loss: Callable[[Any, Any, Any], tuple[Any, Any]]) -> Loop:
    """A loop with a loss of its own: where to go back from, and the sum that it adds up."""

    def loop(model: Any, x: Any, y: Any) -> list[float]:
        optimizer, curve = sgd(model, 0.1), []
        for _ in range(EPOCHS):
            total = 0.0
            for a, b in batches(x, y):
                start, added = loss(model, model(a), b)
                step(optimizer, start)
                total += float(added)
            curve.append(total / len(x))
        return curve

    return loop


def summed(model: Any, logits: Any, labels: Any) -> tuple[Any, Any]:
    loss = functional.cross_entropy(logits, labels, reduction="sum")
    return loss, loss


def summed_and_divided(model: Any, logits: Any, labels: Any) -> tuple[Any, Any]:
    loss = functional.cross_entropy(logits, labels, reduction="sum")
    return loss / 5, loss


def own(model: Any, logits: Any, labels: Any) -> tuple[Any, Any]:
    loss = -logits.log_softmax(1)[torch.arange(len(labels)), labels].mean()
    return loss, loss * len(labels)


def penalised(model: Any, logits: Any, labels: Any) -> tuple[Any, Any]:
    loss = functional.cross_entropy(logits, labels)
    return loss + model.weight.square().sum(), loss * len(labels)


def penalised_as_it_is(model: Any, logits: Any, labels: Any) -> tuple[Any, Any]:
    loss = functional.cross_entropy(logits, labels) + model.weight.square().sum()
    return loss, loss * len(labels)


def weighed(model: Any, logits: Any, labels: Any) -> tuple[Any, Any]:
    loss = functional.cross_entropy(logits, labels, weight=torch.tensor([1.0, 2.0, 3.0]))
    return loss, loss * len(labels)


def a_quarter(model: Any, logits: Any, labels: Any) -> tuple[Any, Any]:
    """As where four batches make one step."""
    loss = functional.cross_entropy(logits, labels)
    return loss / 4, loss * len(labels)


def each_for_itself(model: Any, x: Any, y: Any) -> list[float]:
    optimizer, curve = sgd(model), []
    for _ in range(EPOCHS):
        seen: list[Any] = []
        for a, b in batches(x, y):
            optimizer.zero_grad()
            losses = functional.cross_entropy(model(a), b, reduction="none")
            losses.backward(torch.full_like(losses, 1 / len(b)))
            optimizer.step()
            seen += losses.tolist()
        curve.append(sum(seen) / len(seen))
    return curve


def without_the_rest(model: Any, x: Any, y: Any) -> list[float]:
    return epochs(mean)(model, x[:-3], y[:-3])


def closure(model: Any, x: Any, y: Any) -> list[float]:
    optimizer = torch.optim.LBFGS(model.parameters(), max_iter=3)

    def again() -> Any:
        optimizer.zero_grad()
        loss = functional.cross_entropy(model(x), y)
        loss.backward()
        return loss

    return [float(optimizer.step(again)) for _ in range(EPOCHS)]


def by_autograd(model: Any, x: Any, y: Any) -> list[float]:
    curve = []
    for _ in range(EPOCHS):
        loss = functional.cross_entropy(model(x), y)
        for p, slope in zip(
            model.parameters(), torch.autograd.grad(loss, list(model.parameters())), strict=True
        ):
            p.data -= slope
        curve.append(loss.item())
    return curve


def by_transform(model: Any, x: Any, y: Any) -> list[float]:
    names = dict(model.named_parameters())

    def loss(weights: Any) -> Any:
        return functional.cross_entropy(torch.func.functional_call(model, weights, (x,)), y)

    curve = []
    for _ in range(EPOCHS):
        slopes, value = torch.func.grad_and_value(loss)({k: p.detach() for k, p in names.items()})
        for name, p in names.items():
            p.data -= slopes[name]
        curve.append(value.item())
    return curve


def one_epoch(model: Any, x: Any, y: Any) -> list[float]:
    return [mean([(step(sgd(model), functional.cross_entropy(model(x), y)), len(x))])]


def after_the_step(model: Any, x: Any, y: Any) -> list[float]:
    optimizer, curve = sgd(model), []
    for _ in range(EPOCHS):
        seen = []
        for a, b in batches(x, y):
            step(optimizer, functional.cross_entropy(model(a), b))
            with torch.no_grad():
                seen.append((functional.cross_entropy(model(a), b).item(), len(b)))
        curve.append(mean(seen))
    return curve


def never_reset(model: Any, x: Any, y: Any) -> list[float]:
    found = epochs(mean)(model, x, y)
    return [sum(found[: n + 1]) for n in range(len(found))]


def an_epoch_short(model: Any, x: Any, y: Any) -> list[float]:
    return epochs(mean)(model, x, y)[1:]


FAIR = {
    "plain": epochs(mean),
    "rounded": epochs(rounded),
    **{
        loss.__name__: of_losses(loss)
        for loss in (
            *(summed, summed_and_divided, own, penalised, penalised_as_it_is),
            *(weighed, a_quarter),
        )
    },
    **{
        loop.__name__: loop
        for loop in (
            *(each_for_itself, without_the_rest, closure, by_autograd, by_transform),
            one_epoch,
        )
    },
}
WRONG = {
    "the mean of means": epochs(lambda seen: sum(loss for loss, _ in seen) / len(seen)),
    "the last batch": epochs(lambda seen: seen[-1][0]),
    "the first batch": epochs(lambda seen: seen[0][0]),
    "made up": epochs(lambda seen: 0.7),
    "a sum": epochs(lambda seen: sum(loss * n for loss, n in seen)),
    "one batch too many": epochs(lambda seen: sum(loss for loss, _ in seen) / (len(seen) + 1)),
    **{loop.__name__: loop for loop in (after_the_step, never_reset, an_epoch_short)},
}


@pytest.mark.parametrize("loop", FAIR.values(), ids=FAIR)
def test_a_curve_of_the_losses_that_were_computed_is_one(loop: Loop) -> None:
    assert _is_one(loop)


@pytest.mark.parametrize("loop", WRONG.values(), ids=WRONG)
def test_another_curve_is_none(loop: Loop) -> None:
    assert not _is_one(loop)


def _is_one(loop: Loop) -> bool:
    def work(_device: Any) -> bool:
        torch.manual_seed(4)
        model = Net()
        x, y = torch.randn(SAMPLES, 4), torch.randint(3, (SAMPLES,))
        with LossWatch(model.watch) as computed:
            curve = loop(model, x, y)
        assert computed.batches
        return computed.is_mean_over_samples(curve)

    return bool(on_cpu(work))


def test_the_engine_is_as_it_was_afterwards() -> None:
    before = vars(torch.autograd)["_engine_run_backward"]
    with LossWatch(Watch()):
        assert vars(torch.autograd)["_engine_run_backward"] != before
    assert vars(torch.autograd)["_engine_run_backward"] is before
