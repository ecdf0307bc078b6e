"""new-course, new-topic, build: what they make, and that nothing broken gets to students."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli import main
from autograder.course.new import EXAMPLE
from autograder.sandbox.availability import unavailable
from autograder.sandbox.tiers import Tier

OTHER = "other"
SOLUTION = f"reference/{EXAMPLE}/solution.py"
BEGIN = "# BEGIN SOLUTION"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with two topics, as the commands make it."""
    place = tmp_path_factory.mktemp("built") / "my-course"
    assert run("new-course", place).exit_code == 0
    assert run("new-topic", OTHER, "--course", place).exit_code == 0
    result = run("build", "--course", place)
    assert result.exit_code == 0, result.output
    return place


@pytest.fixture
def place(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "course"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def held(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_course_verifies_and_is_released_as_it_is(
    place: Path, tmp_path: Path, tier: Tier
) -> None:
    result = run("verify", "--course", place)
    assert result.exit_code == 0, result.output
    for name in (EXAMPLE, OTHER):
        wanted = "2 accepted, 2 rejected; 0 false accepts, 0 false rejects, 0 unnamed"
        assert f"{name}: {wanted}\n" in result.output
        result_of_check = run("check", place / "assignments" / name)
        assert result_of_check.exit_code == 1
        assert result_of_check.output.startswith("Next: write `mean_squared_error`")
    assert run("release", tmp_path / "students", "--course", place).exit_code == 0
    made = {path.name for path in (tmp_path / "students").iterdir()}
    assert made == {EXAMPLE, OTHER, "README.md", "requirements.txt"}
    assert not [text for text in held(tmp_path / "students").values() if b"SOLUTION" in text]


def test_the_example_holds_against_mutants(place: Path, tier: Tier) -> None:
    result = run("verify", EXAMPLE, "--mutants", 60, "--course", place)
    assert result.exit_code == 0 and " 0 missed" in result.output, result.output


def test_a_mutant_that_the_checks_miss_is_listed(place: Path, tier: Tier) -> None:
    """With differences of 1 alone, their cubes are as good as their squares."""
    rubric = place / f"reference/{EXAMPLE}/rubric.py"
    change(
        rubric,
        "case(predictions=rng.normal(size=shape), targets=rng.normal(size=shape))",
        "case(predictions=1 + (t := rng.normal(size=shape)), targets=t)",
    )
    change(rubric, '.gradient_agrees("mean_squared_error", batches, wrt="predictions")', "")
    result = run("verify", EXAMPLE, "--mutants", 1, "--course", place)
    assert result.exit_code == 1
    assert "missed mutant: line 17: 2 → 3" in result.output


def test_the_example_holds_against_a_hunt(place: Path, tier: Tier) -> None:
    result = run("verify", EXAMPLE, "--hunt", "--hunt-inputs", 30, "--course", place)
    assert result.exit_code == 0 and " 0 differ" in result.output, result.output


def test_what_a_hunt_finds_is_listed(place: Path, tier: Tier) -> None:
    """A variant that is wrong for a single number, and a mutant that no case catches."""
    rubric = place / f"reference/{EXAMPLE}/rubric.py"
    drawn = "case(predictions=rng.normal(size=shape), targets=rng.normal(size=shape))"
    change(rubric, drawn, "case(predictions=1 + (t := rng.normal(size=shape)), targets=t)")
    change(rubric, '.gradient_agrees("mean_squared_error", batches, wrt="predictions")', "")
    variant = place / f"reference/{EXAMPLE}/variants/single.py"
    variant.write_text(
        (place / SOLUTION).read_text()
        + "\n_right = mean_squared_error\n\n\ndef mean_squared_error(predictions, targets):\n"
        "    return _right(predictions, targets) + (np.size(predictions) == 1)\n"
    )
    result = run("verify", EXAMPLE, "--hunt", "--hunt-inputs", 60, "--course", place)
    assert result.exit_code == 1
    assert "a correct variant differs: single: mean_squared_error(predictions=" in result.output
    assert "full marks, but differs: line 17: 2 → 3: mean_squared_error(" in result.output


def test_what_can_be_written_down_in_advance_is_listed(place: Path, tier: Tier) -> None:
    """With the same inputs in every key, another key holds the answers."""
    rubric = place / f"reference/{EXAMPLE}/rubric.py"
    drawn = "case(predictions=rng.normal(size=shape), targets=rng.normal(size=shape))"
    change(rubric, drawn, "case(predictions=np.full(shape, 0.7), targets=np.full(shape, 0.4))")
    change(rubric, "from autograder", "import numpy as np\n\nfrom autograder")
    result = run("verify", EXAMPLE, "--replay", "--course", place)
    assert result.exit_code == 1
    assert f"{EXAMPLE}: replayed answers earn 5 of 5 points; 0 hang on yes and no" in result.output
    assert "replay: 5 points for the public key" in result.output


def test_topics_come_in_the_order_in_which_they_were_made(place: Path) -> None:
    assert run("new-topic", "another", "--course", place).exit_code == 0
    order = (place / "assignments/ORDER").read_text().split("\n")
    assert order[-4:] == [EXAMPLE, OTHER, "another", ""]


@pytest.mark.parametrize("framework", ["numpy", "torch"])
def test_what_a_new_topic_holds_is_formatted_and_without_complaint(
    tmp_path: Path, framework: str
) -> None:
    assert run("new-course", tmp_path / "course").exit_code == 0
    made = run("new-topic", "a_name", "--course", tmp_path / "course", "--framework", framework)
    assert made.exit_code == 0, made.output
    for command in (("check",), ("format", "--check")):
        ruff = [sys.executable, "-m", "ruff", *command, "--isolated", "--line-length", "100"]
        done = subprocess.run([*ruff, tmp_path / "course"], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_new_topic_of_torch_verifies_as_it_is(place: Path, tier: Tier) -> None:
    lacking = unavailable(("torch",))
    if lacking is not None:
        pytest.skip(lacking.message)
    name = "with_torch"
    assert run("new-topic", name, "--course", place, "--framework", "torch").exit_code == 0
    result = run("build", name, "--course", place)
    assert result.exit_code == 0, result.output
    result = run("verify", name, "--course", place)
    assert result.exit_code == 0, result.output
    assert f"{name}: 2 accepted, 2 rejected; 0 false accepts" in result.output
    assert run("check", place / "assignments" / name).output.startswith("Next: write `mean_sq")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("numpy", "could not import the module numpy"),
        ("torch", "could not import the module torch"),
        ("random", "could not import the module random"),
        ("two words", "letters, digits and underscores"),
        ("class", "a word of Python's own"),
        (EXAMPLE, "already"),
        (OTHER.upper(), "already"),
    ],
)
def test_a_name_that_no_topic_can_have_is_refused(place: Path, name: str, says: str) -> None:
    before = held(place)
    result = run("new-topic", name, "--course", place)
    assert result.exit_code == 2 and says in result.output
    assert held(place) == before


def test_a_topic_is_made_in_the_course_around_and_nowhere_else(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place / "reference")
    assert run("new-topic", "inside").exit_code == 0
    assert (place / "reference/inside/solution.py").exists()
    monkeypatch.chdir(tmp_path)
    result = run("new-topic", "outside")
    assert result.exit_code == 2 and "no course found here" in result.output


def test_a_course_is_made_in_a_new_folder(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held(place)
    result = run("new-course", place)
    assert result.exit_code == 2 and "is not empty" in result.output
    assert held(place) == before
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    result = run("new-course", ".")
    assert result.exit_code == 2 and "name a new folder" in result.output
    assert run("new-course", "inside").exit_code == 0
    assert (tmp_path / "empty/inside/assignments/ORDER").exists()


# One of each way in which building may end; tests/course/test_authoring.py has all refusals.
HINT = "What is the slope of a square?"
BREAKS = {
    "a misspelt marker": (SOLUTION, BEGIN, f"{BEGIN}S", "solution.py:16: “# BEGIN SOLUTIONS”"),
    "a task that is no more": (SOLUTION, "def mean_squared_error(", "def mse(", "rubric.py:17: "),
    "a handout that names no task": (
        f"assignments/{EXAMPLE}/README.md",
        "tasks: mean_squared_error ",
        "tasks: mse ",
        "README.md:15: there is no task “mse”",
    ),
    "a variant that is no program": (
        f"reference/{EXAMPLE}/variants/loops.py",
        "total = 0.0",
        "total = = 0.0",
        "variants/loops.py:7: this is not valid Python",
    ),
    "a rubric that fails": (
        f"reference/{EXAMPLE}/rubric.py",
        ".gradient_agrees(",
        ".gradient_agree(",
        "rubric.py:37: loading this file fails: AttributeError: there is no kind of check “grad",
    ),
    "a hint that is put together": (
        f"reference/{EXAMPLE}/rubric.py",
        f'"{HINT}"',
        '"2 * (predictions - targets)" + " / predictions.size"',
        "solution.py:24: example.key would show this line to students",
    ),
    "a reference that fails its own check": (
        SOLUTION,
        " / predictions.size",
        " / predictions.size / 3",
        "the reference itself fails at mean_squared_error_gradient",
    ),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_what_is_broken_is_not_built_and_the_rest_is(place: Path, broken: str) -> None:
    file, old, new, says = BREAKS[broken]
    change(place / file, old, new)
    key = place / "assignments" / OTHER / f"{OTHER}.key"
    key.unlink()
    before = held(place / "assignments" / EXAMPLE)
    result = run("build", "--course", place)
    assert result.exit_code == 2 and says in result.output, result.output
    assert "Traceback" not in result.output
    assert held(place / "assignments" / EXAMPLE) == before
    assert key.exists()


def test_a_topic_without_a_handout_is_not_built(place: Path) -> None:
    shutil.rmtree(place / "assignments" / EXAMPLE)
    result = run("build", "--course", place)
    assert result.exit_code == 2 and "README.md:1: the handout of “example”" in result.output
    assert not (place / "assignments" / EXAMPLE).exists()


def test_all_errors_are_told_before_anything_is_built(place: Path) -> None:
    change(place / SOLUTION, BEGIN, f"{BEGIN}S")
    change(place / f"reference/{OTHER}/solution.py", BEGIN, BEGIN.lower())
    change(place / "assignments/ORDER", OTHER, "othr")
    lines = run("build", "--course", place).output.splitlines()
    assert len(lines) == 5 and lines[0].startswith(f"{place}/assignments/ORDER:3: ")
    assert [f"/{name}/solution.py:" in line for line in lines for name in (EXAMPLE, OTHER)] == [
        *(False, False, True, False, True, False, False, True, False, True)
    ]


def test_a_topic_can_be_built_by_itself(place: Path) -> None:
    change(place / SOLUTION, BEGIN, f"{BEGIN}S")
    result = run("build", OTHER, "--course", place)
    assert (result.exit_code, result.output) == (
        0,
        f"{OTHER}: stub, notebook and public key written\n",
    )
    assert run("build", EXAMPLE, "--course", place).exit_code == 2
    assert "there is no topic" in run("build", "nonsense", "--course", place).output


@pytest.mark.parametrize("form", ["plain", "nbgrader"])
def test_what_is_broken_is_not_released(place: Path, tmp_path: Path, form: str) -> None:
    change(place / SOLUTION, BEGIN, f"{BEGIN}S")
    (place / f"assignments/{OTHER}/README.md").unlink()
    target = tmp_path / "students"
    result = run("release", target, "--course", place, "--format", form)
    assert result.exit_code == 2
    assert f"{place / SOLUTION}:16: “{BEGIN}S” looks like a marker" in result.output
    assert f"{place}/assignments/{OTHER}/README.md:1: the handout" in result.output
    assert not target.exists() and not list(tmp_path.glob(".*"))


def test_a_handout_that_shows_the_solution_is_not_released(place: Path, tmp_path: Path) -> None:
    """Though all that was built is as the reference makes it."""
    handout = place / f"assignments/{OTHER}/README.md"
    handout.write_text(f"{handout.read_text()}\n2 * (predictions - targets) / predictions.size\n")
    result = run("release", tmp_path / "students", "--course", place)
    assert result.exit_code == 2 and f"{handout}:" in result.output
    assert not (tmp_path / "students").exists()


def test_a_handout_with_a_wrong_number_is_not_built_and_fails_its_proof(
    place: Path, tier: Tier
) -> None:
    before = held(place / f"assignments/{OTHER}")
    handout = place / f"assignments/{OTHER}/README.md"
    change(handout, "array([0., 2.])", "array([0., 3.])")
    result = run("build", "--course", place)
    assert result.exit_code == 2 and f"{handout}:24: after `mean_squared" in result.output
    assert f"{EXAMPLE}: stub, notebook and public key written" in result.output
    assert held(handout.parent) == {**before, str(handout): handout.read_bytes()}
    result = run("verify", OTHER, "--course", place)
    assert result.exit_code == 1 and f"{handout}:24: after `mean_squared" in result.output


def test_a_misconception_that_no_worked_number_shows_fails_the_proof(
    place: Path, tier: Tier
) -> None:
    result = run("verify", OTHER, "--course", place)
    assert result.exit_code == 0
    assert f"{OTHER}: handout: 0 of 1 misconceptions of mean_squared_e" in result.output
    handout = place / f"assignments/{OTHER}/README.md"
    change(
        handout, "([1.0, 3.0]), np.array([1.0, 1.0]))\narray([0., 2.])", "([]), np.ones(0)).size\n0"
    )
    result = run("verify", OTHER, "--course", place)
    assert result.exit_code == 1
    assert "  the worked numbers of mean_squared_error_gradient do not show slop" in result.output


def test_line_100_of_a_file_is_told_as_a_number(place: Path) -> None:
    handout = place / f"assignments/{OTHER}/README.md"
    text = handout.read_text()
    handout.write_text(text + "\n" * (99 - text.count("\n")) + "<!-- task: none -->\n")
    assert f"{handout}:100: " in run("build", OTHER, "--course", place).output


def test_verify_tells_what_is_broken_and_proves_the_rest(place: Path, tier: Tier) -> None:
    change(place / SOLUTION, BEGIN, f"{BEGIN}S")
    (place / f"assignments/{OTHER}/README.md").unlink()
    result = run("verify", "--course", place)
    assert result.exit_code == 2
    assert f"{place / SOLUTION}:16: " in result.output
    assert f"{EXAMPLE}: not proven" in result.output
    assert f"assignments/{OTHER}/README.md:1: the handout" in result.output
    assert f"{OTHER}: 2 accepted, 2 rejected" in result.output
