"""The capstones: their data, what is held out of it, and what a student sees of a training."""

from __future__ import annotations

import runpy
from collections.abc import Mapping
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


def learning(topic: Topic, seed: str) -> list[tuple[KeyTask, learns.Learns]]:
    """Every check of what was learnt."""
    tasks = [draw(topic.name, task, seed) for task in topic.rubric.tasks]
    return [(t, one) for t in tasks for one in t.checks if isinstance(one, learns.Learns)]


def own_network(topic: Topic, seed: str) -> dict[str, np.ndarray]:
    """What a network of the submission's own is trained on, and asked for."""
    [(task, check)] = [pair for pair in learning(topic, seed) if pair[0].name == "predict"]
    return task.cases[check.cases[0]].arguments


def asked_with(task: KeyTask, place: int) -> Mapping[str, Any]:
    """What the driver looks at the result with, where no submission is."""
    return task.asked[place].arguments or {} if place in task.asked else {}


def inputs(arguments: dict[str, np.ndarray]) -> np.ndarray:
    return next(value for key, value in arguments.items() if key in ("images", "texts"))


def rows(array: np.ndarray) -> set[bytes]:
    return {row.tobytes() for row in array}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", CAPSTONES)
def test_nothing_held_out_is_trained_on(name: str, seed: str) -> None:
    for task, check in learning(TOPICS[name], seed):
        [place] = check.cases
        arguments = task.cases[place].arguments
        held_out = {**arguments, **asked_with(task, place)}["held_out"]
        assert not rows(inputs(arguments)) & rows(held_out)
        assert len(held_out) > 500


@pytest.mark.parametrize("name", CAPSTONES)
def test_each_key_has_a_task_of_its_own(name: str) -> None:
    """No sample of one key comes again in another."""
    first, second = (own_network(TOPICS[name], seed) for seed in SEEDS[:2])
    assert not rows(first["held_out"]) & (rows(second["held_out"]) | rows(inputs(second)))


@pytest.mark.parametrize("name", CAPSTONES)
def test_the_labels_of_what_is_held_out_are_nowhere_in_what_a_worker_gets(name: str) -> None:
    for task, check in learning(TOPICS[name], "one"):
        for row in np.asarray(check.truth):
            assert row.astype(np.uint8).tobytes() not in all_cases(task).frame


@pytest.mark.parametrize("name", CAPSTONES)
def test_what_the_drivers_network_is_asked_for_stays_with_the_judge(name: str) -> None:
    [task] = [draw(name, task, "one") for task in TOPICS[name].rubric.tasks if task.name == "fit"]
    [held_out] = [asked_with(task, place)["held_out"] for place in task.asked]
    assert held_out.tobytes() not in all_cases(task).frame


@pytest.mark.parametrize("name", CAPSTONES)
def test_students_draw_the_same_kind_of_data(name: str) -> None:
    topic = TOPICS[name]
    made = runpy.run_path(str(topic.generator_file))
    draw_samples = made["images_and_labels" if name.startswith("image") else "texts_and_labels"]
    samples, labels = draw_samples(seed=1, count=50)
    again, _ = draw_samples(seed=1, count=50)
    graded = inputs(own_network(topic, "one"))
    assert samples.shape[1:] == graded.shape[1:] and labels.shape == (50,)
    assert np.array_equal(samples, again)
    assert samples.min() >= 0 and samples.max() <= (16 if name.startswith("image") else 94)


@pytest.mark.parametrize("name", CAPSTONES)
def test_students_get_what_there_is_to_train_on(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["start", name]).exit_code == 0
    for file in ("data.npz", "make_data.py"):
        sent = (tmp_path / name / file).read_bytes()
        assert sent == (TOPICS[name].assignment / file).read_bytes()


@pytest.mark.skipif(unavailable(("torch",)) is not None, reason="torch is not installed")
def test_a_report_shows_the_learning_curve_beside_that_of_the_reference() -> None:
    topic = TOPICS["image_classification"]
    key = key_files.read(topic.assignment / f"{topic.name}.key")
    # Not trained at all: the rest of the work is not needed for a curve.
    source = topic.stub.replace('raise NotImplementedError("fit")', "return [2.0, 1.5, 1.2]")
    source = source.replace('raise NotImplementedError("build_model")', "return nn.Flatten()")
    nothing = "return torch.zeros(len(images), dtype=torch.int64)"
    source = source.replace('raise NotImplementedError("predict")', nothing)
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
    learnt = learns.places(task)
    named = {}
    for mistake in key.misconceptions:
        seen = list(mistake.observations(task) or task.expected)
        for place in learnt:
            seen[place] = task.expected[place]
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
    assert fit.checks[0].name == "teaches a network something"
    assert fit.checks[0].outcome == "passed"


@pytest.mark.skipif(unavailable(("torch",)) is not None, reason="torch is not installed")
def test_a_model_that_is_left_frozen_is_not_as_it_was() -> None:
    import torch

    from autograder.worker.drivers.capstones import guessing
    from autograder.worker.drivers.torch import Watch

    def make(_place: Any) -> tuple[Any, Any]:
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
        seen = guessing.habits(Asking(freezes), make, torch.ones(4, 2), True)
        assert seen["the model and the inputs are as they were"] is not freezes
