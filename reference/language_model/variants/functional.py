"""torch.autograd.grad for the step, torch.nn.functional for the rest, closures."""

import math
from functools import partial, reduce

import torch
import torch.nn.functional as F


def teacher_forcing(ids, rows, length):
    size = length * ((len(ids) - 1) // (length * rows))
    pairs = torch.stack([ids[:-1], ids[1:]])[:, : rows * size].unflatten(1, (rows, size))
    return [(pair[0], pair[1]) for pair in pairs.split(length, dim=2)]


def sequence_loss(logits, targets, padding):
    each = F.cross_entropy(
        logits.flatten(end_dim=1), targets.flatten(), ignore_index=padding, reduction="none"
    )
    return each.sum().div(max(1, int(targets.ne(padding).sum())))


def perplexity(losses, counts):
    weighted = [loss * count for loss, count in zip(losses, counts) if count != 0]
    return math.exp(sum(weighted) / sum(counts))


def train_step(model, optimizer, inputs, targets, state, max_norm):
    parameters = list(model.parameters())
    logits, after = model(inputs, state)
    loss = F.nll_loss(logits.log_softmax(-1).movedim(-1, 1), targets)
    gradients = torch.autograd.grad(loss, parameters)
    norm = sum(g.square().sum() for g in gradients).sqrt()
    for p, g in zip(parameters, gradients):
        p.grad = torch.where(norm > max_norm, g * max_norm / norm, g)
    optimizer.step()
    after = [s.detach() for s in after] if isinstance(after, (tuple, list)) else after.detach()
    return loss.item(), tuple(after) if isinstance(after, list) else after


def temperature_probabilities(logits, temperature):
    def cold():
        top = logits.max(dim=-1, keepdim=True).values
        return F.normalize((logits == top).to(logits.dtype), p=1, dim=-1)

    def warm():
        return F.softmax(logits / temperature, dim=-1)

    return warm() if temperature > 0.0 else cold()


def generate(model, start, length, temperature, generator):
    """An exponential clock for each character: the first that rings."""
    mode = model.training

    def draw(logits):
        p = temperature_probabilities(logits[0, -1], temperature)
        clocks = torch.empty_like(p).exponential_(generator=generator).clamp(min=1e-30)
        return (p / clocks).argmax().view(1, 1)

    def write(so_far, _):
        text, given, state = so_far
        logits, state = model(given, state)
        given = draw(logits)
        return [*text, given.view(1)], given, state

    try:
        model.eval()
        with torch.no_grad():
            text, _, _ = reduce(write, range(length), ([], start.view(1, -1), None))
    finally:
        model.train(mode)
    return torch.cat(text)


def attention(q, k, v, allowed):
    scores = torch.matmul(q, k.transpose(-2, -1)).div(q.size(-1) ** 0.5)
    keep = allowed.to(torch.bool)
    lowest = torch.full_like(scores, torch.finfo(q.dtype).min / 2)
    weights = F.softmax(torch.where(keep, scores, lowest), dim=-1)
    weights = torch.where(keep, weights, torch.zeros_like(weights))
    return torch.matmul(weights, v), weights


def attention_backward(upstream, q, k, v, weights):
    def through_product(error, left, right):
        """Errors of both factors of left @ right."""
        return error @ right.transpose(-2, -1), left.transpose(-2, -1) @ error

    def through_softmax(error):
        return weights * error - weights * (weights * error).sum(-1, keepdim=True)

    dweights, dv = through_product(upstream, weights, v)
    dscores = through_softmax(dweights) * q.size(-1) ** -0.5
    dq, dk_turned = through_product(dscores, q, k.transpose(-2, -1))
    return dq, dk_turned.transpose(-2, -1), dv


def translation_loss(encoder, decoder, sources, targets, start, padding):
    shifted = targets.roll(1, dims=1).index_fill(1, torch.zeros_like(targets[0, :1]), start)
    logits, _ = decoder(shifted, encoder(sources))
    return partial(sequence_loss, padding=padding)(logits, targets)


def translate(encoder, decoder, sources, start, end, padding, limit):
    def go_on(given, state, left, ended):
        if left == 0:
            return []
        logits, state = decoder(given, state)
        guess = logits.argmax(-1)
        shown = torch.where(ended, padding, guess)
        return [shown, *go_on(guess, state, left - 1, ended | guess.eq(end))]

    with torch.no_grad():
        first = torch.full_like(sources[:, :1], start)
        columns = go_on(first, encoder(sources), limit, first != first)
        return torch.hstack(columns)
