"""Misconceptions in other words: written into correct variants, where they must be named, too."""

from autograder.rubric import edit, transplant

transplant(
    "layers-in-plain-list",
    "subclass",
    edit(
        "self.fc1 = nn.Linear(784, 10)\n        self.fc2 = nn.Linear(10, 10)",
        "self.layers = [nn.Linear(784, 10), nn.Linear(10, 10)]",
    ),
    edit("self.fc1(x)", "self.layers[0](x)"),
    edit("self.fc2(x)", "self.layers[1](x)"),
)
transplant(
    "layers-in-plain-list",
    "trainer_class",
    edit(
        "nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))",
        "[nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]",
    ),
)
transplant(
    "softmax-at-the-end",
    "subclass",
    edit("return self.fc2(x)", "return F.softmax(self.fc2(x), dim=1)"),
)
transplant(
    "softmax-at-the-end",
    "closure",
    edit(
        "    model.append(nn.Linear(10, 10))\n",
        "    model.append(nn.Linear(10, 10))\n    model.append(nn.Softmax(dim=1))\n",
    ),
)
transplant(
    "log-softmax-at-the-end",
    "subclass",
    edit("return self.fc2(x)", "return F.log_softmax(self.fc2(x), dim=1)"),
)
transplant(
    "log-softmax-at-the-end",
    "trainer_class",
    edit("return last(x)", "return last(x).log_softmax(dim=-1)"),
)
transplant(
    "activated-logits", "subclass", edit("return self.fc2(x)", "return F.sigmoid(self.fc2(x))")
)
transplant(
    "activated-logits",
    "trainer_class",
    edit(
        "*hidden, last = self.layers\n"
        "        for layer in hidden:\n"
        "            x = layer(x).sigmoid()\n"
        "        return last(x)",
        "for layer in self.layers:\n            x = layer(x).sigmoid()\n        return x",
    ),
)
transplant("rectified-logits", "trainer_class", edit("return last(x)", "return last(x).relu()"))
transplant("activation-missing", "subclass", edit("F.sigmoid(self.fc1(x))", "self.fc1(x)"))
transplant("activation-missing", "closure", edit("    model.append(nn.Sigmoid())\n", ""))
transplant("relu-for-sigmoid", "subclass", edit("F.sigmoid", "F.relu"))
transplant(
    "relu-for-sigmoid",
    "by_hand",
    edit("1 / (1 + torch.exp(-(x @ self.W1 + self.b1)))", "torch.relu(x @ self.W1 + self.b1)"),
)
transplant("tanh-for-sigmoid", "trainer_class", edit(".sigmoid()", ".tanh()"))
transplant("softmax-for-sigmoid", "trainer_class", edit(".sigmoid()", ".softmax(dim=1)"))
transplant("one-layer-only", "trainer_class", edit("(784, 10, 10)", "(784, 10)"))
transplant(
    "one-layer-only",
    "closure",
    edit("    model.append(nn.Sigmoid())\n    model.append(nn.Linear(10, 10))\n", ""),
)
transplant("a-layer-too-many", "trainer_class", edit("(784, 10, 10)", "(784, 10, 10, 10)"))
transplant("bias-missing", "trainer_class", edit("nn.Linear(a, b)", "nn.Linear(a, b, bias=False)"))
transplant(
    "bias-missing",
    "zero_at_the_end",
    edit(
        'out_features=10, bias=True)\n    layers["squash"]',
        'out_features=10, bias=False)\n    layers["squash"]',
    ),
    edit("bias=True", "bias=False"),
)
transplant(
    "symmetric-init",
    "by_hand",
    edit("torch.randn(784, 10) / math.sqrt(784)", "torch.zeros(784, 10)"),
    edit("torch.randn(10, 10) / math.sqrt(10)", "torch.zeros(10, 10)"),
)
transplant(
    "symmetric-init",
    "summed_losses",
    edit("nn.init.xavier_uniform_(first.weight)", "nn.init.zeros_(first.weight)"),
    edit("nn.init.xavier_uniform_(second.weight)", "nn.init.zeros_(second.weight)"),
)
transplant(
    "frozen-parameters",
    "subclass",
    edit("return Net()", "model = Net()\n    model.fc1.requires_grad_(False)\n    return model"),
)
transplant(
    "frozen-parameters", "by_hand", edit("math.sqrt(784))", "math.sqrt(784), requires_grad=False)")
)
transplant(
    "one-model-for-all",
    "subclass",
    edit(
        "def build_model():\n    return Net()",
        "net = Net()\n\n\ndef build_model():\n    return net",
    ),
)
transplant(
    "one-model-for-all",
    "functional",
    edit(
        "def build_model():\n    hidden, output = nn.Linear(784, 10), nn.Linear(10, 10)\n",
        "hidden, output = nn.Linear(784, 10), nn.Linear(10, 10)\n\n\ndef build_model():\n",
    ),
)

# one step
transplant("no-zero-grad", "subclass", edit("    optimizer.zero_grad(set_to_none=False)\n", ""))
transplant(
    "no-zero-grad",
    "trainer_class",
    edit("        self.optimizer.zero_grad(set_to_none=True)\n", ""),
)
transplant("no-zero-grad", "zero_at_the_end", edit("    optimizer.zero_grad()\n", ""))
transplant("no-zero-grad", "closure", edit("        optimizer.zero_grad()\n", ""))
transplant(
    "zero-grad-after-backward",
    "trainer_class",
    edit("        self.optimizer.zero_grad(set_to_none=True)\n", ""),
    edit(
        "self.loss.backward()",
        "self.loss.backward()\n        self.optimizer.zero_grad(set_to_none=True)",
    ),
)
transplant(
    "softmax-before-cross-entropy",
    "subclass",
    edit("loss_fn(output, labels)", "loss_fn(F.softmax(output, dim=1), labels)"),
)
transplant(
    "softmax-before-cross-entropy",
    "summed_losses",
    edit("logits = model(images)", "logits = model(images).softmax(-1)"),
)
transplant(
    "log-softmax-before-loss",
    "closure",
    edit(
        "loss_fn(model(images), labels)", "loss_fn(torch.log_softmax(model(images), dim=1), labels)"
    ),
)
transplant(
    "log-softmax-before-loss",
    "sample_losses",
    edit("outputs = model(images)", "outputs = nn.LogSoftmax(dim=1)(model(images))"),
)
transplant(
    "sigmoid-before-loss",
    "sample_losses",
    edit("outputs = model(images)", "outputs = torch.sigmoid(model(images))"),
)
transplant(
    "sigmoid-before-loss",
    "trainer_class",
    edit(
        "self.loss_fn(self.model(images), labels)",
        "self.loss_fn(self.model(images).sigmoid(), labels)",
    ),
)
transplant(
    "backward-twice",
    "trainer_class",
    edit("self.loss.backward()", "self.loss.backward()\n        self.loss.backward()"),
)
transplant(
    "backward-twice",
    "zero_at_the_end",
    edit("    loss.backward()\n", "    loss.backward()\n    loss.backward()\n"),
)
transplant(
    "backward-twice-retained",
    "subclass",
    edit(
        "loss.backward()", "loss.backward(retain_graph=True)\n    loss.backward()", of="train_step"
    ),
)
transplant(
    "backward-twice-retained",
    "closure",
    edit("loss.backward()", "loss.backward(retain_graph=True)\n        loss.backward()"),
)
transplant(
    "left-the-graph", "subclass", edit("output = model(images)", "output = model(images).detach()")
)
transplant(
    "left-the-graph",
    "sample_losses",
    edit(
        "    outputs = model(images)\n",
        "    with torch.no_grad():\n        outputs = model(images)\n",
    ),
)
transplant(
    "loss-made-anew",
    "zero_at_the_end",
    edit(
        "loss_fn(model(images), labels)",
        "torch.tensor(loss_fn(model(images), labels).item(), requires_grad=True)",
    ),
)
transplant(
    "loss-made-anew",
    "subclass",
    edit(
        "    loss = loss_fn(output, labels)\n",
        "    loss = loss_fn(output, labels).detach().requires_grad_()\n",
    ),
)
transplant(
    "step-before-backward",
    "subclass",
    edit(
        "    optimizer.zero_grad(set_to_none=False)\n    loss.backward()\n    optimizer.step()\n",
        "    optimizer.step()\n    optimizer.zero_grad(set_to_none=False)\n    loss.backward()\n",
    ),
)
transplant(
    "step-before-backward",
    "zero_at_the_end",
    edit(
        "    loss.backward()\n    optimizer.step()\n    optimizer.zero_grad()\n",
        "    optimizer.step()\n    optimizer.zero_grad()\n    loss.backward()\n",
    ),
)
transplant(
    "step-between-zeroing-and-backward",
    "trainer_class",
    edit(
        "self.loss.backward()\n        self.optimizer.step()",
        "self.optimizer.step()\n        self.loss.backward()",
    ),
)
transplant(
    "step-between-zeroing-and-backward",
    "sample_losses",
    edit("    loss.backward()\n", ""),
    edit("    optimizer.step()\n    with", "    optimizer.step()\n    loss.backward()\n    with"),
    edit(
        "    norm = torch.sqrt(sum((p.grad**2).sum() for p in model.parameters()))\n"
        '    print("length of the gradient:", norm.item())\n',
        "",
    ),
)
transplant("no-step", "subclass", edit("    optimizer.step()\n", "", of="train_step"))
transplant("no-step", "trainer_class", edit("        self.optimizer.step()\n", ""))
transplant("no-backward", "subclass", edit("    loss.backward()\n", "", of="train_step"))
transplant(
    "no-backward", "summed_losses", edit("    loss.backward(gradient=torch.ones_like(loss))\n", "")
)
transplant(
    "two-steps",
    "zero_at_the_end",
    edit("    optimizer.step()\n", "    optimizer.step()\n    optimizer.step()\n"),
)
transplant(
    "two-steps",
    "functional",
    edit("    optimizer.step()\n", "    optimizer.step()\n    optimizer.step()\n"),
)
transplant("ascent", "closure", edit("loss.backward()", "(-loss).backward()"))
transplant("ascent", "functional", edit("p.grad = g", "p.grad = -g"))
transplant("loss-with-history", "subclass", edit("return loss.item()", "return loss"))
transplant(
    "loss-with-history", "trainer_class", edit("value = self.loss.item()", "value = self.loss")
)
transplant("loss-as-tensor", "summed_losses", edit("loss.detach().tolist()", "loss.detach()"))
transplant("loss-as-tensor", "by_hand", edit("loss.detach().cpu().item()", "loss.detach().cpu()"))
transplant(
    "loss-after-step",
    "subclass",
    edit("return loss.item()", "return loss_fn(model(images), labels).item()"),
)
transplant(
    "loss-after-step",
    "summed_losses",
    edit(
        "return loss.detach().tolist()",
        "with torch.no_grad():\n"
        "        logits = model(images)\n"
        "    return loss_fn(logits, labels).tolist()",
    ),
)
transplant(
    "loss-times-batch-size",
    "subclass",
    edit("return loss.item()", "return loss.item() * images.size(0)"),
)
transplant(
    "loss-times-batch-size",
    "sample_losses",
    edit("return value.item()", "return value.item() * len(labels)"),
)
transplant(
    "divided-twice",
    "subclass",
    edit("loss.backward()", "(loss / len(images)).backward()", of="train_step"),
)
transplant(
    "divided-twice",
    "trainer_class",
    edit("self.loss.backward()", "(self.loss / images.shape[0]).backward()"),
)
transplant(
    "own-loss", "subclass", edit("loss_fn(output, labels)", "F.cross_entropy(output, labels)")
)
transplant(
    "own-loss", "trainer_class", edit("loss_fn or nn.CrossEntropyLoss()", "nn.CrossEntropyLoss()")
)
transplant(
    "own-optimizer",
    "subclass",
    edit(
        "    loss = loss_fn",
        "    optimizer = optim.SGD(model.parameters(), lr=0.01)\n    loss = loss_fn",
        of="train_step",
    ),
)
transplant(
    "trains-in-evaluation-mode",
    "summed_losses",
    edit("    model.train()\n    logits", "    model.eval()\n    logits"),
)
transplant(
    "trains-in-evaluation-mode",
    "subclass",
    edit("    output = model(images)\n", "    model.eval()\n    output = model(images)\n"),
)
transplant(
    "clips-unasked",
    "subclass",
    edit(
        "    optimizer.step()\n",
        "    nn.utils.clip_grad_norm_(model.parameters(), 1.0)\n    optimizer.step()\n",
        of="train_step",
    ),
)
transplant(
    "clips-unasked",
    "sample_losses",
    edit(
        "    norm = torch.sqrt(sum((p.grad**2).sum() for p in model.parameters()))\n",
        "    norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm=1)\n",
    ),
)

# the loop
transplant(
    "mean-over-batches",
    "subclass",
    edit("loss.item() * data.size(0)", "loss.item()"),
    edit(
        "losses.append(running_loss / seen)",
        "losses.append(running_loss / (batch_idx + 1))",
    ),
)
transplant(
    "mean-over-batches",
    "functional",
    edit(
        "sum(loss * n for loss, n in steps) / sum(n for _, n in steps)",
        "sum(loss for loss, _ in steps) / len(steps)",
    ),
)
transplant(
    "mean-over-batches",
    "trainer_class",
    edit(
        "meter.add(self.step(images, labels), len(images))",
        "meter.add(self.step(images, labels), 1)",
    ),
)
transplant(
    "sum-over-batches",
    "subclass",
    edit(" * data.size(0)", ""),
    edit("losses.append(running_loss / seen)", "losses.append(running_loss)"),
)
transplant(
    "sum-over-batches",
    "functional",
    edit(
        "sum(loss * n for loss, n in steps) / sum(n for _, n in steps)",
        "sum(loss for loss, _ in steps)",
    ),
)
transplant("sum-over-samples", "closure", edit("total / count", "total"))
transplant("sum-over-samples", "summed_losses", edit(".cpu().item() / samples", ".cpu().item()"))
transplant("batch-means-over-samples", "subclass", edit(" * data.size(0)", ""))
transplant("batch-means-over-samples", "closure", edit("len(images) * train_step", "train_step"))
transplant(
    "sample-sum-over-batches",
    "subclass",
    edit(
        "losses.append(running_loss / seen)",
        "losses.append(running_loss / (batch_idx + 1))",
    ),
)
transplant(
    "sample-sum-over-batches",
    "summed_losses",
    edit("samples += len(labels)", "samples += 1", of="train"),
)
transplant(
    "last-batch-only",
    "subclass",
    edit("losses.append(running_loss / seen)", "losses.append(loss.item())"),
)
transplant(
    "last-batch-only",
    "summed_losses",
    edit("torch.stack(totals).sum().cpu().item() / samples", "total.item() / len(labels)"),
)
transplant("last-epoch-only", "subclass", edit("return losses", "return losses[-1]"))
transplant("last-epoch-only", "closure", edit("return tuple(history)", "return total / count"))
transplant(
    "last-epoch-in-a-list",
    "subclass",
    edit("    losses = []\n", ""),
    edit("running_loss = 0.0", "losses, running_loss = [], 0.0"),
)
transplant(
    "last-epoch-in-a-list",
    "summed_losses",
    edit("return history.tolist()", "return [history[-1].item()]"),
)
transplant(
    "every-batch-listed",
    "subclass",
    edit("running_loss += loss.item() * data.size(0)", "losses.append(loss.item())"),
    edit("        losses.append(running_loss / seen)\n", ""),
)
transplant(
    "every-batch-listed",
    "closure",
    edit(
        "total = total + len(images) * train_step(model, loss_fn, optimizer, images, labels)",
        "history.append(train_step(model, loss_fn, optimizer, images, labels))",
    ),
    edit("        history.append(total / count)\n", ""),
)
transplant(
    "returns-after-one-epoch", "by_hand", edit("    return history\n", "        return history\n")
)
transplant(
    "returns-after-one-epoch",
    "closure",
    edit("    return tuple(history)\n", "        return tuple(history)\n"),
)
transplant(
    "total-not-reset",
    "subclass",
    edit("        running_loss = 0.0\n", ""),
    edit("    losses = []\n", "    losses = []\n    running_loss = 0.0\n"),
)
transplant(
    "total-not-reset",
    "closure",
    edit("        total = count = 0\n", "        count = 0\n"),
    edit("    history = []\n", "    history, total = [], 0\n"),
)
transplant(
    "mean-since-the-start",
    "closure",
    edit("        total = count = 0\n", ""),
    edit("    history = []\n", "    history = []\n    total = count = 0\n"),
)
transplant(
    "mean-since-the-start",
    "sample_losses",
    edit("        losses = []\n", ""),
    edit("    history = []\n", "    history = []\n    losses = []\n"),
)
transplant(
    "loss-at-epoch-end",
    "by_hand",
    edit(
        "history.append((total / samples).item())",
        "with torch.no_grad():\n"
        "            cost = nn.functional.cross_entropy\n"
        "            pairs = [(model(x.to(device)), y.to(device)) for x, y in loader]\n"
        "            losses = [(cost(logits, y).item(), len(y)) for logits, y in pairs]\n"
        "        history.append(sum(loss * n for loss, n in losses) / samples)",
    ),
)
transplant(
    "loss-at-epoch-end",
    "closure",
    edit(
        "total = total + len(images) * train_step(model, loss_fn, optimizer, images, labels)",
        "train_step(model, loss_fn, optimizer, images, labels)",
    ),
    edit(
        "        history.append(total / count)\n",
        "        for batch in loader:\n"
        "            images, labels = (part.to(device) for part in batch)\n"
        "            total += loss_fn(model(images), labels).item() * len(labels)\n"
        "        history.append(total / count)\n",
    ),
)
transplant(
    "keeps-history",
    "subclass",
    edit("loss.item() * data.size(0)", "loss * data.size(0)"),
    edit(
        "losses.append(running_loss / seen)",
        "losses.append(running_loss.item() / seen)",
    ),
)
transplant(
    "keeps-history", "summed_losses", edit("totals.append(total.detach())", "totals.append(total)")
)
transplant(
    "keeps-history",
    "by_hand",
    edit("total += loss.detach() * len(labels)", "total = total + loss * len(labels)"),
)
transplant(
    "history-of-tensors", "subclass", edit("loss.item() * data.size(0)", "loss * data.size(0)")
)
transplant(
    "history-of-tensors",
    "by_hand",
    edit("total += loss.detach() * len(labels)", "total = total + loss * len(labels)"),
    edit("(total / samples).item()", "total / samples"),
)
transplant(
    "history-of-detached-tensors", "by_hand", edit("(total / samples).item()", "total / samples")
)
transplant(
    "history-of-detached-tensors",
    "summed_losses",
    edit("return history.tolist()", "return list(torch.from_numpy(history))"),
)
transplant(
    "no-train-mode",
    "subclass",
    edit("        model.train()\n        running_loss", "        running_loss"),
)
transplant("no-train-mode", "trainer_class", edit("        self.model.train()\n", "", of="Trainer"))
transplant(
    "training-mode-lost",
    "by_hand",
    edit(
        "history.append((total / samples).item())",
        "history.append((total / samples).item())\n        model.eval()",
    ),
)
transplant(
    "training-mode-lost",
    "zero_at_the_end",
    edit("sum(sizes)\n", "sum(sizes)\n        model.eval()\n"),
)
transplant(
    "wrong-device",
    "subclass",
    edit("            data, target = data.to(device), target.to(device)\n", ""),
)
transplant("wrong-device", "closure", edit("(part.to(device) for part in batch)", "batch"))
transplant(
    "labels-left-behind",
    "subclass",
    edit("data.to(device), target.to(device)", "data.to(device), target"),
)
transplant(
    "labels-left-behind",
    "zero_at_the_end",
    edit("images.to(device), labels.to(device))", "images.to(device), labels)"),
)
transplant("model-left-behind", "subclass", edit("    model = model.to(device)\n", "", of="train"))
transplant("model-left-behind", "closure", edit("    model.to(device)\n    loss_fn", "    loss_fn"))
transplant(
    "device-ignored",
    "closure",
    edit("    model.to(device)\n    loss_fn", "    loss_fn"),
    edit("(part.to(device) for part in batch)", "batch"),
)
transplant(
    "device-ignored",
    "trainer_class",
    edit("model if device is None else model.to(device)", "model"),
    edit(
        "            images, labels = images.to(device=self.device), labels.to(device=self.device)",
        "",
    ),
)
transplant(
    "device-written-into-the-code",
    "subclass",
    edit("data.to(device), target.to(device)", "data.cuda(), target.cuda()"),
)
transplant(
    "device-written-into-the-code",
    "closure",
    edit("(part.to(device) for part in batch)", '(part.to("cuda") for part in batch)'),
)
transplant(
    "zero-grad-once-an-epoch",
    "subclass",
    edit("            optimizer.zero_grad()\n", ""),
    edit("running_loss = 0.0\n", "running_loss = 0.0\n        optimizer.zero_grad()\n"),
)
transplant(
    "zero-grad-once-an-epoch",
    "summed_losses",
    edit("            optimizer.zero_grad()\n", ""),
    edit("totals = []\n", "totals = []\n        optimizer.zero_grad()\n"),
)
transplant("learning-rate-ignored", "subclass", edit("lr=learning_rate", "lr=0.01"))
transplant(
    "learning-rate-of-a-thousandth",
    "zero_at_the_end",
    edit("SGD(model.parameters(), learning_rate)", "SGD(model.parameters(), 1e-3)"),
)
transplant(
    "learning-rate-of-a-thousandth",
    "by_hand",
    edit("learning_rate * parameter.grad", "0.001 * parameter.grad"),
)
transplant("adam-for-sgd", "subclass", edit("optim.SGD(", "optim.Adam("))
transplant("adam-for-sgd", "zero_at_the_end", edit("torch.optim.SGD(", "torch.optim.Adam("))
transplant(
    "momentum-unasked", "subclass", edit("lr=learning_rate", "lr=learning_rate, momentum=0.9")
)
transplant(
    "first-batch-only",
    "closure",
    edit("count = count + len(images)\n", "count = count + len(images)\n            break\n"),
)
transplant(
    "first-batch-only",
    "functional",
    edit("for x, y in loader\n        ]", "for x, y in [next(iter(loader))]\n        ]"),
)
transplant(
    "last-batch-dropped",
    "functional",
    edit(
        "for x, y in loader\n        ]",
        "for x, y in loader\n            if len(y) == loader.batch_size\n        ]",
    ),
)
transplant(
    "one-step-per-epoch",
    "subclass",
    edit("            optimizer.zero_grad()\n", ""),
    edit("running_loss = 0.0\n", "running_loss = 0.0\n        optimizer.zero_grad()\n"),
    edit("            optimizer.step()\n", ""),
    edit("        losses.append", "        optimizer.step()\n        losses.append"),
)
transplant(
    "one-step-per-epoch",
    "summed_losses",
    edit("            optimizer.zero_grad()\n", ""),
    edit("totals = []\n", "totals = []\n        optimizer.zero_grad()\n"),
    edit("            optimizer.step()\n", ""),
    edit("        history[epoch]", "        optimizer.step()\n        history[epoch]"),
)
transplant(
    "whole-data-every-step",
    "by_hand",
    edit("in loader:", "in [[torch.cat(parts) for parts in zip(*loader)]]:", of="train"),
)
transplant(
    "whole-data-every-step",
    "subclass",
    edit(
        "enumerate(loader)",
        "enumerate([[torch.cat(parts) for parts in zip(*loader)]])",
    ),
)
transplant(
    "trains-a-copy",
    "subclass",
    edit(
        "    model = model.to(device)\n    criterion",
        "    import copy\n    model = copy.deepcopy(model).to(device)\n    criterion",
    ),
)
transplant(
    "trains-a-copy",
    "trainer_class",
    edit(
        "    trainer = Trainer(model, device",
        "    import copy\n"
        "    model = copy.deepcopy(model)\n"
        "    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)\n"
        "    trainer = Trainer(model, device",
    ),
)
transplant(
    "restarts-every-epoch",
    "closure",
    edit(
        "    history = []\n",
        "    history = []\n"
        "    start = {name: value.clone() for name, value in model.state_dict().items()}\n",
    ),
    edit(
        "        model.train()\n",
        "        model.load_state_dict(start)\n        model.train()\n",
        of="train",
    ),
)
transplant(
    "loader-used-up",
    "zero_at_the_end",
    edit("    means = [0.0] * epochs\n", "    means = [0.0] * epochs\n    loader = iter(loader)\n"),
)
transplant(
    "loader-used-up",
    "closure",
    edit("    history = []\n", "    history = []\n    batches = iter(loader)\n"),
    edit("in loader:", "in batches:", of="train"),
)
transplant(
    "loader-shuffled", "closure", edit("in loader:", "in reversed(list(loader)):", of="train")
)
transplant(
    "last-layer-only",
    "closure",
    edit("params=model.parameters()", "params=list(model.parameters())[-2:]"),
)
transplant(
    "last-layer-only",
    "by_hand",
    edit(
        "for parameter in model.parameters():\n                    parameter -=",
        "for parameter in list(model.parameters())[-2:]:\n                    parameter -=",
    ),
)

# evaluation
transplant("no-eval-mode", "subclass", edit("    model.eval()\n", ""))
transplant("no-eval-mode", "trainer_class", edit("        self.model.eval()\n", ""))
transplant(
    "no-no-grad", "trainer_class", edit("with Mode(model), torch.no_grad():", "with Mode(model):")
)
transplant("no-no-grad", "sample_losses", edit("@torch.inference_mode()\n", ""))
transplant("mode-not-restored", "subclass", edit("    if training:\n        model.train()\n", ""))
transplant(
    "mode-not-restored",
    "closure",
    edit("    for module, training in modes.items():\n        module.training = training\n", ""),
)
transplant(
    "always-back-to-training",
    "subclass",
    edit("    if training:\n        model.train()\n", "    model.train()\n"),
)
transplant(
    "always-back-to-training",
    "trainer_class",
    edit("self.model.train(self.was)", "self.model.train()"),
)
transplant(
    "neither-mode-nor-no-grad",
    "sample_losses",
    edit("@torch.inference_mode()\n", ""),
    edit("    model.train(False)\n", ""),
)
transplant(
    "neither-mode-nor-no-grad",
    "trainer_class",
    edit("with Mode(model), torch.no_grad():", "with Mode(model):"),
    edit("        self.model.eval()\n", ""),
)
transplant(
    "mode-not-restored-recording",
    "sample_losses",
    edit("@torch.inference_mode()\n", ""),
    edit("    model.train(training)\n", ""),
)
transplant(
    "mode-not-restored-recording",
    "summed_losses",
    edit("        with torch.no_grad():\n            wrong = wrong", "        wrong = wrong"),
    edit("    model.train(mode=was)\n", ""),
)
transplant(
    "mean-over-batches-accuracy",
    "trainer_class",
    edit("hits.float().mean().item(), len(labels)", "hits.float().mean().item(), 1"),
)
transplant(
    "mean-over-batches-accuracy",
    "subclass",
    edit("total += labels.size(0)", "total += 1"),
    edit("(predicted == labels).sum().item()", "(predicted == labels).float().mean().item()"),
)
transplant(
    "argmax-over-the-wrong-axis", "subclass", edit("torch.max(outputs, 1)", "torch.max(outputs, 0)")
)
transplant("count-not-share", "subclass", edit("return correct / total", "return correct"))
transplant("count-not-share", "zero_at_the_end", edit("hits.item() / count", "hits.item()"))
transplant("percent", "subclass", edit("return correct / total", "return 100 * correct / total"))
transplant("percent", "functional", edit(".mean().item()", ".mean().item() * 100"))
transplant("right-over-batches", "subclass", edit("total += labels.size(0)", "total += 1"))
transplant(
    "right-over-batches",
    "transforms",
    edit("len(y) for _,y in loader", "1 for _ in loader"),
)
transplant("whole-division", "subclass", edit("return correct / total", "return correct // total"))
transplant("whole-division", "transforms", edit("return ok/n", "return ok//n"))
transplant("error-rate", "summed_losses", edit("1.0 - wrong.item()", "wrong.item()"))
transplant("error-rate", "trainer_class", edit(".eq(labels.to(device))", ".ne(labels.to(device))"))
transplant("accuracy-as-tensor", "functional", edit(".mean().item()", ".mean()"))
transplant(
    "accuracy-as-tensor",
    "subclass",
    edit("(predicted == labels).sum().item()", "(predicted == labels).sum()"),
)
transplant(
    "last-batch-only-accuracy",
    "subclass",
    edit("correct += (predicted == labels)", "correct = (predicted == labels)"),
    edit("total += labels", "total = labels"),
)
transplant(
    "last-batch-only-accuracy",
    "sample_losses",
    edit("    correct = total = 0\n", ""),
    edit(
        "    for images, labels in loader:\n        for logits",
        "    for images, labels in loader:\n        correct = total = 0\n        for logits",
    ),
)
transplant(
    "first-batch-only-accuracy",
    "subclass",
    edit(
        "correct += (predicted == labels).sum().item()",
        "correct += (predicted == labels).sum().item()\n            break",
    ),
)
transplant(
    "first-batch-only-accuracy",
    "zero_at_the_end",
    edit("        return hits.item() / count\n", "            return hits.item() / count\n"),
)
transplant(
    "loss-for-accuracy",
    "subclass",
    edit(
        "(predicted == labels).sum().item()",
        'F.cross_entropy(outputs, labels, reduction="sum").item()',
    ),
)
transplant(
    "loss-for-accuracy",
    "trainer_class",
    edit("hits.float().mean().item()", "hits.item()"),
    edit(
        "model(images.to(device)).argmax(dim=1).eq(labels.to(device))",
        "nn.CrossEntropyLoss()(model(images.to(device)), labels.to(device))",
    ),
)
transplant("least-likely-class", "subclass", edit("torch.max(outputs, 1)", "torch.min(outputs, 1)"))
transplant("least-likely-class", "generators", edit(".max(dim=1)", ".min(dim=1)"))
transplant(
    "wrong-device-in-evaluation", "subclass", edit("data[0].to(device), data[1].to(device)", "data")
)
transplant(
    "wrong-device-in-evaluation",
    "zero_at_the_end",
    edit(
        "            images = images.to(device, non_blocking=True)\n"
        "            labels = labels.to(device, non_blocking=True)\n",
        "",
    ),
)
transplant("labels-left-behind-in-evaluation", "subclass", edit("data[1].to(device)", "data[1]"))
transplant(
    "labels-left-behind-in-evaluation",
    "trainer_class",
    edit(".eq(labels.to(device))", ".eq(labels)"),
)
transplant(
    "model-left-behind-in-evaluation",
    "functional",
    edit("    model.to(device)\n    mode", "    mode"),
)
transplant(
    "model-left-behind-in-evaluation",
    "subclass",
    edit("    model = model.to(device)\n", "", of="evaluate"),
)
transplant(
    "device-ignored-in-evaluation",
    "functional",
    edit("    model.to(device)\n    mode", "    mode"),
    edit("(model(x.to(device)), y.to(device))", "(model(x), y)"),
)
transplant(
    "device-ignored-in-evaluation",
    "subclass",
    edit("    model = model.to(device)\n", "", of="evaluate"),
    edit("data[0].to(device), data[1].to(device)", "data"),
)
transplant(
    "device-written-into-the-evaluation",
    "subclass",
    edit("data[0].to(device), data[1].to(device)", "data[0].cuda(), data[1].cuda()"),
)
transplant(
    "device-written-into-the-evaluation",
    "zero_at_the_end",
    edit("images.to(device, non_blocking=True)", "images.cuda(non_blocking=True)"),
    edit("labels.to(device, non_blocking=True)", "labels.cuda(non_blocking=True)"),
)
transplant("numpy-on-the-accelerator", "by_hand", edit(".cpu().numpy()", ".numpy()"))
transplant(
    "numpy-on-the-accelerator",
    "subclass",
    edit("(predicted == labels).sum().item()", "(predicted.numpy() == labels.numpy()).sum()"),
)
