"""How the checks call your functions. You may read this.

Models are made here from arrays, so that equal code gives equal numbers; they are asked on the CPU,
and the device checks pretend to have an accelerator. What `randomisation_check` has to explain by
is a function of the driver's. Splits may be drawn in many ways, so what comes back of them is
whether they have the properties that were promised.
"""

import numpy as np
import torch
from torch import nn

from autograder.worker.drivers.torch import (
    Watch,
    as_array,
    modes_of,
    on_cpu,
    on_pretended,
    tensor,
    weights_of,
    with_weights,
    works_in_training_mode,
)

# Enough splits that a sample which may go either way is seen in both parts: one that is chosen with
# probability 1/4 is missed by all of them in 0.75**300 = 3e-38 of all runs.
SPLITS = 300


def run_saliency(module, weights, image, label, training):
    """The saliency of a model that comes in this mode."""

    def work(device):
        model = _Net(weights, np.shape(image)).train(training)
        return as_array(_tensor(module.saliency(model, tensor(image), label)))

    return on_cpu(work)


def run_saliency_traces(module, weights, image, label, training, gradients):
    """What is left of the model and of the image, in numbers; `gradients` were there before."""

    def work(device):
        model = _Net(weights, np.shape(image)).train(training)
        for name, parameter in model.named_parameters():
            parameter.grad = tensor(gradients[name])
        given = tensor(image)
        saliency = as_array(_tensor(module.saliency(model, given, label)))
        asked = len(model.watch.passes)
        left = [p.grad for p in model.parameters()]
        as_before = all(
            one is not None and np.array_equal(one, before)
            for one, before in zip(left, gradients.values(), strict=True)
        )
        with torch.set_grad_enabled(False):
            logits = as_array(model(given[None]))
        # The sentences first, for a student to read; the numbers are what they are worth.
        return {
            "the model is asked in evaluation mode": not any(
                one["training"] for one in model.watch.passes[:asked]
            ),
            "the mode is afterwards as it was": set(modes_of(model)) == {training},
            "the parameters' .grad is as it was": as_before,
            "the length of the parameters' .grad, if so": _length(left) if as_before else None,
            "the image": as_array(given),
            "the saliency": saliency,
            "logits in the mode in which the model is left": logits,
            **weights_of(model),
        }

    return on_cpu(work)


def run_saliency_habits(module, weights, image, label, training):
    """What is left that no number shows."""

    def work(device):
        model = _Net(weights, np.shape(image)).train(training)
        given = tensor(image)
        result = _tensor(module.saliency(model, given, label))
        return {
            "all parameters can still learn": all(p.requires_grad for p in model.parameters()),
            "the image does not ask for gradients": not given.requires_grad and given.grad is None,
            "the result has no graph behind it": not result.requires_grad,
        }

    return on_cpu(work)


def run_saliency_on_device(module, weights, image, label, training):
    """The saliency on a device that refuses to mix its tensors with those of the CPU."""

    def work(device):
        model = _Net(weights, np.shape(image)).train(training).to(device)
        result = _tensor(module.saliency(model, tensor(image).to(device), label))
        there = result.device == device
        return {
            "the result is on the device": there,
            "the model is on the device": all(p.device == device for p in model.parameters()),
            "the saliency, if it is on the device": as_array(result.cpu()) if there else None,
        }

    return on_pretended(work)


def run_occlusion(module, weights, image, label, size, stride, fill, training):
    """The map of a model that comes in this mode."""

    def work(device):
        model = _Net(weights, np.shape(image)).train(training)
        squares = (size, stride, tensor(fill))
        return as_array(_tensor(module.occlusion(model, tensor(image), label, *squares)))

    return on_cpu(work)


def run_occlusion_traces(module, weights, image, label, size, stride, fill, training):
    """What is left of the model and of the image, in numbers."""

    def work(device):
        model = _Net(weights, np.shape(image)).train(training)
        given = tensor(image)
        result = _tensor(module.occlusion(model, given, label, size, stride, tensor(fill)))
        with torch.set_grad_enabled(False):
            logits = as_array(model(tensor(image)[None]))
        return {
            "the map, if there is no graph behind it": None
            if result.requires_grad
            else as_array(result),
            "the image": as_array(given),
            "logits in the mode in which the model is left": logits,
            "slopes of the parameters afterwards": _slopes(model, tensor(image)),
            **weights_of(model),
        }

    return on_cpu(work)


def run_occlusion_on_device(module, weights, image, label, size, stride, fill, training):
    """The map on a device that refuses to mix its tensors with those of the CPU."""

    def work(device):
        model = _Net(weights, np.shape(image)).train(training).to(device)
        given, colour = tensor(image).to(device), tensor(fill).to(device)
        result = _tensor(module.occlusion(model, given, label, size, stride, colour))
        return {
            "the map, if it is on the device": as_array(result.cpu())
            if result.device == device
            else None,
            "the parameters, if they are on the device": {
                name: as_array(p.cpu())
                for name, p in model.named_parameters()
                if p.device == device
            },
        }

    return on_pretended(work)


def run_check(module, layers, frozen, image, label, patterns, seed, training):
    """The similarities, where a map is made by patterns."""

    def work(device):
        model = _Deep(layers, frozen).train(training)
        return _checked(module, model, tensor(image), label, tensor(patterns), seed)

    return on_cpu(work)


def run_check_traces(module, layers, frozen, image, label, patterns, seed, training, gradients):
    """What is left of the model and of the image, in numbers; `gradients` were there before."""

    def work(device):
        model = _Deep(layers, frozen).train(training)
        # What an optimizer holds that was made before.
        held = list(model.parameters())
        for parameter, one in zip(held, gradients, strict=True):
            parameter.grad = tensor(one)
        given = tensor(image)
        similarities = _checked(module, model, given, label, tensor(patterns), seed)
        gradients_left = [
            None if p.grad is None else p.grad.detach().cpu().numpy().copy()
            for p in model.parameters()
        ]
        with torch.set_grad_enabled(False):
            logits = model(tensor(image)[None]).numpy()
        left = {
            "the similarities": similarities,
            "the parameters": weights_of(model),
            "the parameters' .grad": gradients_left,
            "the image": given.detach().numpy(),
            "logits in the mode in which the model is left": logits,
            "slopes of the parameters that ask for gradients": _slopes(model, tensor(image)),
        }
        with torch.set_grad_enabled(False):
            for parameter in held:
                parameter.mul_(0.75)
            left["logits after an optimizer from before has made all parameters smaller"] = model(
                tensor(image)[None]
            ).numpy()
        return left

    return on_cpu(work)


def run_check_on_device(module, layers, frozen, image, label, patterns, seed, training):
    """The similarities on a device that refuses to mix its tensors with those of the CPU."""

    def work(device):
        model = _Deep(layers, frozen).train(training).to(device)
        given, shown = tensor(image).to(device), tensor(patterns).to(device)
        return {
            "the similarities": _checked(module, model, given, label, shown, seed),
            "the parameters, if they are on the device": {
                name: as_array(p.cpu())
                for name, p in model.named_parameters()
                if p.device == device
            },
        }

    return on_pretended(work)


def run_split(module, x, labels, fraction, seed):
    """The two parts."""
    return _split(module, x, labels, fraction, seed)


def seen_in_split(module, result, x, labels, fraction, seed):
    """What the two parts are made of. `grade` runs this without your file.

    Where every sample is there once, all of them come back, sorted, each beside its label.
    """
    parts = result
    seen = {}
    found = []
    own = True
    for name, rows, theirs in parts:
        places = _places(x, rows)
        found.append(places)
        own = own and len(places) == len(theirs)
        own = own and all(
            place is None or labels[place] == label
            for place, label in zip(places, theirs, strict=False)
        )
        counts = [int(np.sum(np.asarray(theirs) == label)) for label in np.unique(labels)]
        seen[f"samples of each class for {name}"] = np.array(counts)
    training, validation = found
    known = [place for place in training + validation if place is not None]
    once = {
        "only rows of x": None not in training + validation,
        "each with its own label": own,
        "every sample is somewhere": set(known) == set(range(len(x))),
        "no sample is in both parts": not (set(training) & set(validation)),
        "no sample is twice in a part": all(len(set(part)) == len(part) for part in found),
    }
    return {**seen, **once, "the samples, sorted": _sorted(parts) if all(once.values()) else None}


def run_split_arrays(module, x, labels, fraction, seed):
    """Whether what comes back is independent of what was given."""
    parts = _parts(module.train_validation_split(x, labels, fraction, np.random.default_rng(seed)))
    return {
        "the parts are new arrays": not any(
            np.shares_memory(np.asarray(part), whole)
            for _, *arrays in parts
            for part, whole in zip(arrays, (x, labels), strict=True)
        )
    }


def run_split_chances(module, x, labels, fraction, seed):
    """The samples of the two parts in several splits: with one seed twice, and with others.

    All one after the other, with how many are from each split.
    """
    seeds = [seed, *range(seed, seed + SPLITS)]
    splits = [_split(module, x, labels, fraction, chosen) for chosen in seeds]
    parts = zip(*([rows for _, rows, _ in split] for split in splits), strict=True)
    return [(np.concatenate(some), np.array([len(rows) for rows in some])) for some in parts]


def seen_in_split_chances(module, result, x, labels, fraction, seed):
    """Whether the given generator, and nothing else, decides where each sample goes."""
    places = [np.split(np.array(_places(x, rows)), np.cumsum(sizes)[:-1]) for rows, sizes in result]
    first, again, other = ([some[n].tolist() for some in places] for n in range(3))
    training, validation = (set(np.concatenate(some[1:]).tolist()) for some in places)
    everything = set(range(len(x)))
    return {
        "equal generators give equal splits": first == again,
        "another generator gives another split": first != other,
        "each sample may go to either part": everything <= training and everything <= validation,
    }


def run_split_arguments(module, x, labels, fraction, seed):
    """How many samples there are for training, once the arguments themselves were handed over."""
    result = module.train_validation_split(x, labels, fraction, np.random.default_rng(seed))
    return len(result[0])


class _Net(nn.Module):
    """A net with one hidden layer that works differently in the two modes, as dropout does."""

    def __init__(self, weights, shape):
        super().__init__()
        self.shape = tuple(shape)
        self.hidden = nn.Linear(*reversed(weights["hidden.weight"].shape))
        self.output = nn.Linear(*reversed(weights["output.weight"].shape))
        self.watch = Watch()
        with_weights(self, weights)

    def forward(self, x):
        if tuple(x.shape[1:]) != self.shape:
            wanted = ", ".join(map(str, self.shape))
            raise ValueError(f"the model takes a batch (N, {wanted}), it got {tuple(x.shape)}")
        z = self.hidden(x.flatten(start_dim=1))
        if works_in_training_mode(self):
            z = 2 * z
        return self.watch(self, self.output(torch.tanh(z)))


class _Deep(nn.Module):
    """A net of blocks in double precision, the top layer beside them; dropout is pretended, too.

    A layer's weight of two axes makes a linear layer, one of one axis a layer norm.
    """

    def __init__(self, layers, frozen):
        super().__init__()
        made = [_layer(one) for one in layers]
        self.blocks = nn.Sequential(*(nn.Sequential(one, nn.Tanh()) for one in made[:-1]))
        self.output = made[-1]
        for one, still in zip(made, frozen, strict=True):
            one.requires_grad_(not still)
        self.rest = nn.Dropout(0.0)

    def forward(self, x):
        z = self.output(self.blocks(x.flatten(start_dim=1)))
        return 3 * z if works_in_training_mode(self) else z


def _layer(arrays):
    shape = arrays["weight"].shape
    if len(shape) == 1:
        made = nn.LayerNorm(shape)
    else:
        made = nn.Linear(shape[1], shape[0], bias="bias" in arrays)
    return with_weights(made.double(), arrays)


def _checked(module, model, image, label, patterns, seed):
    """What `randomisation_check` gives, as an array, with maps that are made by patterns."""

    def explain(model, image, label):
        if not torch.is_grad_enabled():
            raise RuntimeError("explain needs gradients: call it outside of torch.no_grad()")
        was = model.training
        logits = model.eval()(image * patterns)[:, label]
        model.train(was)
        return torch.tensordot(logits, patterns, dims=1).detach()

    # Who draws from torch draws the same numbers each time, and can be told so.
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    result = module.randomisation_check(model, image, label, rng, explain)
    if result is None:
        raise TypeError("expected a list of floats, got None: was a `return` forgotten?")
    return np.asarray(result, dtype=float)


def _slopes(model, image):
    """How each parameter that asks for gradients moves the sum of the logits."""
    asking = {name: p for name, p in model.named_parameters() if p.requires_grad}
    if not asking:
        return {}
    total = model(image[None]).sum()
    found = torch.autograd.grad(total, list(asking.values()))
    return {name: as_array(one) for name, one in zip(asking, found, strict=True)}


def _tensor(value):
    if not isinstance(value, torch.Tensor):
        made = "None: was a `return` forgotten?" if value is None else f"a {type(value).__name__}"
        raise TypeError(f"expected a tensor, got {made}")
    return value


def _length(gradients):
    return np.float32(np.sqrt(sum(float((one**2).sum()) for one in gradients)))


def _split(module, x, labels, fraction, seed):
    return _parts(
        module.train_validation_split(
            x.copy(), labels.copy(), fraction, np.random.default_rng(seed)
        )
    )


def _parts(result):
    if not isinstance(result, list | tuple) or len(result) != 4:
        raise TypeError("expected (x_train, labels_train, x_validation, labels_validation)")
    x_train, labels_train, x_validation, labels_validation = result
    return [
        ("training", np.asarray(x_train), np.asarray(labels_train)),
        ("validation", np.asarray(x_validation), np.asarray(labels_validation)),
    ]


def _sorted(parts):
    """The rows of both parts, each with its label at its end."""
    tables = [
        np.column_stack([np.asarray(rows).reshape(len(rows), -1), theirs])
        for _, rows, theirs in parts
        if len(rows)
    ]
    rows = np.concatenate(tables)
    return rows[np.lexsort(rows.T[::-1])]


def _places(x, rows):
    """Where each row of a part stands in x, None for a row that is not there."""
    known = {row.tobytes(): place for place, row in enumerate(x)}
    found = []
    for row in rows:
        array = np.asarray(row)
        whole = array.shape == x.shape[1:]
        found.append(known.get(array.astype(x.dtype).tobytes()) if whole else None)
    return found
