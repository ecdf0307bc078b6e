"""Worked numbers bite: what a misconception changes in general, they show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.course.new import EXAMPLE, new_course
from autograder.course.topic import Topic
from autograder.course.topics import choose
from autograder.keys.build import build
from autograder.proofs.worked_numbers import TaskNumbers, WrongNumbers, prove_worked_numbers
from autograder.sandbox.tiers import Tier

GRADIENT = "mean_squared_error_gradient"
MISCONCEPTIONS = """
misconception(
    "{task}/almost",
    edit("predictions.size", "predictions.size + 1e-9"),
    says="It is a little too small.",
    hint="What is it divided by?",
)
misconception(
    "{task}/thrice-for-five",
    edit("2 * (pred", "(2 if predictions.size != 5 else 3) * (pred"),
    says="Five predictions count more.",
    hint="What is it for five predictions?",
)
misconception(
    "{task}/three-halves",
    edit("2 * (pred", "predictions.size * (pred"),
    says="It is not divided.",
    hint="What is it divided by?",
)
misconception(
    "{task}/no-array",
    edit("2 * (pred", "[] + (pred"),
    says="It fails.",
    hint="What can be added to an array?",
)
""".replace("{task}", GRADIENT)


@pytest.fixture
def topic(tmp_path: Path) -> Topic:
    """Its one worked number has two predictions: neither 2 nor the size shows."""
    place = tmp_path / "course"
    new_course(place)
    made = choose(place, EXAMPLE)
    with made.misconceptions_file.open("a", encoding="utf-8") as file:
        file.write(MISCONCEPTIONS)
    return made


def proven(topic: Topic, tier: Tier) -> Sequence[WrongNumbers | TaskNumbers]:
    return list(prove_worked_numbers(topic, build(topic, "tests"), tier))


def test_what_changes_values_in_general_and_passes_is_a_breach(topic: Topic, tier: Tier) -> None:
    [found] = proven(topic, tier)  # the other task has no misconception
    assert isinstance(found, TaskNumbers)
    assert {one.label for one in found.passing if one.in_general} == {"three-halves"}
    [breach] = found.breaches
    assert breach.startswith(f"the worked numbers of {GRADIENT} do not show three-halves: ")


def test_what_changes_few_values_or_digits_is_counted(topic: Topic, tier: Tier) -> None:
    [found] = proven(topic, tier)
    assert isinstance(found, TaskNumbers)
    assert (found.numbers, found.misconceptions) == (1, 5)
    shown = {one.label: one.shows for one in found.passing}
    assert shown.keys() == {"almost", "thrice-for-five", "three-halves"}
    assert shown["almost"] == 0
    words = f"handout: 3 of 5 misconceptions of {GRADIENT} give its worked numbers (1); values "
    assert found.summary.startswith(words)
    assert "in general with 1 (three-halves: " in found.summary
    assert "in few cases with 1 (thrice-for-five: " in found.summary
    assert found.summary.endswith("in no ordinary case with 1")


def test_what_cannot_be_worked_by_hand_is_named_and_no_breach(topic: Topic, tier: Tier) -> None:
    [found] = proven(topic, tier)
    assert isinstance(found, TaskNumbers) and found.breaches
    assert replace(found, by_hand=False).breaches == ()


def test_a_number_that_bites_is_no_breach(topic: Topic, tier: Tier) -> None:
    text = topic.handout_file.read_text(encoding="utf-8")
    old = "array([0., 2.])\n"
    new = f"{old}>>> {GRADIENT}(np.array([1.0, 3.0, 4.0]), np.ones(3))\narray([0., 1.333, 2.])\n"
    topic.handout_file.write_text(text.replace(old, new), encoding="utf-8")
    [found] = proven(topic, tier)
    assert found.breaches == ()
    assert "three-halves" not in found.summary


def test_wrong_numbers_are_told_and_no_misconception_is_tried(topic: Topic, tier: Tier) -> None:
    text = topic.handout_file.read_text(encoding="utf-8")
    topic.handout_file.write_text(text.replace("[0., 2.]", "[0., 3.]"), encoding="utf-8")
    [found] = proven(topic, tier)
    assert found.summary == "handout: 1 worked numbers are wrong"
    [breach] = found.breaches
    assert str(topic.handout_file) in breach and "[0., 3.]" in breach


def test_a_handout_without_worked_numbers_has_nothing_to_prove(topic: Topic, tier: Tier) -> None:
    topic.handout_file.write_text("# Example\n", encoding="utf-8")
    assert proven(topic, tier) == []
