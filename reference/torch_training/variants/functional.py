"""torch.autograd.grad and pure functions; evaluation gathers everything first."""

import torch
from torch import nn
from torch.nn import functional as F


def build_model():
    hidden, output = nn.Linear(784, 10), nn.Linear(10, 10)

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.output = output
            self.hidden = hidden

        def forward(self, images):
            return F.linear(
                torch.sigmoid(F.linear(images, self.hidden.weight, self.hidden.bias)),
                self.output.weight,
                self.output.bias,
            )

    return Net()


def train_step(model, loss_fn, optimizer, images, labels):
    parameters = [p for p in model.parameters() if p.requires_grad]
    loss = loss_fn(model(images), labels)
    for p, g in zip(parameters, torch.autograd.grad(loss, parameters)):
        p.grad = g
    optimizer.step()
    return loss.item()


def train(model, loader, *, epochs, learning_rate, device):
    model.to(device).train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

    def epoch():
        steps = [
            (train_step(model, F.cross_entropy, optimizer, x.to(device), y.to(device)), len(y))
            for x, y in loader
        ]
        return sum(loss * n for loss, n in steps) / sum(n for _, n in steps)

    return [epoch() for _ in range(epochs)]


def evaluate(model, loader, device):
    model.to(device)
    mode, _ = model.training, model.eval()
    with torch.inference_mode():
        logits, labels = zip(*((model(x.to(device)), y.to(device)) for x, y in loader))
        accuracy = (torch.cat(logits).argmax(-1) == torch.cat(labels)).float().mean().item()
    model.train(mode)
    return accuracy
