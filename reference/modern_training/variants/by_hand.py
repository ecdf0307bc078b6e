"""What PyTorch has functions for, written out."""

import copy
import math

import torch
from torch import nn


def parameter_groups(model, weight_decay):
    free = [p for p in model.parameters() if p.requires_grad]
    return [
        {"params": [p for p in free if len(p.shape) > 1], "weight_decay": weight_decay},
        {"params": [p for p in free if len(p.shape) <= 1], "weight_decay": 0},
    ]


class WarmupCosine(torch.optim.lr_scheduler.LRScheduler):
    def __init__(self, optimizer, warmup, total, floor):
        self.warmup, self.total, self.floor = warmup, total, floor
        super().__init__(optimizer)

    def get_lr(self):
        k = self.last_epoch
        factor = self.floor
        if k < self.warmup:
            factor = (1 + k) / self.warmup
        elif k < self.total:
            angle = math.pi * (k - self.warmup) / (self.total - self.warmup)
            factor = self.floor + (1 - self.floor) * math.cos(angle / 2) ** 2
        return [peak * factor for peak in self.base_lrs]


def make_scheduler(optimizer, warmup, total, floor):
    return WarmupCosine(optimizer, warmup, total, floor)


def _shorten(parameters, max_norm):
    gradients = [p.grad for p in parameters if p.grad is not None]
    norm = math.sqrt(sum((g.double() ** 2).sum().item() for g in gradients))
    if norm > max_norm:
        for g in gradients:
            g *= max_norm / norm
    return norm


def accumulated_step(model, loss_fn, optimizer, micro_batches, max_norm):
    for p in model.parameters():
        p.grad = None
    everyone = 0
    for _, labels in micro_batches:
        everyone += labels.shape[0]
    mean = 0.0
    for images, labels in micro_batches:
        share = labels.shape[0] / everyone
        loss = loss_fn(model(images), labels)
        (share * loss).backward()
        mean += share * float(loss.detach())
    norm = _shorten(list(model.parameters()), max_norm)
    optimizer.step()
    return mean, norm


def mixed_step(model, loss_fn, optimizer, scheduler, scaler, images, labels, *, max_norm, dtype):
    for p in model.parameters():
        p.grad = None
    with torch.amp.autocast(device_type=images.device.type, dtype=dtype):
        output = model(images)
        loss = loss_fn(output, labels)
    scaler.scale(loss).backward()
    scaler.unscale_(optimizer)
    finite = all(p.grad.isfinite().all() for p in model.parameters() if p.grad is not None)
    if finite:
        _shorten(list(model.parameters()), max_norm)
    scaler.step(optimizer)
    scaler.update()
    if finite:
        scheduler.step()
    return float(loss.detach())


def train(
    model, loader, *, epochs, peak, warmup, floor, weight_decay, accumulate, max_norm, device
):
    model.train()
    model = model.to(device)
    optimizer = torch.optim.AdamW(
        parameter_groups(model, weight_decay), lr=peak, betas=(0.9, 0.95), eps=0.001
    )
    total = epochs * math.ceil(len(loader) / accumulate)
    scheduler = make_scheduler(optimizer, warmup, total, floor)
    history = []
    for _ in range(epochs):
        batches = [(x.to(device), y.to(device)) for x, y in loader]
        losses, sizes = [], []
        for start in range(0, len(batches), accumulate):
            some = batches[start : start + accumulate]
            loss, _ = accumulated_step(model, nn.CrossEntropyLoss(), optimizer, some, max_norm)
            scheduler.step()
            losses.append(loss)
            sizes.append(sum(y.shape[0] for _, y in some))
        history.append(
            sum(loss * n for loss, n in zip(losses, sizes, strict=True)) / sum(sizes)
        )
    return history


def ema_update(average, model, decay):
    for a, p in zip(average.parameters(), model.parameters(), strict=True):
        a.data = decay * a.data + (1 - decay) * p.data
    for a, b in zip(average.buffers(), model.buffers(), strict=True):
        a.data = b.data.clone()


def checkpoint(model, optimizer, scheduler, scaler):
    return {
        "model": {name: value.clone() for name, value in model.state_dict().items()},
        "optimizer": copy.deepcopy(optimizer.state_dict()),
        "scheduler": copy.deepcopy(scheduler.state_dict()),
        "scaler": dict(scaler.state_dict()),
        "rng": torch.get_rng_state().clone(),
    }


def restore(saved, model, optimizer, scheduler, scaler):
    own = model.state_dict()
    with torch.no_grad():
        for name, value in saved["model"].items():
            own[name].copy_(value)
    optimizer.load_state_dict(copy.deepcopy(saved["optimizer"]))
    scheduler.load_state_dict(copy.deepcopy(saved["scheduler"]))
    scaler.load_state_dict(dict(saved["scaler"]))
    torch.random.set_rng_state(saved["rng"].clone())
