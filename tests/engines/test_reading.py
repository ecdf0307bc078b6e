"""Whoever grades strangers' work has another process read it, and goes on when that one ends."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder import api
from autograder.cli import main
from autograder.engines import local
from autograder.keys import files as key_files
from autograder.model.answer_key import AnswerKey
from autograder.model.report import Report
from autograder.model.submission import Submission
from autograder.platforms.hosted.grade import grade_folder
from autograder.platforms.hosted.settings import Settings
from autograder.reading.reader import OwnProcess
from autograder.reports import json_form
from autograder.sandbox.tiers import Tier
from tests.conftest import TOPICS

TOPIC = TOPICS["activations"]
# symtable goes through all functions of a function for each of them: minutes for 1 MB.
NESTED = "def sigmoid(z):\n" + "\n".join(f" def f{n}(): z" for n in range(60_000))


def notebook(text: str) -> bytes:
    return json.dumps({"cells": [{"cell_type": "code", "source": text}]}).encode()


GOOD = notebook(TOPIC.variants["masks"])


@pytest.fixture(scope="module")
def activations() -> AnswerKey:
    return key_files.read(TOPIC.assignment / "activations.key")


@pytest.mark.slow
def test_a_notebook_that_takes_too_long_costs_nobody_else(
    activations: AnswerKey, tier: Tier
) -> None:
    texts = {"eve": notebook(NESTED), "ada": GOOD}
    submissions = [
        Submission(name, TOPIC.name, {"activations.ipynb": text}) for name, text in texts.items()
    ]
    eve, ada = local.run(submissions, {TOPIC.name: activations}, tier, 1)
    assert (eve.score, eve.status) == (None, "ungraded")
    [problem] = eve.problems
    assert problem.kind == "hard_to_read"
    assert problem.message.startswith("reading activations.ipynb took more than 5 s of processor")
    assert ada.score == ada.max_score


@pytest.mark.slow
def test_one_that_cannot_be_read_beside_a_file_that_earns_nothing_is_no_zero(
    activations: AnswerKey, tier: Tier
) -> None:
    files = {"activations.py": b"def sigmoid(z): return 7\n", "activations.ipynb": notebook(NESTED)}
    [report] = local.run([Submission("eve", TOPIC.name, files)], {TOPIC.name: activations}, tier, 1)
    assert report.score is None
    assert [one.kind for one in report.problems] == ["two_files", "hard_to_read"]


def by_the_engine(folder: Path, key: AnswerKey, tier: Tier) -> Report:
    submission = Submission("ada", TOPIC.name, {"activations.ipynb": GOOD})
    [report] = local.run([submission], {TOPIC.name: key}, tier, 1)
    return report


def by_the_api(folder: Path, key: AnswerKey, tier: Tier) -> Report:
    return api.grade(folder / "ada/activations.ipynb", key)


def by_the_command(folder: Path, key: AnswerKey, tier: Tier) -> Report:
    """The same in an archive."""
    (folder / "class").mkdir()
    with zipfile.ZipFile(folder / "class/ada.zip", "w") as archive:
        archive.writestr("activations.ipynb", GOOD)
    graded = folder / "graded"
    words = ["grade", str(folder / "class"), "--output", str(graded), "--seed", "tests"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    return json_form.decode((graded / "reports/ada/activations.json").read_bytes())


def by_a_platform(folder: Path, key: AnswerKey, tier: Tier) -> Report:
    source = folder / "source"
    source.mkdir()
    key_files.save(key, source / "activations.key")
    return grade_folder(
        folder / "ada", source, Settings(topic=TOPIC.name, topics=(TOPIC.name,)), "ada"
    )


@pytest.mark.parametrize(
    "grade",
    [by_the_engine, by_the_api, by_the_command, by_a_platform],
    ids=lambda one: one.__name__,
)
def test_no_stranger_is_read_in_the_grading_process(
    grade: Callable[[Path, AnswerKey, Tier], Report],
    activations: AnswerKey,
    tier: Tier,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada/activations.ipynb").write_bytes(GOOD)

    def never(*_: Any) -> None:
        raise AssertionError("read in this process")

    monkeypatch.setattr(OwnProcess, "ask", never)
    report = grade(tmp_path, activations, tier)
    assert report.score == report.max_score, report.problems
