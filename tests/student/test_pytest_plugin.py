"""pytest in a student's folder, as a student runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.course import topics as course
from tests.conftest import ROOT

SOLUTION = course.choose(ROOT, "activations").solution


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["start", "activations"]).exit_code == 0
    return tmp_path / "activations"


def run(folder: Path, *words: str) -> tuple[int, str]:
    # The entry point serves an installed kit; named, it is there in a source tree as well.
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--color=no", *words]
    if not _is_installed():
        command += ["-p", "autograder.student.pytest_plugin"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout + done.stderr


def _is_installed() -> bool:
    from importlib.metadata import entry_points

    return any(
        one.value == "autograder.student.pytest_plugin" for one in entry_points(group="pytest11")
    )


def test_right_work_passes_task_by_task(folder: Path) -> None:
    (folder / "activations.py").write_text(SOLUTION)
    code, said = run(folder, "-v")
    assert code == 0, said
    assert "10 passed" in said
    assert "activations.key::sigmoid_derivative PASSED" in said


def test_a_slip_fails_its_task_with_what_teaches(folder: Path) -> None:
    wrong = SOLUTION.replace("def sigmoid_derivative(z):", "def _unused(z):")
    wrong += "\n\ndef sigmoid_derivative(z):\n    return z * (1 - z)\n"
    (folder / "activations.py").write_text(wrong)
    code, said = run(folder)
    assert code == 1 and "1 failed, 9 passed" in said, said
    assert "This treats z as if it were already σ(z)." in said
    assert "Traceback" not in said and "pytest_plugin.py" not in said


def test_a_stub_says_what_is_to_be_written(folder: Path) -> None:
    code, said = run(folder, "-k", "softmax_backward")
    assert code == 1 and "softmax_backward is not written yet" in said, said


def test_a_damaged_key_is_told(folder: Path) -> None:
    (folder / "activations.key").write_bytes(b"nothing")
    code, said = run(folder)
    assert code == 2 and "is damaged: fetch it again" in said, said


def test_a_key_without_work_is_no_test(folder: Path) -> None:
    (folder / "activations.py").unlink()
    code, said = run(folder)
    assert code == 5, said
