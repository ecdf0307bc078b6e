"""Which packages a topic's submissions may use: by its rubric, and by the course's settings."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.course.new import new_course
from autograder.course.settings import SettingsError, read_settings
from autograder.course.topic import Topic
from autograder.course.topics import choose
from autograder.keys import files as key_files
from autograder.keys.build import build
from autograder.keys.fingerprint import fingerprint
from autograder.release.kit import requirements
from autograder.rubric import Rubric, RubricError
from tests.conftest import TOPICS


def course(folder: Path, settings: str = "", packages: str = "()") -> Topic:
    """The topic of a new course whose rubric and settings name packages."""
    new_course(folder)
    (folder / "course.toml").write_text(settings)
    rubric = folder / "reference/example/rubric.py"
    named = rubric.read_text().replace("title=", f"packages={packages}, title=")
    rubric.write_text(named)
    return choose(folder, "example")


@pytest.mark.parametrize(
    ("packages", "says"),
    [
        ("scipy", r'some: write packages with a comma, as in packages=\("scipy",\)'),
        (("scikit-learn",), "“scikit-learn” is not a name that Python can import"),
        (("scipy.special",), "“scipy.special” is not a name .* without a dot"),
        (("math",), "“math” is in the standard library, which is always there"),
    ],
)
def test_a_rubric_names_packages_as_python_imports_them(packages: object, says: str) -> None:
    with pytest.raises(RubricError, match=says):
        Rubric("some", packages=packages)  # type: ignore[arg-type]  # as an author may err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("packages = ['tqdm']\n", r"packages: write a line \[packages\], and below it: course"),
        ("[packages]\ncourse = 'tqdm'\n", "packages.course: "),
        ("[packages]\ncourse = ['scikit-learn']\n", "packages.course.0: “scikit-learn” is not"),
        ("[packages]\nbackprop = ['scipy']\n", "packages.backprop: is not known here"),
        ("[packages.topics]\nbackpropagation = ['scipy']\n", "there is no topic “backpropagation”"),
    ],
)
def test_settings_that_cannot_be_used_say_where(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "course.toml").write_text(text)
    with pytest.raises(SettingsError, match=f"course.toml: {says}"):
        read_settings(tmp_path / "course.toml", ["backprop"])


def test_a_misspelt_topic_is_found_before_a_key_is_built(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no topic “exampel”"):
        course(tmp_path / "c", "[packages.topics]\nexampel = ['tqdm']\n")


def test_course_and_rubric_add_up(tmp_path: Path) -> None:
    settings = "[packages]\ncourse = ['tqdm']\n[packages.topics]\nexample = ['scipy', 'numpy']\n"
    topic = course(tmp_path / "c", settings, "('seaborn', 'tqdm')")
    key = build(topic, "seed")
    assert key.packages == ("seaborn", "tqdm", "scipy", "numpy")
    assert key.permitted == ("numpy", "seaborn", "tqdm", "scipy")
    assert key_files.decode(key_files.encode(key)).packages == key.packages


def test_without_any_there_is_numpy_and_the_framework() -> None:
    permitted = {
        name: key_files.read(topic.assignment / f"{name}.key").permitted
        for name, topic in TOPICS.items()
    }
    assert permitted["backprop"] == ("numpy",)
    assert permitted["torch_training"] == ("numpy", "torch")
    assert permitted["tensorflow_training"] == ("numpy", "tensorflow")


def test_a_key_is_another_when_the_course_allows_more(tmp_path: Path) -> None:
    before = fingerprint(course(tmp_path / "c"), "seed")
    shutil.rmtree(tmp_path / "c")
    assert fingerprint(course(tmp_path / "c", "[packages]\ncourse = ['tqdm']\n"), "seed") != before


def test_what_students_install_holds_the_packages(tmp_path: Path) -> None:
    topic = course(tmp_path / "c", "", "('jinja2', 'no_such_package')")
    assert requirements("the-kit", [topic]).lower() == "the-kit\njinja2\nno_such_package\n"


def test_what_is_allowed_is_used_from_check_to_grade(tmp_path: Path) -> None:
    """`rich` is installed wherever the kit is, and is not there unless it is allowed."""
    topic = course(tmp_path / "c", "[packages]\ncourse = ['rich']\n")
    place = tmp_path / "c"
    source = "from rich.text import Text\n" + topic.solution.replace(
        "return float(", 'return float(Text("1").plain) * float('
    )
    students = tmp_path / "students/ada"
    students.mkdir(parents=True)
    (students / "example.py").write_text(source)

    def points() -> tuple[str, str]:
        run = CliRunner().invoke
        done = run(main, ["build", "--course", str(place)])
        assert done.exit_code == 0, done.output
        shutil.copy(place / "assignments/example/example.key", students)
        checked = run(main, ["check", str(students / "example.py")])
        output = ["--output", str(tmp_path / "graded"), "--trust-submissions"]
        graded = run(main, ["grade", str(students.parent), "--course", str(place), *output])
        return checked.output.splitlines()[-1], graded.output

    checked, graded = points()
    assert checked == "2 of 2 tasks done, 5 of 5 points" and "5/5" in graded
    (place / "course.toml").unlink()
    checked, graded = points()
    assert checked == "1 of 2 tasks done, 3 of 5 points" and "3/5" in graded


def test_a_topic_whose_package_is_not_installed_is_not_graded(tmp_path: Path) -> None:
    course(tmp_path / "c", "[packages]\ncourse = ['no_such_package']\n")
    students = tmp_path / "students/ada"
    students.mkdir(parents=True)
    (students / "example.py").write_text("")
    arguments = ["grade", str(students.parent), "--course", str(tmp_path / "c")]
    done = CliRunner().invoke(main, [*arguments, "--output", str(tmp_path / "graded")])
    assert "not available" in done.output
