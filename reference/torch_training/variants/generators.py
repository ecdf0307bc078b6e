"""Generators and small functions: batches on the device, losses as they come."""

import torch
from torch import nn

torch.manual_seed(42)
device = "cuda" if torch.cuda.is_available() else "cpu"
print(f"this machine has {device}")


def build_model():
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Sequential(nn.Linear(784, 10), nn.Sigmoid()),
        nn.Sequential(nn.Linear(10, 10), nn.Identity()),
    )


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    with torch.enable_grad():
        loss = loss_fn(model.forward(images), labels)
    torch.autograd.backward(loss)
    optimizer.step()
    return loss.item()


def on(device, loader):
    for batch in loader:
        yield tuple(tensor.to(device) for tensor in batch)


def steps(model, loader, optimizer, device):
    loss_fn = nn.CrossEntropyLoss()
    for images, labels in on(device, loader):
        yield len(labels), train_step(model, loss_fn, optimizer, images, labels)


def weighted_mean(pairs):
    pairs = list(pairs)
    return sum(n * value for n, value in pairs) / sum(n for n, _ in pairs)


def train(model, loader, *, epochs, learning_rate, device):
    model.train().to(device)
    print(sum(p.numel() for p in model.parameters()), "parameters;", next(iter(loader))[0].shape)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, foreach=False)
    return [weighted_mean(steps(model, loader, optimizer, device)) for _ in range(epochs)]


def evaluate(model, loader, device):
    was_training = model.training
    model.eval().to(device)
    with torch.inference_mode():
        right = [
            (model(images).max(dim=1)[1] == labels).cpu() for images, labels in on(device, loader)
        ]
    model.train(was_training)
    return torch.cat(right).double().mean().item()
