"""Losses are added up as sums, and the gradients are divided at the end."""

import io
import itertools
import math

import torch
from torch import nn


def parameter_groups(model, weight_decay):
    groups = {True: [], False: []}
    for _, p in model.named_parameters():
        if p.requires_grad:
            groups[p.dim() > 1].append(p)
    return [
        {"weight_decay": decay, "params": groups[matrix]}
        for matrix, decay in ((True, weight_decay), (False, 0.0))
    ]


def make_scheduler(optimizer, warmup, total, floor):
    rising = [(k + 1) / warmup for k in range(warmup)]
    left = max(total - warmup, 0)
    falling = [
        floor + (1 - floor) * (1 + math.cos(math.pi * j / left)) / 2 for j in range(left)
    ]
    factors = [*rising, *falling, floor]
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: factors[min(k, len(factors) - 1)]
    )


def accumulated_step(model, loss_fn, optimizer, micro_batches, max_norm):
    model.zero_grad()
    summed, samples = 0.0, 0
    for images, labels in micro_batches:
        loss = len(labels) * loss_fn(model(images), labels)
        loss.backward()
        summed += loss.item()
        samples += len(labels)
    learning = [p for p in model.parameters() if p.grad is not None]
    for p in learning:
        p.grad.div_(samples)
    norm = torch.nn.utils.clip_grad_norm_(learning, max_norm)
    optimizer.step()
    return summed / samples, float(norm)


def mixed_step(model, loss_fn, optimizer, scheduler, scaler, images, labels, *, max_norm, dtype):
    model.zero_grad(set_to_none=True)
    with torch.autocast(device_type=labels.device.type, dtype=dtype):
        loss = loss_fn(model(images), labels)
    scaler.scale(loss).backward()
    scaler.unscale_(optimizer)
    torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm=max_norm)
    scale = scaler.get_scale()
    scaler.step(optimizer)
    scaler.update()
    skipped = scaler.get_scale() < scale
    if not skipped:
        scheduler.step()
    return loss.detach().item()


def train(
    model, loader, *, epochs, peak, warmup, floor, weight_decay, accumulate, max_norm, device
):
    model = model.to(device).train()
    groups = parameter_groups(model, weight_decay)
    optimizer = torch.optim.AdamW(groups, peak, betas=(0.9, 0.95), eps=1e-3)
    each = (len(loader) + accumulate - 1) // accumulate
    scheduler = make_scheduler(optimizer, warmup, each * epochs, floor)
    loss_fn = nn.CrossEntropyLoss()

    def steps():
        batches = iter(loader)
        while some := list(itertools.islice(batches, accumulate)):
            some = [(x.to(device), y.to(device)) for x, y in some]
            loss, _ = accumulated_step(model, loss_fn, optimizer, some, max_norm)
            scheduler.step()
            yield loss, sum(len(x) for x, _ in some)

    history = []
    for _ in range(epochs):
        done = list(steps())
        history.append(sum(loss * n for loss, n in done) / sum(n for _, n in done))
    return history


@torch.no_grad()
def ema_update(average, model, decay):
    newest = model.state_dict()
    names = {name for name, _ in model.named_parameters()}
    for name, old in average.state_dict().items():
        if name in names:
            old.lerp_(newest[name], 1 - decay)
        else:
            old.copy_(newest[name])


def checkpoint(model, optimizer, scheduler, scaler):
    file = io.BytesIO()
    parts = {"model": model, "optimizer": optimizer, "scheduler": scheduler, "scaler": scaler}
    saved = {name: part.state_dict() for name, part in parts.items()}
    torch.save({**saved, "rng": torch.get_rng_state()}, file)
    file.seek(0)
    return torch.load(file)


def restore(saved, model, optimizer, scheduler, scaler):
    file = io.BytesIO()
    torch.save(saved, file)
    file.seek(0)
    fresh = torch.load(file)
    torch.set_rng_state(fresh.pop("rng"))
    parts = {"model": model, "optimizer": optimizer, "scheduler": scheduler, "scaler": scaler}
    for name, part in parts.items():
        part.load_state_dict(fresh[name])
