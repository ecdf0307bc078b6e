"""Twelve checks of a small net; a full numerical gradient check is among them.

The topic `mlp` checks the gradient as this kit does: against the reference, and against differences
of the student's own loss where these decide. `mlp_numeric` evaluates the differences for every
submission, as other tools must: equal work, for comparing.
"""

from pathlib import Path

import numpy as np

from autograder.rubric import Rubric, case, rows_follow, unchanged_by

from . import cases

TOPIC = Path(__file__).parent.name
rubric = Rubric(TOPIC, title="A small net")


def several(make, count=cases.COUNT):
    return lambda rng: [case(**make(rng)) for _ in range(count)]


batches, labelled = several(cases.batch), several(cases.labelled)
extreme, steps, one = several(cases.extreme), several(cases.step), several(cases.labelled, 1)


def doubled(arguments, rng):
    twice = {name: np.concatenate([arguments[name]] * 2) for name in ("x", "labels")}
    return {**arguments, **twice}


(
    rubric.task("forward", points=3)
    .matches(batches)
    .leaves_arguments_unchanged(batches)
    .invariant("reordering the samples reorders the rows", batches, rows_follow("x"))
)
(
    rubric.task("loss", points=3)
    .matches(labelled)
    .stable(extreme)
    .invariant("doubling the data changes nothing", labelled, unchanged_by(doubled))
)
backward = rubric.task("backward", points=3).matches(labelled).leaves_arguments_unchanged(labelled)
if TOPIC == "mlp_numeric":
    backward.matches(one, title="agrees with differences of loss", call="run_gradient_check")
else:
    backward.gradient_agrees("loss", one, wrt="parameters")
rubric.task("sgd_step", points=3).matches(steps).leaves_arguments_unchanged(steps).pure(steps)
