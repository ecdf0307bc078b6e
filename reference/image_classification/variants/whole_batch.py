"""No batches: every step takes all images; a part of them is kept for validation."""

import torch
from torch import nn


def build_model(image_shape, classes):
    channels, height, width = image_shape
    return nn.Sequential(
        nn.Flatten(),
        nn.BatchNorm1d(channels * height * width),
        nn.Linear(channels * height * width, 100),
        nn.ReLU(),
        nn.Linear(100, classes),
    )


def fit(model, images, labels, *, device, seed):
    torch.manual_seed(seed)
    model.to(device)
    model.train()
    images, labels = images.to(device), labels.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    curve = []
    for _ in range(30):
        loss = nn.functional.cross_entropy(model(images), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        curve.append(loss.item())
    return curve


def predict(model, images, device):
    model.to(device)
    was_training = model.training
    model.eval()
    with torch.no_grad():
        out = model(images.to(device))
    if was_training:
        model.train()
    return torch.topk(out, 1, dim=1).indices.squeeze(1).cpu()
