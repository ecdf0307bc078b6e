"""A class that does the work behind the functions."""

import copy
import math

import torch
from torch import nn


class Schedule:
    def __init__(self, warmup, total, floor):
        self.warmup, self.total, self.floor = warmup, total, floor

    def __call__(self, step):
        if step >= max(self.warmup, self.total):
            return self.floor
        if step < self.warmup:
            return (step + 1) / self.warmup
        share = (step - self.warmup) / (self.total - self.warmup)
        return self.floor + (1 - self.floor) / 2 * (math.cos(math.pi * share) + 1)


class Step:
    """Collects gradients, shortens them, and lets the optimizer step."""

    def __init__(self, model, loss_fn, optimizer, max_norm):
        self.model, self.loss_fn = model, loss_fn
        self.optimizer, self.max_norm = optimizer, max_norm
        self.optimizer.zero_grad(set_to_none=True)

    def forward(self, images, labels):
        return self.loss_fn(self.model(images), labels)

    def clip(self):
        owned = [p for group in self.optimizer.param_groups for p in group["params"]]
        return nn.utils.clip_grad_norm_(owned, self.max_norm).item()

    def finish(self):
        norm = self.clip()
        self.optimizer.step()
        return norm


class Trainer:
    def __init__(self, model, optimizer, scheduler, max_norm, device):
        self.model, self.optimizer, self.scheduler = model, optimizer, scheduler
        self.max_norm, self.device = max_norm, device
        self.loss_fn = nn.CrossEntropyLoss()

    def epoch(self, loader, accumulate):
        self.total = self.samples = 0
        waiting = []
        for images, labels in loader:
            waiting.append((images.to(self.device), labels.to(self.device)))
            if len(waiting) == accumulate:
                self.step(waiting)
                waiting = []
        if waiting:
            self.step(waiting)
        return self.total / self.samples

    def step(self, batches):
        loss, _ = accumulated_step(
            self.model, self.loss_fn, self.optimizer, batches, self.max_norm
        )
        self.scheduler.step()
        count = sum(len(labels) for _, labels in batches)
        self.total += loss * count
        self.samples += count


def parameter_groups(model, weight_decay):
    matrices = {"params": [], "weight_decay": weight_decay}
    vectors = {"params": [], "weight_decay": 0.0}
    for p in model.parameters():
        if p.requires_grad:
            (matrices if p.ndim > 1 else vectors)["params"].append(p)
    return [matrices, vectors]


def make_scheduler(optimizer, warmup, total, floor):
    schedule = Schedule(warmup, total, floor)
    lambdas = [schedule for _ in optimizer.param_groups]
    return torch.optim.lr_scheduler.LambdaLR(optimizer, lambdas)


def accumulated_step(model, loss_fn, optimizer, micro_batches, max_norm):
    step = Step(model, loss_fn, optimizer, max_norm)
    samples = sum(len(labels) for _, labels in micro_batches)
    mean = 0.0
    for images, labels in micro_batches:
        loss = step.forward(images, labels) * len(labels) / samples
        loss.backward()
        mean += loss.item()
        del loss
    return mean, step.finish()


def mixed_step(model, loss_fn, optimizer, scheduler, scaler, images, labels, *, max_norm, dtype):
    step = Step(model, loss_fn, optimizer, max_norm)
    with torch.autocast(next(model.parameters()).device.type, dtype=dtype):
        loss = step.forward(images, labels)
    scaler.scale(loss).backward()
    scaler.unscale_(optimizer)
    step.clip()
    before = scaler.state_dict().get("scale", 1.0)
    scaler.step(optimizer)
    scaler.update()
    if not scaler.state_dict().get("scale", 1.0) < before:
        scheduler.step()
    return loss.item()


def train(
    model, loader, *, epochs, peak, warmup, floor, weight_decay, accumulate, max_norm, device
):
    model.to(device)
    model.train(True)
    optimizer = torch.optim.AdamW(
        parameter_groups(model, weight_decay), lr=peak, betas=(0.9, 0.95), eps=1e-3
    )
    whole, left = divmod(len(loader), accumulate)
    scheduler = make_scheduler(optimizer, warmup, epochs * (whole + (left > 0)), floor)
    trainer = Trainer(model, optimizer, scheduler, max_norm, device)
    return [trainer.epoch(loader, accumulate) for _ in range(epochs)]


class Average:
    def __init__(self, decay):
        self.decay = decay

    @torch.no_grad()
    def __call__(self, average, model):
        for a, p in zip(average.parameters(), model.parameters(), strict=True):
            a.copy_(self.decay * a + (1 - self.decay) * p)
        for (_, a), (_, b) in zip(average.named_buffers(), model.named_buffers(), strict=True):
            a.copy_(b)


def ema_update(average, model, decay):
    Average(decay)(average, model)


class Checkpoint:
    PARTS = ("model", "optimizer", "scheduler", "scaler")

    def __init__(self, *parts):
        self.parts = dict(zip(self.PARTS, parts, strict=True))

    def save(self):
        saved = {name: copy.deepcopy(part.state_dict()) for name, part in self.parts.items()}
        saved["rng"] = torch.get_rng_state()
        return saved

    def load(self, saved):
        for name, part in self.parts.items():
            part.load_state_dict(copy.deepcopy(saved[name]))
        torch.set_rng_state(saved["rng"])


def checkpoint(model, optimizer, scheduler, scaler):
    return Checkpoint(model, optimizer, scheduler, scaler).save()


def restore(saved, model, optimizer, scheduler, scaler):
    Checkpoint(model, optimizer, scheduler, scaler).load(saved)
