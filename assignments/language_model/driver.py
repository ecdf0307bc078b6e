"""How the checks call your functions. You may read this.

Texts, logits, queries and so on come as tensors in double precision, unless a check is about single
precision; what you return comes back as arrays. Language models, encoders and decoders are made
here, from a seed, and are small: an embedding, a GRU or an LSTM, and a linear layer.
"""

import numpy as np
import torch
from torch import nn

from autograder.worker.drivers.torch import (
    Watch,
    is_plain,
    modes_of,
    number,
    on_cpu,
    on_pretended,
    weights_of,
    works_in_training_mode,
)

WIDTH, HIDDEN = 4, 6
MEMORIES = {"gru": nn.GRU, "lstm": nn.LSTM}
OPTIMIZERS = {
    "sgd": torch.optim.SGD,
    "momentum": lambda p, lr: torch.optim.SGD(p, lr=lr, momentum=0.9),
    # A large epsilon: a gradient of rounding noise must not become a whole step.
    "adam": lambda p, lr: torch.optim.Adam(p, lr=lr, eps=1e-2),
}
# A step remembers this batch, and perhaps the last one; never all.
REMEMBERED = 2


def double_of_sequence_loss(logits, targets, padding):
    """In place of a `sequence_loss` that is wrong: something else that depends on all it is given.

    So what is built on it shows that it is right.
    """
    wave = torch.sin(logits + 0.3 * targets.clamp(min=-1).unsqueeze(2))
    return (wave.square() * (1 + (targets != padding)).unsqueeze(2)).mean()


def double_of_temperature_probabilities(logits, temperature):
    """In place of `temperature_probabilities`: all for a character that is not the likeliest."""
    characters = logits.shape[-1]
    place = (logits.argmax(dim=-1) + 1 + int(10 * temperature)) % characters
    return nn.functional.one_hot(place, characters).to(logits.dtype)


def run_batches(module, ids, rows, length):
    """Inputs and targets of each batch, one pair after the other."""
    batches = module.teacher_forcing(_given(ids), rows, length)
    if batches is None:
        raise TypeError("expected a list of (inputs, targets), got None: was a `return` forgotten?")
    return [tuple(map(_array, _several(one, "inputs, targets"))) for one in batches]


def run_loss(module, logits, targets, padding):
    """The loss."""
    return _array(module.sequence_loss(_given(logits), _given(targets), padding))


def run_loss_gradient(module, logits, targets, padding):
    """What flows back to the logits from the loss."""
    given = _learning(logits)
    _scalar(module.sequence_loss(given, _given(targets), padding)).backward()
    return _gradient(given)


def run_steps(module, seed, memory, inputs, targets, optimizer, learning_rate, max_norm):
    """One `train_step` for each batch: loss, state, and all weights after each.

    In single precision: who clips by a formula of their own may leave out PyTorch's 1e-6.
    """

    def work(_device):
        model = _Writer(seed, memory, _characters(inputs, targets))
        chosen = OPTIMIZERS[optimizer](model.parameters(), lr=learning_rate)
        state, seen = None, []
        for some, theirs in zip(inputs, targets, strict=True):
            result = module.train_step(model, chosen, _given(some), _given(theirs), state, max_norm)
            loss, state = _several(result, "loss, state")
            seen.append(
                {
                    "the loss": number(loss),
                    "the state": _parts(state),
                    **weights_of(model),
                }
            )
        return seen

    return on_cpu(work)


def run_step_habits(module, seed, memory, inputs, targets, learning_rate):
    """What steps give back and leave behind."""

    def work(_device):
        model = _Writer(seed, memory, _characters(inputs, targets))
        chosen = OPTIMIZERS["sgd"](model.parameters(), lr=learning_rate)
        state, losses, states = None, [], []
        for some, theirs in zip(inputs, targets, strict=True):
            result = module.train_step(model, chosen, _given(some), _given(theirs), state, 1.0)
            loss, state = _several(result, "loss, state")
            losses.append(loss)
            states.extend(state if isinstance(state, tuple | list) else [state])
        return {
            "the loss is a plain number": all(map(is_plain, losses)),
            "no graph hangs on the state": not any(one.requires_grad for one in states),
            "no graph of an earlier batch is kept": model.watch.living() <= REMEMBERED,
            "training mode goes on": set(modes_of(model)) == {True},
        }

    return on_cpu(work)


def run_probabilities(module, logits, temperature):
    """The probabilities at this temperature, or at the limit that a word names."""
    limits = {"infinite": float("inf")}
    return _array(
        module.temperature_probabilities(_given(logits), limits.get(temperature, temperature))
    )


def run_text(module, seed, memory, characters, start, length):
    """What the model writes at temperature 0."""

    def work(_device):
        model = _Writer(seed, memory, characters)
        return _array(module.generate(model, _given(start), length, 0.0, _generator(seed)))

    return on_cpu(work)


def run_drawn(module, seed, memory, characters, start, length, temperature, others):
    """Which temperature fits best what was written at one: a number that is made up for each.

    For every text the chance is known with which this model writes it at a temperature.
    """

    def work(_device):
        model = _Writer(seed, memory, characters)
        text = module.generate(
            model, _given(start), length, float(temperature), _generator(seed + 1)
        )
        chances = [_chance(model.eval(), start, text, one) for one in [temperature, *others]]
        return np.random.default_rng(seed).normal(size=len(chances))[int(np.argmax(chances))]

    return on_cpu(work)


def run_generators(module, seed, memory, characters, start, length, seeds):
    """Texts by generators with these seeds: for each the first that it is equal to."""

    def work(_device):
        model, texts, first = _Writer(seed, memory, characters), [], []
        for turn, one in enumerate(seeds):
            torch.manual_seed(turn)
            text = _array(module.generate(model, _given(start), length, 4.0, _generator(one)))
            texts.append(text.tolist())
            first.append(texts.index(text.tolist()))
        return np.array(first)

    return on_cpu(work)


def run_asked(module, seed, characters, start, length, training, turned):
    """How the model is asked, and how it is left.

    In training mode, and where gradients are recorded, this model turns its characters by `turned`
    steps, which are drawn with the case: so the text tells.
    """

    def work(_device):
        model = _Writer(seed, "gru", characters, turned).train(training)
        text = _array(module.generate(model, _given(start), length, 0.0, _generator(seed)))
        passes = list(model.watch.passes)
        seen = {
            "the model is asked in evaluation mode": not any(one["training"] for one in passes),
            "no gradients are recorded": not any(one["gradients"] for one in passes),
            "the mode is afterwards as it was": set(modes_of(model)) == {training},
        }
        logits, _ = model(_given(start)[None])
        return {**seen, "the text": text, "logits afterwards": _array(logits)}

    return on_cpu(work)


def run_reading(module, seed, memory, characters, start, length):
    """How much the model reads to write this."""

    def work(_device):
        model = _Writer(seed, memory, characters)
        module.generate(model, _given(start), length, 1.0, _generator(seed))
        return {"no character is read twice": model.read <= len(start) + length}

    return on_cpu(work)


def run_attention(module, q, k, v, allowed):
    """Output and weights."""
    result = module.attention(_given(q), _given(k), _given(v), _given(allowed))
    return tuple(map(_array, _several(result, "out, weights")))


def run_attention_gradients(module, q, k, v, allowed, weighed):
    """What flows back to q, k and v from the output, by autograd."""
    given = [_learning(one) for one in (q, k, v)]
    out, _ = _several(module.attention(*given, _given(allowed)), "out, weights")
    (out * _given(weighed)).sum().backward()
    return [_gradient(one) for one in given]


def run_attention_backward(module, upstream, q, k, v, weights):
    """The gradients of q, k and v."""
    with torch.inference_mode():
        given = [_given(one) for one in (upstream, q, k, v, weights)]
        result = module.attention_backward(*given)
        return tuple(map(_array, _several(result, "dq, dk, dv")))


def run_translation_loss(module, seed, memory, sources, targets, start, padding):
    """The loss."""
    return on_cpu(lambda _: _taught(module, seed, memory, sources, targets, start, padding)[0])


def run_translation_gradients(module, seed, memory, sources, targets, start, padding):
    """What flows back to the parameters of both."""
    return on_cpu(lambda _: _taught(module, seed, memory, sources, targets, start, padding)[1])


def run_translation(module, seed, memory, characters, sources, start, end, padding, limit):
    """The translations, by models that turn their characters where gradients are recorded."""

    def work(_device):
        torch.manual_seed(seed)  # who draws where nothing is to be drawn does so in every run alike
        reader, writer = _pair(seed, memory, characters, turned=[0, 1])
        return _array(
            module.translate(
                reader.eval(), writer.eval(), _given(sources), start, end, padding, limit
            )
        )

    return on_cpu(work)


def run_modes(module, seed, memory, characters, sources, start, end, padding, limit, turned):
    """Translations by models that turn their characters in training mode, where they came."""

    def work(_device):
        reader, writer = _pair(seed, memory, characters, turned=[turned, 0])
        text = module.translate(
            reader.train(), writer.train(), _given(sources), start, end, padding, limit
        )
        return {
            "the modes are as they were": {*modes_of(reader), *modes_of(writer)} == {True},
            "the texts": _array(text),
        }

    return on_cpu(work)


def run_loss_on_device(module, seed, memory, sources, targets, start, padding):
    """The loss on a device that refuses to mix its tensors with those of the CPU."""

    def work(device):
        characters = max(_characters(sources, targets), start + 1, padding + 1)
        both = [one.to(device) for one in _pair(seed, memory, characters)]
        given = _given(sources).to(device), _given(targets).to(device)
        return _array(module.translation_loss(*both, *given, start, padding))

    return on_pretended(work)


def run_on_device(module, seed, memory, characters, sources, start, end, padding, limit):
    """Translations on a device that refuses to mix its tensors with those of the CPU."""

    def work(device):
        both = [one.to(device) for one in _pair(seed, memory, characters)]
        given = _given(sources).to(device)
        return _array(module.translate(*both, given, start, end, padding, limit))

    return on_pretended(work)


class _Model(nn.Module):
    """An embedding and a memory, with numbers that depend on the seed alone."""

    def __init__(self, memory, characters):
        super().__init__()
        self.embedding = nn.Embedding(characters, WIDTH)
        self.memory = MEMORIES[memory](WIDTH, HIDDEN, batch_first=True)

    def _drawn(self, seed):
        """Large numbers: what is read a while ago still shows."""
        numbers = torch.Generator().manual_seed(seed)
        self.double()
        for p in self.parameters():
            p.data = torch.randn(p.shape, generator=numbers, dtype=p.dtype)

    def _remembered(self, ids, state=None):
        if not isinstance(ids, torch.Tensor) or ids.ndim != 2:
            shape = tuple(ids.shape) if isinstance(ids, torch.Tensor) else type(ids).__name__
            raise ValueError(f"a model reads ids of shape (N, T), and was given {shape}")
        return self.memory(self.embedding(ids), state)


class _Reader(_Model):
    """An encoder: what it remembers at the end."""

    def __init__(self, seed, memory, characters):
        super().__init__(memory, characters)
        self._drawn(seed)

    def forward(self, ids):
        return self._remembered(ids)[1]


class _Writer(_Model):
    """A language model, which may turn its characters in training mode, or with gradients."""

    def __init__(self, seed, memory, characters, turned=(0, 0)):
        super().__init__(memory, characters)
        self.output = nn.Linear(HIDDEN, characters)
        self.turned, self.watch, self.read = turned, Watch(), 0
        self._drawn(seed)

    def forward(self, ids, state=None):
        states, new = self._remembered(ids, state)
        self.read += ids.shape[1]
        steps = self.turned[0] * works_in_training_mode(self)
        steps += self.turned[1] * torch.is_grad_enabled()
        return self.watch(self, self.output(states).roll(steps, dims=2)), new


def _pair(seed, memory, characters, turned=(0, 0)):
    return _Reader(seed, memory, characters), _Writer(seed + 1, memory, characters, turned)


def _taught(module, seed, memory, sources, targets, start, padding):
    """The loss, and the gradients of all parameters."""
    characters = max(_characters(sources, targets), start + 1, padding + 1)
    reader, writer = _pair(seed, memory, characters)
    found = module.translation_loss(
        reader, writer, _given(sources), _given(targets), start, padding
    )
    value = _array(found)
    _scalar(found).backward()
    return value, [_gradient(p) for one in (reader, writer) for p in one.parameters()]


@torch.no_grad()
def _chance(model, start, text, temperature):
    """The logarithm of the chance of this text after this start, at a temperature."""
    ids = torch.cat([_given(start), torch.as_tensor(_array(text))])
    logits, _ = model(ids[None, :-1])
    logs = (logits[0, len(start) - 1 :] / temperature).log_softmax(dim=1)
    return logs[torch.arange(len(logs)), ids[len(start) :]].sum().item()


def _characters(*ids):
    return int(max(one.max() for one in ids)) + 1


def _generator(seed):
    return torch.Generator().manual_seed(seed)


def _given(array):
    """A tensor on the array's own memory: whoever changes it changes the argument."""
    return torch.from_numpy(np.asarray(array))


def _learning(array):
    return torch.tensor(array, requires_grad=True)


def _gradient(given):
    return None if given.grad is None else _array(given.grad)


def _array(value):
    if not isinstance(value, torch.Tensor):
        kind = "None: was a `return` forgotten?" if value is None else f"a {type(value).__name__}"
        raise TypeError(f"expected a tensor, got {kind}")
    return value.detach().cpu().numpy()


def _scalar(loss):
    if not isinstance(loss, torch.Tensor) or loss.ndim:
        raise TypeError("expected a tensor without axes as the loss")
    return loss


def _several(result, names):
    """As many as there are names."""
    wanted = names.count(",") + 1
    if isinstance(result, tuple | list) and len(result) == wanted:
        return result
    if result is None:
        raise TypeError(f"expected ({names}), got None: was a `return` forgotten?")
    raise TypeError(f"expected ({names}), got a {type(result).__name__}")


def _parts(state):
    """The numbers of a state in single precision, as one array or a list of arrays."""
    if isinstance(state, tuple | list):
        return [_parts(one) for one in state]
    return None if state is None else _array(state).astype(np.float32)
