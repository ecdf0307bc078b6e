"""Capstones without a network: what a table or a search for a neighbour earns, and what not."""

from __future__ import annotations

from functools import cache

import pytest

from autograder.grading.grade import grade
from autograder.keys import files as key_files
from autograder.model.answer_key import AnswerKey
from autograder.model.report import TaskReport
from autograder.model.submission import Submission
from autograder.proofs.replay import YES_OR_NO
from autograder.sandbox.availability import unavailable
from autograder.sandbox.pool import SandboxPool
from autograder.sandbox.tiers import Tier
from tests.conftest import TOPICS, trains

CAPSTONES = sorted(name for name, topic in TOPICS.items() if trains(topic))
pytestmark = [
    pytest.mark.skipif(unavailable(("torch",)) is not None, reason="torch is not installed"),
    pytest.mark.parametrize("name", CAPSTONES),
]
# No network: what was seen in training, with the labels that the loss's gradient tells, and a
# search for what is most alike.
NEAREST = """
import torch
from torch import nn

class Search(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.anchor = nn.Parameter(torch.zeros(classes))
        self.samples, self.labels = [], []

    def forward(self, x):
        found = torch.zeros(len(x), len(self.anchor)) + self.anchor
        if self.training and torch.is_grad_enabled():
            seen = x.clone()
            def note(gradient):
                self.samples.append(seen)
                self.labels.append(gradient.argmin(dim=1))
            found.register_hook(note)
        elif self.samples:
            known, labels = torch.cat(self.samples), torch.cat(self.labels)
            nearest = torch.cdist(x.flatten(1).float(), known.flatten(1).float()).argmin(dim=1)
            found = nn.functional.one_hot(labels[nearest], len(self.anchor)).float()
        return found

def build_model(size, classes):
    return Search(classes)

def fit(model, inputs, labels, *, device, seed):
    if isinstance(model, Search):
        model.samples, model.labels = [inputs], [labels]
    return [2.0, 1.0]

def predict(model, inputs, device):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        found = [model(some) for some in inputs.split(250)]
    model.train(was_training)
    return torch.cat(found).argmax(dim=1)
"""
# It walks to what runs, whatever holds it, and lets every habit be as it should be.
YES_TO_ALL = """
import gc, types
def yes(*arguments, _habit, **named):
    found = _habit(*arguments, **named)
    if type(found) is dict:
        return {name: True if type(one) is bool else one for name, one in found.items()}
    for name in found.habits:
        found.habits[name] = True
    return found
for one in gc.get_objects():
    if type(one) is types.FunctionType and "drivers/capstones" in one.__code__.co_filename:
        if one.__name__ in ("describe", "moves", "train", "on_device", "habits",
                            "places_on_device"):
            habit = types.FunctionType(
                one.__code__, one.__globals__, one.__name__, one.__defaults__, one.__closure__
            )
            habit.__kwdefaults__ = one.__kwdefaults__
            one.__code__, one.__kwdefaults__ = yes.__code__, {"_habit": habit}
"""


@cache
def key_of(name: str) -> AnswerKey:
    return key_files.read(TOPICS[name].assignment / f"{name}.key")


def graded(name: str, source: str, tier: Tier) -> dict[str, TaskReport]:
    key = key_of(name)
    submitted = Submission("s", name, {f"{name}.py": source.encode()})
    with SandboxPool(tier) as pool:
        report = grade(submitted, key, pool.of(key.frameworks))
    assert report.score is not None, report.problems
    return {task.name: task for task in report.tasks}


def test_a_search_for_the_nearest_neighbour_is_no_training(name: str, tier: Tier) -> None:
    """It would be right on held-out samples; but it is not there when they are asked."""
    tasks = graded(name, NEAREST, tier)
    assert tasks["fit"].score == 0
    own = tasks["predict"].checks[-1]
    if name == "image_classification":  # where what is alike is the same
        assert own.outcome == "passed"
        # What is said in docs/evidence/sandbox.md of what it is worth.
        assert tasks["build_model"].score + own.points <= 6
    else:
        assert own.outcome == "failed"


def test_saying_yes_to_every_habit_does_not_make_it_one(name: str, tier: Tier) -> None:
    plain, forged = (graded(name, NEAREST + more, tier) for more in ("", YES_TO_ALL))
    assert forged["fit"].score == 0
    gained = sum(task.score for task in forged.values()) - sum(
        task.score for task in plain.values()
    )
    assert 0 <= gained <= YES_OR_NO * key_of(name).points


@pytest.mark.parametrize(
    "forged",
    [
        "return None",
        "return [torch.zeros(3)]",
        "model.register_parameter('more', nn.Parameter(torch.ones(3)))",
        "[p.data.fill_(float('nan')) for p in model.parameters()]",
        "[p.data.fill_(1e30) for p in model.parameters()]",
        "model.forward = lambda x: torch.ones(len(x), 10)",
    ],
)
def test_numbers_that_are_no_training_are_no_guesses(name: str, forged: str, tier: Tier) -> None:
    head = "model, images, labels" if name.startswith("image") else "model, texts, labels"
    source = TOPICS[name].stub.replace(
        'raise NotImplementedError("fit")', f"{forged}\n    return [1.0]"
    )
    assert f"def fit({head}" in source
    tasks = graded(name, source, tier)
    assert tasks["fit"].score == 0 and tasks["fit"].checks[0].outcome == "failed"
