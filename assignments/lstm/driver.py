"""How the checks call your functions. You may read this.

Caches are yours: none is read here, and a backward function only ever gets a cache that your own
forward function made. `inputs` are all inputs of a forward function; `wanted` are those of them
whose gradients are asked for.

The `…_loss` functions turn your forward pass into one number, so that its slopes can be measured by
moving one input at a time. If your forward pass differs from what was asked, your backward pass is
held against these.
"""

import numpy as np

STEP = ("x", "h", "c", "W", "U", "b")
SEQUENCE = ("x", "h0", "c0", "W", "U", "b")


# One step of the LSTM.


def lstm_step_states(module, x, h, c, W, U, b):
    """The new h and the new c."""
    new_h, new_c, _ = _unpacked(module.lstm_step_forward(x, h, c, W, U, b), ("h", "c", "cache"))
    return {"h": new_h, "c": new_c}


def lstm_step_gradients(module, wanted, inputs, dh, dc):
    """Your forward step, then your backward step."""
    result = module.lstm_step_forward(*_tensors(STEP, wanted, inputs))
    cache = _unpacked(result, ("h", "c", "cache"))[2]
    return _chosen(module.lstm_step_backward(dh, dc, cache), STEP, wanted)


def lstm_step_gradients_of_first(module, wanted, inputs, dh, dc):
    """The same, with a step of other inputs before the backward step."""
    tensors = _tensors(STEP, wanted, inputs)
    cache = _unpacked(module.lstm_step_forward(*tensors), ("h", "c", "cache"))[2]
    module.lstm_step_forward(*(np.cos(tensor) for tensor in tensors))
    return _chosen(module.lstm_step_backward(dh, dc, cache), STEP, wanted)


def lstm_step_loss(module, wanted, inputs, dh, dc):
    def forward(**tensors):
        states = lstm_step_states(module, **tensors)
        return np.sum(dh * states["h"]) + np.sum(dc * states["c"])

    return _climb(forward, wanted, inputs, dh, dc)


# The LSTM over time.


def double_of_lstm_step_forward(x, h, c, W, U, b):
    """In place of an `lstm_step_forward` that is wrong: something else that depends on all.

    So a right `lstm_forward` shows that it is right, whatever its steps do.
    """
    first, second, third, fourth = np.split(np.sin(x @ W) + np.cos(h @ U - b), 4, axis=1)
    new_c = np.tanh(0.8 * c + first * fourth)
    return np.cos(new_c + second) * third, new_c, (x, h, c, W, U, new_c)


def double_of_lstm_step_backward(dh, dc, cache):
    """Beside it, in place of an `lstm_step_backward`: no gradients, but of their shapes."""
    x, h, c, W, U, new_c = cache
    seen = np.tanh(dh * new_c + 0.6 * dc)
    four = np.hstack([seen, dh * c, dc, 0.4 * seen])
    return (
        np.cos(four @ W.T),
        0.7 * dh + 0.2 * np.sin(four @ U.T),
        0.5 * dc + 0.3 * seen,
        np.einsum("nd,nk->dk", np.cos(x), four),
        np.einsum("nj,nk->jk", np.cos(h), four),
        (four**2).sum(0),
    )


def lstm_hidden_states(module, x, h0, c0, W, U, b, tilt):
    """The hidden states alone; `tilt` belongs to the function below and is not used here."""
    return _unpacked(module.lstm_forward(x, h0, c0, W, U, b), ("hs", "cache"))[0]


def lstm_step_forward_in_front(module, x, h0, c0, W, U, b, tilt):
    """Do your two forward functions fit together?

    Your own first step, and from its states on your own lstm_forward, should give the same as your
    lstm_forward from the start. Put into one number: its slopes in `tilt`, which is 0, are these
    hidden states.
    """

    def step(x):
        states = lstm_step_states(module, x, h0, c0, W, U, b)
        return states["h"], states["c"]

    h, c = step(x[:, 0])
    other_h, other_c = step(np.cos(x[:, 0]))
    if np.array_equal(h, other_h) or np.array_equal(c, other_c):
        raise ValueError("a step whose states do not depend on x says nothing about a sequence")
    hidden = [h[:, None]]
    if x.shape[1] > 1:
        hidden.append(lstm_hidden_states(module, x[:, 1:], h, c, W, U, b, tilt))
    return np.sum(np.exp(tilt) * np.concatenate(hidden, axis=1))


def lstm_gradients(module, wanted, inputs, dhs):
    """Your forward pass over time, then your backward pass."""
    result = module.lstm_forward(*_tensors(SEQUENCE, wanted, inputs))
    cache = _unpacked(result, ("hs", "cache"))[1]
    return _chosen(module.lstm_backward(dhs, cache), SEQUENCE, wanted)


def lstm_gradients_of_first(module, wanted, inputs, dhs):
    """The same, with a forward pass of another sequence before the backward pass."""
    tensors = _tensors(SEQUENCE, wanted, inputs)
    cache = _unpacked(module.lstm_forward(*tensors), ("hs", "cache"))[1]
    module.lstm_forward(*(np.cos(tensor) for tensor in tensors))
    return _chosen(module.lstm_backward(dhs, cache), SEQUENCE, wanted)


def lstm_loss(module, wanted, inputs, dhs):
    def forward(**tensors):
        return np.sum(dhs * lstm_hidden_states(module, **tensors, tilt=None))

    return _climb(forward, wanted, inputs, dhs)


# For both.


def _tensors(names, wanted, inputs):
    return [{**inputs, **wanted}[name] for name in names]


def _unpacked(result, names):
    if isinstance(result, (tuple, list)) and len(result) == len(names):
        return result
    expected = f"expected ({', '.join(names)})"
    if result is None:
        raise TypeError(f"{expected}, got None: was a `return` forgotten?")
    if isinstance(result, (tuple, list)):
        raise TypeError(f"{expected}, got {len(result)} values")
    raise TypeError(f"{expected}, got a {type(result).__name__}")


def _chosen(result, names, wanted):
    gradients = _unpacked(result, [f"d{name}" for name in names])
    return {name: one for name, one in zip(names, gradients, strict=True) if name in wanted}


_STARTS = {}


def _climb(forward, wanted, inputs, *upstream):
    """A number with the slopes of `forward` at the place where `wanted` is as in `inputs`.

    It also bends there, as far as `forward` has a slope at all: a straight line agrees with too
    much. A forward pass in which some input plays no part is no measure of a backward pass.
    """
    place = b"".join(array.tobytes() for array in (*inputs.values(), *upstream))
    if place not in _STARTS:  # measuring the slopes takes many calls from one place
        start = forward(**inputs)
        for name, tensor in inputs.items():
            if forward(**{**inputs, name: np.cos(tensor)}) == start:
                raise ValueError(f"{name} plays no part in the forward pass")
        _STARTS[place] = start
    return np.expm1(forward(**{**inputs, **wanted}) - _STARTS[place])
