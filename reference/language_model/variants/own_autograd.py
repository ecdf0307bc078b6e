"""Functions of torch.autograd with a backward pass of their own; the gradient of the loss by hand."""

import math

import torch
from torch import nn


def teacher_forcing(ids, rows, length):
    tokens = ids.tolist()
    size = (len(tokens) - 1) // (rows * length) * length
    streams = [tokens[row * size : (row + 1) * size + 1] for row in range(rows)]
    batches = []
    for j in range(0, size, length):
        x = [stream[j : j + length] for stream in streams]
        y = [stream[j + 1 : j + length + 1] for stream in streams]
        batches.append((ids.new_tensor(x), ids.new_tensor(y)))
    return batches


class CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, targets, padding):
        real = (targets != padding).unsqueeze(-1)
        logs = logits - logits.logsumexp(-1, keepdim=True)
        hot = torch.zeros_like(logits).scatter_(-1, (targets.unsqueeze(-1) * real), 1.0) * real
        count = max(real.sum().item(), 1)
        ctx.slope = (logs.exp() * real - hot) / count
        return -(logs * hot).sum() / count

    @staticmethod
    def backward(ctx, upstream):
        return upstream * ctx.slope, None, None


def sequence_loss(logits, targets, padding):
    return CrossEntropy.apply(logits, targets, padding)


def perplexity(losses, counts):
    real = [(a, b) for a, b in zip(losses, counts) if b]
    n = sum(b for _, b in real)
    return float(math.prod(math.exp(a * b / n) for a, b in real))


def train_step(model, optimizer, inputs, targets, state, max_norm):
    model.zero_grad()
    logits, state = model(inputs, state)
    loss = nn.CrossEntropyLoss()(logits.reshape(-1, logits.size(-1)), targets.reshape(-1))
    loss.backward()
    with torch.no_grad():
        gradients = [p.grad for p in model.parameters() if p.grad is not None]
        norm = nn.utils.get_total_norm(gradients)
        nn.utils.clip_grads_with_norm_(list(model.parameters()), max_norm, norm)
    optimizer.step()
    with torch.no_grad():
        if isinstance(state, tuple):
            state = tuple(s.detach() for s in state)
        else:
            state = state.detach_()
    return loss.cpu().detach().numpy().item(), state


def temperature_probabilities(logits, temperature):
    rest = logits - logits.amax(-1, keepdim=True)
    if temperature == 0:
        rest = torch.where(rest < 0, -math.inf, rest)
    elif temperature == math.inf:
        rest = torch.zeros_like(rest)
    else:
        rest = rest / temperature
    return torch.exp(rest - rest.logsumexp(-1, keepdim=True))


def generate(model, start, length, temperature, generator):
    modes = {module: module.training for module in model.modules()}
    for module in modes:
        module.training = False
    text = start.new_empty(length)
    previous = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    logits, state = model(start.unsqueeze(0), None)
    for place in range(length):
        if place:
            logits, state = model(text[place - 1 : place].unsqueeze(0), state)
        p = temperature_probabilities(logits[:, -1], temperature)
        text[place] = torch.multinomial(p, 1, replacement=True, generator=generator)[0, 0]
    torch.set_grad_enabled(previous)
    for module, training in modes.items():
        module.training = training
    return text


class Head(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v, allowed):
        scores = q @ k.mT / math.sqrt(q.shape[-1])
        scores = torch.where(allowed, scores, -math.inf)
        top = scores.amax(-1, keepdim=True)
        powers = torch.exp(scores - torch.where(top.isinf(), 0.0, top))
        total = powers.sum(-1, keepdim=True)
        weights = powers / total.masked_fill(total == 0, 1)
        ctx.save_for_backward(q, k, v, weights)
        return weights @ v, weights

    @staticmethod
    def backward(ctx, upstream, upstream_of_weights):
        q, k, v, weights = ctx.saved_tensors
        return *backward_through(upstream, q, k, v, weights, upstream_of_weights), None


def backward_through(upstream, q, k, v, weights, more=None):
    error = upstream @ v.mT
    if more is not None:
        error = error + more
    centred = error - torch.linalg.vecdot(weights, error).unsqueeze(-1)
    scores = weights * centred
    root = q.shape[-1] ** 0.5
    return scores @ (k / root), scores.mT @ (q / root), weights.mT @ upstream


def attention(q, k, v, allowed):
    return Head.apply(q, k, v, allowed)


def attention_backward(upstream, q, k, v, weights):
    return backward_through(upstream, q, k, v, weights)


def translation_loss(encoder, decoder, sources, targets, start, padding):
    before = torch.cat((torch.full_like(targets[:, -1:], start), targets), dim=-1)
    logits, _ = decoder(before.narrow(1, 0, targets.size(1)), encoder(sources))
    return CrossEntropy.apply(logits, targets, padding)


def translate(encoder, decoder, sources, start, end, padding, limit):
    made = torch.full((len(sources), limit + 1), start, dtype=sources.dtype, device=sources.device)
    with torch.no_grad():
        state = encoder(sources)
        for place in range(limit):
            logits, state = decoder(made[:, place : place + 1], state)
            made[:, place + 1] = torch.topk(logits[:, 0], 1).indices[:, 0]
    made = made[:, 1:]
    before = torch.roll((made == end).cumsum(1), 1, 1)
    before[:, 0] = 0
    return made.masked_fill(before > 0, padding)
