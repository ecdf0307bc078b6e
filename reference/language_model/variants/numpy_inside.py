"""Where no gradient is asked for, numpy does the work."""

import numpy as np
import torch
from torch import nn


def teacher_forcing(ids, rows, length):
    text = ids.numpy()
    size = (len(text) - 1) // rows // length * length
    places = np.arange(rows)[:, None] * size + np.arange(size)[None]
    cuts = np.arange(length, size, length)
    return [
        (torch.tensor(text[some]), torch.tensor(text[some + 1]))
        for some in np.split(places, cuts, axis=1)
    ]


def sequence_loss(logits, targets, padding):
    where = torch.nonzero(targets != padding, as_tuple=True)
    losses = torch.logsumexp(logits, dim=2)[where] - logits[(*where, targets[where])]
    return losses.sum() / max(len(losses), 1)


def perplexity(losses, counts):
    counts = np.asarray(counts, dtype=float)
    shares = counts / counts.sum()
    return float(np.exp(np.nansum(np.where(counts > 0, losses, 0) * shares)))


def train_step(model, optimizer, inputs, targets, state, max_norm):
    logits, state = model(inputs, state)
    loss = sequence_loss(logits, targets, -1)
    optimizer.zero_grad()
    loss.backward()
    norm = np.sqrt(sum(np.sum(p.grad.numpy().astype(float) ** 2) for p in model.parameters()))
    for p in model.parameters():
        p.grad.div_(max(1.0, norm / max_norm))
    optimizer.step()
    parts = state if isinstance(state, tuple) else (state,)
    parts = tuple(torch.tensor(part.detach().numpy()) for part in parts)
    return loss.item(), parts if isinstance(state, tuple) else parts[0]


def temperature_probabilities(logits, temperature):
    z = logits.detach().numpy()
    z = z - z.max(axis=-1, keepdims=True)
    if temperature == 0:
        powers = (z == 0).astype(z.dtype)
    else:
        powers = np.exp(z / z.dtype.type(temperature))
    return torch.from_numpy(powers / powers.sum(axis=-1, keepdims=True))


def generate(model, start, length, temperature, generator):
    """One seed from the generator, and numpy's draws from there."""
    seed = torch.randint(2**31, (1,), generator=generator).item()
    rng = np.random.default_rng(seed)
    mode = model.training
    model.eval()
    text, ids, state = [], start[None], None
    with torch.no_grad():
        for _ in range(length):
            logits, state = model(ids, state)
            p = temperature_probabilities(logits[0, -1], temperature).numpy().astype(float)
            text.append(int(rng.choice(len(p), p=p / p.sum())))
            ids = torch.tensor([text[-1:]])
    model.train(mode)
    return torch.tensor(text)


def attention(q, k, v, allowed):
    scores = torch.stack([a @ b.T for a, b in zip(q, k)]) * (1 / q.shape[2] ** 0.5)
    allowed = allowed.expand_as(scores)
    fully = ~allowed.any(dim=2, keepdim=True)
    scores = scores.masked_fill(~allowed & ~fully, -torch.inf)
    weights = nn.Softmax(dim=2)(scores) * (~fully)
    return torch.stack([a @ b for a, b in zip(weights, v)]), weights


def attention_backward(upstream, q, k, v, weights):
    g, q, k, v, w = (one.numpy() for one in (upstream, q, k, v, weights))
    error = g @ v.swapaxes(1, 2)
    scores = w * (error - np.sum(w * error, axis=2, keepdims=True))
    scores = scores / np.sqrt(q.shape[2]).astype(q.dtype)
    found = scores @ k, scores.swapaxes(1, 2) @ q, w.swapaxes(1, 2) @ g
    return tuple(map(torch.from_numpy, found))


def translation_loss(encoder, decoder, sources, targets, start, padding):
    starts = torch.as_tensor(np.full((len(targets), 1), start), device=targets.device)
    inputs = torch.column_stack([starts, targets[:, :-1]])
    logits, _ = decoder(inputs, encoder(sources))
    return sequence_loss(logits, targets, padding)


def translate(encoder, decoder, sources, start, end, padding, limit):
    texts = np.full((len(sources), limit), padding)
    running = np.full(len(sources), True)
    with torch.no_grad():
        state, ids = encoder(sources), torch.full_like(sources[:, :1], start)
        for place in range(limit):
            logits, state = decoder(ids, state)
            ids = logits.argmax(dim=2)
            column = ids[:, 0].cpu().numpy()
            texts[running, place] = column[running]
            running = running & (column != end)
    return torch.as_tensor(texts, device=sources.device)
