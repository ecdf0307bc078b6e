"""Gradients are cleared after the step; evaluation under a decorator with a try-finally."""

from collections import OrderedDict

import torch
from torch import nn


def build_model():
    layers = OrderedDict()
    layers["hidden"] = nn.Linear(in_features=784, out_features=10, bias=True)
    layers["squash"] = nn.Sigmoid()
    layers["logits"] = nn.Linear(in_features=10, out_features=10, bias=True)
    return nn.Sequential(layers)


def train_step(model, loss_fn, optimizer, images, labels):
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return float(loss)


def train(model, loader, *, epochs, learning_rate, device):
    model.train(True)
    model.to(device)
    optimizer = torch.optim.SGD(model.parameters(), learning_rate)
    loss_fn = torch.nn.CrossEntropyLoss(reduction="mean")
    means = [0.0] * epochs
    for epoch in range(epochs):
        sizes, losses = [], []
        for images, labels in loader:
            step = train_step(model, loss_fn, optimizer, images.to(device), labels.to(device))
            losses.append(step)
            sizes.append(images.shape[0])
        means[epoch] = sum(a * b for a, b in zip(losses, sizes)) / sum(sizes)
    return means


@torch.no_grad()
def evaluate(model, loader, device):
    mode = model.training
    model.to(device).eval()
    try:
        hits = torch.zeros((), dtype=torch.long, device=device)
        count = 0
        for images, labels in loader:
            images = images.to(device, non_blocking=True)
            labels = labels.to(device, non_blocking=True)
            hits += torch.sum(model(images).argmax(1) == labels)
            count += labels.numel()
        return hits.item() / count
    finally:
        model.train(mode)
