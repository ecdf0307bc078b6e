"""The same bug is the same behaviour in whatever words; errors of earlier tasks do not hide it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from autograder.behaviours.leaders import groups
from autograder.grading.grade import grade_and_file
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.behaviour import Behaviour, Graded
from autograder.model.limits import Limits
from autograder.model.outcomes import Outcome, Status
from autograder.model.submission import Submission
from autograder.sandbox import Sandbox
from tests.conftest import TOPICS

TOPIC = TOPICS["activations"]
# The slope of σ, written for σ(z) and used for z.
BUG = "\n\ndef sigmoid_derivative(z):\n    return z * (1 - z)\n"
WRONG_SIGMOID = "\n\ndef sigmoid(z):\n    return 1 / (2 + np.exp(-np.abs(z)))\n"
Grader = Callable[..., Graded]


@pytest.fixture(scope="module")
def key() -> AnswerKey:
    return build(TOPIC, "behaviours")


@pytest.fixture(scope="module")
def graded(key: AnswerKey, sandbox: Sandbox) -> Grader:
    def run(source: str, of: AnswerKey = key, limits: Limits | None = None) -> Graded:
        submitted = Submission("s", of.topic, {f"{of.topic}.py": source.encode()})
        return grade_and_file(submitted, of, sandbox, limits)

    return run


def filed(graded: Graded, task: str = "sigmoid_derivative") -> Behaviour:
    [found] = [one for one in graded.behaviours if one.task == task]
    return found


def test_each_failed_task_has_one_behaviour(graded: Grader) -> None:
    one = graded(TOPIC.solution + BUG)
    assert [(found.task, bool(found.representative)) for found in one.behaviours] == [
        ("sigmoid_derivative", True)
    ]
    assert not graded(TOPIC.solution).behaviours


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(TOPIC.solution + BUG.replace("z", "values"), id="renamed"),
        pytest.param(
            TOPIC.solution
            + "\n\ndef sigmoid_derivative(z):\n    # its slope\n    return -(z**2 - z)",
            id="in other words",
        ),
        pytest.param(TOPIC.variants["masks"] + BUG, id="in another style"),
    ],
)
def test_the_same_bug_in_other_words_is_the_same_behaviour(source: str, graded: Grader) -> None:
    pair = [filed(graded(TOPIC.solution + BUG)), filed(graded(source))]
    assert groups(pair) == [0, 0]


def test_another_bug_is_another_behaviour(graded: Grader) -> None:
    other = BUG.replace("(1 - z)", "(2 - z)")
    pair = [filed(graded(TOPIC.solution + one)) for one in (BUG, other)]
    assert groups(pair) == [0, 1]


def test_an_earlier_error_does_not_change_it(graded: Grader) -> None:
    bug = "\n\ndef sigmoid_derivative(z):\n    return 2 * sigmoid(z) * (1 - sigmoid(z))\n"
    alone = graded(TOPIC.solution + bug)
    behind = graded(TOPIC.solution + WRONG_SIGMOID + bug)
    assert {one.task for one in behind.behaviours} >= {"sigmoid", "sigmoid_derivative"}
    assert groups([filed(alone), filed(behind)]) == [0, 0]


def test_work_that_is_right_but_for_an_earlier_error_has_none(graded: Grader) -> None:
    assert {one.task for one in graded(TOPIC.solution + WRONG_SIGMOID).behaviours} == {"sigmoid"}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("    raise NotImplementedError\n", id="not written"),
        pytest.param("    while True:\n        pass\n", id="hangs"),
    ],
)
def test_what_was_not_written_or_hung_has_none(change: str, graded: Grader) -> None:
    limits = Limits(load_s=5.0, task_s=0.3, case_s=0.2, total_s=10.0)
    source = TOPIC.solution + "\n\ndef leaky_relu_derivative(z, slope=0.01):\n" + change
    _has_none(graded(source, limits=limits))


def test_a_missing_name_has_none(graded: Grader) -> None:
    _has_none(graded(TOPIC.solution + "\n\ndel leaky_relu_derivative\n"))


def _has_none(found: Graded) -> None:
    assert found.report.status == Status.GRADED
    assert found.report.tasks[7].outcome in (Outcome.FAILED, Outcome.NOT_ATTEMPTED)
    assert not found.behaviours


def test_new_points_hints_and_words_leave_groups_whole(key: AnswerKey, graded: Grader) -> None:
    tasks = tuple(
        replace(
            task,
            points=2 * task.points,
            hints=("another",),
            summary="in other words",
            checks=tuple(
                replace(one, title=f"new: {one.title}", points=2 * one.points)
                for one in task.checks
            ),
        )
        for task in key.tasks
    )
    reworded = replace(key, hash="another", tasks=tasks)
    first, second = (filed(graded(TOPIC.solution + BUG, of)) for of in (key, reworded))
    assert first == second


def test_another_seed_makes_other_groups(graded: Grader) -> None:
    wrong = TOPIC.solution + BUG
    first, second = filed(graded(wrong)), filed(graded(wrong, build(TOPIC, "another")))
    assert first.cases_digest != second.cases_digest
    assert groups([first, second]) == [0, 1]


def test_a_rebuilt_key_has_the_same_digests(graded: Grader) -> None:
    first, second = (
        filed(graded(TOPIC.solution + BUG, build(TOPIC, "behaviours"))) for _ in range(2)
    )
    assert first == second
