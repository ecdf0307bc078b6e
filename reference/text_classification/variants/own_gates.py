"""The LSTM of `remedies`, written out: gates in the order i, f, g, o, one step after the other."""

import torch
from torch import nn


class LSTM(nn.Module):
    def __init__(self, inputs, hidden):
        super().__init__()
        self.hidden = hidden
        self.W = nn.Parameter(torch.randn(inputs, 4 * hidden) / inputs**0.5)
        self.U = nn.Parameter(torch.randn(hidden, 4 * hidden) / hidden**0.5)
        bias = torch.zeros(4 * hidden)
        bias[hidden : 2 * hidden] = 1
        self.b = nn.Parameter(bias)

    def forward(self, x):
        h = x.new_zeros(len(x), self.hidden)
        c = torch.zeros_like(h)
        seen = []
        for t in range(x.shape[1]):
            i, f, g, o = (x[:, t] @ self.W + h @ self.U + self.b).chunk(4, dim=1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            seen.append(h)
        return torch.stack(seen, dim=1)


class Model(nn.Module):
    def __init__(self, vocabulary_size, classes):
        super().__init__()
        self.table = nn.Parameter(torch.randn(vocabulary_size, 16))
        self.lstm = LSTM(16, 24)
        self.out = nn.Linear(24, classes)

    def forward(self, texts):
        return self.out(self.lstm(self.table[texts])[:, -1])


def build_model(vocabulary_size, classes):
    return Model(vocabulary_size, classes)


def fit(model, texts, labels, *, device, seed):
    torch.manual_seed(seed)
    model.to(device)
    model.train()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    losses = []
    for _ in range(12):
        order = torch.randperm(len(texts))
        weighted = []
        for k in range(0, len(order), 48):
            some = order[k : k + 48]
            logits = model(texts[some].to(device))
            loss = nn.NLLLoss()(logits.log_softmax(1), labels[some].to(device))
            model.zero_grad()
            loss.backward()
            nn.utils.clip_grad_value_(model.parameters(), 0.5)
            optimizer.step()
            weighted.append(float(loss) * len(some))
        losses.append(sum(weighted) / len(order))
    return losses


def predict(model, texts, device):
    before = model.training
    try:
        model.to(device)
        model.eval()
        with torch.no_grad():
            return torch.cat([model(t.to(device)).max(1).indices.cpu() for t in texts.split(128)])
    finally:
        model.train(before)
