"""Text classification: a network that reads, character by character.

Texts come as int64 tensors (N, length) of characters' numbers, from 0 to vocabulary_size − 1; all
texts of a batch are of one length. Labels are int64 tensors (N,) with numbers from 0 to
classes − 1. A device is a `torch.device`; your code goes where it is told to. How you do it is up
to you; how well it does is measured.
"""

import torch
from torch import nn


def build_model(vocabulary_size, classes):
    """A new network for texts of any length that keeps in mind what it has read.

    An nn.Module that takes a batch of texts (N, length) and gives logits (N, classes). These depend
    on every character and on the order of all, and twenty others or more may come after the
    character that decides. (Parameters may begin with zeros: before the checks look at what the
    logits depend on, they move every number a little.) How it is built is up to you; the advice is
    a recurrent network with gates (LSTM or GRU), since one without them seldom learns to remember
    so long. The model learns by its parameters, and as a whole it can be moved to a device.
    """
    # BEGIN SOLUTION
    return Reader(vocabulary_size, classes)
    # END SOLUTION


def fit(model, texts, labels, *, device, seed):
    """Train the model itself on these texts, on `device`, in training mode.

    `model` takes texts and gives logits, as one of yours does; it may come in either mode. You may
    go through all texts at most 20 times (20 epochs; each forward pass that records gradients
    counts), and one pass is rarely enough. A training on 600 texts of 32 characters should take 15
    seconds at most; one that takes several times as long is stopped. Choose loss, optimizer and
    batches as you like. Clear `.grad`: no gradient is used for two steps. (Momentum is fine, and so
    are gradients of several batches that are added up for one step.)

    Everything that chance decides in here, `seed` (an int) decides: two equal models that are
    fitted with equal seeds are equal afterwards. You may seed the generators of torch for that.

    Returns the learning curve: a list with one plain float for each epoch, the mean over its
    samples of the loss that you have chosen, each sample's taken with its batch just before that
    batch's step (so a small last batch counts by the number of its samples). One epoch is allowed,
    and so is a curve that rises: what counts is what the model has learnt. Nothing of an earlier
    batch is kept in memory but numbers; texts and labels are not changed.
    """
    # BEGIN SOLUTION
    torch.manual_seed(seed)
    model.to(device)
    model.train()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    loss_fn = nn.CrossEntropyLoss()
    curve = []
    for _ in range(EPOCHS):
        total = 0.0
        for batch in torch.randperm(len(texts)).split(BATCH):
            some, wanted = texts[batch].to(device), labels[batch].to(device)
            loss = loss_fn(model(some), wanted)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            total += loss.item() * len(batch)
        curve.append(total / len(texts))
    return curve
    # END SOLUTION


def predict(model, texts, device):
    """The most likely class of each text: an int64 tensor (N,) on the CPU, for any N ≥ 1.

    Model and texts are moved to `device`. The model is asked in evaluation mode, without recording
    gradients, and is afterwards in the mode in which it came. What is guessed of a text does not
    depend on the others. Neither the model nor the texts are changed.
    """
    # BEGIN SOLUTION
    model.to(device)
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = [model(batch.to(device)).cpu() for batch in texts.split(256)]
    model.train(was_training)
    return torch.cat(logits).argmax(dim=1)
    # END SOLUTION


# BEGIN SOLUTION
EPOCHS = 12
BATCH = 40


class Reader(nn.Module):
    """Characters become vectors, a GRU reads them, and what it remembers at the end decides."""

    def __init__(self, vocabulary_size, classes, width=16, hidden=32):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, width)
        self.gru = nn.GRU(width, hidden, batch_first=True)
        self.dropout = nn.Dropout(0.2)
        self.output = nn.Linear(hidden, classes)

    def forward(self, numbers):
        states, _ = self.gru(self.embedding(numbers))
        logits = self.output(self.dropout(states[:, -1]))
        return logits


# END SOLUTION
