"""Gradients and parameters as one long vector."""

import copy

import numpy as np
import torch
from torch import nn
from torch.nn.utils import parameters_to_vector, vector_to_parameters


def parameter_groups(model, weight_decay):
    learning = [p for p in model.parameters() if p.requires_grad]
    axes = np.array([p.ndim for p in learning])
    return [
        {"params": [learning[i] for i in np.flatnonzero(axes >= 2)], "weight_decay": weight_decay},
        {"params": [learning[i] for i in np.flatnonzero(axes < 2)], "weight_decay": 0.0},
    ]


def make_scheduler(optimizer, warmup, total, floor):
    def factor(k):
        rising = (k + 1) / max(warmup, 1)
        r = (k - warmup) / max(total - warmup, 1)
        falling = floor + (1 - floor) * (1 + float(np.cos(np.pi * r))) / 2
        return [rising, falling, floor][0 if k < warmup else 1 if k < total else 2]

    return torch.optim.lr_scheduler.LambdaLR(optimizer, factor, last_epoch=-1)


def _vector(parameters):
    return parameters_to_vector([p.grad for p in parameters])


def _put(vector, parameters):
    start = 0
    for p in parameters:
        p.grad = vector[start : start + p.numel()].view_as(p).clone()
        start += p.numel()


def accumulated_step(model, loss_fn, optimizer, micro_batches, max_norm):
    parameters = [p for p in model.parameters() if p.requires_grad]
    counts = torch.tensor([float(len(labels)) for _, labels in micro_batches])
    shares = (counts / counts.sum()).tolist()
    whole, losses = 0, []
    for share, (images, labels) in zip(shares, micro_batches, strict=True):
        for p in parameters:
            p.grad = None
        loss = loss_fn(model(images), labels)
        loss.backward()
        losses.append(loss.item())
        whole = whole + share * _vector(parameters)
    norm = whole.norm()
    _put(whole * (max_norm / torch.clamp(norm, min=max_norm)), parameters)
    optimizer.step()
    return float(np.dot(shares, losses)), norm.item()


def mixed_step(model, loss_fn, optimizer, scheduler, scaler, images, labels, *, max_norm, dtype):
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimizer.zero_grad()
    with torch.autocast(images.device.type, dtype=dtype):
        loss = loss_fn(model(images), labels)
    scaler.scale(loss).backward()
    scaler.unscale_(optimizer)
    vector = _vector(parameters)
    norm = vector.norm()
    good = bool(torch.isfinite(vector).all())
    if good and norm > max_norm:
        _put(vector * (max_norm / norm), parameters)
    scaler.step(optimizer)
    scaler.update()
    for _ in range(int(good)):
        scheduler.step()
    return loss.item()


def train(
    model, loader, *, epochs, peak, warmup, floor, weight_decay, accumulate, max_norm, device
):
    model.train().to(device)
    loss_fn = nn.CrossEntropyLoss()
    optimizer = torch.optim.AdamW(
        parameter_groups(model, weight_decay), lr=peak, betas=(0.9, 0.95), eps=1e-3
    )
    ends = {*range(accumulate - 1, len(loader), accumulate), len(loader) - 1}
    scheduler = make_scheduler(optimizer, warmup, len(ends) * epochs, floor)
    history = []
    for _ in range(epochs):
        group, numbers = [], []
        for place, (images, labels) in enumerate(loader):
            group.append((images.to(device), labels.to(device)))
            if place in ends:
                loss = accumulated_step(model, loss_fn, optimizer, group, max_norm)[0]
                scheduler.step()
                numbers.append((loss, sum(len(y) for _, y in group)))
                group = []
        losses, counts = np.array(numbers).T
        history.append(float(np.average(losses, weights=counts)))
    return history


def ema_update(average, model, decay):
    with torch.no_grad():
        old = parameters_to_vector(average.parameters())
        new = parameters_to_vector(model.parameters())
        moved = new + decay * (old - new)
        vector_to_parameters(moved, average.parameters())
        for a, b in zip(average.buffers(), model.buffers(), strict=True):
            a.copy_(b)


def checkpoint(model, optimizer, scheduler, scaler):
    things = [model, optimizer, scheduler, scaler]
    names = ["model", "optimizer", "scheduler", "scaler"]
    states = [copy.deepcopy(thing.state_dict()) for thing in things]
    return dict(zip(names, states, strict=True)) | {"rng": torch.get_rng_state()}


def restore(saved, model, optimizer, scheduler, scaler):
    things = [model, optimizer, scheduler, scaler]
    states = copy.deepcopy([saved[name] for name in ("model", "optimizer", "scheduler", "scaler")])
    for thing, state in zip(things, states, strict=True):
        thing.load_state_dict(state)
    torch.set_rng_state(saved["rng"])
