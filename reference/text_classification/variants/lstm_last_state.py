"""An LSTM whose last state decides; a DataLoader; SGD would be slow, so RMSprop."""

import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset


class Classifier(nn.Module):
    def __init__(self, vocabulary_size, classes):
        super().__init__()
        self.embed = nn.Embedding(vocabulary_size, 24)
        self.lstm = nn.LSTM(24, 32, batch_first=True)
        self.fc = nn.Linear(32, classes)

    def forward(self, x):
        _, (h, c) = self.lstm(self.embed(x))
        return self.fc(h[-1])


def build_model(vocabulary_size, classes):
    return Classifier(vocabulary_size, classes)


def fit(model, texts, labels, *, device, seed):
    torch.manual_seed(seed)
    g = torch.Generator()
    g.manual_seed(seed)
    loader = DataLoader(TensorDataset(texts, labels), batch_size=40, shuffle=True, generator=g)
    model.to(device)
    model.train()
    optimizer = torch.optim.RMSprop(model.parameters(), lr=0.005)
    criterion = nn.CrossEntropyLoss()
    history = []
    for epoch in range(14):
        total, seen = 0.0, 0
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm=1)
            optimizer.step()
            total += loss.item() * len(y)
            seen += len(y)
        history.append(total / seen)
    return history


def predict(model, texts, device):
    mode = model.training
    model.to(device)
    model.eval()
    out = []
    with torch.no_grad():
        for (x,) in DataLoader(TensorDataset(texts), batch_size=100):
            out.append(model(x.to(device)).argmax(dim=-1).cpu())
    model.train(mode)
    return torch.cat(out)
