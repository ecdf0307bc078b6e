"""Everything by masks and selections; whatever is not real is left out before the sum."""

import math

import torch
from torch.nn import CrossEntropyLoss
from torch.nn.utils import clip_grad_norm_


def teacher_forcing(ids, rows, length):
    per_row = (len(ids) - 1) // rows
    per_row -= per_row % length
    result = []
    x = ids[: per_row * rows].chunk(rows)
    y = ids[1 : per_row * rows + 1].chunk(rows)
    x, y = torch.stack(x), torch.stack(y)
    while x.shape[1] > 0:
        result.append((x[:, :length], y[:, :length]))
        x, y = x[:, length:], y[:, length:]
    return result


def sequence_loss(logits, targets, padding):
    real = targets.ne(padding)
    if not real.any():
        return logits.sum() * 0.0
    return CrossEntropyLoss()(logits[real], targets[real])


def perplexity(losses, counts):
    losses = torch.tensor(losses, dtype=torch.float64)
    counts = torch.tensor(counts, dtype=torch.float64)
    losses = torch.where(counts > 0, losses, 0.0)
    return float(torch.exp((losses @ counts) / counts.sum()))


def train_step(model, optimizer, inputs, targets, state, max_norm):
    def closure():
        optimizer.zero_grad()
        logits, closure.state = model(inputs, state)
        loss = sequence_loss(logits, targets, targets.min().item() - 1)
        loss.backward()
        clip_grad_norm_(model.parameters(), max_norm)
        return loss

    loss = optimizer.step(closure)
    new = closure.state
    if isinstance(new, tuple):
        return loss.item(), tuple(torch.as_tensor(s.detach()) for s in new)
    return loss.item(), new.detach()


def temperature_probabilities(logits, temperature):
    if temperature == 0:
        mask = logits == logits.max(-1, True)[0]
        return torch.where(mask, 1 / mask.sum(-1, keepdim=True).to(logits.dtype), 0)
    return (logits * (1 / temperature)).softmax(-1)


def generate(model, start, length, temperature, generator):
    training = model.training
    model.eval()
    text = torch.cat([start, start.new_zeros(length)])
    first = len(start)
    read, state = 0, None
    with torch.inference_mode():
        for place in range(first, first + length):
            logits, state = model(text[None, read:place], state)
            read = place
            p = temperature_probabilities(logits[0], temperature)[-1]
            text[place] = torch.multinomial(p.double(), 1, generator=generator).item()
    model.train(training)
    return text[first:]


def attention(q, k, v, allowed):
    n, t, s = len(q), q.shape[1], k.shape[1]
    scores = torch.baddbmm(q.new_zeros(n, t, s), q, k.transpose(1, 2), alpha=1 / math.sqrt(q.shape[2]))
    mask = allowed.expand(n, t, s)
    rows = mask.any(dim=2)
    weights = torch.zeros_like(scores)
    some = scores[rows].masked_fill(~mask[rows], -math.inf).softmax(dim=1)
    weights[rows] = some
    return weights.bmm(v), weights


def attention_backward(upstream, q, k, v, weights):
    product = weights * upstream.bmm(v.transpose(1, 2))
    ds = product - weights * product.sum(2, keepdim=True)
    ds = ds / math.sqrt(q.shape[2])
    return ds.bmm(k), ds.transpose(1, 2).bmm(q), weights.transpose(1, 2).bmm(upstream)


def translation_loss(encoder, decoder, sources, targets, start, padding):
    inputs = targets.clone()
    inputs[:, 1:] = targets[:, :-1]
    inputs[:, :1] = start
    logits = decoder(inputs, encoder(sources))[0]
    return sequence_loss(logits, targets, padding)


def translate(encoder, decoder, sources, start, end, padding, limit):
    with torch.no_grad():
        state = encoder(sources)
        ids = torch.ones_like(sources[:, :1]) * start
        result = sources.new_zeros(len(sources), limit)
        done = ids.squeeze(1) != start
        for i in range(limit):
            logits, state = decoder(ids, state)
            ids = logits[:, -1, :].argmax(dim=-1, keepdim=True)
            ids[done] = padding
            result[:, i] = ids[:, 0]
            done = done | (ids[:, 0] == end)
    return result
