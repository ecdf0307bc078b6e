"""The inputs of the checks, for this kit's rubric and for every other tool alike."""

import numpy as np

SAMPLES, INPUTS, HIDDEN, CLASSES = 8, 7, 13, 5  # 174 parameters
COUNT = 2  # cases of each check


def parameters_of(rng, scale=1.0):
    return {
        "W1": scale * rng.normal(size=(INPUTS, HIDDEN)),
        "b1": rng.normal(size=HIDDEN),
        "W2": scale * rng.normal(size=(HIDDEN, CLASSES)),
        "b2": rng.normal(size=CLASSES),
    }


def batch(rng, scale=1.0):
    return {"parameters": parameters_of(rng, scale), "x": rng.normal(size=(SAMPLES, INPUTS))}


def labelled(rng, scale=1.0):
    # Every class occurs.
    return {**batch(rng, scale), "labels": rng.permutation(np.arange(SAMPLES) % CLASSES)}


def extreme(rng):
    return labelled(rng, scale=1000.0)


def step(rng):
    return {
        "parameters": parameters_of(rng),
        "gradients": parameters_of(rng),
        "learning_rate": 0.5,
    }
