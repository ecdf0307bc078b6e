"""A release holds what students need, complete, and nothing that solves or seeds."""

from __future__ import annotations

import shutil
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli import main
from autograder.course.markers import BEGIN, END
from autograder.keys import files as key_files
from autograder.sandbox.availability import unavailable
from tests.conftest import ROOT, TOPICS, trains

SEED = "a-seed-that-nobody-may-see"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def names(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in files}


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "students"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTOGRADER_SEED", SEED)
        result = run("release", folder, "--format", "github", "--course", ROOT)
    assert result.exit_code == 0, result.output
    return folder


def test_each_topic_has_its_stub_notebook_handout_key_and_figure(released: Path) -> None:
    wanted = {
        f"{name}/{file}"
        for name in TOPICS
        for file in ("README.md", f"{name}.py", f"{name}.ipynb", f"{name}.key")
    }
    data = ("data.npz", "make_data.py")
    wanted |= {f"{name}/{file}" for name in TOPICS if trains(TOPICS[name]) for file in data}
    wanted |= {f"{name}/figure.svg" for name in TOPICS if TOPICS[name].figure_file.exists()}
    wanted.add("deep_nets/data.npz")  # what the handout measures, and nothing is trained on
    around = {"README.md", "requirements.txt", ".gitignore", ".github/workflows/autograder.yml"}
    assert names(released) == wanted | around


def lines_held(folder: Path) -> set[str]:
    """All lines of all texts in a folder, those within notebooks and keys, too."""
    held: set[str] = set()
    for path in (one for one in folder.rglob("*") if one.is_file()):
        content = path.read_bytes()
        if path.suffix == ".key":
            content = zlib.decompress(content.partition(b"\n")[2])
        text = content.decode("utf-8", "replace")
        if path.suffix in (".key", ".ipynb"):  # JSON: a line ends with its escape sign
            text = text.replace("\\n", "\n").replace('\\"', '"')
        held.update(line.strip(' ",') for line in text.splitlines())
    return held


def test_no_line_of_a_solution_and_no_seed_is_in_it(released: Path) -> None:
    held = lines_held(released)
    given = {line.strip() for topic in TOPICS.values() for line in topic.driver.splitlines()}
    assert len(held & given) > 100  # the drivers travel in the keys: what is held is found
    assert not solving(held)
    everything = "\n".join(held)
    for word in (SEED, "misconceptions.py", "SOLUTION", "reference/"):
        assert word not in everything


def solving(held: set[str]) -> list[tuple[str, str]]:
    """The lines of solutions among those of a release, each with its topic."""
    given = {line.strip() for topic in TOPICS.values() for line in topic.driver.splitlines()}
    found = []
    for topic in TOPICS.values():
        inside = False
        for line in map(str.strip, topic.solution.splitlines()):
            if line in (BEGIN, END):
                inside = line == BEGIN
            elif inside and len(line) > 12 and line not in given and line.strip(' ",') in held:
                found.append((topic.name, line))
    return found


def test_every_topic_can_be_checked_where_it_lies(released: Path) -> None:
    workflow = (released / ".github/workflows/autograder.yml").read_text()
    [line] = [line for line in workflow.splitlines() if "topic: [" in line]
    assert line.strip() == f"topic: [{', '.join(TOPICS)}]"
    assert "- run: autograder check ${{ matrix.topic }}\n" in workflow
    for name, topic in TOPICS.items():
        if unavailable(topic.rubric.frameworks) is not None:
            continue
        result = run("check", released / name)
        assert result.exit_code == 1 and result.output.startswith("Next: write"), result.output


def test_the_readme_leads_to_every_topic(released: Path) -> None:
    text = (released / "README.md").read_text()
    for name in TOPICS:
        assert f"]({name}/README.md)" in text
    assert "TOPICS" not in text and "FIRST" not in text
    assert "<!--" not in "".join(path.read_text() for path in released.rglob("README.md"))


def test_a_plain_release_of_some_topics(tmp_path: Path) -> None:
    kit = "neural-autograder @ git+ssh://somewhere"
    folder = tmp_path / "new/students"
    result = run("release", folder, "--topics", "backprop, activations", "--kit", kit)
    assert result.exit_code == 0, result.output
    assert {path.name for path in folder.iterdir()} == {
        *("README.md", "requirements.txt", "activations", "backprop")
    }
    assert (folder / "requirements.txt").read_text() == kit + "\n"
    assert [path.name for path in folder.parent.iterdir()] == ["students"]


def test_an_empty_folder_is_filled_and_a_used_one_is_left_alone(tmp_path: Path) -> None:
    assert run("release", tmp_path, "--topics", "backprop").exit_code == 0
    before = names(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path / "backprop")
    (tmp_path / "file").touch()
    for target in (tmp_path, tmp_path / "link", tmp_path / "file"):
        result = run("release", target, "--topics", "activations")
        why = "is not empty" if target == tmp_path else "is not a folder"
        assert result.exit_code == 2 and why in result.output
    assert names(tmp_path) == before | {"file"}


def test_a_release_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = []

    def full(source: Path, target: Path) -> None:
        copies.append(target)
        if len(copies) == 6:
            raise OSError(28, "No space left on device")
        target.touch()

    monkeypatch.setattr(shutil, "copyfile", full)
    result = run("release", tmp_path / "students")
    assert result.exit_code == 2 and "No space left on device" in result.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("built", ["activations.py", "activations.ipynb", "activations.key"])
def test_what_the_reference_no_longer_makes_is_not_released(tmp_path: Path, built: str) -> None:
    for part in ("reference", "assignments"):
        shutil.copytree(ROOT / part / "activations", tmp_path / part / "activations")
    path = tmp_path / "assignments/activations" / built
    if built.endswith(".key"):
        key_files.save(key_files.read(ROOT / "assignments/backprop/backprop.key"), path)
    else:
        path.write_text(path.read_text() + "\n")
    result = run("release", tmp_path / "students", "--course", tmp_path)
    assert result.exit_code == 2 and "run `autograder build` first" in result.output
    path.unlink()
    result = run("release", tmp_path / "students", "--course", tmp_path)
    assert result.exit_code == 2 and "run `autograder build` first" in result.output
    assert not (tmp_path / "students").exists()


@pytest.mark.parametrize("kit", [None, "neural-autograder @ git+https://example.org/kit"])
def test_where_the_kit_comes_from_is_said_unless_it_was_chosen(
    tmp_path: Path, kit: str | None
) -> None:
    chosen = ["--kit", kit] if kit else []
    result = run("release", tmp_path / "out", "--topics", "activations", "--course", ROOT, *chosen)
    assert result.exit_code == 0, result.output
    assert ("from the package index" in result.output) == (kit is None)
