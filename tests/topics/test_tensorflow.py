"""Driving TensorFlow: the watching layer, reasons for missing gradients, warm workers, graphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from autograder.reports import json_form
from autograder.sandbox.availability import unavailable

lacking = unavailable(("tensorflow",))
if lacking is not None:
    pytest.skip(lacking.message, allow_module_level=True)

from autograder.grading.grade import grade  # noqa: E402
from autograder.keys import files as key_files  # noqa: E402
from autograder.keys.call_graph import reached  # noqa: E402
from autograder.model.answer_key import AnswerKey  # noqa: E402
from autograder.model.limits import Limits  # noqa: E402
from autograder.model.observation import Value  # noqa: E402
from autograder.model.report import Report  # noqa: E402
from autograder.model.requests import Case, LoadRequest, RunRequest  # noqa: E402
from autograder.model.submission import Submission  # noqa: E402
from autograder.rubric.error_messages import plain_error  # noqa: E402
from autograder.sandbox import (  # noqa: E402
    FreshProcesses,
    Sandbox,  # noqa: E402
)
from autograder.sandbox.session import EncodedRun  # noqa: E402
from autograder.sandbox.tiers import Tier  # noqa: E402
from tests.conftest import ROOT, TOPICS  # noqa: E402

TOPIC = TOPICS["tensorflow_training"]


@pytest.fixture(scope="module")
def key() -> AnswerKey:
    return key_files.read(ROOT / "assignments/tensorflow_training/tensorflow_training.key")


@pytest.fixture(scope="module")
def sandbox(tier: Tier) -> Iterator[Sandbox]:
    made = tier.sandbox(("tensorflow",))
    yield made
    made.close()


def graded(source: str, key: AnswerKey, sandbox: Sandbox, limits: Limits | None = None) -> Report:
    submitted = Submission("s", TOPIC.name, {f"{TOPIC.name}.py": source.encode()})
    return grade(submitted, key, sandbox, limits)


def ran(source: str, sandbox: Sandbox) -> Any:
    """What `f` of a source gives in a worker."""
    with sandbox.open(Limits()) as session:
        session.load(LoadRequest("x", "x.py", source, driver=""), 60)
        [observed] = session.run(EncodedRun.of(RunRequest((Case("f", {}),))), 60)
    return observed.value if isinstance(observed, Value) else observed


def scores(report: Report) -> dict[str, float]:
    return {task.name: task.score for task in report.tasks}


def named(report: Report, task: str) -> set[str]:
    found = next(one for one in report.tasks if one.name == task)
    return {finding.id for check in found.checks for finding in check.findings}


def test_a_worker_has_its_framework_warm_and_settled(sandbox: Sandbox) -> None:
    source = (
        "import sys\n"
        "def f():\n"
        "    warm = {'tensorflow', 'keras'} <= set(sys.modules)\n"
        "    import tensorflow as tf\n"
        "    threads = tf.config.threading\n"
        "    return (warm, threads.get_intra_op_parallelism_threads(),\n"
        "            threads.get_inter_op_parallelism_threads(), tf.random.normal([3]).numpy())\n"
    )
    first, second = (ran(source, sandbox) for _ in range(2))
    assert first[:3] == (True, 1, 1)
    assert np.array_equal(first[3], second[3])


LOOP_IN_A_GRAPH = """
import tensorflow as tf

@tf.function
def total(dataset):
    found = 0.0
    for x in dataset:
        if x > 2.0:
            found += x
    return found

def f():
    return float(total(tf.data.Dataset.range(5).map(lambda n: tf.cast(n, tf.float32))))
"""


def test_a_loop_in_a_graph_is_compiled_from_source_that_is_in_no_file(sandbox: Sandbox) -> None:
    assert ran(LOOP_IN_A_GRAPH, sandbox) == 7.0


def test_a_loop_in_a_graph_needs_no_folder_to_write_to(tier: Tier) -> None:
    if tier.letter == "D":
        pytest.skip("no Landlock here")
    without = Tier("C").sandbox(("tensorflow",))
    try:
        assert ran(LOOP_IN_A_GRAPH, without) == 7.0
    finally:
        without.close()


def test_same_work_same_report(key: AnswerKey, sandbox: Sandbox) -> None:
    source = TOPIC.solution.replace(
        "    return loss\n", "    return loss + tf.random.uniform([])\n"
    )
    first, second = (replace(graded(source, key, sandbox), duration_s=0.0) for _ in range(2))
    assert json_form.encode(first) == json_form.encode(second)
    assert first.score is not None and first.score < first.max_score


def test_a_students_own_machine_gives_the_same_marks(key: AnswerKey, sandbox: Sandbox) -> None:
    source = TOPIC.solution.replace("model(images, training=True)", "model(images)")
    confined = graded(source, key, sandbox)
    assert named(confined, "train_step") == {"training-flag-missing"}
    assert 0 < scores(confined)["train_step"] < 6
    assert graded(source, key, FreshProcesses(key.frameworks)).tasks == confined.tasks


def test_a_step_without_a_tape_is_told_what_the_tape_missed(
    key: AnswerKey, sandbox: Sandbox
) -> None:
    source = TOPIC.solution.replace(
        "        loss = loss_fn(labels, model(images, training=True))\n",
        "        guess = model(images, training=True)\n    loss = loss_fn(labels, guess)\n",
    )
    report = graded(source, key, sandbox)
    assert named(report, "train_step") == {"outside-tape"}
    step = next(task for task in report.tasks if task.name == "train_step")
    assert "the loss was computed outside of the tape" in step.checks[0].message


def test_a_compiled_step_is_right(key: AnswerKey, sandbox: Sandbox) -> None:
    source = TOPIC.solution.replace("def train_step", "@tf.function\ndef train_step")
    report = graded(source, key, sandbox)
    assert report.score == report.max_score


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("while True: pass", "took longer than 3 s"),
        ("tf.ones([1 << 40])", "more memory was asked for"),
    ],
)
def test_who_goes_beyond_a_limit_is_told_which(
    key: AnswerKey, sandbox: Sandbox, body: str, says: str
) -> None:
    source = TOPIC.stub.replace('raise NotImplementedError("train_step")', body)
    report = graded(source, key, sandbox, Limits(task_s=6, case_s=3, memory_bytes=2 << 30))
    step = next(task for task in report.tasks if task.name == "train_step")
    assert step.score == 0 and says in step.checks[0].message


def test_one_function_at_a_time_needs_no_other(key: AnswerKey, sandbox: Sandbox) -> None:
    alone = TOPIC.stub.replace(
        'raise NotImplementedError("evaluate")', "return evaluated(model, dataset)"
    )
    start = TOPIC.solution.index("def evaluate")
    alone += TOPIC.solution[start:].replace("def evaluate", "def evaluated")
    report = graded(alone, key, sandbox)
    assert scores(report) == {"build_model": 0, "train_step": 0, "train": 0, "evaluate": 5}


def test_what_a_slip_can_change_is_read_from_the_texts(key: AnswerKey) -> None:
    reach = reached(TOPIC.solution, TOPIC.driver, key.tasks)
    names = [task.name for task in key.tasks]
    assert {name: [one for one in names if one in reach[name]] for name in names} == {
        "build_model": ["build_model"],
        "train_step": ["train_step"],
        "train": ["train_step", "train"],
        "evaluate": ["evaluate"],
    }


SAID: dict[str, tuple[str, str]] = {
    "a tape asked twice": (
        "A non-persistent GradientTape can only be used to compute one set of gradients",
        "a tape was asked for gradients twice",
    ),
    "no gradient": ("No gradients provided for any variable.", "what did the tape see"),
    "labels of another form": (
        "Arguments `target` and `output` must have the same rank (ndim). Received: "
        "target.shape=(4,), output.shape=(4, 2)",
        "the loss got labels of the shape (4,) for predictions of the shape (4, 2)",
    ),
    "no gradient for one": (
        "Attempt to convert a value (None) with an unsupported type (<class 'NoneType'>) to a "
        "Tensor.",
        "a gradient is None",
    ),
    "labels of two forms": (
        "Shapes (None, 1) and (None, 10) are incompatible",
        "labels of the shape (None, 1) do not fit predictions of the shape (None, 10)",
    ),
    "pairs turned around": (
        "'tensorflow.python.framework.ops.EagerTensor' object has no attribute '_unique_id'",
        "a tensor stands where a variable was needed",
    ),
}


@pytest.mark.parametrize(("message", "words"), SAID.values(), ids=SAID)
def test_what_keras_says_is_said_in_plain_words(message: str, words: str) -> None:
    assert words in plain_error(message)


RAISED: dict[str, tuple[str, str]] = {
    "inner sizes": ("tf.ones((2, 3)) @ tf.ones((2, 3))", "(2x3 times 2x3)"),
    "types": ("tf.ones(3) + tf.ones(3, tf.float64)", "the types float and double do not mix"),
    "shapes": ("tf.ones(2) + tf.ones(3)", "the shapes [2] and [3] do not fit"),
    "no gradient": ("tf.ones(2) * None", "a gradient is None"),
    "a variable of Keras on a tape": (
        "tf.GradientTape().__enter__().watch(tf.keras.Variable([1.0]))",
        "a tape was told to watch a variable of Keras",
    ),
    "a graph has no numbers": ("tf.function(lambda: tf.ones(2).numpy())()", ".numpy() works"),
}


@pytest.fixture(scope="module")
def messages(sandbox: Sandbox) -> list[str]:
    bodies = "".join(f"    lambda: {body},\n" for body, _ in RAISED.values())
    source = (
        f"import tensorflow as tf\nWORKS = [\n{bodies}]\n"
        "from autograder.worker.loading import describe\n"
        "def said(work):\n"
        "    try:\n        work()\n"
        "    except Exception as error:\n        return describe(error, '').message\n"
        "def f():\n    return [said(work) for work in WORKS]\n"
    )
    found: list[str] = ran(source, sandbox)
    return found


@pytest.mark.parametrize("number", range(len(RAISED)), ids=RAISED)
def test_what_tensorflow_raises_is_said_in_plain_words(messages: list[str], number: int) -> None:
    assert list(RAISED.values())[number][1] in plain_error(messages[number])
