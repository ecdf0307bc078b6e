"""What the cases of a rubric tell about the inputs that a contract allows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.hunt.contract import Form
from autograder.hunt.inference import forms
from autograder.hunt.strategies import of_form
from autograder.rubric.cases import Arguments

RNG = np.random.default_rng(1)


def one_form(*cases: Arguments) -> Form:
    [form] = forms(cases)
    return form


def inputs(*cases: Arguments) -> st.SearchStrategy[Arguments]:
    return st.one_of([of_form(form) for form in forms(cases)])


def holds(strategy: st.SearchStrategy[Any], law: Any) -> None:
    @settings(
        database=None, deadline=None, max_examples=60, suppress_health_check=list(HealthCheck)
    )
    @given(strategy)
    def every(arguments: Arguments) -> None:
        assert law(**arguments), arguments

    every()


def is_met(strategy: st.SearchStrategy[Any], law: Any) -> bool:
    met = False

    @settings(
        database=None, deadline=None, max_examples=120, suppress_health_check=list(HealthCheck)
    )
    @given(strategy)
    def some(arguments: Arguments) -> None:
        nonlocal met
        met = met or bool(law(**arguments))

    some()
    return met


def dense(n: int, d: int, h: int) -> Arguments:
    return {"x": RNG.normal(size=(n, d)), "W": RNG.normal(size=(d, h)), "b": RNG.normal(size=h)}


def labelled(n: int, c: int) -> Arguments:
    return {"logits": RNG.normal(size=(n, c)), "labels": np.arange(n) % c}


DENSE = inputs(dense(5, 3, 7), dense(5, 4, 4))
LABELLED = inputs(labelled(5, 3), labelled(7, 5), labelled(4, 4))


def test_lengths_that_are_always_equal_stay_equal() -> None:
    holds(DENSE, lambda x, W, b: x.shape[1] == W.shape[0] and W.shape[1:] == b.shape)


@pytest.mark.parametrize(
    "law",
    [
        lambda x, W, b: len(x) == 1,
        lambda x, W, b: len(x) == len(W) == len(b) > 1,
        lambda x, W, b: (x == 0).all() and x.size > 1,
        lambda x, W, b: len(np.unique(W)) < W.size,
    ],
    ids=["one sample", "equal sizes", "zeros", "ties"],
)
def test_what_breaks_programs_comes_up(law: Any) -> None:
    assert is_met(DENSE, law)


def test_labels_stay_below_the_number_of_classes() -> None:
    holds(LABELLED, lambda logits, labels: (labels >= 0).all() and labels.max() < logits.shape[1])


def test_labels_of_one_class_come_up() -> None:
    assert is_met(LABELLED, lambda logits, labels: logits.shape[1] == 1)


def test_four_blocks_of_columns_stay_four() -> None:
    gates = inputs(
        *(
            {"h": RNG.normal(size=(n, h)), "W": RNG.normal(size=(d, 4 * h))}
            for n, d, h in [(5, 3, 2), (2, 3, 4)]
        )
    )
    holds(gates, lambda h, W: W.shape[1] == 4 * h.shape[1])


def test_probabilities_stay_probabilities() -> None:
    some = RNG.dirichlet(np.ones(3), size=4)
    holds(
        inputs({"p": some}),
        lambda p: (p >= 0).all() and np.allclose(p.sum(axis=-1), 1.0),
    )


def test_numbers_above_zero_stay_above_zero() -> None:
    holds(inputs({"var": RNG.uniform(1.5, 4, size=5)}), lambda var: (var >= 1.5).all())


def test_large_numbers_come_where_they_were_drawn_and_nowhere_else() -> None:
    large = inputs({"z": np.array([-1000.0, 3.0, 1000.0])})
    assert is_met(large, lambda z: np.abs(z).max() == 1000)
    holds(inputs({"z": np.array([-2.0, 3.0])}), lambda z: np.abs(z).max() <= 3)


def test_a_batch_of_all_samples_stays_one() -> None:
    whole = inputs(
        {"x": RNG.normal(size=(11, 2)), "batch_size": 11},
        {"x": RNG.normal(size=(9, 3)), "batch_size": 17},
    )
    holds(whole, lambda x, batch_size: batch_size >= len(x))


def test_sizes_of_batches_go_on_adding_up() -> None:
    batches = inputs(
        {"x": RNG.normal(size=(12, 2)), "sizes": [5, 2, 4, 1]},
        {"x": RNG.normal(size=(7, 2)), "sizes": [4, 3]},
    )
    holds(batches, lambda x, sizes: sum(sizes) == len(x))


def test_one_number_beside_each_item_of_a_list_stays_one_beside_each() -> None:
    steps = inputs(
        {"gradients": [{"W": RNG.normal(size=3)} for _ in range(4)], "rates": [0.5, 0.5, 0.2, 0.4]}
    )
    holds(steps, lambda gradients, rates: len(rates) == len(gradients) == 4)


def test_an_array_that_is_given_twice_is_given_twice() -> None:
    first, second = RNG.normal(size=(2, 3)), RNG.normal(size=(4, 2))
    twice = inputs({"x": first, "wanted": {"x": first}}, {"x": second, "wanted": {"x": second}})
    holds(twice, lambda x, wanted: np.array_equal(x, wanted["x"]))


def test_words_and_flags_stay_as_they_are() -> None:
    activation = inputs({"x": RNG.normal(size=3), "activation": "relu", "training": True})
    holds(activation, lambda x, activation, training: activation == "relu" and training is True)


def test_an_axis_of_pixels_keeps_its_length() -> None:
    images = inputs({"images": RNG.normal(size=(3, 784))}, {"images": RNG.normal(size=(1, 784))})
    holds(images, lambda images: images.shape[1] == 784)


def test_not_a_number_comes_where_it_was_drawn() -> None:
    assert is_met(
        inputs({"losses": [0.9, float("nan"), 0.2]}), lambda losses: np.isnan(losses).any()
    )
    holds(inputs({"losses": [0.9, 0.2]}), lambda losses: not np.isnan(losses).any())


def test_other_cases_of_the_task_tell_which_lengths_are_free() -> None:
    [form] = forms([dense(4, 4, 4)], [dense(5, 3, 7)])
    assert len(form.lengths) == 3
    assert len(one_form(dense(4, 4, 4)).lengths) == 1
