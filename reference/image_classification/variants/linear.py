"""A linear model is a legitimate answer: a little below the reference."""

import torch
from torch import nn


class Linear(nn.Module):
    def __init__(self, inputs, classes):
        super().__init__()
        self.flat = nn.Flatten()
        self.layer = nn.Linear(inputs, classes)

    def forward(self, images):
        return self.layer(self.flat(images) / 16)


def build_model(image_shape, classes):
    c, h, w = image_shape
    return Linear(c * h * w, classes)


def fit(model, images, labels, *, device, seed):
    torch.manual_seed(seed)
    model.to(device).train()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02, betas=(0.9, 0.99))
    images, labels = images.to(device), labels.to(device)
    losses = []
    for _ in range(12):
        epoch = []
        for i in torch.randperm(len(images)).split(25):
            i = i.to(device)
            loss = nn.functional.cross_entropy(model(images[i]), labels[i])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            epoch += [loss.item()] * len(i)
        losses.append(sum(epoch) / len(epoch))
    return losses


def predict(model, images, device):
    mode = model.training
    model.eval().to(device)
    with torch.no_grad():
        classes = [int(model(i.unsqueeze(0).to(device)).argmax()) for i in images]
    model.train(mode)
    return torch.tensor(classes)
