"""`autograder ci` grades a repository by the instructor's course, whatever else lies in it."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from autograder.sandbox import tiers
from tests.conftest import ROOT, TOPICS

SOLUTION = TOPICS["activations"].solution
# One task of ten is wrong, worth a tenth of the points.
WRONG = SOLUTION + "\n\ndef tanh(z):\n    return 2.0 * z\n"


@dataclass
class Run:
    """What a run left behind."""

    code: int
    log: str
    summary: str
    outputs: str
    results: Path

    @property
    def classroom(self) -> dict[str, Any]:
        [line] = self.outputs.splitlines()
        tree = json.loads(base64.b64decode(line.removeprefix("result=")))
        assert isinstance(tree, dict)
        return tree

    @property
    def score(self) -> float:
        [path] = self.results.glob("reports/*/*.json")
        return float(json.loads(path.read_text())["score"])


Ci = tuple[Callable[..., Run], Path]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys are built once for all tests."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def ci(tmp_path: Path, home: Path) -> Ci:
    """What runs it in a repository, and that repository."""
    repository = tmp_path / "work/repository"
    repository.mkdir(parents=True)

    def run(*arguments: str, course: Path = ROOT, **environment: str) -> Run:
        files = [tmp_path / name for name in ("summary.md", "outputs")]
        for file in files:
            file.write_text("")
        results = tmp_path / "results"
        words = [sys.executable, "-P", "-I", "-m", "autograder", "ci", "--course", str(course)]
        if "--output" not in arguments:
            words += ["--output", str(results)]
        if tiers.find().letter == "D":
            words.append("--trust-submissions")
        done = subprocess.run(
            [*words, *arguments],
            cwd=repository,
            env={
                **os.environ,
                "HOME": str(home),
                "AUTOGRADER_SEED": "tests",
                "GITHUB_ACTIONS": "true",
                "GITHUB_STEP_SUMMARY": str(files[0]),
                "GITHUB_OUTPUT": str(files[1]),
                **environment,
            },
            capture_output=True,
            text=True,
        )
        assert "Traceback" not in done.stderr, done.stderr
        summary, outputs = (file.read_text() for file in files)
        return Run(done.returncode, done.stdout + done.stderr, summary, outputs, results)

    return run, repository


def test_a_pass(ci: Ci) -> None:
    run, repository = ci
    (repository / "activations.py").write_text(SOLUTION)
    done = run()
    assert done.code == 0, done.log
    assert "::error" not in done.log and "20 of 20 points" in done.summary
    assert done.classroom["status"] == "pass"
    assert sum(one["score"] for one in done.classroom["tests"]) == done.classroom["max_score"]


def test_below_the_pass_mark_is_said_everywhere(ci: Ci) -> None:
    run, repository = ci
    (repository / "activations").mkdir()
    (repository / "activations/activations.py").write_text(WRONG)
    done = run("--pass-mark", "95.5")
    assert done.code == 1, done.log
    line = WRONG.count("\n") - 1
    assert f"::error file=activations/activations.py,line={line}::tanh: " in done.log
    assert "❌ **tanh** 0/1" in done.summary
    tests = {one["name"]: one["status"] for one in done.classroom["tests"]}
    assert done.classroom["status"] == "fail" and tests["activations: tanh"] == "fail"
    root = ElementTree.parse(done.results / "junit.xml").getroot()
    failed = [
        case.get("name") for case in root.iter("testcase") if case.find("failure") is not None
    ]
    assert failed and all(str(name).startswith("tanh: ") for name in failed)
    assert run("--pass-mark", "95").code == 0


def test_each_topic_must_reach_the_pass_mark(ci: Ci) -> None:
    run, repository = ci
    (repository / "activations.py").write_text(SOLUTION)
    (repository / "chain_rule.py").write_text(TOPICS["chain_rule"].stub)
    assert run("--pass-mark", "40").code == 1
    assert run("--pass-mark", "40", "--topics", "activations").code == 0


def test_a_topic_that_is_asked_for_and_missing_earns_nothing(ci: Ci) -> None:
    run, _ = ci
    done = run("--topics", "activations", "--pass-mark", "1")
    assert done.code == 1 and "nothing was submitted" in done.log
    assert [one["status"] for one in done.classroom["tests"]] == ["fail"]


def test_what_cannot_be_graded_is_3(ci: Ci) -> None:
    run, repository = ci
    done = run()
    assert done.code == 3 and "nothing to grade" in done.log
    assert [one["status"] for one in done.classroom["tests"]] == ["error"]
    (repository / "activations.py").write_bytes(b"\xff\xfe")
    done = run("--pass-mark", "0")
    assert done.code == 3 and "is not UTF-8 text" in done.log
    assert done.classroom["status"] == "error"
    root = ElementTree.parse(done.results / "junit.xml").getroot()
    assert root.get("errors") == "1"


def test_wrong_usage_is_2(ci: Ci) -> None:
    run, repository = ci
    (repository / "activations.py").write_text(SOLUTION)
    done = run("--topics", "activation")
    assert done.code == 2 and "there is no topic" in done.log
    (repository / "course").symlink_to(ROOT)
    (repository / "reference").mkdir()
    done = run(course=repository)
    assert done.code == 2 and "lies in the student's repository" in done.log


def test_results_do_not_go_where_the_repository_leads(ci: Ci, tmp_path: Path) -> None:
    run, repository = ci
    (repository / "activations.py").write_text(SOLUTION)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (repository / "autograder-results").symlink_to(elsewhere)
    done = run("--output", "autograder-results")
    assert done.code == 2 and "is in the repository already" in done.log
    assert not list(elsewhere.iterdir())


TAKE_OVER = """
import os, pathlib
pathlib.Path({mark!r}).write_text("taken over")
os._exit(0)
"""
CHEAT = """
[tool.pytest.ini_options]
addopts = "--collect-only"
[tool.autograder]
pass_mark = 0
"""
# Each stands beside the work; what of it runs outside the sandbox leaves a mark.
ATTACKS: dict[str, dict[str, str]] = {
    "conftest": {"conftest.py": TAKE_OVER},
    "sitecustomize": {"sitecustomize.py": TAKE_OVER, "usercustomize.py": TAKE_OVER},
    "pyproject": {"pyproject.toml": CHEAT, "setup.cfg": "[autograder]\npass_mark = 0\n"},
    "package": {"autograder/__init__.py": TAKE_OVER, "autograder/__main__.py": TAKE_OVER},
    "libraries": {
        name: TAKE_OVER for name in ("numpy.py", "click.py", "json.py", "pydantic/__init__.py")
    },
    "dotenv": {".env": "PYTHONPATH=.\nAUTOGRADER_SEED=mine\n", ".envrc": "exit 0\n"},
    "course": {
        "course.toml": "[late]\npercent_per_day = -5\n",
        "reference/activations/rubric.py": TAKE_OVER,
        "reference/activations/solution.py": "x = 1\n",
        "assignments/activations/driver.py": TAKE_OVER,
        "activations.key": "nothing\n",
    },
    "startup": {"evil.pth": "import os; os._exit(0)\n", "__main__.py": TAKE_OVER},
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_the_repository_changes_the_mark(ci: Ci, tmp_path: Path, attack: str) -> None:
    run, repository = ci
    mark = tmp_path / "mark"
    (repository / "activations.py").write_text(WRONG)
    for name, text in ATTACKS[attack].items():
        path = repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("{mark!r}", repr(str(mark))))
    here = str(repository)
    done = run("--pass-mark", "99", PYTHONPATH=here, PYTHONSTARTUP=f"{here}/conftest.py")
    assert done.code == 1, done.log
    assert done.score == 19.0
    assert not mark.exists()


def test_the_attacks_work_where_python_is_not_isolated(ci: Ci, tmp_path: Path) -> None:
    """Or the tests above would prove nothing."""
    _, repository = ci
    mark = tmp_path / "mark"
    (repository / "sitecustomize.py").write_text(TAKE_OVER.replace("{mark!r}", repr(str(mark))))
    words = [sys.executable, "-m", "autograder", "ci", "--course", str(ROOT)]
    environment = {**os.environ, "PYTHONPATH": str(repository)}
    assert subprocess.run(words, cwd=repository, env=environment).returncode == 0
    assert mark.exists()


def test_work_that_ends_its_process_passes_nothing(ci: Ci) -> None:
    run, repository = ci
    (repository / "activations.py").write_text("import os\nos._exit(0)\n" + SOLUTION)
    done = run("--pass-mark", "1")
    assert done.code == 1, done.log


def test_a_log_holds_no_command_of_a_student(ci: Ci) -> None:
    run, repository = ci
    words = "\\n::add-mask::x ##[add-path]y %0A::stop-commands::z"
    (repository / "activations.py").write_text(f"raise ValueError('{words}')\n")
    done = run()
    for line in done.log.splitlines():
        assert "##[" not in line
        assert "::" not in line or line.startswith("::error file=activations.py,line=1::")
    [*_, last] = [line for line in done.log.splitlines() if line.startswith("::error")]
    assert "%0A" not in last
