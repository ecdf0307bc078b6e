"""Submissions of which the kit told the symptom, in words of its own making."""

from __future__ import annotations

from tests.diagnosis.cases.row import ALL, Edit, Row

MESSAGES = (
    Row(
        name="adam-short-form-in-double",
        topic="gradient_descent",
        fault="the short form, in which ε is not scaled; numpy's root makes float32 float64",
        edits=(
            Edit(
                "        m_hat = mean / (1 - beta1**t)\n        v_hat = square / (1 - beta2**t)\n",
                "        rate = learning_rate * np.sqrt(1 - beta2**t) / (1 - beta1**t)\n",
            ),
            Edit(
                "learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)",
                "rate * mean / (np.sqrt(square) + epsilon)",
            ),
        ),
        loses={"adam_step": ALL},
        true=frozenset({"float64-for-float32"}),
        says=r"ε",
    ),
    Row(
        name="array-split",
        topic="gradient_descent",
        fault="np.array_split makes batches of about one size",
        edits=(
            Edit(
                "    batches = []\n    for first in range(0, len(labels), batch_size):\n"
                "        pick = order[first : first + batch_size]\n"
                "        batches.append((x[pick], labels[pick]))\n    return batches\n",
                "    parts = np.array_split(order, -(-len(labels) // batch_size))\n"
                "    return [(x[part], labels[part]) for part in parts]\n",
            ),
        ),
        loses={"minibatches": ALL},
        may=frozenset({"train"}),
        true=frozenset({"evenly-split"}),
        message=r"shapes of the batches\[\d",
    ),
    Row(
        name="float-labels",
        topic="gradient_descent",
        fault="labels become floats where they are stacked beside x",
        edits=(
            Edit(
                "    order = rng.permutation(len(labels))\n",
                "    rows = rng.permutation(np.hstack([x, labels[:, None]]))\n"
                "    x, labels = rows[:, :-1], rows[:, -1]\n"
                "    order = np.arange(len(labels))\n",
            ),
        ),
        loses={"train": ALL},
        may=frozenset({"minibatches"}),
        says=r"floats? .*(indices|index|labels)|(indices|index|labels).* float",
    ),
    Row(
        name="slope-open-at-zero",
        topic="activations",
        fault="the slope of relu at 0 is 1",
        edits=(Edit("return (z > 0).astype(z.dtype)", "return (z >= 0).astype(z.dtype)"),),
        loses={"relu_derivative": ALL},
        may=frozenset({"relu"}),
        true=frozenset({"relu-open-at-zero"}),
    ),
    Row(
        name="web-page-as-notebook",
        topic="activations",
        fault="a web page that asks to sign in was saved as a notebook",
        content=b"<!doctype html>\n<html><head><title>Course</title></head>\n"
        b"<body>Please log in.</body></html>\n",
        problem=r"web page|HTML",
    ),
    Row(
        name="pointer-as-notebook",
        topic="activations",
        fault="a pointer of Git LFS stands for the notebook",
        content=b"version https://git-lfs.github.com/spec/v1\noid sha256:"
        + b"0123456789abcdef" * 4
        + b"\nsize 40960\n",
        problem=r"Git LFS",
    ),
)
