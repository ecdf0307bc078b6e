"""Batch normalisation scales the images; AdamW with a falling rate; weights of the best epoch."""

import copy

import torch
from torch import nn


def build_model(image_shape, classes):
    return nn.Sequential(
        nn.BatchNorm2d(image_shape[0]),
        nn.Conv2d(image_shape[0], 12, kernel_size=3),
        nn.BatchNorm2d(12),
        nn.ReLU(),
        nn.Conv2d(12, 24, kernel_size=3),
        nn.BatchNorm2d(24),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(2),
        nn.Flatten(),
        nn.Linear(96, classes),
    )


def fit(model, images, labels, *, device, seed):
    chance = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed + 1)
    model.to(device)
    x, y = images.to(device), labels.to(device)
    epochs, size = 10, 50
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)
    best, kept, curve = float("inf"), None, []
    for _ in range(epochs):
        model.train()
        order = torch.randperm(len(x), generator=chance).to(device)
        losses = torch.zeros(len(x), device=device)
        for start in range(0, len(x), size):
            some = order[start : start + size]
            each = nn.functional.cross_entropy(model(x[some]), y[some], reduction="none")
            optimizer.zero_grad(set_to_none=True)
            each.mean().backward()
            optimizer.step()
            losses[some] = each.detach()
        schedule.step()
        curve.append(float(losses.mean()))
        if curve[-1] < best:
            best, kept = curve[-1], copy.deepcopy(model.state_dict())
    model.load_state_dict(kept)
    return curve


def predict(model, images, device):
    model.to(device)
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    try:
        with torch.inference_mode():
            return model(images.to(device)).softmax(1).argmax(1).cpu()
    finally:
        for m, mode in modes:
            m.training = mode
