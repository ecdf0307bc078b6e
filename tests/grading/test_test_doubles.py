"""A `train` behind a `train_step` that is wrong: what is right is seen, and what is wrong, too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pytest

from autograder.course.topic import Topic
from autograder.grading.grade import grade
from autograder.keys import files as key_files
from autograder.model.answer_key import AnswerKey
from autograder.model.report import TaskReport
from autograder.model.submission import Submission
from autograder.sandbox import Sandbox
from autograder.sandbox.availability import unavailable
from autograder.sandbox.tiers import Tier
from tests.conftest import TOPICS

# Ways in which a step can be wrong: known and unknown ones, some after which nothing can be seen.
STEPS = {
    "is not written": 'raise NotImplementedError("train_step")',
    "fails": "return undefined",
    "does nothing": "return 1.0",
    "is wrong in no known way": "loss = float(right_step({0})); right_step({0}); return loss * 1.1",
}
# A TensorFlow submission takes ten times as long as one of PyTorch.
ONE_IN = {"torch_training": 1, "tensorflow_training": 6}


@dataclass
class Bench:
    """Submissions of one topic, and what they get."""

    topic: Topic
    sandbox: Sandbox

    @cached_property
    def key(self) -> AnswerKey:
        return key_files.read(self.topic.assignment / f"{self.topic.name}.key")

    def step(self, body: str) -> str:
        """A `train_step` of this body, in which the right one is `right_step`."""
        names = "model, loss_fn, optimizer, images, labels"
        return (
            f"\n\nright_step = train_step\n\n\ndef train_step({names}):\n    {body.format(names)}\n"
        )

    def loop(self, step: str) -> str:
        """A right `train` but for what it calls a step."""
        return LOOPS[self.topic.name].replace("{step}", step)

    def graded(self, change: str, wrong: str | None = None) -> dict[str, TaskReport]:
        """By task: the solution with a change, and a misconception of the topic."""
        mistakes = [one for one in self.topic.misconceptions if one.label == wrong]
        source = self.topic.wrong(*mistakes) if wrong else self.topic.solution
        files = {f"{self.topic.name}.py": (source + change).encode()}
        report = grade(Submission("s", self.topic.name, files), self.key, self.sandbox)
        return {task.name: task for task in report.tasks}


@pytest.fixture(scope="module", params=ONE_IN)
def bench(request: pytest.FixtureRequest, tier: Tier) -> Iterator[Bench]:
    topic = TOPICS[request.param]
    lacking = unavailable(topic.rubric.frameworks)
    if lacking is not None:
        pytest.skip(lacking.message)
    sandbox = tier.sandbox(topic.rubric.frameworks)
    yield Bench(topic, sandbox)
    sandbox.close()


def names(task: TaskReport) -> set[str]:
    return {finding.id for check in task.checks for finding in check.findings}


@pytest.mark.parametrize("body", STEPS.values(), ids=STEPS)
def test_a_right_loop_keeps_its_points(bench: Bench, body: str) -> None:
    tasks = bench.graded(bench.step(body))
    assert tasks["train_step"].score < tasks["train_step"].max_score
    assert tasks["train"].score == tasks["train"].max_score, tasks["train"]
    assert any("correct once train_step is correct" in one.message for one in tasks["train"].checks)


def test_each_slip_of_the_loop_is_named_behind_a_step_that_fails(bench: Bench) -> None:
    slips = [one for one in bench.topic.misconceptions if one.task == "train"]
    wrong = {}
    for slip in slips[:: ONE_IN[bench.topic.name]]:
        train = bench.graded(bench.step(STEPS["fails"]), slip.label)["train"]
        if train.score >= train.max_score or not names(train).issuperset(slip.parts or [slip.id]):
            wrong[slip.label] = train
    assert len(slips) > 20 and not wrong


LOOP = """

def train(model, {batches}, *, epochs, learning_rate{device}):
    history = []
{start}
    for _ in range(epochs):
        total, samples = 0.0, 0
        for images, labels in {batches}:
{move}
            total += float({{step}}) * len(labels)
            samples += len(labels)
        history.append(total / samples)
    return history
"""
WRITTEN_OUT = """

# Once more, as it were: another function that does the same.
own_step = type(train_step)(train_step.__code__, globals())
"""
LOOPS = {
    "torch_training": LOOP.format(
        batches="loader",
        device=", device",
        start=(
            "    model.to(device).train()\n    loss_fn = nn.CrossEntropyLoss()\n"
            "    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)"
        ),
        move="            images, labels = images.to(device), labels.to(device)",
    ),
    "tensorflow_training": LOOP.format(
        batches="dataset",
        device="",
        start=(
            "    loss_fn = tf.keras.losses.CategoricalCrossentropy()\n"
            "    optimizer = tf.keras.optimizers.SGD(learning_rate)"
        ),
        move="",
    ),
}
GIVEN = "model, loss_fn, optimizer, images, labels"
SLIP = "ascent"


def test_a_named_slip_that_is_written_out_once_more_costs_once(bench: Bench) -> None:
    """A loop that never calls `train_step`, as the stand-in shows."""
    tasks = bench.graded(bench.loop(f"own_step({GIVEN})") + WRITTEN_OUT, SLIP)
    assert names(tasks["train_step"]) == {SLIP}
    assert tasks["train"].score == tasks["train"].max_score, tasks["train"]


def test_where_all_ends_in_an_exception_nothing_is_taken_for_right(bench: Bench) -> None:
    slip = {"torch_training": "backward-twice", "tensorflow_training": "tape-asked-twice"}
    tasks = bench.graded(bench.loop(f"own_step({GIVEN})") + WRITTEN_OUT, slip[bench.topic.name])
    assert names(tasks["train_step"]) == {slip[bench.topic.name]}
    assert tasks["train"].score == 0


# Other ways to a `train_step`, and what has to be written for them before the loop.
BY_NAMES = f"train_step({', '.join(f'{name}={name}' for name in GIVEN.split(', '))})"
WAYS = {
    "by keywords": (BY_NAMES, ""),
    "another name": (f"step({GIVEN})", "\nstep = train_step\n"),
    "a class's": (
        f"Trainer.step({GIVEN})",
        "\nclass Trainer:\n    step = staticmethod(train_step)\n",
    ),
    "partial": (
        f"bound({GIVEN})",
        "\nimport functools\nbound = functools.partial(train_step)\n",
    ),
    "a default": (f"one({GIVEN})", "\ndef one(*given, do=train_step):\n    return do(*given)\n"),
    "with more parameters": (
        f"train_step({GIVEN}, verbose=False)",
        f"\ndef train_step({GIVEN}, clip=None, verbose=True):\n    return undefined\n",
    ),
    "by other names": (
        "train_step(model, loss_fn, optimizer, y=labels, x=images)",
        "\ndef train_step(net, criterion, rule, x, y):\n    return undefined\n",
    ),
    "what wraps it": (
        f"train_step({GIVEN})",
        "\ndef wrapped(function):\n    return lambda *given: function(*given)\n"
        "train_step = wrapped(train_step)\n",
    ),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_step_that_fails_is_replaced_wherever_it_was_put(
    bench: Bench, way: tuple[str, str]
) -> None:
    call, before = way
    tasks = bench.graded(bench.step(STEPS["fails"]) + before + bench.loop(call))
    assert tasks["train_step"].score == 0
    assert tasks["train"].score == tasks["train"].max_score, tasks["train"]


def test_a_loop_may_ask_for_the_number_of_a_step_that_gives_tensors(bench: Bench) -> None:
    ask = {"torch_training": ".detach().cpu().item()", "tensorflow_training": ".numpy()"}
    step = bench.step("loss = 1.3 * loss_fn(*GIVEN); return loss").replace(
        "*GIVEN",
        "model(images), labels" if "torch" in bench.topic.name else "labels, model(images)",
    )
    tasks = bench.graded(step + bench.loop(f"train_step({GIVEN})" + ask[bench.topic.name]))
    assert tasks["train_step"].score == 0
    assert tasks["train"].score == tasks["train"].max_score, tasks["train"]


# Loops whose slip only a backward pass shows.
UNSEEN = {
    "torch_training": {
        "biases are frozen": (
            f"train_step({GIVEN})",
            "model.output.bias.requires_grad_(False); history = []",
        ),
        "all is frozen": (
            f"train_step({GIVEN})",
            "model.requires_grad_(False); history = []",
        ),
        "nothing is recorded": (f"torch.no_grad()(train_step)({GIVEN})", "history = []"),
        "half of the loss is detached": (
            "train_step(model, lambda *of: (loss_fn(*of) + loss_fn(*of).item()) / 2, optimizer, "
            "images, labels)",
            "history = []",
        ),
        "gradients are clipped": (
            f"train_step({GIVEN})",
            "model.output.weight.register_hook(lambda g: g.clamp(-0.01, 0.01)); history = []",
        ),
    },
    "tensorflow_training": {
        "half of the loss is stopped": (
            "train_step(model, lambda *of: (loss_fn(*of) + tf.stop_gradient(loss_fn(*of))) / 2, "
            "optimizer, images, labels)",
            "history = []",
        ),
        "the loss leaves TensorFlow": (
            "train_step(model, lambda *of: tf.constant(loss_fn(*of).numpy()), optimizer, images, "
            "labels)",
            "history = []",
        ),
    },
}


def test_behind_a_step_that_fails_the_gradients_count(bench: Bench) -> None:
    for name, (step, start) in UNSEEN[bench.topic.name].items():
        loop = bench.loop(step).replace("history = []", start)
        train = bench.graded(bench.step(STEPS["fails"]) + loop)["train"]
        assert train.score == 0, name
