"""einsum, one-hot targets, clipping by stacked norms, windows by unfold."""

import numpy as np
import torch
from torch.nn import functional as F


def teacher_forcing(ids, rows, length):
    count = (ids.numel() - 1) // (rows * length)
    windows = ids.unfold(0, length + 1, length)[: rows * count]
    windows = windows.reshape(rows, count, length + 1)
    return [(windows[:, j, :-1].clone(), windows[:, j, 1:].clone()) for j in range(count)]


def sequence_loss(logits, targets, padding):
    weight = (targets != padding).to(logits.dtype)
    wanted = F.one_hot(torch.where(targets == padding, 0, targets), logits.size(-1))
    wanted = wanted.to(logits.dtype) * weight[..., None]
    surprise = -torch.einsum("ntv,ntv->", F.log_softmax(logits, dim=-1), wanted)
    characters = weight.sum()
    return surprise / torch.where(characters > 0, characters, torch.ones_like(characters))


def perplexity(losses, counts):
    losses, counts = np.array(losses, dtype=float), np.array(counts)
    some = counts > 0
    return float(np.exp(np.average(losses[some], weights=counts[some])))


def train_step(model, optimizer, inputs, targets, state, max_norm):
    optimizer.zero_grad(set_to_none=False)
    logits, state = model(inputs, state)
    loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten())
    loss.backward()
    found = [p.grad for p in model.parameters() if p.grad is not None]
    norm = torch.stack([g.norm() for g in found]).norm()
    factor = min(1.0, max_norm / (norm.item() + 1e-12))
    for g in found:
        g *= factor
    optimizer.step()
    return loss.detach().item(), map_state(state)


def map_state(state):
    return type(state)(map_state(s) for s in state) if isinstance(state, (tuple, list)) else (
        state.detach().clone()
    )


def temperature_probabilities(logits, temperature):
    if temperature > 0:
        return F.softmax(logits.div(temperature), -1)
    best = logits.eq(logits.max(-1, keepdim=True)[0]).to(logits.dtype)
    return torch.einsum("...v,...->...v", best, 1 / best.sum(-1))


@torch.no_grad()
def generate(model, start, length, temperature, generator):
    """The largest of logarithms and Gumbel noise."""
    mode = model.training
    model.eval()
    text = torch.zeros(length, dtype=torch.int64, device=start.device)
    logits, state = model(start[None], None)
    for place in range(length):
        p = temperature_probabilities(logits[0, -1], temperature)
        noise = -torch.log(-torch.log(torch.rand(p.shape, generator=generator, dtype=torch.float64)))
        text[place] = (torch.log(p.double()) + noise).argmax()
        if place + 1 < length:
            logits, state = model(text[place].reshape(1, 1), state)
    model.train(mode)
    return text


def attention(q, k, v, allowed):
    scores = torch.einsum("ntd,nsd->nts", q * q.size(2) ** -0.5, k)
    may = allowed if allowed.dim() == 3 else allowed[None]
    somewhere = may.any(dim=2, keepdim=True)
    # A query that may look nowhere is let look everywhere, and forgotten afterwards.
    scores = scores.masked_fill(~(may | ~somewhere), float("-inf"))
    weights = torch.where(somewhere, F.softmax(scores, dim=2), 0.0)
    return torch.einsum("nts,nse->nte", weights, v), weights


def attention_backward(upstream, q, k, v, weights):
    scale = q.size(2) ** -0.5
    dw = torch.einsum("nte,nse->nts", upstream, v)
    ds = weights * dw - weights * torch.einsum("nts,nts->nt", weights, dw)[..., None]
    return (
        torch.einsum("nts,nsd->ntd", ds, k) * scale,
        torch.einsum("nts,ntd->nsd", ds, q) * scale,
        torch.einsum("nts,nte->nse", weights, upstream),
    )


def translation_loss(encoder, decoder, sources, targets, start, padding):
    inputs = F.pad(targets, (1, 0), value=start)[:, :-1]
    logits, _ = decoder(inputs, encoder(sources))
    return sequence_loss(logits, targets, padding)


@torch.no_grad()
def translate(encoder, decoder, sources, start, end, padding, limit):
    texts = torch.full((len(sources), limit), padding, device=sources.device)
    running = torch.ones(len(sources), dtype=torch.bool, device=sources.device)
    state = encoder(sources)
    given = torch.full((len(sources), 1), start, device=sources.device)
    for place in range(limit):
        logits, state = decoder(given, state)
        guess = logits[:, 0].argmax(-1)
        texts[running, place] = guess[running]
        running &= guess != end
        if not running.any():
            break
        given = guess[:, None]
    return texts
