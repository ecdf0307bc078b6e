"""As short as PyTorch allows: library functions wherever there is one."""

import statistics

import numpy as np
import torch
from torch import nn
from torch.distributions import Categorical
from torch.nn import functional as F
from torch.utils import _pytree as trees


def teacher_forcing(ids, rows, length):
    steps = (len(ids) - 1) // (rows * length)
    x, y = (ids[i : i + rows * steps * length].view(rows, steps, length) for i in (0, 1))
    return list(zip(x.unbind(1), y.unbind(1)))


def sequence_loss(logits, targets, padding):
    loss = F.cross_entropy(logits.mT, targets, ignore_index=padding, reduction="sum")
    return loss / (targets != padding).sum().clamp_min(1)


def perplexity(losses, counts):
    losses, counts = zip(*[(a, b) for a, b in zip(losses, counts) if b])
    return float(np.exp(statistics.fmean(losses, weights=counts)))


def train_step(model, optimizer, inputs, targets, state, max_norm):
    logits, state = model(inputs, state)
    loss = F.cross_entropy(logits.mT, targets)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm=max_norm, norm_type=2)
    optimizer.step()
    return loss.item(), trees.tree_map(torch.Tensor.detach, state)


def temperature_probabilities(logits, temperature):
    if temperature:
        return F.softmin(-logits / temperature, dim=-1)
    ties = (logits == logits.amax(-1, keepdim=True)) * torch.ones_like(logits)
    return ties / ties.sum(-1, keepdim=True)


class Seeded(torch.overrides.TorchFunctionMode):
    """Whatever is drawn in here comes from one generator."""

    def __init__(self, generator):
        super().__init__()
        self.generator = generator

    def __torch_function__(self, function, types, args=(), kwargs=None):
        kwargs = dict(kwargs or {})
        if function is torch.multinomial:
            kwargs["generator"] = self.generator
        return function(*args, **kwargs)


@torch.no_grad()
def generate(model, start, length, temperature, generator):
    was, state, ids, text = model.training, None, start[None], []
    model.eval()
    with Seeded(generator):
        while len(text) < length:
            logits, state = model(ids, state)
            ids = Categorical(temperature_probabilities(logits[:, -1:], temperature)).sample()
            text.append(ids[0])
    model.train(was)
    return torch.cat(text)


def attention(q, k, v, allowed):
    """The weights are what comes out where the values are the identity."""
    places = torch.eye(k.shape[1], dtype=v.dtype, device=v.device).expand(len(k), -1, -1)
    some = allowed.any(dim=-1, keepdim=True)
    mask = (allowed | ~some).expand(len(q), -1, -1)
    both = torch.cat([v, places], dim=2)
    found = F.scaled_dot_product_attention(q, k, both, attn_mask=mask) * some
    return found[..., : v.shape[2]], found[..., v.shape[2] :]


def attention_backward(upstream, q, k, v, weights):
    dweights = upstream @ v.mT
    ds = torch._softmax_backward_data(dweights, weights, 2, weights.dtype) / q.shape[2] ** 0.5
    return ds @ k, ds.mT @ q, weights.mT @ upstream


def translation_loss(encoder, decoder, sources, targets, start, padding):
    inputs = F.pad(targets[:, :-1], (1, 0), "constant", start)
    return sequence_loss(decoder(inputs, encoder(sources))[0], targets, padding)


@torch.no_grad()
def translate(encoder, decoder, sources, start, end, padding, limit):
    ids, state, text = torch.full_like(sources[:, :1], start), encoder(sources), []
    for _ in range(limit):
        logits, state = decoder(ids, state)
        ids = logits.argmax(-1)
        text.append(ids)
    text = torch.cat(text, 1)
    over = torch.zeros_like(text, dtype=torch.bool)
    over[:, 1:] = text[:, :-1] == end
    return text.masked_fill(over.cummax(1).values, padding)
