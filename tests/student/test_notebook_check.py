"""`check` in a running notebook: a real kernel runs these cells once and the tests read on."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder import notebook
from autograder.notebook import CheckError, check
from tests.conftest import ROOT

CELLS = {
    "setup": "import numpy as np\nimport sys, os, random, warnings, threading\n"
    "from autograder.notebook import check",
    "too early": 'check("tanh")',
    "wrong": "SCALE = 2\ndef tanh(z):\n    return SCALE * np.tanh(z)",
    "check wrong": 'check("tanh")',
    "broken": "def tanh(z:",
    "helper": "def _curve(z):\n    return np.tanh(z)",
    "right": "%time 1 + 1\ndef tanh(z):\n    return _curve(z) * SCALE",
    "changed constant": "SCALE = 1",
    "check right": "check(tanh)",
    "same cell": 'def relu(z):\n    return np.maximum(z, 0)\ncheck("relu")',
    "state": """
def state():
    with warnings.catch_warnings():
        filters = list(warnings.filters)
    return (
        repr(np.random.get_state()), random.getstate(), np.geterr(), np.get_printoptions(),
        filters, os.getcwd(), dict(os.environ), sys.path[:], sys.getrecursionlimit(),
        id(sys.stdout), {n for n in globals() if not n.startswith("_")}, threading.active_count(),
    )
before = after = None
before = state()""",
    "all": "check()",
    "state after": "after = state()\nbefore == after, [a == b for a, b in zip(before, after)]",
    "raises": "def sigmoid(z):\n\n    raise ValueError('<script>alert(1)</script>\\x1b[31m')",
    "check raises": 'check("sigmoid")',
    "untouched": "def softmax(z):\n    raise NotImplementedError('softmax')",
    "check untouched": 'check("softmax")',
    "training": "while_training = [relu(n) for n in range(3)]\nimport matplotlib.pyplot as plt",
    "endless": "def leaky_relu(z, slope=0.01):\n    while True: pass",
    "check beside endless": 'check("relu")',
    "text": 'print(repr(check("relu")))',
    "no such task": 'check("sigmoyd")',
    "no such topic": 'check(topic="nonsense")',
    "begin validating": 'os.environ["NBGRADER_EXECUTION"] = "validate"',
    "validate right": 'check("relu")',
    "validate wrong": 'check("softmax")',
}


@dataclass(frozen=True)
class Answer:
    """What one cell showed; `number` is that in brackets beside it."""

    number: int
    text: str
    html: str
    error: str


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    folder = tmp_path_factory.mktemp("activations")
    shutil.copy(ROOT / "assignments/activations/activations.key", folder)
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(text) for text in CELLS.values()]
    )
    client = NotebookClient(
        book, allow_errors=True, kernel_name="python3", resources={"metadata": {"path": folder}}
    )
    client.execute()
    answers = {}
    for name, cell in zip(CELLS, book.cells, strict=True):
        data = [output.get("data", {}) for output in cell.outputs]
        answers[name] = Answer(
            cell.execution_count,
            "".join(one.get("text/plain", "") for one in data)
            + "".join(one.get("text", "") for one in cell.outputs),
            "".join(one.get("text/html", "") for one in data),
            "\n".join(line for one in cell.outputs for line in one.get("traceback", [])),
        )
    return answers


def test_what_is_wrong_is_named_and_taught(ran: dict[str, Answer]) -> None:
    answer = ran["check wrong"]
    assert "✗ tanh  0/1" in answer.text and "✗</span> failed" in answer.html
    for said in (answer.text, answer.html):
        assert "Fix tanh. Stuck? !autograder hint tanh" in said
        assert "sigmoid" not in said


def test_the_last_definition_and_the_last_value_of_what_it_uses_count(
    ran: dict[str, Answer],
) -> None:
    assert ran["check right"].text.startswith("✓ tanh  1/1")
    assert "passed" in ran["check right"].html


def test_an_attempt_that_failed_earlier_is_not_told_again(ran: dict[str, Answer]) -> None:
    assert "not valid Python" not in ran["check right"].text + ran["check right"].html


def test_a_function_may_double_of_the_cell_that_checks_it(ran: dict[str, Answer]) -> None:
    assert ran["same cell"].text.startswith("✓ relu  1/1")


def test_all_tasks_are_shown_with_the_next_one_open(ran: dict[str, Answer]) -> None:
    answer = ran["all"]
    assert "2 of 10 tasks done" in answer.html and answer.html.count("<details") == 10
    [opened] = re.findall(r"<details open>\s*<summary>.*?<code>(\w+)</code>", answer.html)
    assert opened == "sigmoid"
    assert "No cell that was run defines sigmoid" in answer.text


def test_a_check_leaves_the_kernel_as_it_was(ran: dict[str, Answer]) -> None:
    assert ran["state after"].text.startswith("(True"), ran["state after"]


def test_what_was_not_run_yet_is_said_so(ran: dict[str, Answer]) -> None:
    assert "No cell that was run defines tanh: run its cell" in ran["too early"].text
    assert "softmax is not written yet" in ran["check untouched"].text


def test_an_exception_names_the_cell_by_the_number_beside_it(ran: dict[str, Answer]) -> None:
    place = f"(cell {ran['raises'].number}, line 3)"
    assert place in ran["check raises"].text and place in ran["check raises"].html


def test_no_text_of_the_students_acts(ran: dict[str, Answer]) -> None:
    answer = ran["check raises"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.html
    for one in ran.values():
        assert "<script" not in one.html and "://" not in one.html
        assert "\x1b" not in one.text


def test_a_function_that_never_ends_does_not_stop_the_check_of_another(
    ran: dict[str, Answer],
) -> None:
    assert ran["check beside endless"].text.startswith("! while leaky_relu was being run")
    assert "✓ relu  1/1" in ran["check beside endless"].text


def test_a_terminal_gets_text(ran: dict[str, Answer]) -> None:
    assert "✓ relu  1/1\n" in ran["text"].text


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("no such task", "there is no task “sigmoyd” in activations; there are: sigmoid,"),
        ("no such topic", "there is no topic “nonsense”; there are: activations"),
    ],
)
def test_what_cannot_be_checked_is_one_line(cell: str, said: str, ran: dict[str, Answer]) -> None:
    assert ran[cell].error.startswith(said) and "\n" not in ran[cell].error


def test_where_nbgrader_runs_it_a_check_that_is_not_passed_is_an_error(
    ran: dict[str, Answer],
) -> None:
    assert "softmax is not written yet" in ran["validate wrong"].error
    assert not ran["validate right"].error and not ran["check untouched"].error


def test_outside_of_a_notebook_it_says_what_to_use() -> None:
    with pytest.raises(CheckError, match="run `autograder check` in a terminal"):
        check("tanh")


def test_without_a_key_beside_the_task_tells_the_topic(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(notebook, "_cells_run", lambda: ["import numpy as np\ntanh = np.tanh"])
    assert repr(check("tanh")).startswith("✓ tanh  1/1")
    assert check(topic="backprop").report.topic == "backprop"
    with pytest.raises(CheckError, match="say which topic: check\\(topic=…\\), one of activations"):
        check()
    with pytest.raises(CheckError, match="no topic has a task “sigmoyd”"):
        check("sigmoyd")
    for name in ("one", "two"):
        shutil.copy(ROOT / "assignments/activations/activations.key", tmp_path / f"{name}.key")
    with pytest.raises(
        CheckError, match='several topics have a task “tanh”: check\\("tanh", topic='
    ):
        check("tanh")


def test_other_files_of_the_folder_can_be_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text("import numpy\ncurve = numpy.tanh\n")
    monkeypatch.setattr(notebook, "_cells_run", lambda: ["from mine import curve as tanh"])
    assert repr(check("tanh")).startswith("✓ tanh  1/1")
