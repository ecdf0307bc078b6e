"""Plain loops and recursion, with tensors for sums."""

from copy import deepcopy
from math import cos, pi

import torch
from torch.nn.functional import cross_entropy
from torch.nn.utils import clip_grad_norm_
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR


def _collect(layer, known):
    """The parameters of a layer and of those in it, each once."""
    for p in layer._parameters.values():
        if p is not None and p.requires_grad and all(p is not q for q in known):
            known.append(p)
    for child in layer.children():
        _collect(child, known)
    return known


def parameter_groups(model, weight_decay):
    known = _collect(model, [])
    first = [p for p in known if p.numel() > 0 and len(p.size()) >= 2]
    second = [p for p in known if all(p is not q for q in first)]
    return [
        {"params": first, "weight_decay": weight_decay},
        {"params": second, "weight_decay": 0.0},
    ]


def make_scheduler(optimizer, warmup, total, floor):
    def factor(k):
        match k < warmup, k < total:
            case True, _:
                return 1 - (warmup - k - 1) / warmup
            case _, True:
                return (1 + floor) / 2 + (1 - floor) / 2 * cos(pi * (k - warmup) / (total - warmup))
            case _:
                return floor

    return LambdaLR(optimizer, factor)


def _accumulate(model, loss_fn, batches, samples):
    if not batches:
        return 0.0
    (images, labels), *others = batches
    loss = loss_fn(model(images), labels).mul(len(labels)).div(samples)
    loss.backward()
    here = loss.detach().item()
    del loss
    return here + _accumulate(model, loss_fn, others, samples)


def accumulated_step(model, loss_fn, optimizer, micro_batches, max_norm):
    for p in model.parameters():
        if p.grad is not None:
            p.grad.zero_()
    batches = list(micro_batches)
    samples = 0
    for images, _ in batches:
        samples = samples + images.shape[0]
    loss = _accumulate(model, loss_fn, batches, samples)
    n = clip_grad_norm_(model.parameters(), max_norm).item()
    optimizer.step()
    return [loss, n]


def mixed_step(model, loss_fn, optimizer, scheduler, scaler, images, labels, *, max_norm, dtype):
    with torch.autocast(str(images.device).split(":")[0], dtype=dtype):
        loss = loss_fn(model(images), labels)
    optimizer.zero_grad(set_to_none=False)
    loss_times_scale = scaler.scale(loss)
    loss_times_scale.backward()
    scaler.unscale_(optimizer)
    clip_grad_norm_(model.parameters(), max_norm)
    old = scaler.get_scale()
    scaler.step(optimizer)
    scaler.update()
    new = scaler.get_scale()
    if new < old:
        return loss.item()
    scheduler.step()
    return loss.item()


def train(
    model, loader, *, epochs, peak, warmup, floor, weight_decay, accumulate, max_norm, device
):
    model.train()
    model.to(device)
    optimizer = AdamW(
        parameter_groups(model, weight_decay), lr=peak, betas=(0.9, 0.95), eps=1e-3
    )
    steps = 0
    for number in range(len(loader)):
        if number % accumulate == 0:
            steps += epochs
    scheduler = make_scheduler(optimizer, warmup, steps, floor)
    history = []
    while len(history) < epochs:
        group, weighted, samples = [], [], []

        def step(group, weighted, samples):
            loss, _ = accumulated_step(model, cross_entropy, optimizer, group, max_norm)
            scheduler.step()
            n = sum(y.numel() for _, y in group)
            weighted.append(loss * n)
            samples.append(n)
            group.clear()

        for images, labels in loader:
            if len(group) == accumulate:
                step(group, weighted, samples)
            group.append((images.to(device), labels.to(device)))
        step(group, weighted, samples)
        history.append(sum(weighted) / sum(samples))
    return history


def ema_update(average, model, decay):
    def visit(a, m):
        for name, p in m._parameters.items():
            if p is not None:
                old = a._parameters[name]
                old.data.sub_((old.data - p.data) * (1 - decay))
        for name, b in m._buffers.items():
            if b is not None:
                a._buffers[name].copy_(b)
        for name, child in m.named_children():
            visit(a.get_submodule(name), child)

    visit(average, model)


def checkpoint(model, optimizer, scheduler, scaler):
    saved = {}
    saved["rng"] = torch.get_rng_state()
    saved["scaler"] = deepcopy(scaler.state_dict())
    saved["scheduler"] = deepcopy(scheduler.state_dict())
    saved["optimizer"] = deepcopy(optimizer.state_dict())
    saved["model"] = deepcopy(model.state_dict())
    return saved


def restore(saved, model, optimizer, scheduler, scaler):
    model.load_state_dict(deepcopy(saved["model"]))
    optimizer.load_state_dict(deepcopy(saved["optimizer"]))
    scheduler.load_state_dict(deepcopy(saved["scheduler"]))
    scaler.load_state_dict(deepcopy(saved["scaler"]))
    torch.set_rng_state(deepcopy(saved["rng"]))
