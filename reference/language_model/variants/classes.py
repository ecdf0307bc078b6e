"""Objects that keep the state: a streamer, a writer, an attention head that remembers."""

import math
from contextlib import contextmanager

import torch
from torch import nn


class Streams:
    def __init__(self, ids, rows, length):
        self.length = length
        self.steps = (len(ids) - 1) // (rows * length)
        used = self.steps * length * rows
        self.x = ids.narrow(0, 0, used).view(rows, -1)
        self.y = ids.narrow(0, 1, used).view(rows, -1)

    def __len__(self):
        return self.steps

    def __getitem__(self, step):
        if not 0 <= step < self.steps:
            raise IndexError(step)
        part = slice(step * self.length, (step + 1) * self.length)
        return self.x[:, part], self.y[:, part]


def teacher_forcing(ids, rows, length):
    return list(Streams(ids, rows, length))


class SequenceLoss(nn.Module):
    def __init__(self, padding):
        super().__init__()
        self.padding = padding
        self.summed = nn.CrossEntropyLoss(ignore_index=padding, reduction="sum")

    def forward(self, logits, targets):
        count = torch.count_nonzero(targets != self.padding).item()
        return self.summed(logits.permute(0, 2, 1), targets) / max(count, 1)


def sequence_loss(logits, targets, padding):
    return SequenceLoss(padding)(logits, targets)


class Meter:
    def __init__(self):
        self.mean, self.count = 0.0, 0

    def add(self, mean, count):
        if count == 0:
            return
        self.count += count
        self.mean += (mean - self.mean) * count / self.count


def perplexity(losses, counts):
    meter = Meter()
    for loss, count in zip(losses, counts):
        meter.add(loss, count)
    return math.exp(meter.mean)


class Trainer:
    def __init__(self, model, optimizer, max_norm):
        self.model, self.optimizer, self.max_norm = model, optimizer, max_norm
        self.loss_fn = nn.CrossEntropyLoss()

    def step(self, inputs, targets, state):
        state = self.without_graph(state)
        logits, state = self.model(inputs, state)
        loss = self.loss_fn(logits.transpose(1, 2), targets)
        self.optimizer.zero_grad()
        loss.backward()
        self.clip()
        self.optimizer.step()
        return loss.item(), self.without_graph(state)

    def clip(self):
        parameters = [p for group in self.optimizer.param_groups for p in group["params"]]
        nn.utils.clip_grad_norm_(parameters, self.max_norm)

    def without_graph(self, state):
        if isinstance(state, tuple):
            return tuple(map(self.without_graph, state))
        return state if state is None else state.detach()


def train_step(model, optimizer, inputs, targets, state, max_norm):
    return Trainer(model, optimizer, max_norm).step(inputs, targets, state)


class Thermostat:
    def __init__(self, temperature):
        self.temperature = temperature

    def __call__(self, logits):
        if self.temperature:
            return torch.exp(torch.log_softmax(logits / self.temperature, dim=-1))
        best = logits >= logits.amax(-1, keepdim=True)
        return best.to(logits) / best.sum(-1, keepdim=True)


def temperature_probabilities(logits, temperature):
    return Thermostat(temperature)(logits)


@contextmanager
def asking(model):
    training = model.training
    try:
        with torch.inference_mode():
            yield model.eval()
    finally:
        model.train(training)


class Writer:
    def __init__(self, model, temperature, generator):
        self.model, self.generator = model, generator
        self.probabilities = Thermostat(temperature)
        self.state = None

    def read(self, ids):
        logits, self.state = self.model(ids[None], self.state)
        self.next = self.probabilities(logits[0, -1])

    def write(self):
        chosen = torch.multinomial(self.next, 1, generator=self.generator)
        self.read(chosen)
        return chosen.item()


def generate(model, start, length, temperature, generator):
    with asking(model):
        writer = Writer(model, temperature, generator)
        writer.read(start)
        return torch.tensor([writer.write() for _ in range(length)], device=start.device)


class Head:
    def __init__(self, width):
        self.scale = 1 / math.sqrt(width)

    def forward(self, q, k, v, allowed):
        scores = torch.bmm(q, k.mT).mul(self.scale)
        hidden = ~allowed.broadcast_to(scores.shape)
        nowhere = hidden.all(dim=-1, keepdim=True)
        scores = scores.masked_fill(hidden & ~nowhere, -math.inf)
        weights = scores.softmax(-1).masked_fill(nowhere, 0)
        return torch.bmm(weights, v), weights

    def backward(self, upstream, q, k, v, weights):
        back = torch.bmm(upstream, v.mT)
        out = torch.bmm(weights, v)
        # The mean of the errors by the weights is the upstream gradient times the output.
        ds = self.scale * weights * (back - (upstream * out).sum(-1, keepdim=True))
        return torch.bmm(ds, k), torch.bmm(ds.mT, q), torch.bmm(weights.mT, upstream)


def attention(q, k, v, allowed):
    return Head(q.shape[-1]).forward(q, k, v, allowed)


def attention_backward(upstream, q, k, v, weights):
    return Head(q.shape[-1]).backward(upstream, q, k, v, weights)


class Translator(nn.Module):
    def __init__(self, encoder, decoder, start):
        super().__init__()
        self.encoder, self.decoder, self.start = encoder, decoder, start

    def starts(self, texts):
        return torch.full((texts.shape[0], 1), self.start, dtype=texts.dtype, device=texts.device)

    def taught(self, sources, targets):
        inputs = torch.hstack([self.starts(targets), targets])[:, :-1]
        return self.decoder(inputs, self.encoder(sources))[0]

    def alone(self, sources):
        state, ids = self.encoder(sources), self.starts(sources)
        while True:
            logits, state = self.decoder(ids, state)
            ids = logits.max(dim=-1).indices
            yield ids


def translation_loss(encoder, decoder, sources, targets, start, padding):
    logits = Translator(encoder, decoder, start).taught(sources, targets)
    return SequenceLoss(padding)(logits, targets)


@torch.no_grad()
def translate(encoder, decoder, sources, start, end, padding, limit):
    guesses = Translator(encoder, decoder, start).alone(sources)
    open_texts = torch.ones_like(sources[:, :1])
    columns = []
    for _, ids in zip(range(limit), guesses):
        columns.append(ids * open_texts + padding * (1 - open_texts))
        open_texts = open_texts * (ids != end)
    return torch.cat(columns, dim=1)
