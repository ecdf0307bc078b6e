"""In what a hunt looks, and what of a rubric it leaves alone."""

from __future__ import annotations

import numpy as np
from hypothesis import find

from autograder.course import topics as course
from autograder.hunt.fields import Field, fields
from autograder.hunt.search import SETTINGS, collected, smallest
from autograder.model.requests import Case
from autograder.worker import frames
from tests.conftest import ROOT


def fields_of(topic: str) -> list[Field]:
    return fields(course.choose(ROOT, topic), "tests")


def test_a_net_of_one_layer_is_lent_by_the_tasks_that_are_given_one() -> None:
    loss = next(one for one in fields_of("backprop") if one.call == "loss" and not one.warnings)
    depths = {len(one.arguments["parameters"]) // 2 for one in loss.drawn}
    assert depths == {2}
    found = find(
        loss.inputs, lambda case: len(case.arguments["parameters"]) == 2, settings=SETTINGS
    )
    assert found.arguments["labels"].max() < found.arguments["parameters"]["b1"].size


def test_extremes_are_lent_to_nobody() -> None:
    [right] = [
        one
        for one in fields_of("activations")
        if (one.call, one.cases.__name__) == ("sigmoid", "pre_activations")
    ]
    for case in collected(right.inputs, 100, 0):
        assert np.abs(case.arguments["z"]).max(initial=0) < 100


def test_what_is_right_only_as_drawn_is_drawn_and_not_made_up() -> None:
    [alike] = [one for one in fields_of("gradient_descent") if one.cases.__name__ == "alike"]

    def unlike(case: Case) -> bool:
        return bool((case.arguments["x"] != case.arguments["x"][:1]).any())

    assert smallest(alike.inputs, unlike, 30, 0) is None


def test_guesses_and_exceptions_are_not_hunted() -> None:
    calls = {(one.task.name, one.cases.__name__) for one in fields_of("understanding")}
    assert ("early_stopping", "curves") in calls
    assert ("early_stopping", "no_curve") not in calls


def test_the_same_seed_gives_the_same_inputs_up_to_the_first_that_is_looked_for() -> None:
    field = fields_of("forward_and_losses")[0]
    first = collected(field.inputs, 30, 7)
    again: list[Case] = []

    def tenth(case: Case) -> bool:
        again.append(case)
        return frames.encode(case.arguments) == frames.encode(first[9].arguments)

    assert smallest(field.inputs, tenth, 30, 7) is not None
    for one, other in zip(first[:10], again, strict=False):
        assert frames.encode(one.arguments) == frames.encode(other.arguments)


def test_what_holds_only_now_and_then_ends_no_hunt() -> None:
    field = fields_of("forward_and_losses")[0]
    answers = iter([False, False, True])
    assert smallest(field.inputs, lambda case: next(answers, False), 30, 7) is None
