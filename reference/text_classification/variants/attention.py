"""Attention over what a GRU has read, beside its last state; a large batch is made of small ones."""

import torch
from torch import nn

MICRO, EACH = 20, 2


class Attending(nn.Module):
    def __init__(self, vocabulary_size, classes):
        super().__init__()
        self.look_up = nn.Embedding(vocabulary_size, 16)
        self.read = nn.GRU(16, 32, batch_first=True)
        self.score = nn.Linear(32, 1)
        self.drop = nn.Dropout(0.1)
        self.decide = nn.Linear(64, classes)

    def forward(self, texts):
        states = self.read(self.look_up(texts))[0]
        weights = self.score(torch.tanh(states)).softmax(dim=1)
        seen = torch.einsum("ntk,ntd->nd", weights, states)
        return self.decide(self.drop(torch.cat([seen, states[:, -1]], dim=1)))


def build_model(vocabulary_size, classes):
    return Attending(vocabulary_size, classes)


def fit(model, texts, labels, *, device, seed):
    torch.manual_seed(seed)
    model.train().to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    curve = []
    for _ in range(16):
        total = 0.0
        parts = torch.randperm(len(texts)).split(MICRO)
        for number, part in enumerate(parts, 1):
            logits = model(texts[part].to(device))
            loss = nn.functional.cross_entropy(logits, labels[part].to(device))
            (loss / EACH).backward()
            if number % EACH == 0 or number == len(parts):
                nn.utils.clip_grad_value_(model.parameters(), 0.5)
                optimizer.step()
                optimizer.zero_grad(set_to_none=True)
            total += float(loss.detach()) * len(part)
        curve.append(total / len(texts))
    return curve


def predict(model, texts, device):
    trained = model.training
    model.eval().to(device)
    try:
        with torch.inference_mode():
            return torch.argmax(model(texts.to(device)), dim=-1).to("cpu")
    finally:
        model.train(trained)
