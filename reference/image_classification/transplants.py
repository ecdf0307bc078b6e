"""Misconceptions in other words: written into correct variants, where they must be named, too."""

from autograder.rubric import edit, transplant

transplant("ten-classes-always", "mlp_sgd", edit("nn.Linear(64, classes)", "nn.Linear(64, 10)"))
transplant("ten-classes-always", "own_layers", edit("*hidden, classes]", "*hidden, 10]"))
transplant(
    "one-channel-always", "residual", edit("nn.Conv2d(image_shape[0], 16", "nn.Conv2d(1, 16")
)
transplant(
    "one-channel-always",
    "augmented",
    edit("nn.Conv2d(shape[0]", "nn.Conv2d(1"),
    edit("torch.zeros(1, *image_shape)", "torch.zeros(1, 1, *image_shape[1:])"),
)
transplant("batch-axis-lost", "mlp_sgd", edit("return self.fc2(x)", "return self.fc2(x).squeeze()"))
transplant(
    "batch-axis-lost",
    "own_layers",
    edit("return self.layers[-1](x)", "return torch.squeeze(self.layers[-1](x))"),
)

# fit
transplant("gradients-add-up", "mlp_sgd", edit("            optimizer.zero_grad()\n", ""))
transplant(
    "gradients-add-up",
    "normalised_cnn",
    edit("            optimizer.zero_grad(set_to_none=True)\n", ""),
)
transplant(
    "a-copy-is-trained",
    "mlp_sgd",
    edit(
        "    model = model.to(device)\n",
        "    import copy\n    model = copy.deepcopy(model).to(device)\n",
    ),
)
transplant(
    "a-copy-is-trained",
    "trainer_class",
    edit(
        "    trainer = Trainer(model, device, seed)",
        "    import copy\n    trainer = Trainer(copy.deepcopy(model), device, seed)",
    ),
)
transplant(
    "labels-shuffled-apart",
    "mlp_sgd",
    edit(
        "    generator = torch",
        "    images = images[torch.randperm(len(images))]\n    generator = torch",
    ),
)
transplant(
    "labels-shuffled-apart",
    "residual",
    edit("labels[pick].to(device)", "labels[torch.randperm(len(labels))[b::batches]].to(device)"),
)
transplant(
    "one-label-for-all",
    "mlp_sgd",
    edit("criterion(model(x), y)", "criterion(model(x), torch.zeros_like(y))"),
)
transplant("learning-rate-far-too-small", "mlp_sgd", edit("lr=0.05", "lr=5e-8"))
transplant(
    "learning-rate-far-too-small", "own_layers", edit("rate, n = [], 0.1,", "rate, n = [], 1e-7,")
)
transplant("seed-ignored", "residual", edit("    torch.random.manual_seed(seed)\n", ""))
transplant("seed-ignored", "own_layers", edit("    gen = torch.manual_seed(seed)\n", ""))
transplant("last-loss-only", "mlp_sgd", edit("return losses", "return losses[-1]"))
transplant("last-loss-only", "own_layers", edit("return tuple(curve)", "return summed / n"))
transplant(
    "a-loss-a-batch",
    "mlp_sgd",
    edit("running += loss.item() * x.size(0)", "losses.append(loss.item())"),
    edit("        losses.append(running / len(loader.dataset))\n", ""),
)
transplant(
    "a-loss-a-batch",
    "own_layers",
    edit("summed += float(loss) * len(idx)", "curve.append(float(loss))"),
    edit("        curve.append(summed / n)\n", ""),
)
transplant(
    "losses-are-tensors", "own_layers", edit("float(loss) * len(idx)", "loss.detach() * len(idx)")
)
transplant("losses-are-tensors", "normalised_cnn", edit("float(losses.mean())", "losses.mean()"))
transplant(
    "graphs-kept",
    "mlp_sgd",
    edit("loss.item() * x.size(0)", "loss * x.size(0)"),
    edit("running / len(loader.dataset)", "running.item() / len(loader.dataset)"),
)
transplant(
    "graphs-kept",
    "residual",
    edit("loss.item() * len(pick)", "loss * len(pick)"),
    edit("sums[0] / sums[1]", "float(sums[0]) / sums[1]"),
)
transplant("too-many-epochs", "mlp_sgd", edit("range(15)", "range(40)"))
transplant("too-many-epochs", "whole_batch", edit("range(30)", "range(50)"))
transplant(
    "images-left-behind", "mlp_sgd", edit("x, y = x.to(device), y.to(device)", "y = y.to(device)")
)
transplant("images-left-behind", "own_layers", edit("images[idx].to(device)", "images[idx]"))
transplant(
    "labels-left-behind", "mlp_sgd", edit("x, y = x.to(device), y.to(device)", "x = x.to(device)")
)
transplant("model-left-behind", "mlp_sgd", edit("    model = model.to(device)\n", ""))
transplant("model-left-behind", "own_layers", edit("    model.to(device)\n", "", of="fit"))
transplant(
    "device-ignored",
    "mlp_sgd",
    edit("    model = model.to(device)\n", ""),
    edit("            x, y = x.to(device), y.to(device)\n", ""),
)
transplant(
    "device-ignored",
    "whole_batch",
    edit("    model.to(device)\n", "", of="fit"),
    edit("    images, labels = images.to(device), labels.to(device)\n", ""),
)

# predict
transplant("left-in-evaluation-mode", "mlp_sgd", edit("    model.train(mode)\n", ""))
transplant(
    "left-in-evaluation-mode",
    "whole_batch",
    edit("    if was_training:\n        model.train()\n", ""),
)
transplant("left-in-training-mode", "mlp_sgd", edit("model.train(mode)", "model.train()"))
transplant(
    "left-in-training-mode",
    "whole_batch",
    edit("    if was_training:\n        model.train()\n", "    model.train()\n"),
)
transplant("gradients-recorded", "augmented", edit("@torch.no_grad()\n", ""))
transplant(
    "gradients-recorded",
    "trainer_class",
    edit("with Evaluation(), torch.no_grad():", "with Evaluation():"),
)
transplant("logits-returned", "residual", edit("return result.max(dim=1)[1]", "return result"))
transplant("logits-returned", "normalised_cnn", edit(".softmax(1).argmax(1)", ""))
transplant("largest-logit-returned", "residual", edit("max(dim=1)[1]", "max(dim=1)[0]"))
transplant("largest-logit-returned", "mlp_sgd", edit("_, best", "best, _"))
transplant("least-likely-class", "residual", edit("max(dim=1)", "min(dim=1)"))
transplant(
    "least-likely-class",
    "whole_batch",
    edit("torch.topk(out, 1, dim=1)", "torch.topk(out, 1, dim=1, largest=False)"),
)
transplant("an-axis-too-many", "whole_batch", edit(".squeeze(1)", ""))
transplant(
    "an-axis-too-many", "own_layers", edit("argmax(axis=1)", "argmax(axis=1, keepdims=True)")
)
transplant("wrong-axis", "residual", edit("max(dim=1)", "max(dim=0)"))
transplant("wrong-axis", "own_layers", edit("argmax(axis=1)", "argmax(axis=0)"))
transplant(
    "classes-as-floats",
    "augmented",
    edit("torch.empty(len(images), dtype=torch.long)", "torch.empty(len(images))"),
)
transplant("not-a-tensor", "mlp_sgd", edit("torch.cat(guesses)", "torch.cat(guesses).tolist()"))
transplant("left-on-the-device", "residual", edit(").cpu()", ")"))
transplant("left-on-the-device", "whole_batch", edit(".cpu()", ""))
transplant("images-left-behind-in-prediction", "residual", edit("images.to(device)", "images"))
transplant("images-left-behind-in-prediction", "mlp_sgd", edit("model(x.to(device))", "model(x)"))
transplant(
    "model-left-behind-in-prediction", "residual", edit("    model.to(device)\n", "", of="predict")
)
transplant(
    "model-left-behind-in-prediction", "mlp_sgd", edit("    model.to(device)\n    mode", "    mode")
)
transplant(
    "device-ignored-in-prediction",
    "whole_batch",
    edit("    model.to(device)\n", "", of="predict"),
    edit("model(images.to(device))", "model(images)"),
)
transplant(
    "device-ignored-in-prediction",
    "residual",
    edit("    model.to(device)\n", "", of="predict"),
    edit("images.to(device)", "images"),
)
