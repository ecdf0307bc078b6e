"""The loss of each sample apart; evaluation sample by sample; the gradient's length printed."""

import torch
from torch import nn
from torch.optim import SGD


def build_model():
    class Model(torch.nn.Module):
        def __init__(self, inputs: int = 784, hidden: int = 10, classes: int = 10) -> None:
            super().__init__()
            self.net = nn.Sequential(
                nn.Linear(inputs, hidden),
                nn.Sigmoid(),
                nn.Linear(hidden, classes),
            )

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.net(x)

    return Model()


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    outputs = model(images)
    loss = loss_fn(outputs, labels)
    loss.backward()
    norm = torch.sqrt(sum((p.grad**2).sum() for p in model.parameters()))
    print("length of the gradient:", norm.item())
    optimizer.step()
    with torch.no_grad():
        value = loss.cpu().numpy()
    return value.item()


def train(model, loader, *, epochs, learning_rate, device):
    if not isinstance(device, torch.device):
        device = torch.device(device)
    model.to(device)
    model.train()
    optimizer = SGD(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        losses = []
        for images, labels in loader:
            images = images.to(device)
            labels = labels.to(device)
            optimizer.zero_grad()
            each = nn.functional.cross_entropy(model(images), labels, reduction="none")
            each.mean().backward()
            optimizer.step()
            losses += each.tolist()
        history.append(sum(losses) / len(losses))
    return history


@torch.inference_mode()
def evaluate(model, loader, device):
    model.to(device)
    training = model.training
    model.train(False)
    correct = total = 0
    for images, labels in loader:
        for logits, label in zip(model(images.to(device)), labels.to(device)):
            correct += bool(logits.argmax() == label)
            total += 1
    model.train(training)
    return correct / total
