"""As programs were written years ago: Variables, types as those of others, sizes by index."""

import torch
import torch.nn.functional as F
from torch import nn
from torch.autograd import Variable


class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.fc1 = nn.Linear(28 * 28, 10)
        self.fc2 = nn.Linear(10, 10)

    def forward(self, x):
        return self.fc2(F.sigmoid(self.fc1(x)))


def build_model():
    return Net()


def train_step(model, loss_fn, optimizer, images, labels):
    images, labels = Variable(images), Variable(labels)
    optimizer.zero_grad()
    loss = loss_fn(model.forward(images), labels)
    loss.backward()
    optimizer.step()
    return loss.data.item()


def train(model, loader, *, epochs, learning_rate, device):
    model.to(device)
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    criterion = nn.CrossEntropyLoss()
    like = next(model.parameters())
    losses = []
    for _ in range(epochs):
        running, seen = 0.0, 0
        for data, target in loader:
            data, target = Variable(data.type_as(like)), Variable(target.to(like.device))
            running += train_step(model, criterion, optimizer, data, target) * data.size()[0]
            seen += data.size()[0]
        losses.append(running / seen)
    return losses


def evaluate(model, loader, device):
    was_training = model.training
    model.to(device)
    model.eval()
    correct, total = 0, 0
    for data, target in loader:
        with torch.no_grad():
            output = model(Variable(data).to(device))
        pred = output.data.max(1, keepdim=True)[1]
        correct += pred.eq(target.to(device).data.view_as(pred)).cpu().sum().item()
        total += target.size()[0]
    model.train(was_training)
    return float(correct) / total
