"""Short forms, and what PyTorch has ready: averages, total norms, factors of a schedule."""

import copy
import math

import torch
from torch import nn
from torch.optim.swa_utils import get_ema_multi_avg_fn


def parameter_groups(model, weight_decay):
    named = {name: p for name, p in model.named_parameters() if p.requires_grad}
    decays = [name for name in named if named[name].ndim not in (0, 1)]
    return [
        dict(params=[named.pop(name) for name in decays], weight_decay=weight_decay),
        dict(params=list(named.values()), weight_decay=0.0),
    ]


def make_scheduler(optimizer, warmup, total, floor):
    def rising(k):
        return min(1.0, (k + 1) / warmup) if warmup else 1.0

    def falling(k):
        if k >= max(total, warmup):
            return floor
        done = max(0, k - warmup) / max(1, total - warmup)
        return floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * done))

    return torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: rising(k) * falling(k))


def accumulated_step(model, loss_fn, optimizer, micro_batches, max_norm):
    samples = sum(map(len, (labels for _, labels in micro_batches)))

    def learn(images, labels):
        loss = loss_fn(model(images), labels)
        loss.backward(torch.full_like(loss, len(labels) / samples))
        return loss.item() * len(labels)

    optimizer.zero_grad()
    loss = sum([learn(*batch) for batch in micro_batches]) / samples
    gradients = [p.grad for p in model.parameters() if p.grad is not None]
    norm = nn.utils.get_total_norm(gradients)
    nn.utils.clip_grads_with_norm_(model.parameters(), max_norm, norm)
    optimizer.step()
    return loss, norm.item()


def mixed_step(model, loss_fn, optimizer, scheduler, scaler, images, labels, *, max_norm, dtype):
    cast = torch.autocast(images.device.type, dtype=dtype)
    loss = cast(lambda: loss_fn(model(images), labels))()
    optimizer.zero_grad()
    scaler.scale(loss).backward()
    scaler.unscale_(optimizer)
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    before = scaler.get_scale()
    scaler.step(optimizer), scaler.update()
    scaler.get_scale() < before or scheduler.step()
    return loss.item()


def train(
    model, loader, *, epochs, peak, warmup, floor, weight_decay, accumulate, max_norm, device
):
    model.to(device).train()
    settings = dict(lr=peak, betas=(0.9, 0.95), eps=1e-3)
    optimizer = torch.optim.AdamW(parameter_groups(model, weight_decay), **settings)
    steps = math.ceil(len(loader) / accumulate)
    scheduler = make_scheduler(optimizer, warmup, epochs * steps, floor)
    history = []
    for _ in range(epochs):
        batches, summed, seen = iter(loader), 0.0, 0
        for step in range(steps):
            left = min(accumulate, len(loader) - step * accumulate)
            group = [[part.to(device) for part in next(batches)] for _ in range(left)]
            loss, _ = accumulated_step(model, nn.CrossEntropyLoss(), optimizer, group, max_norm)
            scheduler.step()
            count = sum(len(labels) for _, labels in group)
            summed, seen = summed + loss * count, seen + count
        history += [summed / seen]
    return history


def ema_update(average, model, decay):
    update = get_ema_multi_avg_fn(decay)
    update(list(average.parameters()), list(model.parameters()), None)
    with torch.no_grad():
        for a, b in zip(average.buffers(), model.buffers(), strict=True):
            a.copy_(b)


def checkpoint(model, optimizer, scheduler, scaler):
    saved = {name: part.state_dict() for name, part in locals().items()}
    saved["rng"] = torch.default_generator.get_state()
    return copy.deepcopy(saved)


def restore(saved, model, optimizer, scheduler, scaler):
    saved = copy.deepcopy(saved)
    torch.default_generator.set_state(saved.pop("rng"))
    parts = dict(scaler=scaler, scheduler=scheduler, optimizer=optimizer, model=model)
    while saved:
        name, state = saved.popitem()
        parts[name].load_state_dict(state)
