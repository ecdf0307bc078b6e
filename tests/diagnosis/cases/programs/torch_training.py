import torch
from torch import nn


def build_model():
    net = nn.Sequential()
    net.add_module("first", nn.Linear(784, 10))
    net.add_module("squash", nn.Sigmoid())
    net.add_module("second", nn.Linear(10, 10))
    return net


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    cost = loss_fn(model(images), labels)
    cost.backward()
    optimizer.step()
    return cost.item()


def train(model, loader, *, epochs, learning_rate, device):
    model = model.to(device)
    sgd = torch.optim.SGD(model.parameters(), lr=learning_rate)
    curve = []
    for epoch in range(epochs):
        model.train()
        spent, seen = 0.0, 0
        for images, labels in loader:
            images = images.to(device)
            labels = labels.to(device)
            sgd.zero_grad()
            scores = model(images)
            cost = nn.functional.cross_entropy(scores, labels)
            cost.backward()
            sgd.step()
            spent += cost.item() * len(labels)
            seen += len(labels)
        curve.append(spent / seen)
    return curve


def evaluate(model, loader, device):
    before = model.training
    model = model.to(device)
    model.eval()
    right, seen = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            images = images.to(device)
            labels = labels.to(device)
            guess = model(images).max(dim=1).indices
            right += int((guess == labels).sum())
            seen += len(labels)
    model.train(before)
    return right / seen
