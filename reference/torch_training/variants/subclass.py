"""A Module subclass, and loops written out without helper functions."""

import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim


class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.fc1 = nn.Linear(784, 10)
        self.fc2 = nn.Linear(10, 10)

    def forward(self, x):
        x = x.view(-1, 784)
        x = F.sigmoid(self.fc1(x))
        return self.fc2(x)


def build_model():
    return Net()


def train_step(model, loss_fn, optimizer, images, labels):
    output = model(images)
    loss = loss_fn(output, labels)
    optimizer.zero_grad(set_to_none=False)
    loss.backward()
    optimizer.step()
    return loss.item()


def train(model, loader, *, epochs, learning_rate, device):
    model = model.to(device)
    criterion = nn.CrossEntropyLoss()
    optimizer = optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for epoch in range(1, epochs + 1):
        model.train()
        running_loss = 0.0
        correct = seen = 0
        for batch_idx, (data, target) in enumerate(loader):
            data, target = data.to(device), target.to(device)
            optimizer.zero_grad()
            output = model(data)
            loss = criterion(output, target)
            loss.backward()
            optimizer.step()
            running_loss += loss.item() * data.size(0)
            _, predicted = torch.max(output.data, 1)
            correct += predicted.eq(target.view_as(predicted)).sum().item()
            if batch_idx % 2 == 0:
                print(f"epoch {epoch} [{batch_idx * len(data)}] {loss.item():.4f}")
            seen += data.size(0)
        losses.append(running_loss / seen)
        print("accuracy", correct / seen)
    return losses


def evaluate(model, loader, device):
    training = model.training
    model = model.to(device)
    model.eval()
    correct = 0
    total = 0
    with torch.no_grad():
        for data in loader:
            images, labels = data[0].to(device), data[1].to(device)
            outputs = model(images)
            _, predicted = torch.max(outputs, 1)
            total += labels.size(0)
            correct += (predicted == labels).sum().item()
    if training:
        model.train()
    return correct / total
