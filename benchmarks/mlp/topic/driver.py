"""A full numerical gradient check, by the fourth-order difference that the kit uses, too."""

import numpy as np

OFFSETS = (1.0, -1.0, 2.0, -2.0)
BASE_STEP = np.finfo(np.float64).eps ** 0.2
TOLERANCE = 1e-5


def run_gradient_check(module, parameters, x, labels):
    """Of each parameter, whether `backward` gives the slopes of `loss` at every element."""
    analytic = module.backward(parameters, x, labels)
    agrees = {}
    for name, tensor in parameters.items():
        numeric = np.empty_like(tensor)
        for index in np.ndindex(tensor.shape):
            kept = tensor[index]
            step = (kept + BASE_STEP * max(1.0, abs(kept))) - kept
            losses = []
            for offset in OFFSETS:
                tensor[index] = kept + offset * step
                losses.append(module.loss(parameters, x, labels))
            tensor[index] = kept
            inner, outer = losses[0] - losses[1], losses[2] - losses[3]
            numeric[index] = (8 * inner - outer) / (12 * step)
        scale = max(np.abs(numeric).max(), np.abs(analytic[name]).max(), 1e-3)
        agrees[name] = bool(np.abs(analytic[name] - numeric).max() / scale < TOLERANCE)
    return agrees
