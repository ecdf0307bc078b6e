"""Every topic: junk earns exactly nothing, and what students get is made from the reference.

What a topic must accept, reject and name is proven by `autograder verify` (`make proofs`).
"""

from __future__ import annotations

import pytest

from autograder.course.markers import BEGIN, END
from autograder.course.topic import Topic
from autograder.grading.grade import grade
from autograder.keys import files as key_files
from autograder.keys.fingerprint import fingerprint
from autograder.model.answer_key import AnswerKey
from autograder.model.submission import Submission
from autograder.sandbox import Sandbox

JUNK = {
    "none": "return None",
    "zero": "return 0.0",
    "zeros like the first argument": "return np.zeros_like(a[0])",
    "ones like the first argument": "return np.ones_like(a[0])",
    "a third": "return np.full_like(a[0], 1 / 3)",
    "the first argument": "return a[0]",
    "the last argument": "return a[-1]",
    "random": "return np.random.normal(size=np.shape(a[0]))",
    "exp": "return np.exp(a[0])",
    "a ragged list": "return [[1.0, 2.0], [3.0]]",
    "an object": "return object()",
    "a text": "return 'right'",
    "NaN": "return np.full(np.shape(a[0]), np.nan)",
}


@pytest.mark.parametrize("body", JUNK.values(), ids=JUNK)
def test_junk_earns_nothing(
    topic: Topic, key: AnswerKey, body: str, sandbox_of_topic: Sandbox
) -> None:
    source = "import numpy as np\n" + "".join(
        f"def {task.name}(*a, **k):\n    {body}\n" for task in topic.rubric.tasks
    )
    junk = Submission("junk", topic.name, {f"{topic.name}.py": source.encode()})
    report = grade(junk, key, sandbox_of_topic)
    assert report.status == "graded"
    assert report.score == 0, [(task.name, task.score) for task in report.tasks if task.score]


def test_the_stub_is_the_reference_without_its_solutions(topic: Topic) -> None:
    committed = (topic.assignment / f"{topic.name}.py").read_text(encoding="utf-8")
    assert committed == topic.stub, "run `autograder build`"


def test_the_notebook_is_made_of_the_stub_and_the_handout(topic: Topic) -> None:
    committed = (topic.assignment / f"{topic.name}.ipynb").read_text(encoding="utf-8")
    assert committed == topic.notebook, "run `autograder build`"


def test_the_public_key_is_that_of_the_reference(topic: Topic) -> None:
    committed = key_files.read(topic.assignment / f"{topic.name}.key")
    wanted = fingerprint(topic, key_files.PUBLIC_SEED)
    assert committed.hash == wanted, "run `autograder build`"


def test_nothing_students_get_holds_a_solution_line(topic: Topic) -> None:
    given = topic.stub + topic.driver
    given += (topic.assignment / "README.md").read_text(encoding="utf-8")
    handed_out = {line.strip() for line in given.splitlines()}
    inside = False
    for line in topic.solution.splitlines():
        stripped = line.strip()
        if stripped in (BEGIN, END):
            inside = stripped == BEGIN
        elif inside and len(stripped) > 12:
            assert stripped not in handed_out
    assert "SOLUTION" not in given
    assert "reference" not in topic.stub
