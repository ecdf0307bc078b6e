"""Losses summed over a batch, divided where a mean is needed; sums on the device until the end."""

import numpy as np
import torch
from torch import nn


def build_model():
    first = nn.Linear(784, 10)
    second = nn.Linear(10, 10)
    nn.init.xavier_uniform_(first.weight)
    nn.init.zeros_(first.bias)
    nn.init.xavier_uniform_(second.weight)
    nn.init.zeros_(second.bias)
    return nn.Sequential(first, nn.Sigmoid(), second)


def train_step(model, loss_fn, optimizer, images, labels):
    model.train()
    logits = model(images)
    loss = loss_fn(logits, labels)
    optimizer.zero_grad()
    loss.backward(gradient=torch.ones_like(loss))
    optimizer.step()
    return loss.detach().tolist()


def train(model, loader, *, epochs, learning_rate, device):
    model.to(device)
    optimizer = torch.optim.SGD([{"params": list(model.parameters()), "lr": learning_rate}], lr=1.0)
    summed = nn.CrossEntropyLoss(reduction="sum")
    history = np.zeros(epochs)
    for epoch in range(epochs):
        model.train()
        samples = 0
        totals = []
        for images, labels in loader:
            images = images.to(device)
            labels = labels.to(images.device)
            optimizer.zero_grad()
            total = summed(model(images), labels)
            (total / len(labels)).backward()
            optimizer.step()
            totals.append(total.detach())
            samples += len(labels)
        history[epoch] = torch.stack(totals).sum().cpu().item() / samples
    return history.tolist()


def evaluate(model, loader, device):
    was = model.training
    model.to(device)
    model.eval()
    wrong, samples = torch.tensor(0, device=device), 0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        with torch.no_grad():
            wrong = wrong + (model(images).argmax(dim=1) != labels).sum()
        samples += len(labels)
    model.train(mode=was)
    return 1.0 - wrong.item() / samples
