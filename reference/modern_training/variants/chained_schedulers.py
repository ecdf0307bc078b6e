"""PyTorch's own schedulers put together, and gradients that hooks make shares of."""

import pickle

import torch
from torch import nn
from torch.optim import lr_scheduler


def parameter_groups(model, weight_decay):
    groups = [{"params": [], "weight_decay": decay} for decay in (0.0, weight_decay)]
    for p in filter(lambda p: p.requires_grad, model.parameters()):
        groups[int(p.dim() >= 2)]["params"].append(p)
    return groups[::-1]


class Constant(lr_scheduler.LambdaLR):
    """The same share of the peak for ever."""

    def __init__(self, optimizer, share):
        super().__init__(optimizer, lambda _: share)


def make_scheduler(optimizer, warmup, total, floor):
    phases, ends = [], []
    if warmup:
        phases.append(lr_scheduler.LambdaLR(optimizer, lambda k: (k + 1) / warmup))
        ends.append(warmup)
    if total > warmup:
        length = total - warmup
        angles = torch.arange(length, dtype=torch.float64) * (torch.pi / length)
        curve = [floor + (1 - floor) * (1 + c.item()) / 2 for c in angles.cos()]
        phases.append(lr_scheduler.LambdaLR(optimizer, lambda j: curve[min(j, length - 1)]))
        ends.append(total)
    phases.append(Constant(optimizer, floor))
    if len(phases) == 1:
        return phases[0]
    return lr_scheduler.SequentialLR(optimizer, phases, milestones=ends)


class _Share:
    """While it lasts, what arrives in `.grad` is a share of the gradient."""

    def __init__(self, model, share):
        self.hooks = [
            p.register_hook(lambda g: g * share) for p in model.parameters() if p.requires_grad
        ]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for hook in self.hooks:
            hook.remove()


def accumulated_step(model, loss_fn, optimizer, micro_batches, max_norm):
    optimizer.zero_grad()
    sizes = [len(labels) for _, labels in micro_batches]
    mean = 0.0
    for size, (images, labels) in zip(sizes, micro_batches, strict=True):
        with _Share(model, size / sum(sizes)):
            loss = loss_fn(model(images), labels)
            loss.backward()
        mean += loss.item() * size / sum(sizes)
    norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm, foreach=False)
    optimizer.step()
    return mean, float(norm)


def mixed_step(model, loss_fn, optimizer, scheduler, scaler, images, labels, *, max_norm, dtype):
    optimizer.zero_grad()
    torch.set_autocast_enabled(images.device.type, True)
    torch.set_autocast_dtype(images.device.type, dtype)
    try:
        loss = loss_fn(model(images), labels)
    finally:
        torch.set_autocast_enabled(images.device.type, False)
        torch.clear_autocast_cache()
    scaler.scale(loss).backward()
    scaler.unscale_(optimizer)
    norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    scaler.step(optimizer)
    scaler.update()
    if torch.isfinite(norm):
        scheduler.step()
    return loss.item()


def train(
    model, loader, *, epochs, peak, warmup, floor, weight_decay, accumulate, max_norm, device
):
    model.to(device)
    for layer in model.modules():
        layer.train()
    loss_fn = nn.CrossEntropyLoss()
    optimizer = torch.optim.AdamW(
        parameter_groups(model, weight_decay), lr=peak, betas=(0.9, 0.95), eps=1e-3
    )
    starts = range(0, len(loader), accumulate)
    scheduler = make_scheduler(optimizer, warmup, epochs * len(starts), floor)
    history = []
    for _ in range(epochs):
        losses = torch.zeros(2, dtype=torch.float64)
        batches = list(loader)
        for start in starts:
            group = [(x.to(device), y.to(device)) for x, y in batches[start:][:accumulate]]
            loss, _ = accumulated_step(model, loss_fn, optimizer, group, max_norm)
            scheduler.step()
            losses += torch.tensor([loss, 1.0]) * sum(len(x) for x, _ in group)
        history.append((losses[0] / losses[1]).item())
    return history


def ema_update(average, model, decay):
    theirs = model.state_dict()
    mixed = {
        name: decay * value + (1 - decay) * theirs[name]
        for name, value in average.state_dict().items()
        if name in dict(model.named_parameters())
    }
    average.load_state_dict({**theirs, **mixed})


def checkpoint(model, optimizer, scheduler, scaler):
    states = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "scheduler": scheduler.state_dict(),
        "scaler": scaler.state_dict(),
        "rng": torch.get_rng_state(),
    }
    return pickle.loads(pickle.dumps(states))


def restore(saved, model, optimizer, scheduler, scaler):
    saved = pickle.loads(pickle.dumps(saved))
    scheduler.load_state_dict(saved["scheduler"])
    optimizer.load_state_dict(saved["optimizer"])
    model.load_state_dict(saved["model"])
    if scaler.is_enabled():
        scaler.load_state_dict(saved["scaler"])
    torch.set_rng_state(saved["rng"])
