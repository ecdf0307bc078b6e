"""The commands as their users type them."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli import main
from autograder.reports import json_form
from autograder.sandbox import tiers
from tests.conftest import ROOT, TOPICS


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_published_schema_is_the_model() -> None:
    published = json.loads((ROOT / "docs/report.schema.json").read_text())
    assert published == json_form.schema()


def test_what_students_write_is_escaped(tmp_path: Path) -> None:
    student = tmp_path / "in/<script>alert(1)<script>"
    student.mkdir(parents=True)
    (student / "activations.py").write_text("raise ValueError('<img src=x onerror=alert(1)>')")
    result = run("grade", tmp_path / "in", "--output", tmp_path / "out", "--seed", "tests")
    assert result.exit_code == 0, result.output
    pages = "".join(path.read_text() for path in (tmp_path / "out").rglob("*.html"))
    assert "<script>" not in pages and "<img" not in pages


def test_a_student_starts_checks_and_asks_for_hints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("start", "activations").exit_code == 0
    assert run("start", "activations").exit_code == 2
    result = run("check")
    assert result.exit_code == 1
    assert result.output.startswith("Next: write `sigmoid`")
    assert result.output.rstrip().endswith("0 of 10 tasks done, 0 of 20 points")
    mine = tmp_path / "activations/activations.py"
    mine.write_text(mine.read_text() + "\ndef tanh(z):\n    return np.tanh(z)\n")
    assert "1 of 10 tasks done, 1 of 20 points" in run("check").output
    first, second = run("hint", "softmax").output, run("hint", "softmax").output
    assert "(2 more)" in first and "(1 more)" in second and first != second
    mine.write_text(TOPICS["activations"].variants["masks"])
    result = run("check")
    assert (result.exit_code, result.output[:14]) == (0, "All tasks done")


def test_a_file_that_is_no_python_is_told_once_and_lists_no_task(tmp_path: Path) -> None:
    (tmp_path / "activations.py").write_text("def sigmoid(z)\n    return z\n")
    output = run("check", tmp_path / "activations.py").output
    assert output.count("is not valid Python") == 1 and "✗" not in output
    assert "0 of 10 tasks done" in output


def test_topics_come_in_the_order_of_the_course(tmp_path: Path) -> None:
    for topic in ("backprop", "activations", "chain_rule"):
        (tmp_path / "in/ada").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"in/ada/{topic}.py").write_text(TOPICS[topic].stub)
    run("grade", tmp_path / "in", "--output", tmp_path / "out", "--seed", "tests")
    rows = (tmp_path / "out/grades.csv").read_text().splitlines()[1:]
    assert [row.split(",")[1] for row in rows] == ["activations", "chain_rule", "backprop"]
    page = (tmp_path / "out/index.html").read_text()
    assert page.index("chain rule") < page.index("backprop")
    assert list(TOPICS)[:4] == ["activations", "chain_rule", "forward_and_losses", "backprop"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("grade", "no-such-folder"),
        ("grade", ROOT / "examples/class", "--topic", "nonsense"),
        ("start", "nonsense"),
        ("verify", "nonsense"),
        ("hint", "sigmoid", "no-such-file.py"),
        ("grade", ROOT / "examples/class", "--output", "/dev/null/x"),
        ("grade", ROOT / "examples/class", "--course", "/nonsense"),
    ],
)
def test_bad_usage_is_one_line_and_exit_code_2(arguments: tuple[object, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.output.startswith("Error: ") and result.output.count("\n") == 1


def test_without_confinement_nobody_elses_work_is_graded_unless_it_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tiers, "find", lambda: tiers.Tier("D", reasons=("no namespaces",)))
    work = tmp_path / "in/ada"
    work.mkdir(parents=True)
    (work / "activations.py").write_text(TOPICS["activations"].solution)
    refused = run("grade", work.parent, "--output", tmp_path / "out")
    assert refused.exit_code == 2 and "--trust-submissions" in refused.output
    assert "no namespaces" in refused.output and not list(tmp_path.glob("out/reports/*"))
    graded = run("grade", work.parent, "--output", tmp_path / "out", "--trust-submissions")
    assert graded.exit_code == 0, graded.output
    report = json.loads((tmp_path / "out/reports/ada/activations.json").read_text())
    assert report["sandbox_tier"] == "D"
    assert report["score"] == report["max_score"]
    assert "sandbox tier D" in (tmp_path / "out/reports/ada/activations.html").read_text()


def test_a_damaged_key_is_told(tmp_path: Path) -> None:
    for name in ("activations.py", "activations.key"):
        shutil.copy(ROOT / "assignments/activations" / name, tmp_path)
    damaged = bytearray((tmp_path / "activations.key").read_bytes())
    damaged[-5] ^= 1
    (tmp_path / "activations.key").write_bytes(damaged)
    result = run("check", tmp_path / "activations.py")
    assert result.exit_code == 2 and "damaged" in result.output


FOREIGN = {
    "solution.py": (
        "import numpy as np\n\ndef double(x):\n    # BEGIN SOLUTION\n"
        "    if x.ndim == 0:\n        raise ValueError('scalar')\n    return 2 * x\n"
        "    # END SOLUTION\n"
    ),
    "rubric.py": (
        "import numpy as np\nfrom autograder.rubric import Rubric, case\n"
        "rubric = Rubric('doubling')\n"
        "def arrays(rng):\n    return [case(x=rng.normal(size=5))]\n"
        "def scalars(rng):\n    return [case(x=np.array(1.0))]\n"
        "rubric.task('double', points=3).matches(arrays).pure(arrays)"
        ".raises('ValueError', scalars)\n"
    ),
    "misconceptions.py": (
        "from autograder.rubric import misconception\n"
        "@misconception('double/squares', says='It squares.', hint='Twice, or squared?')\n"
        "def squared(x):\n    if x.ndim == 0:\n        raise ValueError\n    return x * x\n"
    ),
}


def test_a_foreign_topic_needs_no_change_of_the_kit(tmp_path: Path) -> None:
    place = tmp_path / "reference/doubling"
    place.mkdir(parents=True)
    for name, text in FOREIGN.items():
        (place / name).write_text(text)
    handout = tmp_path / "assignments/doubling/README.md"
    handout.parent.mkdir(parents=True)
    handout.write_text("# Doubling\n")
    work = tmp_path / "class/zoe"
    work.mkdir(parents=True)
    (work / "doubling.py").write_text("def double(x):\n    return x * x\n")
    out = tmp_path / "out"
    result = run("grade", work.parent, "--course", tmp_path, "--output", out)
    assert result.exit_code == 0, result.output
    report = json.loads((out / "reports/zoe/doubling.json").read_text())
    assert report["score"] == 0
    result = run("verify", "--course", tmp_path)
    assert result.exit_code == 0, result.output


def test_full_marks_that_differ_somewhere_are_listed_and_keep_their_points(tmp_path: Path) -> None:
    right = TOPICS["activations"].solution
    planted = (
        "\n_right = relu\ndef relu(z):\n"
        "    return _right(z) + 1 if z.shape == (2, 2) else _right(z)\n"
    )
    for student, source in (("ada", right), ("ben", right + planted), ("cem", "relu = max\n")):
        folder = tmp_path / "in" / student
        folder.mkdir(parents=True)
        (folder / "activations.py").write_text(source)
    out = tmp_path / "out"
    few = ("--hunt", "--hunt-inputs", 30)
    result = run("grade", tmp_path / "in", "--output", out, "--seed", "tests", *few)
    assert result.exit_code == 0, result.output
    told = result.output.split("Full marks, but differs here (no points were changed):\n")[1]
    smallest = "relu(z=np.array([[0.0, 0.0], [0.0, 0.0]]))"
    assert f"ben  activations  relu\n    {smallest}\n" in told
    rows = {one["task"]: one for one in csv.DictReader((out / "differences.csv").open())}
    assert {one["student"] for one in rows.values()} == {"ben"}
    assert rows["relu"]["call"] == smallest
    assert rows["relu"]["reference"] == "np.array([[0.0, 0.0], [0.0, 0.0]])"
    assert "ben,activations,20,20" in (out / "grades.csv").read_text()


def test_a_hunt_without_hypothesis_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.cli.hunt.find_spec", lambda name: None)
    for command in (("grade", tmp_path, "--hunt"), ("verify", "activations", "--hunt")):
        result = run(*command)
        assert result.exit_code == 2
        assert "pip install 'neural-autograder[hunt]'" in result.output
