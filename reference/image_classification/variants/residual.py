"""Residual blocks, group normalisation and a one-cycle learning rate."""

import torch
from torch import nn, optim


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.body = nn.Sequential(nn.GroupNorm(4, width), nn.ReLU(), nn.Conv2d(width, width, 3, padding=1))

    def forward(self, x):
        return x + self.body(x)


def build_model(image_shape, classes):
    return nn.Sequential(
        nn.Conv2d(image_shape[0], 16, 3, padding=1), nn.MaxPool2d(2), Block(16), Block(16),
        nn.AdaptiveMaxPool2d(3), nn.Flatten(), nn.Linear(144, classes),
    )


def fit(model, images, labels, *, device, seed):
    torch.random.manual_seed(seed)
    model.to(device)
    model.train()
    batches = max(1, len(images) // 32)
    optimizer = optim.Adam(model.parameters())
    schedule = optim.lr_scheduler.OneCycleLR(optimizer, 0.01, epochs=9, steps_per_epoch=batches)
    history = []
    for _ in range(9):
        order = torch.randperm(len(images))
        sums = [0.0, 0]
        for b in range(batches):
            pick = order[b::batches]
            x, y = images[pick].to(device), labels[pick].to(device)
            optimizer.zero_grad()
            loss = nn.CrossEntropyLoss()(model(x), y)
            loss.backward()
            optimizer.step()
            schedule.step()
            sums[0] += loss.item() * len(pick)
            sums[1] += len(pick)
        history.append(sums[0] / sums[1])
    return history


def predict(model, images, device):
    mode = model.training
    model.eval()
    model.to(device)
    with torch.no_grad():
        result = model(images.to(device)).cpu()
    model.train(mode)
    return result.max(dim=1)[1]
