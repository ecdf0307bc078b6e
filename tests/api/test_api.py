"""The public API: few names, each of which does what the command line does."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import autograder
from autograder import api
from tests.conftest import ROOT

WRONG = "\n\ndef relu(z):\n    return np.abs(z)\n"


@pytest.fixture(scope="module")
def course() -> autograder.Course:
    return autograder.Course.load(ROOT)


@pytest.fixture(scope="module")
def key(course: autograder.Course) -> autograder.AnswerKey:
    return autograder.build_key(course.topics["activations"], seed="api")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[autograder.Sandbox]:
    with autograder.Sandbox(trust_submissions=True) as opened:
        yield opened


def test_every_public_name_is_there_and_documented() -> None:
    for name in autograder.__all__:
        assert getattr(autograder, name).__doc__, name
    assert autograder.__all__ == api.__all__, "the lazy names are those of the package behind them"
    assert set(autograder.__all__) <= set(dir(autograder))
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = autograder.no_such_name


def test_importing_it_imports_nothing_else() -> None:
    """A worker imports the package, and must see nothing of the judge."""
    program = "import sys, autograder; print([m for m in sys.modules if 'autograder.' in m])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_a_key_is_saved_and_read(key: autograder.AnswerKey, tmp_path: Path) -> None:
    autograder.save_key(key, tmp_path / "activations.key")
    again = autograder.read_key(tmp_path / "activations.key")
    assert (again.topic, again.hash, again.points) == (key.topic, key.hash, key.points)
    with pytest.raises(autograder.UserError, match="cannot be read"):
        autograder.read_key(tmp_path / "other.key")


def test_a_file_is_graded(
    course: autograder.Course,
    key: autograder.AnswerKey,
    sandbox: autograder.Sandbox,
    tmp_path: Path,
) -> None:
    file = tmp_path / "ada" / "my work.py"
    file.parent.mkdir()
    file.write_text(course.topics["activations"].solution + WRONG)
    report = autograder.grade(file, key, sandbox)
    assert report.student == "ada" and 0 < (report.score or 0) < report.max_score
    assert [finding.id for finding in report.findings] == ["relu-is-absolute"]


def test_files_in_memory_are_graded(
    course: autograder.Course, key: autograder.AnswerKey, sandbox: autograder.Sandbox
) -> None:
    files = {"activations.py": course.topics["activations"].solution.encode()}
    submission = autograder.Submission("ada", "activations", files)
    assert autograder.grade(submission, key, sandbox).score == key.points


def test_a_report_is_written_and_read(
    course: autograder.Course,
    key: autograder.AnswerKey,
    sandbox: autograder.Sandbox,
    tmp_path: Path,
) -> None:
    files = {"activations.py": course.topics["activations"].solution.encode()}
    report = autograder.grade(autograder.Submission("ada", "activations", files), key, sandbox)
    autograder.write_report(report, tmp_path / "report.json")
    assert autograder.read_report(tmp_path / "report.json") == report
    (tmp_path / "report.json").write_text("{}")
    with pytest.raises(autograder.UserError, match="is not a grade report"):
        autograder.read_report(tmp_path / "report.json")


def test_a_class_is_graded(course: autograder.Course, tmp_path: Path) -> None:
    # Ben's folder is called as Moodle's download calls it.
    for name, text in (("ada", "solution"), ("Ben_12_assignsubmission_file", "stub")):
        folder = tmp_path / "class" / name
        folder.mkdir(parents=True)
        (folder / "activations.py").write_text(getattr(course.topics["activations"], text))
    reports = autograder.grade_class(tmp_path / "class", course, tmp_path / "graded", seed="api")
    assert {one.student: one.score for one in reports} == {"ada": 20.0, "Ben": 0.0}
    assert reports[0].tasks[0].checks, "reports come back whole"
    assert (tmp_path / "graded/index.html").exists()


def test_own_work_is_checked(course: autograder.Course, tmp_path: Path) -> None:
    topic = course.topics["activations"]
    shutil.copy(topic.assignment / "activations.key", tmp_path)
    (tmp_path / "activations.py").write_text(topic.solution + WRONG)
    report = autograder.check(tmp_path / "activations.py")
    assert [finding.id for finding in report.findings] == ["relu-is-absolute"]
    with pytest.raises(autograder.UserError, match="there is no file"):
        autograder.check(tmp_path / "other.py")
