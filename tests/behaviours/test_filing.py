"""What of a task's observations makes its behaviour, and what does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from autograder.behaviours.buckets import cases_digest
from autograder.behaviours.filing import TOO_LARGE, UNSTABLE, behaviour
from autograder.behaviours.leaders import groups
from autograder.model.answer_key import KeyTask
from autograder.model.behaviour import Behaviour
from autograder.model.checks import Role
from autograder.model.observation import (
    DIFFERENCES,
    Faulted,
    Guesses,
    Missing,
    Observation,
    Raised,
    RaisedError,
    Value,
)
from autograder.model.requests import Case
from autograder.rubric.checks.learns import Learns
from autograder.rubric.checks.matches import Matches
from autograder.rubric.checks.pure import Pure
from autograder.rubric.checks.raises import Raises
from autograder.rubric.verdicts import verdicts

RIGHT = np.array([1.0, 2.0])
WRONG = np.array([2.0, 1.0])
TASKS = {"loss", "forward"}


def task(**other: Any) -> KeyTask:
    """Values in two cases, bad input in two, the same call twice in one."""
    checks = (
        Matches(title="right", role=Role.REQUIRED, points=1.0, cases=(0, 1)),
        Raises(
            title="bad", role=Role.SUPPLEMENTARY, points=1.0, cases=(2, 4), exception="ValueError"
        ),
        Pure(title="twice", role=Role.SUPPLEMENTARY, points=1.0, cases=(3,)),
    )
    made = KeyTask(
        name="loss",
        points=3.0,
        summary="",
        after=("forward",),
        hints=(),
        checks=checks,
        cases=tuple(Case("loss", {"x": float(n)}, repeat=n == 3) for n in range(5)),
        carried_share=1.0,
        expected=(Value(RIGHT), Value(RIGHT), raised(""), Value(RIGHT, RIGHT), raised("")),
    )
    return replace(made, **other)


def raised(message: str, kind: str = "ValueError", function: str = "loss") -> Raised:
    return Raised(RaisedError(kind, (kind, "Exception"), message, 3, function))


def seen(*values: Any, bad: Observation | None = None, again: Any = None) -> list[Observation]:
    """What came of two values and of a call that was made twice, `again`; and of `bad` input."""
    first, second, third = (one if isinstance(one, Raised) else Value(one) for one in values)
    if isinstance(third, Value):
        third = replace(third, again=third.value if again is None else again)
    return [first, second, raised("no"), third, bad or raised("no")]


def filed(observations: list[Observation], of: KeyTask | None = None) -> Behaviour | None:
    of = of or task()
    return behaviour(of, observations, verdicts(of, observations), TASKS)


def together(one: list[Observation], other: list[Observation]) -> bool:
    pair = [filed(one), filed(other)]
    return len(set(groups([found for found in pair if found is not None]))) == 1


ALL_WRONG = seen(WRONG, WRONG, WRONG)


def test_a_behaviour_says_in_how_many_cases_and_how() -> None:
    found = filed(seen(RIGHT, WRONG, RIGHT))
    assert found is not None
    assert found.says.startswith("1 of 2 cases wrong: 2 of 2 elements are not right")
    shape = filed(seen(WRONG[:, None], WRONG, RIGHT))
    assert shape is not None
    assert shape.says == "2 of 2 cases wrong: expected shape (2,), got shape (2, 1)"


@pytest.mark.parametrize(
    "observations",
    [
        pytest.param(seen(RIGHT, RIGHT, RIGHT), id="right"),
        pytest.param([Faulted("hung"), *ALL_WRONG[1:]], id="hung"),
        pytest.param([Missing("loss")] * 5, id="missing"),
        pytest.param([raised("", "NotImplementedError")] * 5, id="not written"),
    ],
)
def test_what_tells_of_no_idea_is_no_behaviour(observations: list[Observation]) -> None:
    assert filed(observations) is None


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(seen(WRONG * (1 + 1e-12), WRONG, WRONG), id="rounding"),
        pytest.param(seen(WRONG, WRONG, RIGHT), id="a case of a check that passes"),
        pytest.param(
            seen(WRONG, WRONG, WRONG, bad=raised("not so")), id="words of a right refusal"
        ),
    ],
)
def test_equal_ideas_are_together(other: list[Observation]) -> None:
    assert together(ALL_WRONG, other)


def test_words_of_a_right_refusal_are_free_where_another_is_missing() -> None:
    one = seen(RIGHT, RIGHT, RIGHT, bad=Value(0.0))
    other = [raised("not so") if place == 2 else found for place, found in enumerate(one)]
    assert together(one, other)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(seen(WRONG + 1, WRONG, WRONG), id="numbers"),
        pytest.param(seen(WRONG, WRONG, WRONG, bad=Value(1.0)), id="another check fails as well"),
        pytest.param(seen(WRONG.astype(np.float32), WRONG, WRONG), id="dtype"),
        pytest.param(seen(WRONG[None], WRONG, WRONG), id="shape"),
        pytest.param(seen(raised("no"), WRONG, WRONG), id="an exception"),
    ],
)
def test_other_ideas_are_apart(other: list[Observation]) -> None:
    assert not together(ALL_WRONG, other)


def with_values(*values: Any) -> list[Observation]:
    return seen(*values, RIGHT)


def test_the_order_of_a_dict_and_pythons_own_numbers_make_no_difference() -> None:
    one = {"W": 1.0, "b": [2, True]}
    other = {"b": (np.array(2), np.array(True)), "W": np.array(1.0)}
    assert together(with_values(one, one), with_values(other, other))


SHAPES = "operands could not be broadcast together with shapes ({}) ({}) "


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (raised(SHAPES.format("5,3", "5,")), raised(SHAPES.format("7,2", "7,"))),
        (raised("x has 3 rows"), raised("x has 12 rows")),
        (
            raised("name 'delta' is not defined", "NameError"),
            raised("name 'd' is not defined", "NameError"),
        ),
        (raised("no", function="_mine"), raised("no", function="helper")),
    ],
)
def test_exceptions_are_equal_whatever_the_numbers_and_own_names(
    one: Raised, other: Raised
) -> None:
    assert together(seen(one, one, one), seen(other, other, other))


@pytest.mark.parametrize(
    "other",
    [
        raised("no", "TypeError"),
        raised("no", function="forward"),
        raised("something else"),
        raised(SHAPES.format("5,3", "5,")),
    ],
)
def test_exceptions_of_another_type_place_or_cause_are_apart(other: Raised) -> None:
    one = raised("no")
    assert not together(seen(one, one, one), seen(other, other, other))


def test_unstable_work_is_alone_and_says_so() -> None:
    found = filed(seen(RIGHT, RIGHT, RIGHT, again=WRONG))
    assert found is not None
    assert found.representative is None
    assert found.says.endswith(UNSTABLE)


def test_results_that_cannot_be_kept_are_alone_and_say_so() -> None:
    texts = ["x" * 10_000] * 100
    found = filed(seen(texts, texts, RIGHT))
    assert found is not None
    assert found.representative is None
    assert found.says.endswith(TOO_LARGE)


def test_trainings_are_told_by_the_outcomes_of_checks() -> None:
    """Their losses differ as their guesses do, and neither tells of an idea."""
    titles = ("small", "large")
    learning = (
        Learns(
            title=title, role=Role.REQUIRED, points=1.0, cases=(place,), share=0.8, truth=[[0, 1]]
        )
        for place, title in enumerate(titles)
    )
    losses = Matches(title="losses", role=Role.REQUIRED, points=1.0, cases=(3,))
    trained = task(checks=(*learning, losses))

    def came(*met: bool, learnt: float) -> list[Observation]:
        guesses = (
            Guesses({title: one}, sentences={title: f"{learnt:.0%}"}, learnt={title: learnt})
            for title, one in zip(titles, met, strict=True)
        )
        return [*guesses, *seen(RIGHT, RIGHT, np.array([learnt] * len(met)))[2:]]

    given = [
        came(False, True, learnt=0.1),
        came(False, True, learnt=0.3),
        came(True, False, learnt=0.1),
    ]
    found = [filed(one, trained) for one in given]
    assert groups([one for one in found if one is not None]) == [0, 0, 1]


@pytest.mark.parametrize(
    "noisy",
    [
        pytest.param(lambda noise: seen(RIGHT + noise, RIGHT, RIGHT), id="last digits"),
        pytest.param(
            lambda noise: seen(RIGHT + noise, raised("by differences", DIFFERENCES), RIGHT),
            id="differences",
        ),
    ],
)
def test_numbers_that_hang_on_rounding_are_told_by_outcomes(
    noisy: Callable[[float], list[Observation]],
) -> None:
    assert together(noisy(3e-8), noisy(-5e-8))


def test_words_points_and_hints_leave_digests_as_they_are() -> None:
    checks = tuple(replace(one, title=f"{one.title}!", points=2.0) for one in task().checks)
    reworded = task(points=6.0, summary="new", hints=("a new one",), checks=checks)
    assert filed(ALL_WRONG, reworded) == filed(ALL_WRONG)


@pytest.mark.parametrize("change", [{"arguments": {"x": 9.0}}, {"call": "other"}, {"repeat": True}])
def test_other_cases_have_another_digest(change: dict[str, Any]) -> None:
    first, *others = task().cases
    assert cases_digest(task(cases=(replace(first, **change), *others))) != cases_digest(task())
