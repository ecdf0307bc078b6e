"""Misconceptions in other words: written into correct variants, where they must be named, too."""

from autograder.rubric import edit, transplant

transplant(
    "softmax-at-the-end",
    "lstm_last_state",
    edit("return self.fc(h[-1])", "return torch.softmax(self.fc(h[-1]), dim=1)"),
)
transplant(
    "softmax-at-the-end",
    "bidirectional",
    edit("nn.Linear(16, classes))", "nn.Linear(16, classes), nn.Softmax(dim=1))"),
)
transplant(
    "log-softmax-at-the-end",
    "packed",
    edit(
        "return self.linear(state.squeeze(0))",
        "return self.linear(state.squeeze(0)).log_softmax(dim=1)",
    ),
)
transplant(
    "two-classes-always", "lstm_last_state", edit("nn.Linear(32, classes)", "nn.Linear(32, 2)")
)
transplant(
    "vocabulary-written-down",
    "lstm_last_state",
    edit("nn.Embedding(vocabulary_size, 24)", "nn.Embedding(95, 24)"),
)
transplant(
    "order-does-not-count",
    "lstm_last_state",
    edit(
        "        _, (h, c) = self.lstm(self.embed(x))\n        return self.fc(h[-1])",
        "        return self.fc(self.embed(x).sum(dim=1))",
    ),
    edit("        self.lstm = nn.LSTM(24, 32, batch_first=True)\n", ""),
    edit("nn.Linear(32, classes)", "nn.Linear(24, classes)"),
)
transplant("time-and-batch-confused", "bidirectional", edit("batch_first=True, ", ""))
transplant("time-and-batch-confused", "loader", edit(", batch_first=True", ""))
transplant(
    "layers-in-plain-list",
    "lstm_last_state",
    edit(
        "self.embed = nn.Embedding(vocabulary_size, 24)",
        "self.layers = [nn.Embedding(vocabulary_size, 24)]",
    ),
    edit("self.embed(x)", "self.layers[0](x)"),
)
transplant(
    "layers-in-plain-list",
    "packed",
    edit(
        "self.gru = nn.GRU(20, 28, batch_first=True)",
        "self.parts = [nn.GRU(20, 28, batch_first=True)]",
    ),
    edit("self.gru(packed)", "self.parts[0](packed)"),
)
transplant(
    "state-left-behind",
    "attention",
    edit(
        "self.read(self.look_up(texts))[0]",
        "self.read(self.look_up(texts), torch.zeros(1, len(texts), 32))[0]",
    ),
)
transplant(
    "batch-axis-lost",
    "lstm_last_state",
    edit("return self.fc(h[-1])", "return self.fc(h[-1]).squeeze()"),
)
transplant("batch-axis-lost", "packed", edit("state.squeeze(0)", "state.squeeze()"))

# fit
transplant("parameters-never-move", "lstm_last_state", edit("            optimizer.step()\n", ""))
transplant("parameters-never-move", "cells", edit("            self.optimizer.step()\n", ""))
transplant("gradients-add-up", "lstm_last_state", edit("            optimizer.zero_grad()\n", ""))
transplant("gradients-add-up", "bidirectional", edit("            optimizer.zero_grad()\n", ""))
transplant(
    "a-copy-is-trained",
    "lstm_last_state",
    edit(
        "    model.to(device)\n    model.train()",
        "    import copy\n    model = copy.deepcopy(model).to(device)\n    model.train()",
    ),
)
transplant(
    "a-copy-is-trained",
    "cells",
    edit(
        "    trainer = Trainer(model, device)",
        "    import copy\n    trainer = Trainer(copy.deepcopy(model), device)",
    ),
)
transplant(
    "labels-shuffled-apart",
    "own_gates",
    edit("labels[some].to(device)", "labels[k : k + 48].to(device)"),
)
transplant(
    "one-label-for-all",
    "lstm_last_state",
    edit("criterion(model(x), y)", "criterion(model(x), torch.zeros_like(y))"),
)
transplant("learning-rate-far-too-small", "lstm_last_state", edit("lr=0.005", "lr=5e-8"))
transplant("learning-rate-far-too-small", "own_gates", edit("lr=0.01", "lr=1e-7"))
transplant("not-in-training-mode", "lstm_last_state", edit("    model.train()\n", "", of="fit"))
transplant("not-in-training-mode", "loader", edit("        model.train()\n", ""))
transplant("seed-ignored", "attention", edit("    torch.manual_seed(seed)\n", ""))
transplant("seed-ignored", "own_gates", edit("    torch.manual_seed(seed)\n", ""))
transplant("last-loss-only", "lstm_last_state", edit("return history", "return history[-1]"))
transplant(
    "last-loss-only", "own_gates", edit("return losses", "return sum(weighted) / len(order)")
)
transplant(
    "a-loss-a-batch",
    "lstm_last_state",
    edit("total += loss.item() * len(y)", "history.append(loss.item())"),
    edit("        history.append(total / seen)\n", ""),
)
transplant(
    "losses-are-tensors", "own_gates", edit("float(loss) * len(some)", "loss.detach() * len(some)")
)
transplant("losses-are-tensors", "bidirectional", edit("(sums / len(x)).item()", "sums / len(x)"))
transplant(
    "graphs-kept",
    "lstm_last_state",
    edit("loss.item() * len(y)", "loss * len(y)"),
    edit("total / seen", "total.item() / seen"),
)
transplant("graphs-kept", "bidirectional", edit("loss.detach() * len(batch)", "loss * len(batch)"))
transplant("too-many-epochs", "lstm_last_state", edit("range(14)", "range(25)"))
transplant("too-many-epochs", "own_gates", edit("range(12)", "range(30)"))
transplant(
    "arguments-changed-in-place",
    "own_gates",
    edit(
        "    losses = []\n",
        "    losses = []\n"
        "    order = torch.randperm(len(texts))\n"
        "    texts[:] = texts[order]\n"
        "    labels[:] = labels[order]\n",
    ),
)
transplant(
    "texts-left-behind",
    "lstm_last_state",
    edit("x, y = x.to(device), y.to(device)", "y = y.to(device)"),
)
transplant("texts-left-behind", "own_gates", edit("texts[some].to(device)", "texts[some]"))
transplant(
    "labels-left-behind",
    "lstm_last_state",
    edit("x, y = x.to(device), y.to(device)", "x = x.to(device)"),
)
transplant("model-left-behind", "lstm_last_state", edit("    model.to(device)\n", "", of="fit"))
transplant("model-left-behind", "own_gates", edit("    model.to(device)\n", "", of="fit"))
transplant(
    "device-ignored",
    "lstm_last_state",
    edit("    model.to(device)\n", "", of="fit"),
    edit("            x, y = x.to(device), y.to(device)\n", ""),
)

# predict
transplant("left-in-evaluation-mode", "lstm_last_state", edit("    model.train(mode)\n", ""))
transplant(
    "left-in-evaluation-mode",
    "bidirectional",
    edit("    for m, mode in modes.items():\n        m.training = mode\n", ""),
)
transplant("left-in-training-mode", "lstm_last_state", edit("model.train(mode)", "model.train()"))
transplant("left-in-training-mode", "attention", edit("model.train(trained)", "model.train()"))
transplant("gradients-recorded", "packed", edit("@torch.no_grad()\n", ""))
transplant(
    "gradients-recorded",
    "cells",
    edit("torch.set_grad_enabled(False)", "torch.set_grad_enabled(True)"),
)
transplant(
    "logits-returned",
    "attention",
    edit("torch.argmax(model(texts.to(device)), dim=-1)", "model(texts.to(device))"),
)
transplant(
    "largest-logit-returned", "gradients_by_hand", edit(".max(dim=1).indices", ".max(dim=1).values")
)
transplant("largest-logit-returned", "packed", edit(".indices[:, 0]", ".values[:, 0]"))
transplant("least-likely-class", "packed", edit(", descending=True", ""))
transplant("least-likely-class", "gradients_by_hand", edit(".max(dim=1)", ".min(dim=1)"))
transplant("an-axis-too-many", "packed", edit(".indices[:, 0]", ".indices[:, :1]"))
transplant("wrong-axis", "gradients_by_hand", edit(".max(dim=1)", ".max(dim=0)"))
transplant("wrong-axis", "attention", edit("dim=-1)", "dim=0)"))
transplant(
    "classes-as-floats",
    "loader",
    edit("torch.as_tensor(found, dtype=torch.long)", "torch.Tensor(found)"),
)
transplant(
    "classes-as-floats",
    "cells",
    edit("torch.tensor(found, dtype=torch.int64)", "torch.FloatTensor(found)"),
)
transplant("not-a-tensor", "loader", edit("torch.as_tensor(found, dtype=torch.long)", "found"))
transplant("not-a-tensor", "cells", edit("torch.tensor(found, dtype=torch.int64)", "found"))
transplant("left-on-the-device", "attention", edit('.to("cpu")', ""))
transplant("left-on-the-device", "packed", edit("logits.cpu()", "logits"))
transplant(
    "texts-left-behind-in-prediction", "attention", edit("model(texts.to(device))", "model(texts)")
)
transplant(
    "texts-left-behind-in-prediction", "lstm_last_state", edit("model(x.to(device))", "model(x)")
)
transplant(
    "model-left-behind-in-prediction", "loader", edit("    model.to(device)\n", "", of="predict")
)
transplant(
    "model-left-behind-in-prediction", "attention", edit("model.eval().to(device)", "model.eval()")
)
transplant(
    "device-ignored-in-prediction",
    "attention",
    edit("model.eval().to(device)", "model.eval()"),
    edit("model(texts.to(device))", "model(texts)"),
)
transplant(
    "device-ignored-in-prediction",
    "lstm_last_state",
    edit("    model.to(device)\n", "", of="predict"),
    edit("model(x.to(device))", "model(x)"),
)
