"""Whatever fails on our side: no wrong grade, nothing graded is lost, nothing is left running."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder.model.outcomes import Status
from autograder.sandbox.tiers import Tier
from tests.conftest import ROOT

CLEAN = {"ended": 0, "left": [], "groups": []}
ALL_GRADED: dict[str, list[str]] = {"missing": [], "wrong": []}


@pytest.fixture(autouse=True, scope="module")
def _confined(tier: Tier) -> None:
    if tier.letter == "D":
        pytest.skip("no fork servers on this machine: " + "; ".join(tier.reasons))


def play(name: str, folder: Path) -> dict[str, Any]:
    """What a scenario told, how it ended and what it left."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.engines.fault_scenarios", name, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return {**told, "complaints": done.stderr}


def holds(told: dict[str, Any], **wanted: Any) -> None:
    """Nothing left and all of this told."""
    expected = CLEAN | wanted
    assert {name: told.get(name) for name in expected} == expected, told["complaints"]


@pytest.fixture(scope="module", params=["worker", "fork_server", "bubblewrap"])
def killed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return play(f"{request.param}_killed", tmp_path_factory.mktemp("killed"))


def test_a_kill_during_a_task_changes_no_grade(killed: dict[str, Any]) -> None:
    holds(killed, **{"first task": "", "second task": ""})


def test_a_kill_during_an_import_changes_no_grade(killed: dict[str, Any]) -> None:
    holds(killed, **{"import": ""})


def test_what_a_killed_judge_was_grading_goes_to_another(tmp_path: Path) -> None:
    holds(play("judges_killed", tmp_path), **ALL_GRADED)


def test_a_submission_at_which_judges_die_is_given_up_as_ungraded(tmp_path: Path) -> None:
    told = play("poison", tmp_path)
    holds(told, missing=["poison"], wrong=[], status=Status.UNGRADED, score=None)
    assert "died 3 times" in told["says"]


def test_a_killed_coordinator_leaves_complete_reports_and_nothing_running(tmp_path: Path) -> None:
    holds(play("coordinator_killed", tmp_path), ended=-signal.SIGKILL)
    reports = sorted(tmp_path.glob("reports/*/*.json"))
    assert len(reports) == 3
    assert all(json.loads(path.read_text())["score"] == 3 for path in reports)


def test_the_only_process_killed_leaves_nothing_running(tmp_path: Path) -> None:
    holds(play("only_process_killed", tmp_path), ended=-signal.SIGKILL)
    [report] = tmp_path.glob("reports/*/*.json")
    assert json.loads(report.read_text())["score"] == 3


def test_an_interrupted_batch_leaves_nothing_running(tmp_path: Path) -> None:
    holds(play("interrupted", tmp_path))
    with (tmp_path / "grades.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 20
    assert {row["score"] for row in rows} == {"3", ""}


def test_the_output_folder_may_vanish_in_the_middle(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    holds(play("folder_removed", folder), **ALL_GRADED)
    with (folder / "grades.csv").open(encoding="utf-8") as stream:
        assert [row["score"] for row in csv.DictReader(stream)] == ["3", "3", "3", "1", "1", "1"]


def test_a_clock_that_jumps_changes_no_grade(tmp_path: Path) -> None:
    holds(play("clock_jumps", tmp_path), **ALL_GRADED)


def test_an_output_folder_that_vanishes_at_the_end_loses_no_grade(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    holds(play("folder_removed_at_the_end", folder), **ALL_GRADED)
    assert (folder / "grades.csv").exists()


def test_a_full_disk_is_told_in_words(tmp_path: Path) -> None:
    told = play("disk_full", tmp_path)
    assert told["left"] == [] and told["groups"] == []
    assert told["says"].startswith("cannot write ") and "too large" in told["says"]
    assert not list(tmp_path.rglob("*.part"))
