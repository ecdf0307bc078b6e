"""Wrong programs that had every point once: each is the reference with one change.

Most fail at a size that the contract names and that nobody tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from autograder.grading.grade import grade
from autograder.keys import files as key_files
from autograder.model.report import TaskReport
from autograder.model.submission import Submission
from autograder.sandbox import Sandbox
from autograder.sandbox.availability import unavailable
from autograder.sandbox.tiers import Tier
from tests.conftest import TOPICS


@dataclass(frozen=True)
class Wrong:
    """A change of the reference, and the task that loses points by it."""

    topic: str
    task: str
    old: str
    new: str


# A node whose equal edges are joined, and that walks every path all the same.
EVERY_PATH = """
        self.grad = 0.0
        waiting = [(self, 1.0)]
        _forget(self, set())
        while waiting:
            node, arriving = waiting.pop()
            node.grad += arriving
            joined = {}
            for parent, share in zip(node._parents, node._pull(arriving), strict=True):
                joined[parent] = joined.get(parent, 0.0) + share
            waiting.extend(joined.items())


def _forget(node, seen):
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            node.grad = 0.0
            waiting.extend(node._parents)
"""
BACKWARD = """
        order = _topological_order(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, share in zip(node._parents, node._pull(node.grad), strict=True):
                parent.grad += share
"""
WRONG = {
    "a slope that overflows beside a safe sigmoid": Wrong(
        "activations",
        "sigmoid_derivative",
        "    a = sigmoid(z)\n",
        "    a = 1 / (1 + np.exp(-z))\n",
    ),
    "a slope of tanh that overflows": Wrong(
        "activations",
        "tanh_derivative",
        "    a = tanh(z)\n    return 1",
        "    a = (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))\n    return 1",
    ),
    "one row loses its axis": Wrong(
        "activations",
        "softmax",
        "    return powers / powers.sum(axis=-1, keepdims=True)",
        "    return (powers / powers.sum(axis=-1, keepdims=True)).squeeze()",
    ),
    "every path through different products": Wrong("chain_rule", "Value", BACKWARD, EVERY_PATH),
    "a map to a number becomes a number": Wrong(
        "chain_rule", "chain_jacobian", "    return whole", "    return np.squeeze(whole)"
    ),
    "as many classes as labels show": Wrong(
        "forward_and_losses",
        "one_hot",
        "rows = np.zeros((len(labels), classes))",
        "shown = len(set(labels)) == 1\n"
        "    rows = np.zeros((len(labels), labels.max() + 1 if shown else classes))",
    ),
    "logits of one sample lose their axis": Wrong(
        "forward_and_losses", "mlp_forward", "    return z\n", "    return z.squeeze()\n"
    ),
    "a dense layer of one unit loses its axis": Wrong(
        "forward_and_losses", "dense_forward", "x @ W + b", "(x @ W + b).squeeze()"
    ),
    "a loss that wants a second layer": Wrong(
        "backprop",
        "loss",
        "    logits, _ = forward(",
        "    parameters['W2']\n    logits, _ = forward(",
    ),
    "an error of one sample loses its axis": Wrong(
        "backprop", "output_error", "(p - y) / len(labels)", "(p - y).squeeze() / len(labels)"
    ),
    "a bias gradient of one unit is a number": Wrong(
        "backprop", "layer_gradients", "delta.sum(axis=0)", "delta.sum(axis=0).squeeze()"
    ),
    "two layers by name, one step": Wrong(
        "gradient_descent",
        "sgd_step",
        "for name, p in parameters.items()}\n    # END SOLUTION\n\n\ndef momentum",
        "for name, p in [(n, parameters[n]) for n in ('W1', 'b1', 'W2', 'b2')]}\n\n\ndef momentum",
    ),
    "two layers by name, velocities": Wrong(
        "gradient_descent",
        "momentum_step",
        "for name, v in velocity.items()}",
        "for name, v in [(n, velocity[n]) for n in ('W1', 'b1', 'W2', 'b2')]}",
    ),
    "a single sample makes no batch": Wrong(
        "gradient_descent",
        "minibatches",
        "    order = rng.permutation(len(x))\n",
        "    order = rng.permutation(len(x)) if len(x) > 1 else []\n",
    ),
    "norms of more than one sample": Wrong(
        "gradient_flow",
        "layer_gradient_norms",
        "    return np.array([np.sqrt",
        "    x.squeeze()[1][0]\n    return np.array([np.sqrt",
    ),
    "a norm that wants a second layer": Wrong(
        "gradient_flow",
        "global_norm",
        "sum(np.sum(g**2) for g in gradients.values())",
        "sum(np.sum(gradients[n] ** 2) for n in {'W2', *gradients})",
    ),
    "one feature loses its axis": Wrong(
        "remedies",
        "batch_norm_forward",
        "    return out, cache, running",
        "    return out.squeeze(), cache, running",
    ),
    "one unit loses its axis": Wrong(
        "lstm", "lstm_step_forward", "new_h = o * squashed", "new_h = (o * squashed).squeeze()"
    ),
}


CURVE = "        curve.append(total / len(images))"
WITH_TORCH = {
    "the loader's data set is counted": Wrong(
        "torch_training", "train", "total / samples", "total / len(loader.dataset)"
    ),
    "the loader's batches are counted": Wrong(
        "torch_training",
        "evaluate",
        "    correct = samples = 0\n",
        "    correct = samples = 0\n    len(loader)\n",
    ),
    "losses of more than one sample": Wrong(
        "torch_training",
        "train",
        "            images, labels = images.to(device), labels.to(device)\n",
        "            images, labels = images.to(device), labels.to(device)\n"
        "            if len(labels) == 1:\n                continue\n",
    ),
    "classes that all have samples": Wrong(
        "understanding",
        "train_validation_split",
        "    for label in np.unique(labels):\n",
        "    for label in range(len(np.unique(labels))):\n",
    ),
    "the mean of the batches' means": Wrong(
        "image_classification",
        "fit",
        "            total += loss.item() * len(batch)\n        curve.append(total / len(images))",
        "            total += loss.item() / -(-len(images) // BATCH)\n        curve.append(total)",
    ),
    "the last batch's loss": Wrong(
        "image_classification", "fit", CURVE, "        curve.append(loss.item())"
    ),
    "losses that were made up": Wrong(
        "image_classification", "fit", CURVE, "        curve.append(2.3 / (1 + len(curve)))"
    ),
    "an earlier batch's gradients, added again": Wrong(
        "image_classification",
        "fit",
        "            loss.backward()\n",
        "            loss.backward()\n"
        "            for p in model.parameters():\n"
        "                kept = p.grad.clone()\n"
        "                p.grad += getattr(p, 'kept', 0)\n"
        "                p.kept = kept\n",
    ),
}
WITH_TENSORFLOW = {
    "a probability above a half": Wrong(
        "tensorflow_training",
        "evaluate",
        "tf.argmax(probabilities, axis=1)",
        "tf.argmax(tf.round(probabilities), axis=1)",
    ),
    "only the last layer learns": Wrong(
        "tensorflow_training",
        "train_step",
        "    variables = model.trainable_variables\n",
        "    variables = model.layers[-1].trainable_variables\n",
    ),
}


@pytest.fixture(scope="module")
def with_numpy(tier: Tier) -> Iterator[Sandbox]:
    made = tier.sandbox(())
    yield made
    made.close()


@pytest.fixture(scope="module")
def with_torch(tier: Tier) -> Iterator[Sandbox]:
    made = tier.sandbox(("torch",))
    yield made
    made.close()


@pytest.fixture(scope="module")
def with_tensorflow(tier: Tier) -> Iterator[Sandbox]:
    made = tier.sandbox(("tensorflow",))
    yield made
    made.close()


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_wrong_program_does_not_get_every_point(wrong: Wrong, with_numpy: Sandbox) -> None:
    _loses_some_points(wrong, with_numpy)


@pytest.mark.skipif(unavailable(("torch",)) is not None, reason="torch is not installed")
@pytest.mark.parametrize("wrong", WITH_TORCH.values(), ids=WITH_TORCH)
def test_neither_does_one_that_uses_torch(wrong: Wrong, with_torch: Sandbox) -> None:
    _loses_some_points(wrong, with_torch)


@pytest.mark.skipif(unavailable(("tensorflow",)) is not None, reason="TensorFlow is not installed")
@pytest.mark.parametrize("wrong", WITH_TENSORFLOW.values(), ids=WITH_TENSORFLOW)
def test_neither_does_one_that_uses_tensorflow(wrong: Wrong, with_tensorflow: Sandbox) -> None:
    task = _graded(wrong, with_tensorflow)
    assert task.score < task.max_score
    assert not [one.message for one in task.checks if "raised" in one.message]


def _loses_some_points(wrong: Wrong, sandbox: Sandbox) -> None:
    task = _graded(wrong, sandbox)
    assert task.score < task.max_score
    assert task.score > 0, "what fails at a size of its own keeps the points of the others"


def _graded(wrong: Wrong, sandbox: Sandbox) -> TaskReport:
    topic = TOPICS[wrong.topic]
    assert topic.solution.count(wrong.old) == 1
    source = topic.solution.replace(wrong.old, wrong.new).encode()
    key = key_files.read(topic.assignment / f"{topic.name}.key")
    submitted = Submission("s", topic.name, {f"{topic.name}.py": source})
    [task] = [one for one in grade(submitted, key, sandbox).tasks if one.name == wrong.task]
    return task
