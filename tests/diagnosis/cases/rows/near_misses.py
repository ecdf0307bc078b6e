"""Results that are right to about 8 digits: no mistake explains them, nor do two that cancel."""

from __future__ import annotations

from tests.diagnosis.cases.row import ALL, FEW, PRECISION, Edit, Row

SINGLE = "float32 is used inside"
DIGITS = frozenset({"precision"})
NARROWER = DIGITS | {"float32-for-float64"}

NEAR_MISSES = (
    Row(
        name="softmax-denominator-epsilon",
        topic="activations",
        fault="1e-8 is added to the sum in the denominator",
        edits=(Edit("return weights / total", "return weights / (total + 1e-8)"),),
        loses={"softmax": FEW},
        true=DIGITS,
        says=PRECISION,
    ),
    Row(
        name="gradient-denominator-epsilon",
        topic="forward_and_losses",
        fault="1e-8 is added to the sum in the denominator",
        edits=(Edit("return weights / total", "return weights / (total + 1e-8)"),),
        loses={"cross_entropy_gradient": FEW},
        true=DIGITS,
        says=PRECISION,
    ),
    Row(
        name="one-maximum-and-denominator-epsilon",
        topic="forward_and_losses",
        fault="one maximum for the whole batch, and 1e-8 in the denominator",
        edits=(
            Edit(
                "np.exp(logits - logits.max(axis=1, keepdims=True))",
                "np.exp(logits - logits.max())",
            ),
            Edit("return weights / total", "return weights / (total + 1e-8)"),
        ),
        loses={"cross_entropy_gradient": FEW},
        true=DIGITS | {"gradient-global-max"},
        says=PRECISION,
    ),
    Row(
        name="single-precision-buffer",
        topic="backprop",
        fault="the weight gradient is collected in a float32 buffer",
        edits=(
            Edit(
                "    dW = a_previous.T.dot(delta)\n",
                "    dW = np.zeros((a_previous.shape[1], delta.shape[1]), np.float32)\n"
                "    dW += a_previous.T.dot(delta)\n",
            ),
        ),
        loses={"layer_gradients": FEW},
        true=DIGITS,
        may=frozenset({"backward"}),
        says=PRECISION,
    ),
    Row(
        name="single-precision-activations",
        topic="activations",
        fault=SINGLE,
        true=NARROWER,
        edits=(
            Edit("np.exp(-np.abs(z))", "np.exp(-np.abs(z.astype(np.float32)))"),
            Edit(
                "    t = np.tanh(z)\n    return (1 - t)",
                "    t = np.tanh(z.astype(np.float32))\n    return (1 - t)",
            ),
            Edit(
                "    top = np.max(logits",
                "    logits = logits.astype(np.float32)\n    top = np.max(logits",
            ),
            Edit(
                "    mean = np.sum(probabilities * upstream,",
                "    upstream = upstream.astype(np.float32)\n"
                "    probabilities = probabilities.astype(np.float32)\n"
                "    mean = np.sum(probabilities * upstream,",
            ),
        ),
        loses={
            "sigmoid": FEW,
            "sigmoid_derivative": ALL,  # differences are right to as many digits
            "tanh_derivative": ALL,
            "softmax": FEW,
            "softmax_backward": ALL,
        },
        says=PRECISION,
    ),
    Row(
        name="single-precision-backprop",
        topic="backprop",
        fault=SINGLE,
        true=NARROWER,
        edits=(
            Edit(
                "    error = np.exp(log_softmax(logits))\n",
                "    error = np.exp(log_softmax(logits.astype('float32')))\n",
            ),
            Edit(
                "    a = act(z)\n    return",
                "    a = act(z.astype('float32')).astype(z.dtype)\n    return",
            ),
            Edit(
                "a_previous.T.dot(delta)\n    db = delta.sum(axis=0)",
                "np.float32(a_previous.T).dot(np.float32(delta))\n"
                "    db = np.float32(delta).sum(axis=0)",
            ),
        ),
        loses={"output_error": FEW, "hidden_error": FEW, "layer_gradients": FEW},
        may=frozenset({"backward"}),
        says=PRECISION,
    ),
    Row(
        name="single-precision-losses",
        topic="forward_and_losses",
        fault=SINGLE,
        true=NARROWER,
        edits=(
            Edit(
                "np.add(np.matmul(x, W), b)",
                "np.matmul(np.float32(x), np.float32(W)) + np.float32(b)",
            ),
            Edit(
                "    gap = prediction - target\n    return (gap",
                "    gap = np.float32(prediction) - np.float32(target)\n    return (gap",
            ),
            Edit(
                "    gap = prediction - target\n    return gap",
                "    gap = np.float32(prediction) - np.float32(target)\n    return gap",
            ),
            Edit(
                "    moved = logits - logits.max(axis=1, keepdims=True)",
                "    logits = np.float32(logits)\n"
                "    moved = logits - logits.max(axis=1, keepdims=True)",
            ),
            Edit(
                "    weights = np.exp(logits - logits.max(axis=1, keepdims=True))",
                "    logits = np.float32(logits)\n"
                "    weights = np.exp(logits - logits.max(axis=1, keepdims=True))",
            ),
        ),
        loses={
            "dense_forward": FEW,
            "mse": FEW,
            "mse_gradient": FEW,
            "cross_entropy": FEW,
            "cross_entropy_gradient": FEW,
        },
        may=frozenset({"mlp_forward"}),
        says=PRECISION,
    ),
    Row(
        name="single-precision-remedies",
        topic="remedies",
        fault=SINGLE,
        true=NARROWER,
        edits=(
            Edit(
                "    after = dict(running)\n", "    x = np.float32(x)\n    after = dict(running)\n"
            ),
            Edit(
                "    inner = x @ W1 + b1\n",
                "    x = np.float32(x)\n    inner = x @ np.float32(W1) + b1\n",
            ),
        ),
        loses={"batch_norm_forward": FEW, "residual_forward": FEW},
        may=frozenset({"batch_norm_backward", "residual_backward"}),
        says=PRECISION,
    ),
    Row(
        name="single-precision-lstm",
        topic="lstm",
        fault=SINGLE,
        true=NARROWER,
        edits=(Edit("    a = x @ W + h @ U + b\n", "    a = np.float32(x @ W + h @ U + b)\n"),),
        loses={"lstm_step_forward": FEW},
        may=frozenset({"lstm_step_backward", "lstm_forward", "lstm_backward"}),
        says=PRECISION,
    ),
    Row(
        name="off-by-1e-8-backprop",
        topic="backprop",
        fault="results are multiplied by 1 + 1e-8",
        edits=(
            Edit(
                "error = np.exp(log_softmax(logits))",
                "error = (1 + 1e-8) * np.exp(log_softmax(logits))",
            ),
            Edit("delta_next.dot(W_next.T) * a", "delta_next.dot(W_next.T) * (1 + 1e-8) * a"),
            Edit("db = delta.sum(axis=0)", "db = delta.sum(axis=0) * (1 + 1e-8)"),
        ),
        loses={"output_error": FEW, "hidden_error": FEW, "layer_gradients": FEW},
        true=DIGITS,
        may=frozenset({"backward"}),
        says=PRECISION,
    ),
    Row(
        name="off-by-1e-8-gradient-descent",
        topic="gradient_descent",
        fault="gradients are multiplied by 1 + 1e-8",
        edits=(
            Edit(
                "- learning_rate * gradients[key]\n",
                "- learning_rate * gradients[key] * (1 + 1e-8)\n",
            ),
            Edit(
                "velocity[key] + gradients[key]\n", "velocity[key] + gradients[key] * (1 + 1e-8)\n"
            ),
        ),
        loses={"sgd_step": FEW, "momentum_step": FEW},
        true=DIGITS,
        may=frozenset({"train"}),
        says=PRECISION,
    ),
    Row(
        name="off-by-1e-8-remedies",
        topic="remedies",
        fault="1e-8 is added below the root, and to the deviation on the way back",
        edits=(
            Edit("sd = np.sqrt(var + epsilon)\n", "sd = np.sqrt(var + epsilon + 1e-8)\n"),
            Edit("gamma / (n * sd)", "gamma / (n * (sd + 1e-8))"),
        ),
        loses={"batch_norm_forward": FEW},
        true=DIGITS,
        may=frozenset({"batch_norm_backward"}),
        says=PRECISION,
    ),
    Row(
        name="off-by-1e-8-losses",
        topic="forward_and_losses",
        fault="results, and one summand, are multiplied by 1 + 1e-8",
        edits=(
            Edit("    return grad / n\n", "    return grad / n * (1 + 1e-8)\n"),
            Edit("(gap * gap).sum() / gap.size", "(gap * gap).sum() / gap.size * (1 + 1e-8)"),
            Edit("gap * (2 / gap.size)", "gap * (2 / gap.size) * (1 + 1e-8)"),
            Edit("np.add(np.matmul(x, W), b)", "np.add(np.matmul(x, W), b * (1 + 1e-8))"),
        ),
        loses={
            "cross_entropy_gradient": FEW,
            "mse": FEW,
            "mse_gradient": FEW,
            "dense_forward": FEW,
        },
        true=DIGITS,
        may=frozenset({"mlp_forward"}),
        says=PRECISION,
    ),
)
