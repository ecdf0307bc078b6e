"""Images moved by a pixel while the model learns; generator on the device; RMSprop."""

import torch
import torch.nn.functional as F
from torch import nn


class Digits(nn.Module):
    def __init__(self, shape, classes):
        super().__init__()
        self.register_buffer("middle", torch.tensor(8.0))
        self.conv = nn.Conv2d(shape[0], 20, 3, padding=1)
        self.out = nn.LazyLinear(classes)

    def forward(self, x):
        x = (x - self.middle) / self.middle
        x = F.max_pool2d(F.relu(self.conv(x)), 2)
        return self.out(torch.flatten(x, 1))


def build_model(image_shape, classes):
    model = Digits(image_shape, classes)
    with torch.no_grad():
        model(torch.zeros(1, *image_shape))
    return model


def moved(x, chance):
    if torch.rand(1, generator=chance).item() < 0.5:
        return x
    dx, dy = torch.randint(-1, 2, (2,), generator=chance).tolist()
    return torch.roll(x, shifts=(dx, dy), dims=(-2, -1))


def fit(model, images, labels, *, device, seed):
    cpu = torch.Generator()
    cpu.manual_seed(seed)
    there = torch.Generator(device=device)
    there.manual_seed(seed)
    torch.manual_seed(seed)
    model.to(device).train()
    images = images.to(device)
    labels = labels.to(device)
    optimizer = torch.optim.RMSprop(model.parameters(), lr=0.002)
    history = []
    for epoch in range(20):
        order = torch.randperm(images.shape[0], generator=there, device=device)
        total = 0
        for batch in torch.split(order, 30):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(moved(images[batch], cpu)), labels[batch], label_smoothing=0.02)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            total += loss.detach().cpu().item() * batch.shape[0]
        history.append(total / images.shape[0])
    return history


@torch.no_grad()
def predict(model, images, device):
    was = model.training
    model = model.to(device).eval()
    found = torch.empty(len(images), dtype=torch.long)
    for i in range(len(images)):
        found[i] = model(images[i : i + 1].to(device))[0].argmax().item()
    model.train(was)
    return found
