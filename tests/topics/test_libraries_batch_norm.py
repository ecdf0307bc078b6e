"""What the handout of `remedies` says of the batch normalisation of PyTorch and Keras."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.sandbox.availability import unavailable
from tests.topics.test_measured_claims import REMEDIES

X = np.array([[1.0, 10.0], [5.0, 14.0], [3.0, 30.0]])
START = {"mean": np.zeros(2), "var": np.ones(2)}


def test_pytorch_weighs_the_new_batch_and_divides_the_running_variance_by_one_less() -> None:
    torch = pytest.importorskip("torch")
    layer = torch.nn.BatchNorm1d(2, dtype=torch.float64)
    assert layer.momentum == 0.1
    out = layer(torch.tensor(X))
    given = np.ones(2), np.zeros(2), START, True
    mine, _, running = REMEDIES.batch_norm_forward(X, *given, momentum=0.9, epsilon=layer.eps)
    np.testing.assert_allclose(out.detach().numpy(), mine, atol=1e-12)
    np.testing.assert_allclose(layer.running_mean.numpy(), running["mean"])
    np.testing.assert_allclose(layer.running_var.numpy(), 0.9 + 0.1 * X.var(axis=0, ddof=1))
    assert not np.allclose(layer.running_var.numpy(), running["var"])


@pytest.mark.skipif(unavailable(("tensorflow",)) is not None, reason="without TensorFlow")
def test_keras_weighs_the_past() -> None:
    keras = pytest.importorskip("keras")
    layer = keras.layers.BatchNormalization(dtype="float64")
    assert layer.momentum == 0.99
    layer(X, training=True)
    np.testing.assert_allclose(layer.moving_mean.numpy(), 0.01 * X.mean(axis=0))
    np.testing.assert_allclose(layer.moving_variance.numpy(), 0.99 + 0.01 * X.var(axis=0))
