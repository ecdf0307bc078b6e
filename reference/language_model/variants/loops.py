"""One text, one place, one character at a time."""

import math

import torch
from torch import nn


def teacher_forcing(ids, rows, length):
    size = 0
    while rows * (size + length) <= len(ids) - 1:
        size += length
    batches = []
    for begin in range(0, size, length):
        inputs, targets = [], []
        for row in range(rows):
            first = row * size + begin
            inputs.append(ids[first : first + length])
            targets.append(ids[first + 1 : first + length + 1])
        batches.append((torch.stack(inputs), torch.stack(targets)))
    return batches


def sequence_loss(logits, targets, padding):
    losses = []
    for row, wanted in zip(logits, targets):
        for one, target in zip(row, wanted):
            if target.item() != padding:
                losses.append(torch.logsumexp(one, dim=0) - one[target])
    if not losses:
        return 0.0 * logits.sum()
    return torch.stack(losses).mean()


def perplexity(losses, counts):
    every = []
    for loss, count in zip(losses, counts):
        every += [loss] * count
    return math.exp(math.fsum(every) / len(every))


def train_step(model, optimizer, inputs, targets, state, max_norm):
    optimizer.zero_grad()
    logits, new = model(inputs, state)
    loss = sum(nn.functional.cross_entropy(x, y) for x, y in zip(logits, targets)) / len(targets)
    loss.backward()
    nn.utils.clip_grad_norm_(list(model.parameters()), max_norm)
    optimizer.step()
    loss = loss.item()
    if torch.is_tensor(new):
        return loss, new.data
    kept = []
    for part in new:
        kept.append(part.data)
    return loss, tuple(kept)


def temperature_probabilities(logits, temperature):
    flat = logits.reshape(-1, logits.shape[-1])
    rows = []
    for row in flat:
        if temperature == 0:
            winners = row == row.max()
            rows.append(winners.to(row.dtype) / winners.sum())
        else:
            rows.append(torch.softmax(row / temperature, 0))
    return torch.stack(rows).reshape(logits.shape)


def generate(model, start, length, temperature, generator):
    """The start is read one character at a time, too."""
    was = model.training
    model.eval()
    state, text = None, []
    with torch.no_grad():
        for one in start:
            logits, state = model(one.view(1, 1), state)
        for number in range(length):
            p = temperature_probabilities(logits.view(-1), temperature)
            one = torch.multinomial(p, num_samples=1, generator=generator)
            text.append(one.item())
            if number < length - 1:
                logits, state = model(one.view(1, 1), state)
    if was:
        model.train()
    return torch.LongTensor(text)


def attention(q, k, v, allowed):
    texts, width = len(q), q.shape[2]
    outs, all_weights = [], []
    for n in range(texts):
        may = allowed if allowed.ndim == 2 else allowed[n]
        rows = []
        for t in range(q.shape[1]):
            row = torch.zeros_like(k[n, :, 0])
            if may[t].any():
                scores = k[n][may[t]] @ q[n, t] / math.sqrt(width)
                row = row.index_put((may[t],), scores.softmax(0))
            rows.append(row)
        weights = torch.stack(rows)
        all_weights.append(weights)
        outs.append(weights @ v[n])
    return torch.stack(outs), torch.stack(all_weights)


def attention_backward(upstream, q, k, v, weights):
    """Through the Jacobian of each softmax."""
    dq, dk, dv = torch.zeros_like(q), torch.zeros_like(k), torch.zeros_like(v)
    for n in range(len(q)):
        for t in range(q.shape[1]):
            w = weights[n, t]
            jacobian = torch.diag(w) - torch.outer(w, w)
            ds = jacobian @ (v[n] @ upstream[n, t]) / math.sqrt(q.shape[2])
            dq[n, t] = ds @ k[n]
            dk[n] += torch.outer(ds, q[n, t])
            dv[n] += torch.outer(w, upstream[n, t])
    return dq, dk, dv


def translation_loss(encoder, decoder, sources, targets, start, padding):
    """One place after the other, each with the right character before it."""
    state = encoder(sources)
    before = torch.full_like(targets[:, 0], start)
    columns = []
    for place in range(targets.shape[1]):
        logits, state = decoder(before.unsqueeze(1), state)
        columns.append(logits[:, 0])
        before = targets[:, place]
    return sequence_loss(torch.stack(columns, dim=1), targets, padding)


def translate(encoder, decoder, sources, start, end, padding, limit):
    """One text after the other."""
    texts = []
    with torch.no_grad():
        for source in sources:
            state = encoder(source[None])
            last, text = torch.full_like(source[:1], start), []
            while len(text) < limit and end not in text:
                logits, state = decoder(last[None], state)
                last = logits[0, -1].argmax(0, keepdim=True)
                text.append(last.item())
            texts.append(text + [padding] * (limit - len(text)))
    return torch.tensor(texts, dtype=sources.dtype, device=sources.device)
