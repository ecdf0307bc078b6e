"""A hunt finds what the cases of a rubric miss, shrinks it, and is silent about what is right."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from autograder.course import topics as course
from autograder.course.topic import Topic
from autograder.grading.grade import grade
from autograder.hunt.hunting import Found, Hunt, hunt
from autograder.hunt.quarry import Quarry
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.program import Program, SourceMap
from autograder.model.submission import Submission
from autograder.sandbox import Sandbox
from tests.conftest import ROOT

NAME = "forward_and_losses"
INPUTS = 60
SECONDS = 10.0

# Each right but for one kind of input, which no case of the rubric has.
PLANTED = {
    "two by two": (
        "mse_gradient",
        """
_right = mse_gradient
def mse_gradient(prediction, target):
    return _right(prediction, target) * (2 if prediction.shape == (2, 2) else 1)
""",
    ),
    "ties": (
        "cross_entropy",
        """
_right = cross_entropy
def cross_entropy(logits, labels):
    several = np.isclose(logits, logits.max(axis=1, keepdims=True)).sum(axis=1) > 1
    return _right(logits, labels) + (0.5 if several.any() and logits.size > 1 else 0.0)
""",
    ),
    "a hang": (
        "mse",
        """
_right = mse
def mse(prediction, target):
    while prediction.shape == (2, 2):
        pass
    return _right(prediction, target)
""",
    ),
    "a crash": (
        "mse",
        """
import os
_right = mse
def mse(prediction, target):
    if prediction.shape == (2, 2):
        os.abort()
    return _right(prediction, target)
""",
    ),
}


@pytest.fixture(scope="module")
def topic() -> Topic:
    return course.choose(ROOT, NAME)


@pytest.fixture(scope="module")
def key(topic: Topic) -> AnswerKey:
    return build(topic, "tests")


@pytest.fixture(scope="module")
def hunting(topic: Topic) -> Iterator[Hunt]:
    with hunt(topic, INPUTS) as made:
        yield made


def hunted(source: str, task: str, hunting: Hunt, key: AnswerKey, sandbox: Sandbox) -> list[Found]:
    source_map = SourceMap(f"{key.topic}.py")
    program = Program({source_map.file: source.encode()}, source_map)
    with Quarry(program, key, sandbox, SECONDS) as quarry:
        return hunting.of(quarry, [task])


@pytest.mark.parametrize("kind", PLANTED)
def test_what_is_planted_has_full_marks_and_is_found(
    kind: str, topic: Topic, key: AnswerKey, hunting: Hunt, sandbox: Sandbox
) -> None:
    task, wrong = PLANTED[kind]
    source = topic.solution + wrong
    submission = Submission("planted", NAME, {f"{NAME}.py": source.encode()})
    report = grade(submission, key, sandbox)
    assert report.score == report.max_score
    [found] = hunted(source, task, hunting, key, sandbox)
    assert found.task == task


def test_it_is_the_smallest_input(
    topic: Topic, key: AnswerKey, hunting: Hunt, sandbox: Sandbox
) -> None:
    task, wrong = PLANTED["ties"]
    [found] = hunted(topic.solution + wrong, task, hunting, key, sandbox)
    assert found.case.arguments["logits"].tolist() == [[0.0, 0.0]]
    assert found.case.arguments["labels"].tolist() == [0]
    assert found.right == pytest.approx(np.log(2))


def test_nothing_is_found_in_what_is_right(
    topic: Topic, key: AnswerKey, hunting: Hunt, sandbox: Sandbox
) -> None:
    names = [task.name for task in topic.rubric.tasks]
    for source in (topic.solution, *topic.variants.values()):
        for name in names:
            assert hunted(source, name, hunting, key, sandbox) == []


def test_no_variant_differs_from_the_reference(hunting: Hunt) -> None:
    assert list(hunting.left_open()) == []


def test_where_a_variant_differs_nobody_is_accused(
    tmp_path: Path, topic: Topic, key: AnswerKey, sandbox: Sandbox
) -> None:
    """An input on which what is right disagrees is outside of the contract."""
    task, wrong = PLANTED["two by two"]
    shutil.copytree(topic.reference, tmp_path / "reference" / NAME)
    shutil.copytree(topic.assignment, tmp_path / "assignments" / NAME)
    doubtful = tmp_path / "reference" / NAME / "variants" / "doubtful.py"
    doubtful.write_text(topic.solution + wrong)
    with hunt(course.choose(tmp_path, NAME), INPUTS) as hunting:
        assert hunted(topic.solution + wrong, task, hunting, key, sandbox) == []
        names = {name for name, found in hunting.left_open() if found.task == task}
    assert names == {"doubtful"}
