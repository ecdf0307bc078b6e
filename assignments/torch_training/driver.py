"""How the checks call your functions. You may read this.

Models are made here from arrays, or your own `build_model` is given them, so that equal code gives
equal numbers. Your loop runs in them; the losses and weights that come back are compared. Each
model notes the mode and the place of its forward passes (`Watch`). The numbers are compared on the
CPU; the device checks pretend to have an accelerator, and need none.
"""

import numpy as np
import torch
from torch import nn

from autograder.worker.drivers.torch import (
    Watch,
    as_array,
    buffers_of,
    is_plain,
    loader,
    made_up_step,
    modes_of,
    number,
    on_cpu,
    on_pretended,
    tensor,
    weights_of,
    with_weights,
    works_in_training_mode,
)

LOSSES = {
    "cross-entropy": nn.CrossEntropyLoss,
    "summed cross-entropy": lambda: nn.CrossEntropyLoss(reduction="sum"),
    "squared error": nn.MSELoss,
}
OPTIMIZERS = {
    "sgd": torch.optim.SGD,
    "momentum": lambda p, lr: torch.optim.SGD(p, lr=lr, momentum=0.9),
    # A large epsilon: a gradient of rounding noise must not become a whole step.
    "adam": lambda p, lr: torch.optim.Adam(p, lr=lr, eps=1e-2),
}
# A loop remembers this batch, and perhaps the last one; never all.
REMEMBERED = 3


def run_model(module, images, seed):
    """What the new model is made of, and its logits with weights that are given to it."""
    return on_cpu(lambda device: _describe(_built(module), images, seed, device))


def run_start(module):
    """How the new model starts out."""
    first, second = _built(module), _built(module)
    return {
        "all parameters can learn": all(p.requires_grad for p in first.parameters()),
        "hidden units start out different": all(
            len(p.detach().reshape(len(p), -1).unique(dim=0)) == len(p)
            for p in first.parameters()
            if p.numel() > 100
        ),
        "each call makes a model of its own": not any(
            p is q for p in first.parameters() for q in second.parameters()
        ),
    }


def run_steps(module, weights, images, labels, sizes, loss, optimizer, learning_rate):
    """One `train_step` a batch: its loss, and the weights after it."""

    def work(device):
        model = _network(weights).to(device)
        chosen = OPTIMIZERS[optimizer](model.parameters(), lr=learning_rate)
        seen = []
        for some, theirs in _cut(images, labels, sizes):
            given = tensor(some).to(device), tensor(theirs).to(device)
            result = module.train_step(model, LOSSES[loss](), chosen, *given)
            seen.append({"the loss": number(result), **weights_of(model)})
        return seen

    return on_cpu(work)


def run_step_habits(module, weights, images, labels, sizes, learning_rate):
    """What happens in each step, and what steps leave behind of a model in training mode."""

    def work(device):
        model = _network(weights).to(device)
        chosen = OPTIMIZERS["sgd"](model.parameters(), lr=learning_rate)
        results, noted = [], []
        for some, theirs in _cut(images, labels, sizes):
            with _Events(chosen, nn.CrossEntropyLoss()) as events:
                given = tensor(some).to(device), tensor(theirs).to(device)
                results.append(module.train_step(model, events.loss_fn, chosen, *given))
            noted.append("; ".join(events.noted))
        return {
            "what happened": noted,
            "the loss is a plain number": all(map(is_plain, results)),
            "no graph is kept": model.watch.living() <= REMEMBERED,
            "every batch is seen in training mode": all(
                one["training"] for one in model.watch.passes
            ),
            "training mode goes on": set(modes_of(model)) == {True},
        }

    return on_cpu(work)


def run_training(module, weights, images, labels, batch_size, epochs, learning_rate):
    """Train; the losses of the epochs, and all weights and running statistics afterwards."""

    def work(device):
        model, history, _ = _train(
            module, weights, images, labels, batch_size, epochs, learning_rate, device
        )
        # A list that holds anything but numbers is told by `run_history`.
        return {**weights_of(model), **buffers_of(model)}

    return on_cpu(work)


def run_history(module, weights, images, labels, batch_size, epochs, learning_rate):
    """Train; the losses of the epochs, as they came back."""

    def work(device):
        _, history, _ = _train(
            module, weights, images, labels, batch_size, epochs, learning_rate, device
        )
        return _numbers(history)

    return on_cpu(work)


def run_plain_training(module, weights, images, labels, batch_size, epochs, learning_rate):
    """Train a model that can learn from a single sample; losses and weights."""
    batches = loader(images, labels, batch_size)
    return _trained(module, _network(weights), batches, epochs, learning_rate)


def run_training_with(module, kind, weights, images, labels, batch_size, epochs, learning_rate):
    """Train on batches in a list, or in something that can only be gone through, again and again.

    The losses of the epochs, and the weights afterwards.
    """
    batches = LOADERS[kind](loader(images, labels, batch_size))
    return _trained(module, _normalised(weights), batches, epochs, learning_rate)


def run_training_habits(module, weights, images, labels, batch_size, epochs, learning_rate):
    """Train a model that comes in evaluation mode; how it was done."""

    def work(device):
        model, history, passes = _train(
            module, weights, images, labels, batch_size, epochs, learning_rate, device
        )
        result = list(history) if isinstance(history, list | tuple) else [history]
        return {
            "every batch is seen in training mode": all(one["training"] for one in passes),
            "the losses are plain numbers": all(map(is_plain, result)),
            "nothing but numbers is kept of earlier batches": max(
                [model.watch.living(), *(one["graphs"] for one in passes)]
            )
            <= REMEMBERED,
        }

    return on_cpu(work)


def run_training_on_device(module, weights, images, labels, batch_size, epochs, learning_rate):
    """Train on a device that refuses to mix its tensors with those of the CPU."""

    def work(device):
        model, history, passes = _train(
            module, weights, images, labels, batch_size, epochs, learning_rate, device
        )
        return {
            **_places(model, passes, device),
            "the losses": _numbers(history),
            "logits that are asked for on the device": _asked(model, images[:3], device),
        }

    return on_pretended(work)


def double_of_train_step(model, loss_fn, optimizer, images, labels):
    """In place of a `train_step` that is wrong: moves parameters by gradients that are made up.

    So a right `train` shows that it is right. What the function is given shows in the numbers.
    """
    return made_up_step(optimizer, lambda: loss_fn(model(images), labels))


def run_evaluation(module, weights, images, labels, batch_size, training):
    """The accuracy of a model that comes in this mode."""

    def work(device):
        result, *_ = _evaluate(module, weights, images, labels, batch_size, training, device)
        return number(result)

    return on_cpu(work)


def run_evaluation_with(module, kind, weights, images, labels, batch_size, training):
    """The accuracy on batches in a list, or in something that can only be gone through."""

    def work(device):
        model = _normalised(weights).train(training)
        batches = LOADERS[kind](loader(images, labels, batch_size))
        return number(module.evaluate(model, batches, device))

    return on_cpu(work)


def run_evaluation_result(module, weights, images, labels, batch_size, training):
    """What the accuracy is to Python."""

    def work(device):
        result, *_ = _evaluate(module, weights, images, labels, batch_size, training, device)
        return {"the accuracy is a plain number": is_plain(result)}

    return on_cpu(work)


def run_evaluation_habits(module, weights, images, labels, batch_size, training, turned):
    """How a model that comes in this mode is evaluated, and what is left of it.

    In training mode, and where gradients are recorded, this model turns its classes by `turned`
    steps, the numbers of which are drawn with the case: so the accuracy tells.
    """

    def work(device):
        model = _Turning(weights, *turned).to(device).train(training)
        result = module.evaluate(model, loader(images, labels, batch_size), device)
        passes = model.watch.passes
        fresh = _Turning(weights, *turned).to(device)
        # The sentences first, for a student to read; the numbers are what they are worth.
        seen = {
            "every batch is seen in evaluation mode": not any(one["training"] for one in passes),
            "no gradients are recorded": not any(one["gradients"] for one in passes),
            "the mode is afterwards as it was": set(modes_of(model)) == {training},
            "parameters and running statistics are as they were": all(
                np.array_equal(before, after)
                for before, after in zip(_state(fresh), _state(model), strict=True)
            ),
        }
        return {
            **seen,
            "the accuracy": number(result),
            "logits in the mode in which the model is left": _logits(model, images[:3], device),
        }

    return on_cpu(work)


def run_evaluation_on_device(module, weights, images, labels, batch_size, training):
    """Evaluate on a device that refuses to mix its tensors with those of the CPU."""

    def work(device):
        result, model, passes = _evaluate(
            module, weights, images, labels, batch_size, training, device
        )
        return {
            **_places(model, passes, device),
            "the accuracy": number(result),
            "logits that are asked for on the device": _asked(model, images[:3], device),
        }

    return on_pretended(work)


class Batches:
    """Batches that can be gone through again and again, and nothing else."""

    def __init__(self, batches):
        self._batches = list(batches)

    def __iter__(self):
        yield from self._batches


LOADERS = {"list": list, "iterable": Batches}


class _Events:
    """What happens in one step: backward passes, and steps with or without gradients."""

    def __init__(self, optimizer, loss_fn):
        self.noted = []
        self._optimizer = optimizer
        self._loss_fn = loss_fn

    def __enter__(self):
        self._hook = self._optimizer.register_step_pre_hook(self._before_step)
        return self

    def __exit__(self, *_):
        self._hook.remove()

    def loss_fn(self, output, labels):
        loss = self._loss_fn(output, labels)
        if loss.requires_grad:
            loss.register_hook(lambda _: self.noted.append("a backward pass"))
        return loss

    def _before_step(self, _optimizer, given, named):
        closure = given[1] if len(given) > 1 else named.get("closure")
        if closure is None:
            self._note_step()
            return None

        def noting():
            result = closure()
            self._note_step()
            return result

        return (self._optimizer, noting), {}

    def _note_step(self):
        groups = self._optimizer.param_groups
        gradients = [p.grad for group in groups for p in group["params"] if p.grad is not None]
        if not gradients:
            state = "without gradients"
        elif all(not gradient.any() for gradient in gradients):
            state = "with gradients of zero"
        else:
            state = "with gradients"
        self.noted.append(f"a step {state}")


class _Plain(nn.Module):
    """A net with one hidden layer that is watched at its end."""

    def __init__(self, weights):
        super().__init__()
        self.hidden = nn.Linear(*reversed(weights["hidden.weight"].shape))
        self.output = nn.Linear(*reversed(weights["output.weight"].shape))
        self.watch = Watch()

    def forward(self, x):
        return self.watch(self, self.output(torch.tanh(self.hidden(x))))


class _Normalised(_Plain):
    """The same with a layer that works differently in the two modes."""

    def __init__(self, weights):
        super().__init__(weights)
        output = self._modules.pop("output")
        self.norm = nn.BatchNorm1d(len(weights["hidden.weight"]), affine=False)
        self.output = output  # stays the last layer

    def forward(self, x):
        return self.watch(self, self.output(torch.tanh(self.norm(self.hidden(x)))))


class _Turning(_Normalised):
    """The same, which turns its classes by secret steps in training mode and with gradients."""

    def __init__(self, weights, in_training, with_gradients):
        super().__init__(weights)
        self.in_training, self.with_gradients = in_training, with_gradients
        with_weights(self, weights)

    def forward(self, x):
        turned = self.in_training * works_in_training_mode(self)
        turned += self.with_gradients * torch.is_grad_enabled()
        return super().forward(x).roll(turned, dims=1)


def _network(weights):
    return with_weights(_Plain(weights), weights)


def _normalised(weights):
    return with_weights(_Normalised(weights), weights)


def _built(module):
    model = module.build_model()
    if not isinstance(model, nn.Module):
        made = f"a {type(model).__name__}"
        if model is None:
            made = "None: was a `return` forgotten?"
        elif isinstance(model, type):
            made = f"the class {model.__name__}: it has to be called to make a model"
        raise TypeError(f"expected an nn.Module, got {made}")
    return model


def _describe(model, images, seed, device):
    """Sizes of the parameters, and the logits with equal biases and a symmetric square weight.

    So it does not matter how the layers are named, in which order they were made, or whether a
    weight is stored as (inputs, outputs) or (outputs, inputs).
    """
    sizes = sorted(p.numel() for p in model.parameters())
    seen = {"the sizes of the parameters": sizes, "logits": None}
    draw = np.random.default_rng(seed)
    wide, square, bias = (draw.normal(size=n) for n in ((10, 784), (10, 10), 10))
    by_size = {7840: wide / 9, 100: square + square.T, 10: bias}
    if not set(sizes) <= set(by_size):
        return seen
    for p in model.parameters():
        values = by_size[p.numel()]
        turned = values.T if p.shape[0] == 784 else values
        p.detach().copy_(tensor(np.ascontiguousarray(turned)).reshape(p.shape))
    model = model.to(device)
    given = tensor(images).to(device)
    # In both modes: nothing in this net may depend on it.
    logits = [_array(model.train(mode)(given)) for mode in (True, False)]
    return {**seen, "logits": logits}


def _array(value):
    if not isinstance(value, torch.Tensor):
        raise TypeError(f"expected a tensor of logits, got a {type(value).__name__}")
    return value.detach().cpu().numpy().astype(np.float32)


def _cut(images, labels, sizes):
    """Batches of these sizes."""
    start = 0
    for size in sizes:
        yield images[start : start + size], labels[start : start + size]
        start += size


def _train(module, weights, images, labels, batch_size, epochs, learning_rate, device):
    model = _normalised(weights).eval()
    batches = loader(images, labels, batch_size)
    history = module.train(
        model, batches, epochs=epochs, learning_rate=learning_rate, device=device
    )
    return model, history, model.watch.passes


def _trained(module, model, batches, epochs, learning_rate):
    def work(device):
        history = module.train(
            model, batches, epochs=epochs, learning_rate=learning_rate, device=device
        )
        return {"the losses": _numbers(history), **weights_of(model)}

    return on_cpu(work)


def _evaluate(module, weights, images, labels, batch_size, training, device):
    model = _normalised(weights).train(training)
    result = module.evaluate(model, loader(images, labels, batch_size), device)
    return result, model, model.watch.passes


def _numbers(history):
    if isinstance(history, torch.Tensor | np.ndarray):
        history = list(history)
    if not isinstance(history, list | tuple):
        return number(history)
    return [number(one) for one in history]


def _asked(model, images, device):
    """Logits of images on the device in evaluation mode; None where the model is not there."""
    try:
        return _logits(model.eval(), images, device)
    except RuntimeError:
        return None


@torch.no_grad()
def _logits(model, images, device):
    return as_array(model(tensor(images).to(device)))


def _places(model, passes, device):
    return {
        "the model is on the device": all(p.device == device for p in model.parameters()),
        "every batch is on the device": all(one["place"] == device for one in passes),
    }


def _state(model):
    learns = [p.requires_grad for p in model.parameters()]
    return [*weights_of(model).values(), *buffers_of(model).values(), learns]
