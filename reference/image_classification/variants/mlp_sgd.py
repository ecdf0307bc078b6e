"""A plain net with one hidden layer, SGD with momentum, a DataLoader."""

import torch
import torch.nn as nn
import torch.optim as optim
from torch.utils.data import DataLoader, TensorDataset


class Net(nn.Module):
    def __init__(self, inputs, classes):
        super(Net, self).__init__()
        self.fc1 = nn.Linear(inputs, 64)
        self.fc2 = nn.Linear(64, classes)

    def forward(self, x):
        x = x.view(x.size(0), -1) / 16.0
        x = torch.relu(self.fc1(x))
        return self.fc2(x)


def build_model(image_shape, classes):
    c, h, w = image_shape
    return Net(c * h * w, classes)


def fit(model, images, labels, *, device, seed):
    torch.manual_seed(seed)
    generator = torch.Generator()
    generator.manual_seed(seed)
    loader = DataLoader(TensorDataset(images, labels), batch_size=32, shuffle=True, generator=generator)
    model = model.to(device)
    model.train()
    criterion = nn.CrossEntropyLoss()
    optimizer = optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    losses = []
    for epoch in range(15):
        running = 0.0
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            running += loss.item() * x.size(0)
        losses.append(running / len(loader.dataset))
    return losses


def predict(model, images, device):
    model.to(device)
    mode = model.training
    model.eval()
    guesses = []
    with torch.no_grad():
        for (x,) in DataLoader(TensorDataset(images), batch_size=64):
            _, best = torch.max(model(x.to(device)), 1)
            guesses.append(best.cpu())
    model.train(mode)
    return torch.cat(guesses)
