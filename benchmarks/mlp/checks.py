"""The twelve checks of the rubric as plain functions of a module, for every other tool.

Each raises AssertionError, or whatever the module raises, where the check fails. Cases, gradient
check and solution are those of the topic; tools.py puts them beside this file.
"""

import copy

import cases
import driver
import numpy as np
import solution

SEED = 20


def drawn(make, count=cases.COUNT):
    rng = np.random.default_rng(SEED)
    return [make(rng) for _ in range(count)]


def near(got, wanted):
    if isinstance(wanted, dict):
        assert isinstance(got, dict) and set(got) == set(wanted)
        for name, value in wanted.items():
            near(got[name], value)
        return
    assert np.shape(got) == np.shape(wanted)
    np.testing.assert_allclose(got, wanted, rtol=1e-9, atol=1e-12, equal_nan=False)


def values(module, name, make):
    for arguments in drawn(make):
        near(getattr(module, name)(**arguments), getattr(solution, name)(**arguments))


def unchanged(module, name, make):
    for arguments in drawn(make):
        before = copy.deepcopy(arguments)
        getattr(module, name)(**arguments)
        np.testing.assert_equal(arguments, before)


def forward_values(module):
    values(module, "forward", cases.batch)


def forward_leaves_arguments_unchanged(module):
    unchanged(module, "forward", cases.batch)


def forward_rows_follow_samples(module):
    for arguments in drawn(cases.batch):
        order = np.random.default_rng(SEED).permutation(cases.SAMPLES)
        moved = {**arguments, "x": arguments["x"][order]}
        near(module.forward(**moved), module.forward(**arguments)[order])


def loss_values(module):
    values(module, "loss", cases.labelled)


def loss_is_stable(module):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        values(module, "loss", cases.extreme)


def loss_of_doubled_data(module):
    for arguments in drawn(cases.labelled):
        twice = {name: np.concatenate([arguments[name]] * 2) for name in ("x", "labels")}
        near(module.loss(**{**arguments, **twice}), module.loss(**arguments))


def backward_values(module):
    values(module, "backward", cases.labelled)


def backward_is_gradient_of_loss(module):
    [arguments] = drawn(cases.labelled, 1)
    assert all(driver.run_gradient_check(module, **arguments).values())


def backward_leaves_arguments_unchanged(module):
    unchanged(module, "backward", cases.labelled)


def sgd_step_values(module):
    values(module, "sgd_step", cases.step)


def sgd_step_leaves_arguments_unchanged(module):
    unchanged(module, "sgd_step", cases.step)


def sgd_step_gives_the_same_twice(module):
    for arguments in drawn(cases.step):
        near(
            module.sgd_step(**copy.deepcopy(arguments)), module.sgd_step(**copy.deepcopy(arguments))
        )


ALL = (
    forward_values,
    forward_leaves_arguments_unchanged,
    forward_rows_follow_samples,
    loss_values,
    loss_is_stable,
    loss_of_doubled_data,
    backward_values,
    backward_is_gradient_of_loss,
    backward_leaves_arguments_unchanged,
    sgd_step_values,
    sgd_step_leaves_arguments_unchanged,
    sgd_step_gives_the_same_twice,
)
