"""What Gradescope is given grades there, and never leaves a zero by accident."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from autograder.platforms.gradescope import run as gradescope
from autograder.platforms.gradescope.run import read_metadata
from autograder.sandbox import tiers
from tests.conftest import ROOT
from tests.platforms.hosting import SEED, SOLUTION, TOPIC, release


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with rules for lateness, packed for Gradescope."""
    course = tmp_path_factory.mktemp("course")
    for part in ("reference", "assignments"):
        (course / part).symlink_to(ROOT / part)
    rules = "[due]\nbackprop = 2026-10-01\nactivations = 2020-01-01\n[late]\npercent_per_day = 10\n"
    (course / "course.toml").write_text(rules)
    folder = tmp_path_factory.mktemp("release") / "gradescope"
    wheel = course / "neural_autograder-0.1.0-py3-none-any.whl"
    wheel.write_bytes(b"a wheel")
    options = ("--course", course, "--kit", wheel, "--visibility", "after_published")
    done = release("gradescope", folder, *options)
    assert done.exit_code == 0, done.output
    return folder / f"{TOPIC}-gradescope.zip"


def unpacked(path: Path, root: Path) -> Path:
    """The tree as Gradescope makes it; the kit's environment is the one that runs the tests."""
    with zipfile.ZipFile(path) as archive:
        archive.extractall(root / "source")
    python = root / "env/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
    python.chmod(0o755)
    for name in ("submission", "results"):
        (root / name).mkdir()
    return root


def run(root: Path, seconds: float = 300) -> dict[str, Any]:
    environment = {"AUTOGRADER_ROOT": str(root), "AUTOGRADER_SECONDS": str(seconds)}
    subprocess.run(
        ["bash", root / "source/run_autograder"],
        env={**os.environ, **environment, "PYTHONPATH": str(root / "submission")},
        cwd=root / "submission",
    )
    assert [path.name for path in (root / "results").iterdir()] == ["results.json"]
    tree = json.loads((root / "results/results.json").read_text())
    assert isinstance(tree, dict)
    return tree


METADATA: dict[str, Any] = {
    "id": 1,
    "created_at": "2026-10-03T12:00:00.000000-07:00",
    "assignment": {
        "due_date": "2026-10-02T23:00:00.000000-07:00",
        "late_due_date": None,
        "total_points": "20.0",
    },
    "users": [{"id": 7, "email": "ada@x.edu", "name": "Ada Lovelace"}],
}


def test_the_zip_holds_what_the_platform_runs_and_no_solution(packed: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        modes = {one.filename: one.external_attr >> 16 & 0o777 for one in archive.infolist()}
        content = {name: archive.read(name) for name in modes}
    assert {name for name, mode in modes.items() if mode & 0o111} == {
        "setup.sh",
        "run_autograder",
    }
    assert set(modes) == {
        *("setup.sh", "run_autograder", "requirements.txt", "settings.json", "course.toml"),
        *(f"{TOPIC}.key", "neural_autograder-0.1.0-py3-none-any.whl"),
    }
    assert content["requirements.txt"] == b"./neural_autograder-0.1.0-py3-none-any.whl\n"
    assert SEED.encode() not in b"".join(content.values())
    for name in ("setup.sh", "run_autograder"):
        subprocess.run(["bash", "-n"], input=content[name], check=True)


@pytest.mark.usefixtures("confined")
def test_a_submission_is_graded_by_its_own_due_date(packed: Path, tmp_path: Path) -> None:
    root = unpacked(packed, tmp_path / "autograder")
    (root / f"submission/{TOPIC}.py").write_text(SOLUTION)
    own = {"due_date": "2026-10-02T12:00:00.000000-07:00"}
    metadata = {**METADATA, "users": [{**METADATA["users"][0], "assignment": own}]}
    (root / "submission_metadata.json").write_text(json.dumps(metadata))
    tree = run(root)
    assert tree["score"] == 18.0 and "1 day late" in tree["output"], tree
    assert {one["visibility"] for one in (tree, *tree["tests"])} == {"after_published"}
    assert sum(one["max_score"] for one in tree["tests"]) == 20.0


@pytest.mark.usefixtures("confined")
def test_a_submission_that_ends_everything_is_graded(packed: Path, tmp_path: Path) -> None:
    root = unpacked(packed, tmp_path / "autograder")
    kill = "import os, signal\nos.kill(0, signal.SIGKILL)\nos.kill(os.getpid(), 9)\nos._exit(0)\n"
    (root / f"submission/{TOPIC}.py").write_text(kill + SOLUTION)
    (root / "submission/sitecustomize.py").write_text("import os\nos._exit(0)\n")
    (root / "submission_metadata.json").write_text("no JSON")
    tree = run(root)
    assert tree["score"] == 0.0 and tree["extra_data"]["status"] == "graded", tree


def test_what_is_stopped_leaves_no_zero(packed: Path, tmp_path: Path) -> None:
    root = unpacked(packed, tmp_path / "autograder")
    (root / f"submission/{TOPIC}.py").write_text("while True:\n    pass\n")
    tree = run(root, seconds=2)  # the kit itself allows 20 for loading
    assert "score" not in tree and "tests" not in tree
    assert tree["extra_data"]["status"] == "ungraded" and "not a zero" in tree["output"]


def test_a_machine_without_confinement_grades_nothing(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = unpacked(packed, tmp_path / "autograder")
    (root / f"submission/{TOPIC}.py").write_text(SOLUTION)
    bare = tiers.Tier("D", reasons=("no Landlock",))
    monkeypatch.setattr(tiers, "find", lambda: bare)
    gradescope.main(root)
    tree = json.loads((root / "results/results.json").read_text())
    assert "score" not in tree and "no Landlock" in tree["output"]


def metadata(tmp_path: Path, tree: object) -> gradescope.Metadata:
    path = tmp_path / "metadata.json"
    path.write_text(json.dumps(tree))
    return read_metadata(path)


def test_dates_of_a_submission(tmp_path: Path) -> None:
    found = metadata(tmp_path, METADATA)
    assert found.student == "Ada Lovelace"
    assert found.submitted and found.submitted.when.isoformat() == "2026-10-03T12:00:00-07:00"
    assert found.due and found.due.isoformat() == "2026-10-02T23:00:00-07:00"
    later, earlier = "2026-10-09T23:00:00-07:00", "2026-09-01T23:00:00-07:00"
    users = [
        {"name": "A", "assignment": {"due_date": earlier}},
        {"email": "b@x", "assignment": {"due_date": later}},
    ]
    found = metadata(tmp_path, {**METADATA, "users": users})
    assert found.student == "A, b@x" and found.due and found.due.isoformat() == later
    alone = metadata(tmp_path, {**METADATA, "users": users[:1]})
    assert alone.due and alone.due.isoformat() == earlier


@pytest.mark.parametrize(
    "tree", [None, [], {"users": 3, "assignment": "x", "created_at": 5}, {"users": [None]}]
)
def test_metadata_of_any_form_stop_nothing(tmp_path: Path, tree: object) -> None:
    found = metadata(tmp_path, tree)
    assert found.due is None and found.submitted is None
    assert read_metadata(tmp_path / "none").student == "student"


def test_a_wheel_that_is_not_there_leaves_nothing(tmp_path: Path) -> None:
    done = release("gradescope", tmp_path / "out", "--kit", tmp_path / "none.whl")
    assert done.exit_code == 2 and "cannot be read" in done.output
    assert not list(tmp_path.iterdir())
