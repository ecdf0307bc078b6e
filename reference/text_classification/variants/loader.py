"""A DataLoader with a generator of its own, AdamW and a schedule; a two-layer LSTM, its last state."""

import torch
from torch import nn
from torch.optim.lr_scheduler import OneCycleLR
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = 16


def build_model(vocabulary_size, classes):
    class Final(nn.Module):
        def __init__(self):
            super().__init__()
            self.body = nn.LSTM(24, 32, num_layers=2, batch_first=True)

        def forward(self, vectors):
            return self.body(vectors)[0][:, -1]

    return nn.Sequential(nn.Embedding(vocabulary_size, 24), Final(), nn.Linear(32, classes))


def fit(model, texts, labels, *, device, seed):
    generator = torch.Generator()
    generator.manual_seed(seed)
    torch.manual_seed(seed + 1)
    model.to(device)
    loader = DataLoader(
        TensorDataset(texts, labels), batch_size=32, shuffle=True, generator=generator
    )
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    schedule = OneCycleLR(optimizer, 1.5e-2, epochs=EPOCHS, steps_per_epoch=len(loader))
    criterion = nn.CrossEntropyLoss(reduction="sum")
    history = []
    for _ in range(EPOCHS):
        model.train()
        running = 0.0
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            loss = criterion(model(x), y)
            model.zero_grad()
            (loss / len(x)).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            running += loss.item()
        history.append(running / len(texts))
    return history


def predict(model, texts, device):
    training = model.training
    model.to(device)
    model.eval()
    found = []
    with torch.no_grad():
        for (batch,) in DataLoader(TensorDataset(texts), batch_size=100):
            found.extend(model(batch.to(device)).argmax(1).tolist())
    model.train(training)
    return torch.as_tensor(found, dtype=torch.long)
