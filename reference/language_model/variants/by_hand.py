"""Sums and exponentials written out; the cross-entropy is a log-sum-exp less the right logit."""

import math

import torch


def teacher_forcing(ids, rows, length):
    batches = (len(ids) - 1) // rows // length
    size = batches * length
    made = []
    for batch in range(batches):
        starts = torch.arange(rows, device=ids.device)[:, None] * size + batch * length
        places = starts + torch.arange(length, device=ids.device)
        made.append((ids[places], ids[places + 1]))
    return made


def sequence_loss(logits, targets, padding):
    real = targets != padding
    count = int(real.sum())
    if count == 0:
        return (logits * 0).sum()
    kept, wanted = logits[real], targets[real]
    top = kept.max(dim=1, keepdim=True).values.detach()
    log_sum = top[:, 0] + torch.log(torch.exp(kept - top).sum(dim=1))
    right = kept[torch.arange(count, device=kept.device), wanted]
    return (log_sum - right).sum() / count


def perplexity(losses, counts):
    total, characters = 0.0, 0
    for loss, count in zip(losses, counts):
        if count:
            total += loss * count
            characters += count
    return math.e ** (total / characters)


def train_step(model, optimizer, inputs, targets, state, max_norm):
    for p in model.parameters():
        p.grad = None
    logits, after = model(inputs, state)
    loss = sequence_loss(logits, targets, -100)
    loss.backward()
    gradients = [p.grad for p in model.parameters() if p.grad is not None]
    norm = math.sqrt(sum(float((g**2).sum()) for g in gradients))
    if norm > max_norm:
        for g in gradients:
            g.mul_(max_norm / norm)
    optimizer.step()
    if isinstance(after, torch.Tensor):
        after = after.detach()
    else:
        after = tuple([part.detach() for part in after])
    return float(loss), after


def temperature_probabilities(logits, temperature):
    shifted = logits - logits.max(dim=-1, keepdim=True).values
    if temperature == 0:
        powers = (shifted == 0).to(logits.dtype)
    else:
        powers = torch.exp(shifted / temperature)
    return powers / powers.sum(dim=-1, keepdim=True)


def generate(model, start, length, temperature, generator):
    """The inverse of the distribution function at a uniform number."""
    mode = model.training
    model.train(False)
    written = []
    with torch.no_grad():
        logits, state = model(start.reshape(1, -1), None)
        while True:
            p = temperature_probabilities(logits[:, -1], temperature)[0]
            u = torch.rand((), generator=generator)
            c = int((p.cumsum(0) <= u * p.sum()).sum())
            c = min(c, int(p.nonzero().max()))
            written.append(c)
            if len(written) == length:
                break
            logits, state = model(start.new_tensor([[c]]), state)
    model.train(mode)
    return torch.tensor(written, dtype=torch.int64, device=start.device)


def attention(q, k, v, allowed):
    scores = (q[:, :, None, :] * k[:, None, :, :]).sum(dim=3) / q.shape[-1] ** 0.5
    allowed = allowed.expand(scores.shape)
    lowest = scores.detach().masked_fill(~allowed, -1e30).amax(dim=2, keepdim=True)
    powers = torch.exp(torch.where(allowed, scores - lowest, -torch.inf))
    sums = powers.sum(dim=2, keepdim=True)
    weights = powers / torch.where(sums == 0, 1.0, sums)
    return (weights[..., None] * v[:, None]).sum(dim=2), weights


def attention_backward(upstream, q, k, v, weights):
    error = (upstream[:, :, None, :] * v[:, None, :, :]).sum(dim=3)
    mean = (weights * error).sum(dim=2)[:, :, None]
    scores = weights * (error - mean) / q.shape[-1] ** 0.5
    dq = (scores[..., None] * k[:, None]).sum(dim=2)
    dk = (scores[..., None] * q[:, :, None]).sum(dim=1)
    dv = (weights[..., None] * upstream[:, :, None]).sum(dim=1)
    return dq, dk, dv


def translation_loss(encoder, decoder, sources, targets, start, padding):
    inputs = torch.empty_like(targets)
    inputs[:, 0] = start
    inputs[:, 1:] = targets[:, :-1]
    return sequence_loss(decoder(inputs, encoder(sources))[0], targets, padding)


def translate(encoder, decoder, sources, start, end, padding, limit):
    """All guesses first, what comes after the end is struck out later."""
    with torch.no_grad():
        state, last, guesses = encoder(sources), torch.full_like(sources[:, :1], start), []
        for _ in range(limit):
            logits, state = decoder(last, state)
            last = logits[:, -1].argmax(dim=1)[:, None]
            guesses.append(last)
        made = torch.cat(guesses, dim=1)
        ends = (made == end).cumsum(dim=1)
        after = (ends - (made == end).long()) > 0
        made[after] = padding
    return made
