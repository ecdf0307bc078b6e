"""The capstones: their data, what is held out of it, and what a student sees of a training."""

from __future__ import annotations

import runpy
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.course.sources import Program
from autograder.course.topic import Topic
from autograder.diagnosis import naming
from autograder.grading.grade import grade
from autograder.grading.requests import all_cases
from autograder.keys import files as key_files
from autograder.keys import worked_numbers
from autograder.keys.drawing import draw
from autograder.model.answer_key import KeyTask
from autograder.model.submission import Submission
from autograder.rubric.checks import learns
from autograder.sandbox import FreshProcesses
from autograder.sandbox.availability import unavailable
from autograder.worker.loading import load
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


# Texts by what is left of them, and whether each character counts, and their order.
READERS = {
    "all states": ("states.mean(dim=1)", True, True),
    "the last state": ("states[:, -1]", True, True),
    "the first state": ("states[:, 0]", False, False),
    "how often each comes": ("x.mean(dim=1)", True, False),
    "the last character": ("x[:, -1]", False, False),
    "the first and how often each comes": ("x[:, 0] + x.mean(dim=1)", True, False),
    "neighbours in a circle": ("(x * x.roll(1, dims=1)).mean(dim=1)", True, False),
}


@pytest.mark.skipif(unavailable(("torch",)) is not None, reason="torch is not installed")
@pytest.mark.parametrize("zeros", [False, True], ids=["", "that begins with zeros"])
@pytest.mark.parametrize("reader", READERS)
def test_what_a_network_reads_shows_before_it_has_learnt(reader: str, zeros: bool) -> None:
    import torch

    what, every_one, order = READERS[reader]

    class Reader(torch.nn.Module):
        def __init__(self, vocabulary_size: int, classes: int) -> None:
            super().__init__()
            self.embedding = torch.nn.Embedding(vocabulary_size, 12)
            self.gru = torch.nn.GRU(12, 12, batch_first=True)
            self.head = torch.nn.Linear(12, classes)
            if zeros:
                torch.nn.init.zeros_(self.head.weight)

        def forward(self, texts: Any) -> Any:
            x = self.embedding(texts)
            return self.head(eval(what, {"x": x, "states": self.gru(x)[0]}))

    driver, _ = load(TOPICS["text_classification"].driver, "driver_of_readers", "driver.py")
    module = SimpleNamespace(build_model=Reader)
    for length in (7, 40):
        seen = driver.run_model(module, vocabulary_size=30, classes=3, length=length, seed=2)
        assert seen["every character counts"] is every_one
        assert seen["the order of the characters counts"] is order


@pytest.mark.skipif(unavailable(("torch",)) is not None, reason="torch is not installed")
def test_a_network_that_begins_with_zeros_gives_the_worked_numbers() -> None:
    topic = TOPICS["text_classification"]
    [piece, *others] = topic.program().pieces
    zeros = (
        "model = Reader(vocabulary_size, classes)\n"
        "    nn.init.zeros_(model.output.weight), nn.init.zeros_(model.output.bias)\n"
        "    return model"
    )
    text = piece.text.replace("return Reader(vocabulary_size, classes)", zeros)
    assert text != piece.text
    program = Program((replace(piece, text=text), *others))
    places = set(topic.worked_numbers.of_task("build_model"))
    assert places <= worked_numbers.agreeing(topic, program, FreshProcesses(("torch",)))


@pytest.mark.skipif(unavailable(("torch",)) is not None, reason="torch is not installed")
def test_one_epoch_is_a_way_to_train() -> None:
    topic = TOPICS["image_classification"]
    module, _ = load(
        topic.solution.replace("EPOCHS = 12", "EPOCHS = 1"), "once", f"{topic.name}.py"
    )
    driver, _ = load(topic.driver, "driver_of_one_epoch", "driver.py")
    images, labels = np.zeros((30, 1, 8, 8), np.uint8), np.arange(30) % 10
    for run in (driver.run_training_habits, driver.run_training_curve):
        assert all(run(module, images, labels, seed=1).values())


@pytest.mark.skipif(unavailable(("torch",)) is not None, reason="torch is not installed")
def test_a_model_that_is_left_frozen_is_not_as_it_was() -> None:
    import torch

    from autograder.worker.drivers.capstones import guessing
    from autograder.worker.drivers.torch import Watch

    class Watched(torch.nn.Linear):
        def __init__(self) -> None:
            super().__init__(2, 3)
            self.watch = Watch()

        def forward(self, x: Any) -> Any:
            return self.watch(self, super().forward(x))

    def make(_place: Any) -> tuple[Any, Any]:
        torch.manual_seed(1)
        model = Watched()
        return model, model.watch

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
