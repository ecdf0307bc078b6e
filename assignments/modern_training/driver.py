"""How the checks call your functions. You may read this.

Models, optimizers and batches are made here from arrays, so that equal code gives equal numbers.
What your functions do with them is read off afterwards: weights, losses, rates, scales. All numbers
are compared on the CPU; the device checks pretend to have an accelerator, and need none.

Half precision rounds, and where a sum is rounded could depend on the machine. So the numbers in the
checks of `mixed_step` have few binary digits: whatever the order of a sum, it comes out the same.
"""

import io
import math

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
    number,
    on_cpu,
    on_pretended,
    tensor,
    weights_of,
    with_weights,
)

LOSSES = {"cross-entropy": nn.CrossEntropyLoss, "squared error": nn.MSELoss}
OPTIMIZERS = {
    "sgd": torch.optim.SGD,
    "momentum": lambda p, lr: torch.optim.SGD(p, lr=lr, momentum=0.9),
    # A large epsilon: a gradient of rounding noise must not become a whole step.
    "adam": lambda p, lr: torch.optim.Adam(p, lr=lr, eps=1e-2),
}
DTYPES = {"float16": torch.float16, "bfloat16": torch.bfloat16}
# A step remembers this batch, and perhaps the last one; never all.
REMEMBERED = 3
FAR = 1e6  # a length that no gradient has: nothing is clipped


# --- which parameters decay


def run_groups(module, weights, gradients, frozen, tied, weight_decay):
    """One step of AdamW with your groups, by made-up gradients; the parameters after it."""

    def work(device):
        model = _Many(weights, frozen, tied)
        groups = module.parameter_groups(model, weight_decay)
        optimizer = torch.optim.AdamW(groups, lr=0.5, eps=0.1)
        for name, p in model.named_parameters():
            p.grad = tensor(gradients[name])
        optimizer.step()  # of PyTorch's own
        return weights_of(model)

    return on_cpu(work)


def run_lists(module, weights, gradients, frozen, tied, weight_decay):
    """How many numbers the parameters of each list hold together, and how far they decay."""

    def work(device):
        groups = module.parameter_groups(_Many(weights, frozen, tied), weight_decay)
        if not isinstance(groups, list | tuple):
            raise TypeError(f"expected a list of two dicts, got a {type(groups).__name__}")
        return {
            "numbers in each list": [sum(p.numel() for p in one["params"]) for one in groups],
            "their decay": [number(one["weight_decay"]) for one in groups],
        }

    return on_cpu(work)


# --- the schedule


def run_schedule(module, peaks, warmup, total, floor, count):
    """The learning rates of the groups, for so many steps."""

    def work(device):
        groups = [{"params": [nn.Parameter(torch.zeros(2))], "lr": peak} for peak in peaks]
        optimizer = torch.optim.SGD(groups, lr=1.0)
        scheduler = module.make_scheduler(optimizer, warmup, total, floor)
        if not isinstance(scheduler, torch.optim.lr_scheduler.LRScheduler):
            made = type(scheduler).__name__
            hint = ": was a `return` forgotten?" if scheduler is None else ""
            raise TypeError(f"expected a scheduler of PyTorch's, got a {made}{hint}")
        rates = []
        for _ in range(count):
            rates.append(_rates(optimizer))
            for one in (optimizer, scheduler):
                one.step()
        return np.array(rates)

    return on_cpu(work)


# --- several small batches, one step


def run_steps(module, **case):
    """One `accumulated_step` for each list of sizes; the weights after each."""
    return [weights for _, _, weights in _steps(module, **case)]


def run_step_losses(module, **case):
    """The loss of each step."""
    return [number(loss) for loss, _, _ in _steps(module, **case)]


def run_step_lengths(module, **case):
    """The length of each step's gradient before clipping."""
    return [number(length) for _, length, _ in _steps(module, **case)]


def run_step_habits(module, weights, images, labels, sizes, loss, optimizer, learning_rate):
    """What goes through the model at a time, how often the optimizer steps, and what comes back."""

    def work(device):
        model = _Plain(weights)
        chosen = OPTIMIZERS[optimizer](model.parameters(), lr=learning_rate)
        steps = []
        hook = chosen.register_step_post_hook(lambda *_: steps.append(len(model.watch.passes)))
        [group] = _groups(images, labels, sizes, device)
        result = _pair(module.accumulated_step(model, LOSSES[loss](), chosen, group, FAR))
        hook.remove()
        passes = model.watch.passes
        return {
            "samples in each pass": [one["samples"] for one in passes],
            "batches before each step": steps,
            "no graph of an earlier batch is alive": max(one["graphs"] for one in passes)
            <= REMEMBERED,
            "what comes back are plain numbers": all(map(is_plain, result)),
        }

    return on_cpu(work)


# --- mixed precision


def run_mixed(module, **case):
    """One `mixed_step` for each batch, each from weights of its own; the weights after each."""
    return [weights for _, weights, _, _ in _mixed_steps(module, **case)]


def run_mixed_losses(module, **case):
    """The loss of each step, in units of the factor by which the driver's loss is small."""
    return [number(loss / case["factor"]) for loss, _, _, _ in _mixed_steps(module, **case)]


def run_mixed_rates(module, **case):
    """The learning rate and the scale after each step."""
    return [(number(rate), number(scale)) for _, _, rate, scale in _mixed_steps(module, **case)]


def run_mixed_on_device(module, **case):
    """As `run_mixed`, on a device that refuses to mix its tensors with those of the CPU.

    Nothing is rounded there; the driver's loss shows whether autocast was told of this device.
    """
    return [weights for _, weights, _, _ in _mixed_steps(module, on=on_pretended, **case)]


# --- the loop


def run_training(module, **case):
    """Train; all weights and running statistics afterwards."""
    return on_cpu(lambda device: _weights_and_buffers(_train(module, device, **case)[0]))


def run_history(module, **case):
    """Train; the losses of the epochs, as they came back."""
    return on_cpu(lambda device: _numbers(_train(module, device, **case)[1]))


def run_training_on_device(module, **case):
    """Train on a device that refuses to mix its tensors with those of the CPU."""

    def work(device):
        model, history = _train(module, device, **case)
        return {
            "the model is on the device": all(p.device == device for p in model.parameters()),
            "the losses": _numbers(history),
            **_weights_and_buffers(model),
        }

    return on_pretended(work)


def run_training_habits(module, **case):
    """Train a model that comes in evaluation mode; how it was done."""

    def work(device):
        model, history = _train(module, device, **case)
        return {
            "samples in each pass": [one["samples"] for one in model.watch.passes],
            "every batch is seen in training mode": all(
                one["training"] for one in model.watch.passes
            ),
            "the losses are plain numbers": all(map(is_plain, history)),
        }

    return on_cpu(work)


def double_of_parameter_groups(model, weight_decay):
    """In place of a `parameter_groups` that is wrong: all in one group, with a decay of its own."""
    learning = [p for p in model.parameters() if p.requires_grad]
    return [{"params": learning, "weight_decay": 0.02 + math.atan(weight_decay) / 3}]


def double_of_make_scheduler(optimizer, warmup, total, floor):
    """In place of a `make_scheduler` that is wrong: a rate that falls in another way."""
    start = 0.5 + math.atan(floor) / 2

    def share(k):
        return start / (1 + k / (2 + warmup) + k * k / (3 + total))

    return torch.optim.lr_scheduler.LambdaLR(optimizer, share)


def double_of_accumulated_step(model, loss_fn, optimizer, micro_batches, max_norm):
    """In place of an `accumulated_step` that is wrong: moves parameters by made-up gradients.

    What the function is given shows in the numbers.
    """
    batches = list(micro_batches)
    louder = 1 + math.atan(max_norm)

    def loss():
        return louder * sum(loss_fn(model(x), y) for x, y in batches)

    return made_up_step(optimizer, loss), louder


# --- the average over time


def run_average(module, start, models, decays):
    """Update the average once for each model; its parameters and buffers after each update."""

    def work(device):
        average, seen = _Normalised(start), []
        for state, decay in zip(models, decays, strict=True):
            module.ema_update(average, _Normalised(state), decay)
            seen.append(_weights_and_buffers(average))
        return seen

    return on_cpu(work)


def run_average_habits(module, start, models, decays):
    """What else an update changes: the model, gradients, and memory that both would share.

    Afterwards the model's numbers are moved; what then has moved in the average was shared.
    """

    def work(device):
        average, model = _Normalised(start), _Normalised(models[0])
        gradients = {name: tensor(values) for name, values in models[1].items()}
        for name, p in model.named_parameters():
            p.grad = gradients[name]
        owned = list(average.parameters())
        module.ema_update(average, model, decays[0])
        left = _weights_and_buffers(model)
        with torch.set_grad_enabled(False):
            for one in [*model.parameters(), *model.buffers()]:
                one += 3
        return {
            "the model": left,
            "its gradients": {n: as_array(p.grad) for n, p in model.named_parameters()},
            "the average, when the model has moved on": _weights_and_buffers(average),
            "parameters can still learn": all(
                p.requires_grad and p.is_leaf for p in [*average.parameters(), *model.parameters()]
            ),
            "the average keeps its parameters": all(
                p is q for p, q in zip(average.parameters(), owned, strict=True)
            ),
        }

    return on_cpu(work)


# --- a training that goes on later


def run_checkpoint(module, start, before, after, seed):
    """Made-up steps, a checkpoint, and further steps; what the checkpoint holds then."""

    def work(device):
        training = _Training(start, seed)
        training.go_on(before)
        saved = module.checkpoint(*training.parts)
        training.go_on(after)
        return _held(saved)

    return on_cpu(work)


def run_beside_checkpoint(module, start, before, after, seed):
    """How a training goes on after a checkpoint."""

    def work(device):
        training = _Training(start, seed)
        training.go_on(before)
        module.checkpoint(*training.parts)
        return [training.seen(), *training.go_on(after)]

    return on_cpu(work)


def run_restored(module, start, before, after, meanwhile, seed):
    """Made-up steps, a file with their state, and other steps; what is then made of the file."""

    def work(device):
        saved, training = _interrupted(start, before, seed)
        training.go_on(meanwhile)
        module.restore(saved, *training.parts)
        return [training.seen(), *training.go_on(after)]

    return on_cpu(work)


def run_restored_into_new(module, start, before, after, meanwhile, seed):
    """The same, into a training that has just been made and never took a step."""

    def work(device):
        saved, training = _interrupted(start, before, seed, other=meanwhile[0]["gradients"])
        module.restore(saved, *training.parts)
        return [training.seen(), *training.go_on(after)]

    return on_cpu(work)


def run_restored_twice(module, start, before, after, meanwhile, seed):
    """Restore, go on, restore once more, and go on in another way."""

    def work(device):
        saved, training = _interrupted(start, before, seed)
        module.restore(saved, *training.parts)
        training.go_on(after)
        module.restore(saved, *training.parts)
        return [training.seen(), *training.go_on(meanwhile)]

    return on_cpu(work)


# --- models


class _Many(nn.Module):
    """Layers of many kinds; a matrix and a single number of its own; some may be frozen."""

    def __init__(self, weights, frozen, tied):
        super().__init__()
        self.letters = nn.Embedding(*weights["letters.weight"].shape)
        outputs, inputs, width = weights["filter.weight"].shape
        self.filter = nn.Conv1d(inputs, outputs, width)
        self.block = nn.Sequential(
            nn.Linear(*reversed(weights["block.0.weight"].shape)),
            nn.LayerNorm(len(weights["block.1.weight"])),
        )
        self.norm = nn.BatchNorm1d(len(weights["norm.weight"]))
        self.place_bias = nn.Parameter(torch.zeros(weights["place_bias"].shape))
        self.heat = nn.Parameter(torch.zeros(()))
        self.output = nn.Linear(*reversed(self.letters.weight.shape), bias=False)
        if tied:
            self.output.weight = self.letters.weight
        with_weights(self, weights)
        for name, p in self.named_parameters():
            p.requires_grad_(name not in frozen)


class _Plain(nn.Module):
    """A net with one hidden layer that is watched at its end."""

    def __init__(self, weights):
        super().__init__()
        self.hidden = nn.Linear(*reversed(weights["hidden.weight"].shape))
        self.output = nn.Linear(*reversed(weights["output.weight"].shape))
        self.watch = Watch()
        with_weights(self, weights)

    def forward(self, x):
        return self.watch(self, self.output(torch.tanh(self.hidden(x))))


class _Normalised(nn.Module):
    """The same with batch normalisation; what it has of buffers may be given, too."""

    def __init__(self, state):
        super().__init__()
        # Without a bias, whose gradient would be rounding alone: normalisation takes it out again.
        self.hidden = nn.Linear(*reversed(state["hidden.weight"].shape), bias=False)
        self.norm = nn.BatchNorm1d(len(state["norm.weight"]))
        self.output = nn.Linear(*reversed(state["output.weight"].shape))
        self.watch = Watch()
        with_weights(self, state)
        for name, buffer in self.named_buffers():
            if name in state:
                buffer.copy_(tensor(state[name]))

    def forward(self, x):
        return self.watch(self, self.output(torch.tanh(self.norm(self.hidden(x)))))


class _Rectified(nn.Module):
    """A net of two layers and a ReLU, each of which rounds once, to half precision.

    There are no biases: whether one is added before or after rounding is the machine's business.
    """

    def __init__(self, weights):
        super().__init__()
        self.hidden = nn.Linear(*reversed(weights["hidden.weight"].shape), bias=False)
        self.output = nn.Linear(*reversed(weights["output.weight"].shape), bias=False)
        with_weights(self, weights)

    def forward(self, x):
        return self.output(torch.relu(self.hidden(x)))


class _Training:
    """A model, an optimizer, a scheduler and a scaler, which take made-up steps together."""

    def __init__(self, start, seed):
        torch.manual_seed(seed)
        self.model = _Normalised(start)
        first, *others = self.model.parameters()
        groups = [{"params": [first], "lr": 0.3}, {"params": others}]
        self.optimizer = torch.optim.AdamW(groups, lr=0.2, eps=1e-2, weight_decay=0.1)
        self.scheduler = torch.optim.lr_scheduler.LambdaLR(self.optimizer, lambda k: 3 / (3 + k))
        self.scaler = torch.amp.GradScaler("cpu", init_scale=4.0, growth_interval=50)

    @property
    def parts(self):
        return self.model, self.optimizer, self.scheduler, self.scaler

    def go_on(self, moves):
        """What is seen after each move."""
        return [self._move(**move) for move in moves]

    def _move(self, gradients, statistics, scale, good):
        for name, p in self.model.named_parameters():
            p.grad = tensor(gradients[name])
        for name, buffer in self.model.named_buffers():
            buffer.copy_(tensor(statistics[name]))
        self.optimizer.step()
        self.scheduler.step()
        self.scaler.load_state_dict(
            {**self.scaler.state_dict(), "scale": scale, "_growth_tracker": good}
        )
        return self.seen()

    def seen(self):
        """All that shows of its state, and the next random numbers."""
        return {
            **_weights_and_buffers(self.model),
            "learning rates": _rates(self.optimizer),
            "scale": self.scaler.get_scale(),
            "good steps": self.scaler.state_dict()["_growth_tracker"],
            "random numbers": as_array(torch.rand(3)),
        }


# --- what they have in common


def _rates(optimizer):
    return [float(group["lr"]) for group in optimizer.param_groups]


def _groups(images, labels, sizes, device):
    """Lists of batches of these sizes."""
    start = 0
    for group in sizes:
        batches = []
        for size in group:
            part = slice(start, start + size)
            batches.append((tensor(images[part]).to(device), tensor(labels[part]).to(device)))
            start += size
        yield batches


def _steps(
    module, net, weights, images, labels, sizes, loss, optimizer, learning_rate, max_norm, left
):
    """What each step gave, and the weights after it. At first `.grad` holds what was left there."""

    def work(device):
        model = {"plain": _Plain, "normalised": _Normalised}[net](weights)
        for name, p in model.named_parameters():
            p.grad = tensor(left[name])
        chosen = OPTIMIZERS[optimizer](model.parameters(), lr=learning_rate)
        seen = []
        for group in _groups(images, labels, sizes, device):
            result = module.accumulated_step(model, LOSSES[loss](), chosen, group, max_norm)
            seen.append((*_pair(result), _weights_and_buffers(model)))
        return seen

    return on_cpu(work)


def _pair(result):
    if isinstance(result, list | tuple) and len(result) == 2:
        return result
    if result is None:
        raise TypeError("expected (loss, length), got None: was a `return` forgotten?")
    raise TypeError(f"expected (loss, length), got a {type(result).__name__}")


def _mixed_steps(
    module,
    weights,
    images,
    targets,
    dtype,
    exponent,
    interval,
    enabled,
    factor,
    learning_rate,
    max_norm,
    optimizer,
    on=on_cpu,
):
    """Loss, weights, rate and scale after each step, each of which starts from its own weights."""

    def work(device):
        model = _Rectified(weights[0]).to(device)
        chosen = OPTIMIZERS[optimizer](model.parameters(), lr=learning_rate)
        scheduler = torch.optim.lr_scheduler.LambdaLR(chosen, lambda k: 2.0**-k)
        scaler = torch.amp.GradScaler(
            "cpu", init_scale=2.0**exponent, growth_interval=interval, enabled=enabled
        )

        def loss_fn(output, labels):
            """The squared error; where autocast is not on for the device, half as much again."""
            place = output.device.type
            told = torch.is_autocast_enabled(place) and torch.get_autocast_dtype(place) == kind
            return nn.functional.mse_loss(output, labels) * (factor if told else 1.5 * factor)

        kind, seen = DTYPES[dtype], []
        for net, some, theirs in zip(weights, images, targets, strict=True):
            with torch.set_grad_enabled(False):
                for name, p in model.named_parameters():
                    p.copy_(tensor(net[name]).to(device))
            loss = module.mixed_step(
                model,
                loss_fn,
                chosen,
                scheduler,
                scaler,
                tensor(some).to(device),
                tensor(theirs).to(device),
                max_norm=max_norm,
                dtype=kind,
            )
            if not is_plain(loss):
                raise TypeError(f"expected a plain float, got a {type(loss).__name__}")
            seen.append((loss, weights_of(model), _rates(chosen)[0], scaler.get_scale()))
        return seen

    return on(work)


def _train(module, device, weights, images, labels, batch_size, kind, **settings):
    model = _Normalised(weights).eval()
    batches = loader(images, labels, batch_size)
    if kind == "list":
        batches = list(batches)
    return model, module.train(model, batches, device=device, **settings)


def _weights_and_buffers(model):
    return {**weights_of(model), **buffers_of(model)}


def _numbers(history):
    if not isinstance(history, list | tuple):
        return number(history)
    return [number(one) for one in history]


def _interrupted(start, before, seed, other=None):
    """The state of a training in a file, as it is read again, and a training of the same kind."""
    training = _Training(start, seed)
    training.go_on(before)
    names = ("model", "optimizer", "scheduler", "scaler")
    states = {name: one.state_dict() for name, one in zip(names, training.parts, strict=True)}
    file = io.BytesIO()
    torch.save({**states, "rng": torch.get_rng_state()}, file)
    file.seek(0)
    if other is not None:
        training = _Training({**start, **other}, seed + 1)
    return torch.load(file), training


def _held(saved):
    """The numbers of a checkpoint."""
    if not isinstance(saved, dict):
        hint = ": was a `return` forgotten?" if saved is None else ""
        raise TypeError(f"expected a dict, got a {type(saved).__name__}{hint}")
    source = torch.Generator()
    source.set_state(saved["rng"])
    optimizer, scaler = saved["optimizer"], saved["scaler"]
    return {
        "model": {name: as_array(value) for name, value in saved["model"].items()},
        "moments": {
            str(place): {name: as_array(value) for name, value in state.items()}
            for place, state in optimizer["state"].items()
        },
        "learning rates": [group["lr"] for group in optimizer["param_groups"]],
        "steps of the scheduler": saved["scheduler"]["last_epoch"],
        "scale": scaler["scale"],
        "good steps": scaler["_growth_tracker"],
        "random numbers": as_array(torch.rand(3, generator=source)),
    }
