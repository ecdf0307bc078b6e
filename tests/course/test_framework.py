"""A course with one framework has one of the two topics on training loops, and that everywhere."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli import main
from autograder.course.authoring import check_course
from autograder.course.errors import CourseError
from autograder.course.new import new_course, new_topic
from autograder.course.settings import SettingsError
from autograder.course.topics import choose, topics
from tests.conftest import ROOT, TOPICS

LOOPS = ("torch_training", "tensorflow_training")
CHOSEN = [("torch", "tensorflow_training"), ("tensorflow", "torch_training")]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with both topics on training loops, as far as their names go, and one more."""
    course = tmp_path_factory.mktemp("course") / "course"
    new_course(course)
    for name in LOOPS:
        new_topic(course, name, "numpy")
    assert run("build", "--course", course).exit_code == 0
    return course


@pytest.fixture
def course(small: Path, tmp_path: Path) -> Path:
    return shutil.copytree(small, tmp_path / "course")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def framework(course: Path, name: str, more: str = "") -> Path:
    (course / "course.toml").write_text(f'framework = "{name}"\n{more}', encoding="utf-8")
    return course


@pytest.mark.parametrize(("chosen", "left_out"), CHOSEN)
def test_all_topics_of_the_kit_but_one_belong_to_a_course_with_one_framework(
    tmp_path: Path, chosen: str, left_out: str
) -> None:
    for half in ("reference", "assignments"):
        (tmp_path / half).symlink_to(ROOT / half)
    assert list(topics(framework(tmp_path, chosen))) == [one for one in TOPICS if one != left_out]


def test_without_a_choice_both_belong_to_it(course: Path) -> None:
    assert set(LOOPS) < set(topics(course))
    assert topics(course).keys() == topics(framework(course, "both")).keys()


def test_another_word_is_an_error(course: Path) -> None:
    with pytest.raises(SettingsError, match="framework: .*'torch', 'tensorflow' or 'both'"):
        topics(framework(course, "keras"))


@pytest.mark.parametrize(("chosen", "left_out"), CHOSEN)
def test_who_asks_for_the_other_topic_learns_why_it_is_not_there(
    course: Path, chosen: str, left_out: str
) -> None:
    with pytest.raises(CourseError, match=f"“{left_out}” is not in this course"):
        choose(framework(course, chosen), left_out)
    framework(course, chosen, f"[due]\n{left_out} = 2026-10-01\n")
    with pytest.raises(SettingsError, match=f"“{left_out}” is not in this course.*“{chosen}”"):
        topics(course)


def test_the_order_may_name_both(course: Path) -> None:
    assert not check_course(framework(course, "torch"))


@pytest.mark.parametrize(("chosen", "left_out"), CHOSEN)
def test_a_release_leaves_the_other_topic_out(course: Path, chosen: str, left_out: str) -> None:
    made = course.parent / "students"
    result = run("release", made, "--course", framework(course, chosen))
    assert result.exit_code == 0, result.output
    assert {path.name for path in made.iterdir() if path.is_dir()} == set(topics(course))
    assert left_out not in set(topics(course))
    assert left_out not in (made / "README.md").read_text(encoding="utf-8")


def test_a_class_is_graded_without_the_other_topic(course: Path, tmp_path: Path) -> None:
    framework(course, "tensorflow")
    for name in ("example", *LOOPS):
        stub = course / "assignments" / name / f"{name}.py"
        submitted = tmp_path / "class" / "ada" / stub.name
        submitted.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(stub, submitted)
    graded = tmp_path / "graded"
    given = ("--output", graded, "--course", course, "--seed", "tests", "--trust-submissions")
    result = run("grade", tmp_path / "class", *given)
    assert result.exit_code == 0, result.output
    with (graded / "grades.csv").open(encoding="utf-8") as stream:
        assert {row["topic"] for row in csv.DictReader(stream)} == {"example", LOOPS[1]}
    assert LOOPS[0] not in (graded / "index.html").read_text(encoding="utf-8")
