"""How the checks call your functions. You may read this.

Random numbers may be drawn in many ways. So nothing that is compared here depends on the order in
which samples came: the order is observed, and what comes back is whether it has the properties that
were promised.
"""

import copy

import numpy as np


def double_of_sgd_step(parameters, gradients, learning_rate):
    """In place of an `sgd_step` that is wrong: something else that depends on all it is given.

    So a right `train` shows that it is right. The right numbers would be the answer itself.
    """
    return {
        name: p - 0.7 * learning_rate * np.tanh(gradients[name] + 0.1)
        for name, p in parameters.items()
    }


def double_of_minibatches(x, labels, batch_size, rng):
    """In place of a `minibatches` that is wrong: neighbours stay neighbours, from a drawn place on.

    What `train` makes of the batches is asked where their order cannot matter.
    """
    offset = rng.integers(len(x))
    moved = [np.roll(one, offset, axis=0) for one in (x, labels)]
    cuts = range(batch_size, len(x), batch_size)
    return list(zip(*(np.split(one, cuts) for one in moved), strict=True))


def run_momentum(module, parameters, gradients, learning_rates, momentum):
    """One step per gradient, the first from a velocity of zeros; what each step returned."""
    velocity = {name: np.zeros_like(p) for name, p in parameters.items()}
    seen = []
    for gradient, learning_rate in zip(gradients, learning_rates, strict=True):
        result = module.momentum_step(parameters, gradient, velocity, learning_rate, momentum)
        parameters, velocity = _pair(result, "parameters, velocity")
        seen.append(copy.deepcopy(result))
    return seen


def run_adam(module, parameters, gradients, learning_rate, constants):
    """One step per gradient; the parameters after each. The state is yours and goes unread."""
    state = None
    seen = []
    for gradient in gradients:
        result = module.adam_step(parameters, gradient, state, learning_rate, *constants)
        parameters, state = _pair(result, "parameters, state")
        seen.append(copy.deepcopy(parameters))
    return seen


def run_two_adams(module, parameters, gradients, learning_rate, constants):
    """Two trainings that take turns, the second with the gradients reversed in time."""
    turns = [gradients, gradients[::-1]]
    states = [None, None]
    places = [parameters, copy.deepcopy(parameters)]
    for step in range(len(gradients)):
        for turn in (0, 1):
            gradient = copy.deepcopy(turns[turn][step])
            result = module.adam_step(
                places[turn], gradient, states[turn], learning_rate, *constants
            )
            places[turn], states[turn] = _pair(result, "parameters, state")
    return places


def run_minibatches(module, x, labels, batch_size, seed):
    """The batches, as arrays."""
    made = module.minibatches(x, labels, batch_size, np.random.default_rng(seed))
    return [(np.array(xs), np.array(ys)) for xs, ys in made]


def seen_in_batches(module, result, x, labels, batch_size, seed):
    """The batches' shapes, and which samples are in them. `grade` runs this without your file.

    Where every sample is there once, all of them come back, sorted, each beside its label.
    """
    batches, visited, with_own_label = _observe(result, x, labels)
    known = [sample for sample in visited if sample is not None]
    seen = {
        "only rows of x": len(known) == len(visited),
        "every sample": set(known) == set(range(len(x))),
        "no sample twice": len(known) == len(set(known)),
        "each with its own label": with_own_label,
    }
    return {
        "shapes of the batches": [[xs.shape, ys.shape] for xs, ys in batches],
        **seen,
        "the samples, sorted": _sorted(batches) if all(seen.values()) else None,
    }


def run_batch_arguments(module, x, labels, batch_size, seed):
    """How many batches there are, once the arguments themselves were handed over."""
    return len(run_minibatches(module, x, labels, batch_size, seed))


def seen_in_order(module, result, x, labels, batch_size, seed):
    """What is left of the order in which the samples were given."""
    batches, visited, _ = _observe(result, x, labels)
    places = iter(visited)
    by_batch = [[next(places) for _ in xs] for xs, _ in batches]
    return {
        "rows come as they were given": visited == list(range(len(x))),
        "labels come as they were given": np.array_equal(_labels(batches), labels),
        "batches hold neighbours": all(_consecutive(numbers) for numbers in by_batch),
    }


def run_generators(module, x, labels, batch_size, seed, other_seed):
    """The batches with a generator, with an equal one, and with another."""
    return [
        run_minibatches(module, x.copy(), labels.copy(), batch_size, chosen)
        for chosen in (seed, seed, other_seed)
    ]


def seen_in_generators(module, result, x, labels, batch_size, seed, other_seed):
    """Whether the given generator, and nothing else, decides on the order."""
    first, again, other = (_observe(batches, x, labels)[1] for batches in result)
    return {
        "equal generators give equal batches": first == again,
        "another generator gives another order": first != other,
    }


def run_train(module, parameters, x, labels, epochs, batch_size, learning_rate, seed):
    """Train once; both results."""
    result = module.train(
        parameters,
        x,
        labels,
        epochs=epochs,
        batch_size=batch_size,
        learning_rate=learning_rate,
        rng=np.random.default_rng(seed),
    )
    trained, history = _pair(result, "parameters, history")
    return trained, list(history) if hasattr(history, "__iter__") else history


def run_parameters(module, **case):
    """The trained parameters."""
    return run_train(module, **case)[0]


def run_mirrored(module, **case):
    """The trained parameters with b1 sorted: only there shows which mirrored sample came first."""
    trained = run_parameters(module, **case)
    return {**trained, "b1": np.sort(trained["b1"])}


def run_history(module, **case):
    """The losses of the epochs."""
    return run_train(module, **case)[1]


def run_epochs(module, parameters, x, labels, batch_size, learning_rate, seed, other_seed):
    """Whether each epoch has an order of its own that only the given generator decides on."""

    def trained(start, epochs, chosen):
        given = copy.deepcopy((start, x, labels))
        return run_train(module, *given, epochs, batch_size, learning_rate, chosen)[0]

    def same(one, another):
        return all(np.allclose(one[name], another[name]) for name in parameters)

    once = trained(parameters, 1, seed)
    twice, orders = _watched(module, lambda: trained(parameters, 2, seed))
    if orders:
        # Whatever your `minibatches` draws its order from: were its batches gone through anew?
        anew = len(orders) > 1 and not np.array_equal(orders[0], orders[1])
    else:
        # An equal generator makes the first order again.
        anew = not same(twice, trained(once, 1, seed))
    return {
        "equal generators give equal results": same(once, trained(parameters, 1, seed)),
        "another generator gives another order": not same(once, trained(parameters, 1, other_seed)),
        "the second epoch has a new order": anew,
    }


def run_descent(module, **case):
    """Whether training more than halves the loss."""
    history = run_history(module, **case)
    return {"more than halved": bool(history[-1] < history[0] / 2)}


def _pair(result, names):
    if isinstance(result, (tuple, list)) and len(result) == 2:
        return result
    if result is None:
        raise TypeError(f"expected ({names}), got None: was a `return` forgotten?")
    raise TypeError(f"expected ({names}), got a {type(result).__name__}")


def _observe(batches, x, labels):
    """The batches, the number of the sample in each row (or None), whether labels fit."""
    numbers = {tuple(row): number for number, row in enumerate(x.tolist())}
    label_of = dict(enumerate(labels.tolist()))
    visited = [numbers.get(tuple(np.ravel(row).tolist())) for xs, _ in batches for row in xs]
    own = [label_of.get(number) for number in visited]
    return batches, visited, own == _labels(batches).tolist()


class _Watched:
    """Batches that note the rows of x each time that they are gone through."""

    def __init__(self, batches, orders):
        self._batches = batches
        self._orders = orders

    def __iter__(self):
        rows = []
        for batch in self._batches:
            rows.extend(np.array(batch[0]))
            yield batch
        if rows:
            self._orders.append(rows)

    def __len__(self):
        return len(self._batches)

    def __getitem__(self, number):
        return self._batches[number]


def _watched(module, action):
    """The action's result, and the order of the rows each time that batches were gone through."""
    orders = []
    original = module.minibatches
    module.minibatches = lambda *given, **named: _Watched(original(*given, **named), orders)
    try:
        return action(), orders
    finally:
        module.minibatches = original


def _sorted(batches):
    """All rows, each with its label at its end."""
    rows = np.concatenate(
        [np.column_stack([xs.reshape(len(xs), -1), ys]) for xs, ys in batches if len(xs)]
    )
    return rows[np.lexsort(rows.T[::-1])]


def _consecutive(numbers):
    return None not in numbers and bool(np.all(np.diff(numbers) == 1))


def _labels(batches):
    return np.concatenate([np.ravel(ys) for _, ys in batches])
