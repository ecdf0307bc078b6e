"""`autograder regrade`, as an instructor uses it who finds that a key was wrong."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli import main
from autograder.sandbox.tiers import Tier
from tests.conftest import ROOT

RIGHT, WRONG = "leaky_relu(z, slope=0.01)", "leaky_relu(z, slope=0.02)"
STUDENTS = ("ada", "ben", "dev")


@pytest.fixture
def course(tmp_path: Path, tier: Tier, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course with a gradebook, in which the reference has a wrong slope."""
    if tier.letter == "D":
        pytest.skip("this machine cannot confine submissions")
    shutil.copytree(ROOT / "reference/activations", tmp_path / "reference/activations")
    (tmp_path / "assignments").symlink_to(ROOT / "assignments")
    change(tmp_path, RIGHT, WRONG)
    for name in STUDENTS:
        (tmp_path / "submissions" / name).mkdir(parents=True)
        source = ROOT / "examples/class" / name / "activations.py"
        shutil.copy(source, tmp_path / "submissions" / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("AUTOGRADER_SEED", "tests")
    assert run("book", "new").exit_code == 0
    return tmp_path


def change(course: Path, before: str, after: str) -> None:
    path = course / "reference/activations/solution.py"
    path.write_text(path.read_text().replace(before, after))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def marks(course: Path) -> dict[str, str]:
    """What grades.csv has, once it is written anew."""
    assert run("grade", "submissions").exit_code == 0
    rows = (course / "graded/grades.csv").read_text().splitlines()[1:]
    return {row.split(",")[0]: row.split(",")[2] for row in rows}


def test_a_wrong_key_is_put_right_without_a_mark_that_nobody_saw_change(course: Path) -> None:
    assert marks(course) == {"ada": "19", "ben": "16", "dev": "17"}
    run("book", "set", "ben", "activations", "leaky_relu", "0.5", "--because", "nearly")
    change(course, WRONG, RIGHT)
    # Grading again keeps what was graded by the old key.
    assert marks(course) == {"ada": "19", "ben": "16.5", "dev": "17"}

    made = json.loads(
        run("regrade", "run", "activations", "--because", "0.02", "--json", "--as", "bo").stdout
    )
    number = str(made["regrade"])
    assert {one["student"]: one["move"] for one in made["marks"]} == {
        "ada": "rises",
        "ben": "same",
        "dev": "rises",
    }
    assert marks(course) == {"ada": "19", "ben": "16.5", "dev": "17"}

    run("book", "adjust", "dev", "activations", "1", "--because", "neat", "--as", "emmy")
    refused = run("regrade", "apply", number)
    assert refused.exit_code == 1
    assert "Refused: since you looked, emmy changed 1 mark (dev)." in refused.output

    shown = run("regrade", "show", number).output
    assert "by bo" in shown and "“0.02”" in shown
    assert "leaky_relu: 3 failed → passed" in shown
    assert "ada: 19 → 20  (leaky_relu 0 → 1)" in shown
    assert "ben: stays 16.5" in shown

    assert run("regrade", "apply", number).exit_code == 0
    assert marks(course) == {"ada": "20", "ben": "16.5", "dev": "19"}
    twice = run("regrade", "apply", number)
    assert (twice.exit_code, "is applied" in twice.output) == (1, True)
    assert "applied" in run("regrade", "list").output
    assert "Nothing to do" in run("regrade", "run", "activations", "--because", "again").output


def test_what_is_discarded_is_in_no_list_and_no_history(course: Path) -> None:
    marks(course)
    change(course, WRONG, RIGHT)
    history = run("book", "show", "ada", "activations", "--history").output
    run("regrade", "run", "activations", "--because", "0.02")
    assert run("regrade", "discard", "2").exit_code == 0
    assert "Nothing was graded again" in run("regrade", "list").output
    assert run("book", "show", "ada", "activations", "--history").output == history
    assert run("regrade", "show", "2").exit_code == 1


def test_a_reason_is_needed(course: Path) -> None:
    refused = run("regrade", "run", "activations")
    assert (refused.exit_code, "--because" in refused.output) == (2, True)


def test_other_rules_are_shown_before_a_mark_moves(course: Path) -> None:
    marks(course)
    rules = "[due]\nactivations = 2026-10-01\n[late]\npercent_per_day = 10\n"
    entered = "[submitted.ada]\nactivations = 2026-10-03\n"
    (course / "course.toml").write_text(rules + entered)
    told = run("grade", "submissions").output
    assert "1 mark would change" in told.replace("\n", " ")
    assert marks(course)["ada"] == "19"
    assert "ada, activations: 19 → 15.2" in run("regrade", "rules").output
    assert marks(course)["ada"] == "19"
    assert run("regrade", "rules", "--apply").exit_code == 0
    assert marks(course)["ada"] == "15.2"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--help"], "Usage:"), (["regrade", "list"], "neural-autograder[gradebook]")],
)
def test_without_a_gradebooks_libraries_only_its_own_commands_fail(
    arguments: list[str], said: str
) -> None:
    code = "import sys; sys.modules.update(sqlalchemy=None, alembic=None)\n"
    code += f"from autograder.cli import main; main({arguments!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
