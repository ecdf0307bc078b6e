"""Gradients come from `torch.autograd.grad`, and lists of tensors are changed at once."""

import copy
import math
from functools import partial

import torch
import torch.nn.functional as F
from torch.optim.lr_scheduler import LambdaLR


def _learning(model):
    return [p for p in model.parameters() if p.requires_grad]


def parameter_groups(model, weight_decay):
    def group(decay, rule):
        return {"params": list(filter(rule, _learning(model))), "weight_decay": decay}

    return [group(weight_decay, lambda p: p.ndim >= 2), group(0.0, lambda p: p.ndim < 2)]


def _factor(warmup, total, floor, step):
    if step < warmup:
        return (step + 1) / warmup
    if step >= total:
        return floor
    r = (step - warmup) / (total - warmup)
    high = 0.5 * (1.0 + math.cos(r * math.pi))
    return high + floor * (1.0 - high)


def make_scheduler(optimizer, warmup, total, floor):
    return LambdaLR(optimizer, lr_lambda=partial(_factor, warmup, total, floor))


def accumulated_step(model, loss_fn, optimizer, micro_batches, max_norm):
    parameters = _learning(model)
    samples = sum(images.size(0) for images, _ in micro_batches)
    whole = [torch.zeros_like(p) for p in parameters]
    mean = 0.0
    for images, labels in micro_batches:
        loss = loss_fn(model(images), labels)
        found = torch.autograd.grad(loss, parameters)
        torch._foreach_add_(whole, found, alpha=images.size(0) / samples)
        mean += loss.item() * images.size(0)
        del loss, found
    norm = torch.linalg.vector_norm(torch.stack([g.norm() for g in whole])).item()
    if norm > max_norm:
        torch._foreach_mul_(whole, max_norm / norm)
    for p, g in zip(parameters, whole, strict=True):
        p.grad = g
    optimizer.step()
    return mean / samples, norm


def mixed_step(model, loss_fn, optimizer, scheduler, scaler, images, labels, *, max_norm, dtype):
    parameters = _learning(model)
    with torch.autocast(images.device.type, dtype):
        loss = loss_fn(model(images), labels)
    found = torch.autograd.grad(scaler.scale(loss), parameters)
    for p, g in zip(parameters, found, strict=True):
        p.grad = g
    scaler.unscale_(optimizer)
    torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    taken = []
    hook = optimizer.register_step_post_hook(lambda *_: taken.append(True))
    scaler.step(optimizer)
    hook.remove()
    scaler.update()
    if taken:
        scheduler.step()
    return loss.item()


def train(
    model, loader, *, epochs, peak, warmup, floor, weight_decay, accumulate, max_norm, device
):
    model.to(device).train()
    optimizer = torch.optim.AdamW(
        parameter_groups(model, weight_decay), lr=peak, eps=1e-3, betas=(0.9, 0.95)
    )
    steps = epochs * math.ceil(len(loader) / accumulate)
    scheduler = make_scheduler(optimizer, warmup, steps, floor)
    return [
        _epoch(model, loader, optimizer, scheduler, accumulate, max_norm, device)
        for _ in range(epochs)
    ]


def _epoch(model, loader, optimizer, scheduler, accumulate, max_norm, device):
    waiting, summed, samples = [], 0.0, 0
    last = len(loader) - 1
    for place, batch in enumerate(loader):
        waiting += [tuple(part.to(device) for part in batch)]
        if (place + 1) % accumulate != 0 and place != last:
            continue
        count = sum(len(images) for images, _ in waiting)
        loss, _ = accumulated_step(model, F.cross_entropy, optimizer, waiting, max_norm)
        scheduler.step()
        summed, samples, waiting = summed + count * loss, samples + count, []
    return summed / samples


@torch.no_grad()
def ema_update(average, model, decay):
    mine, theirs = list(average.parameters()), list(model.parameters())
    torch._foreach_lerp_(mine, theirs, 1 - decay)
    for a, b in zip(average.buffers(), model.buffers(), strict=True):
        a[...] = b


def checkpoint(model, optimizer, scheduler, scaler):
    return copy.deepcopy(
        dict(
            rng=torch.random.get_rng_state(),
            scaler=scaler.state_dict(),
            scheduler=scheduler.state_dict(),
            optimizer=optimizer.state_dict(),
            model=model.state_dict(),
        )
    )


def restore(saved, model, optimizer, scheduler, scaler):
    torch.set_rng_state(saved["rng"])
    scaler.load_state_dict(saved["scaler"])
    scheduler.load_state_dict(saved["scheduler"])
    optimizer.load_state_dict(copy.deepcopy(saved["optimizer"]))
    model.load_state_dict(saved["model"], strict=True)
