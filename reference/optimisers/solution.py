"""Optimisers of today: decoupled weight decay, a schedule, clipping by value, half precision.

`parameters` and `gradients` are dicts with the same keys W1, b1, …, WL, bL, of one layer or more,
not always in the same order; the arrays of one key have one shape, W_l (inputs, outputs) and b_l
(outputs,). Whatever begins with W is a weight, whatever begins with b a bias. No function changes
the parameters, gradients or other arrays that it is given: what comes back are new dicts and
arrays, or, where a number stays what it was, perhaps the old ones. Where nothing else is said,
float64 gives float64 and float32 gives float32.

Half precision is numpy's float16. A `scale` is a power of two, as a float, and 1 or more.
"""

import numpy as np


def adam_l2_step(
    parameters,
    gradients,
    state,
    learning_rate,
    weight_decay,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
):
    """One step of Adam on the loss with an L2 penalty. Returns (new parameters, new state).

    The penalty adds λp to the gradient of every weight (of no bias), with λ the weight decay (≥ 0)
    and p from before this step; call the sum h, which for biases is g itself. The rest is Adam:

        m ← β₁m + (1 − β₁)h        m̂ = m / (1 − β₁ᵗ)
        v ← β₂v + (1 − β₂)h²       v̂ = v / (1 − β₂ᵗ)        p ← p − η m̂ / (√v̂ + ε)

    with h² taken element by element, η the learning rate (> 0, perhaps another one in each call),
    and t = 1 in the first call, 2 in the second, whatever the number of keys. m and v are 0 before
    the first call. ε is above 0 wherever a gradient may be 0.

    `state` is None on the first call and what the last call returned on every later one. Its form
    is yours, and it alone may be changed in place; two trainings may run at the same time, each
    with a state of its own.
    """
    # BEGIN SOLUTION
    if state is None:
        state = (0, dict.fromkeys(parameters, 0.0), dict.fromkeys(parameters, 0.0))
    steps, first, second = state
    steps += 1
    penalised = dict(gradients)
    for name in gradients:
        if name.startswith("W"):
            penalised[name] = gradients[name] + weight_decay * parameters[name]
    first = {name: beta1 * first[name] + (1 - beta1) * h for name, h in penalised.items()}
    second = {name: beta2 * second[name] + (1 - beta2) * h**2 for name, h in penalised.items()}
    moved = {}
    for name, p in parameters.items():
        mean = first[name] / (1 - beta1**steps)
        square = second[name] / (1 - beta2**steps)
        moved[name] = p - learning_rate * mean / (np.sqrt(square) + epsilon)
    return moved, (steps, first, second)
    # END SOLUTION


def adamw_step(
    parameters,
    gradients,
    state,
    learning_rate,
    weight_decay,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
):
    """One step of AdamW: Adam with decoupled weight decay. Returns (new parameters, new state).

    The moments know of g alone; the decay is a part of the step, beside Adam's:

        m ← β₁m + (1 − β₁)g        m̂ = m / (1 − β₁ᵗ)
        v ← β₂v + (1 − β₂)g²       v̂ = v / (1 − β₂ᵗ)        p ← p − η (m̂ / (√v̂ + ε) + λp)

    with λp only for weights (biases do not decay) and p from before this step on the right side.
    All else is as in `adam_l2_step`: η, λ, ε, t, and `state`, whose form is yours.
    """
    # BEGIN SOLUTION
    if state is None:
        state = (0, dict.fromkeys(parameters, 0.0), dict.fromkeys(parameters, 0.0))
    steps, first, second = state
    steps += 1
    first = {name: beta1 * first[name] + (1 - beta1) * g for name, g in gradients.items()}
    second = {name: beta2 * second[name] + (1 - beta2) * g**2 for name, g in gradients.items()}
    moved = {}
    for name, p in parameters.items():
        mean = first[name] / (1 - beta1**steps)
        square = second[name] / (1 - beta2**steps)
        move = mean / (np.sqrt(square) + epsilon)
        if name.startswith("W"):
            move = move + weight_decay * p
        moved[name] = p - learning_rate * move
    return moved, (steps, first, second)
    # END SOLUTION


def warmup_cosine(step, warmup, total, peak, floor):
    """The learning rate of one step: a linear warm-up, then half a cosine. Returns a float.

    `step` counts from 0. `warmup` and `total` are numbers of steps, integers of 0 or more; `peak`
    and `floor` are learning rates. Of these three, the first that is true decides:

        step < warmup:    peak · (step + 1) / warmup
        step < total:     floor + (peak − floor) · (1 + cos(πr)) / 2
        otherwise:        floor

    with r = (step − warmup) / (total − warmup), the share of the second phase that is over.

    So the last step of the warm-up has the peak, and the one after it, too. There may be no
    warm-up (warmup = 0), and nothing behind it (total ≤ warmup).
    """
    # BEGIN SOLUTION
    if step < warmup:
        return peak * (step + 1) / warmup
    if step < total:
        progress = (step - warmup) / (total - warmup)
        return floor + (peak - floor) * (1 + float(np.cos(np.pi * progress))) / 2
    return floor
    # END SOLUTION


def clip_by_value(gradients, limit):
    """Clip every element on its own, and tell how far that turns the gradient.

    Returns (clipped, cosine). `clipped` is a dict with the keys, shapes and dtypes of `gradients`:
    elements above `limit` (> 0) become limit, those below −limit become −limit, the others stay.

    `cosine` is a float, the cosine of the angle between what came and what was left, both as *one*
    long vector u and w of all elements of all arrays: u·w / (|u| |w|). It is 1 where nothing was
    clipped, and also where all gradients are zero; no floating-point warning occurs there. What is
    not 0 is at least 1e-15 in size, so that squares do not underflow.
    """
    # BEGIN SOLUTION
    clipped = {name: np.clip(g, -limit, limit) for name, g in gradients.items()}
    product = sum(np.sum(g * clipped[name]) for name, g in gradients.items())
    before = sum(np.sum(g**2) for g in gradients.values())
    after = sum(np.sum(c**2) for c in clipped.values())
    if before == 0:
        return clipped, 1.0
    return clipped, float(product / (np.sqrt(before) * np.sqrt(after)))
    # END SOLUTION


def half_backward(upstream, factors, scale):
    """The errors of a deep chain in half precision, of a loss that is multiplied by `scale`.

    `upstream` (N,), float32, is the error of the last layer's output for N samples: ∂loss/∂a_L.
    `factors` (L, N), float16, is what the layers multiply an error by on its way back: row l − 1
    belongs to layer l. L and N are at least 1.

    Returns (errors, lost). `errors` is (L + 1, N), float16. Its last row is scale · upstream,
    rounded to float16 after the product. Every other row l is row l + 1 times row l of `factors`,
    rounded to float16 at once; so the last layer comes first, and row 0 is the error of the input.
    All of them stay multiplied by scale. What is too large becomes infinite (numpy may warn).

    `lost` is (L + 1,), float64: for each row of `errors` the share (0 to 1) of the N errors that
    underflowed: they are 0 although neither their upstream nor any factor on their way is 0.
    """
    # BEGIN SOLUTION
    rows = [(upstream * scale).astype(np.float16)]
    alive = [upstream != 0]
    for factor in factors[::-1]:
        rows.append(rows[-1] * factor)
        alive.append(alive[-1] & (factor != 0))
    errors, alive = np.stack(rows[::-1]), np.stack(alive[::-1])
    return errors, np.mean(alive & (errors == 0), axis=1)
    # END SOLUTION


def unscale(gradients, scale):
    """From the float16 gradients of scale · loss to the float32 gradients of the loss.

    Returns (unscaled, bad). `unscaled` is a dict with the keys and shapes of `gradients`, float32:
    every element converted first and then divided by scale, so that nothing small is lost again.
    `bad` is an int: how many elements of all arrays together are infinite or NaN. (They stay so.)
    """
    # BEGIN SOLUTION
    unscaled = {name: g.astype(np.float32) / scale for name, g in gradients.items()}
    bad = sum(np.sum(~np.isfinite(g)) for g in gradients.values())
    return unscaled, int(bad)
    # END SOLUTION


def loss_scale_step(scale, good_steps, bad, interval):
    """The scale for the next step. Returns (new scale, new number of good steps).

    `good_steps` is how many steps in a row were good since the scale last changed, `bad` how many
    gradients of this step are not finite (as `unscale` counts them), `interval` an integer ≥ 1.

    With bad = 0 this step is one more good one; once they are `interval` or more, the scale is
    doubled and the count is 0 again. Otherwise the scale is halved, though never to less than 1,
    and the count is 0 again.
    """
    # BEGIN SOLUTION
    if bad > 0:
        return max(scale / 2, 1.0), 0
    if good_steps + 1 >= interval:
        return scale * 2, 0
    return scale, good_steps + 1
    # END SOLUTION


def mixed_precision_step(parameters, gradients, scaler, learning_rate, interval):
    """One step of plain gradient descent in mixed precision. Returns (new parameters, new scaler).

    `parameters` are float32, and so are the new ones (the master copy: steps are too small for
    float16). `gradients` are float16, of a loss that was multiplied by the scale; `scaler` is the
    tuple (scale, good_steps) of `loss_scale_step`, and the new scaler another one.

    If all gradients are finite, p ← p − ηg with the unscaled g, for every key, η the learning rate
    (> 0). If a single one is not, the whole step is skipped: every parameter stays what it was.
    Either way the new scaler is what `loss_scale_step` makes of this step.
    """
    # BEGIN SOLUTION
    scale, good_steps = scaler
    unscaled, bad = unscale(gradients, scale)
    if bad == 0:
        parameters = {name: p - learning_rate * unscaled[name] for name, p in parameters.items()}
    return parameters, loss_scale_step(scale, good_steps, bad, interval)
    # END SOLUTION
