"""The capstones: their data, what is held out of it, and what a student sees of a training."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.course.topic import Topic
from autograder.diagnosis import naming
from autograder.grading.grade import grade
from autograder.grading.requests import all_cases
from autograder.keys import files as key_files
from autograder.keys.drawing import draw
from autograder.model.answer_key import KeyTask
from autograder.model.submission import Submission
from autograder.rubric.checks import learns
from autograder.sandbox import FreshProcesses
from autograder.sandbox.availability import unavailable
from tests.conftest import TOPICS, trains

CAPSTONES = sorted(name for name, topic in TOPICS.items() if trains(topic))
SEEDS = ("one", "two", "three")


def training(topic: Topic, seed: str) -> KeyTask:
    return next(draw(topic.name, t, seed) for t in topic.rubric.tasks if t.name == "fit")


def given(task: KeyTask) -> dict[str, np.ndarray]:
    [place] = learns.places(task)
    return task.cases[place].arguments


def rows(array: np.ndarray) -> set[bytes]:
    return {row.tobytes() for row in array}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", CAPSTONES)
def test_nothing_held_out_is_trained_on(name: str, seed: str) -> None:
    arguments = given(training(TOPICS[name], seed))
    inputs = next(value for key, value in arguments.items() if key in ("images", "texts"))
    assert not rows(inputs) & rows(arguments["held_out"])
    assert len(inputs) > 1000 and len(arguments["held_out"]) > 500


@pytest.mark.parametrize("seed", SEEDS)
def test_texts_of_one_file_are_all_held_out_or_none(seed: str) -> None:
    topic = TOPICS["text_classification"]
    with np.load(topic.assignment / "data.npz") as data:
        file_of = {
            text.tobytes(): int(file)
            for text, file in zip(data["texts"], data["files"], strict=True)
        }
    arguments = given(training(topic, seed))
    known, new = ({file_of[row] for row in rows(arguments[name])} for name in ("texts", "held_out"))
    assert len(new) == 50 and not known & new


@pytest.mark.parametrize("name", CAPSTONES)
def test_classes_are_numbered_anew_for_each_training(name: str) -> None:
    labels = given(training(TOPICS[name], "one"))["labels"]
    assert not np.array_equal(labels[0], labels[1])
    assert np.array_equal(np.unique(labels[0]), np.unique(labels[1]))


@pytest.mark.parametrize("name", CAPSTONES)
def test_each_key_holds_other_samples_back(name: str) -> None:
    first, second = (rows(given(training(TOPICS[name], seed))["held_out"]) for seed in SEEDS[:2])
    assert first != second


@pytest.mark.parametrize("name", CAPSTONES)
def test_the_labels_of_what_is_held_out_are_nowhere_in_what_a_worker_gets(name: str) -> None:
    task = training(TOPICS[name], "one")
    [truth] = {id(c.truth): c.truth for c in task.checks if isinstance(c, learns.Learns)}.values()
    for row in truth:
        assert row.astype(np.uint8).tobytes() not in all_cases(task).frame


@pytest.mark.parametrize("name", CAPSTONES)
def test_students_get_what_there_is_to_train_on(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["start", name]).exit_code == 0
    sent = (tmp_path / name / "data.npz").read_bytes()
    assert sent == (TOPICS[name].assignment / "data.npz").read_bytes()


@pytest.mark.skipif(unavailable(("torch",)) is not None, reason="torch is not installed")
def test_a_report_shows_the_learning_curve_beside_that_of_the_reference() -> None:
    topic = TOPICS["image_classification"]
    key = key_files.read(topic.assignment / f"{topic.name}.key")
    # Trained as the reference, but not asked: the rest of the work is not needed for a curve.
    source = topic.stub.replace('raise NotImplementedError("fit")', "return [2.0, 1.5, 1.2]")
    source = source.replace('raise NotImplementedError("build_model")', "return nn.Flatten()")
    submitted = Submission("s", topic.name, {f"{topic.name}.py": source.encode()})
    report = grade(submitted, key, FreshProcesses(key.frameworks))
    [figure] = report.figures
    curves = {curve.name: curve.values for curve in figure.curves}
    assert curves["yours"] == (2.0, 1.5, 1.2)
    reference = [value for value in curves["the reference"] if value is not None]
    assert len(reference) > 2 and reference[-1] < reference[0] / 2


@pytest.mark.parametrize("name", CAPSTONES)
def test_what_was_learnt_is_left_aside_for_a_slip_with_signs_of_its_own_only(name: str) -> None:
    """Losses that do not fall are a sign of several, which who has learnt did not make."""
    key = key_files.read(TOPICS[name].assignment / f"{name}.key")
    [task] = [task for task in key.tasks if task.name == "fit"]
    [learnt] = learns.places(task)
    named = {}
    for mistake in key.misconceptions:
        seen = list(mistake.observations(task) or task.expected)
        seen[learnt] = task.expected[learnt]
        named[mistake.id] = [one.id for one in naming.alone(key, task, seen)]
    assert named["labels-shuffled-apart"] == named["learning-rate-far-too-small"] == []
    assert named["gradients-add-up"] == ["gradients-add-up"]


@pytest.mark.skipif(unavailable(("torch",)) is not None, reason="torch is not installed")
def test_a_slip_in_a_loop_is_named_however_much_is_learnt_in_spite_of_it() -> None:
    """The catalogue's own training with this slip learns less: it does not clip."""
    topic = TOPICS["text_classification"]
    key = key_files.read(topic.assignment / f"{topic.name}.key")
    source = "".join(
        line for line in topic.solution.splitlines(True) if "optimizer.zero_grad()" not in line
    )
    submitted = Submission("s", topic.name, {f"{topic.name}.py": source.encode()})
    report = grade(submitted, key, FreshProcesses(key.frameworks))
    [fit] = [task for task in report.tasks if task.name == "fit"]
    assert [one.id for check in fit.checks for one in check.findings] == ["gradients-add-up"]
    assert [check.outcome for check in fit.checks if check.name.startswith("has learnt")] == [
        "passed"
    ]


@pytest.mark.skipif(unavailable(("torch",)) is not None, reason="torch is not installed")
def test_a_model_that_is_left_frozen_is_not_as_it_was() -> None:
    import torch

    from autograder.worker.drivers import capstones as driving
    from autograder.worker.drivers.torch import Watch

    def make() -> tuple[Any, Any]:
        torch.manual_seed(1)
        watch = Watch()
        return torch.nn.Sequential(torch.nn.Linear(2, 3), watch), watch

    class Asking:
        def __init__(self, freezes: bool) -> None:
            self.freezes = freezes

        def predict(self, model: Any, inputs: Any, device: Any) -> Any:
            was_training = model.training
            with torch.no_grad():
                classes = model.eval()(inputs).argmax(dim=1)
            model.train(was_training).requires_grad_(not self.freezes)
            return classes

    for freezes in (False, True):
        seen = driving.predicting_habits(Asking(freezes), make, torch.ones(4, 2), True)
        assert seen["the model and the inputs are as they were"] is not freezes
