"""`autograder similar` as an instructor types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli import main
from tests.conftest import ROOT, TOPICS

VARIANTS = TOPICS["backprop"].variants


def run(*arguments: object) -> Result:
    command = ["similar", *map(str, arguments), "--course", str(ROOT)]
    return CliRunner().invoke(main, command)


@pytest.fixture
def submitted(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    texts = {
        **VARIANTS,
        "ada": VARIANTS["tape"],
        "empty": "",
        "broken": "def f(:\n",
    }
    for student, text in texts.items():
        (folder / student).mkdir(parents=True)
        (folder / student / "backprop.py").write_text(text)
    (folder / "nothing").mkdir()
    return folder


def test_it_says_what_was_compared_and_writes_one_page(submitted: Path, tmp_path: Path) -> None:
    result = run(submitted, "--topic", "backprop", "--output", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [
        "10 submissions compared, 3 not compared (the page says why)",
        "3 of 6 tasks are too short to compare: loss, output_error, hidden_error",
        result.output.splitlines()[2],
        f"Page: {tmp_path / 'out/backprop.html'}",
    ]
    assert "pairs share passages that at most 3 submissions have. Equal code has" in result.output
    page = (tmp_path / "out/backprop.html").read_text(encoding="utf-8")
    assert "<bdi>tape</bdi>" in page and "nothing was submitted" in page
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["backprop.html"]


def test_an_earlier_term_is_compared_with_this_one(submitted: Path, tmp_path: Path) -> None:
    before = tmp_path / "before"
    for student in ("dora", "eli"):
        (before / student).mkdir(parents=True)
        (before / student / "backprop.py").write_text(VARIANTS["recursion"])
    where = tmp_path / "out"
    result = run(submitted, "--topic", "backprop", "--against", before, "--output", where)
    assert result.output.startswith("12 submissions compared")
    page = (where / "backprop.html").read_text(encoding="utf-8")
    assert "<bdi>dora</bdi>" in page and "(earlier term)" in page
    assert "of 65 share a passage" in page


def test_what_a_handout_holds_is_taken_out(submitted: Path, tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    (tmp_path / "given/lecture.py").write_text(VARIANTS["tape"])
    where = tmp_path / "out"
    run(submitted, "--topic", "backprop", "--handout", tmp_path / "given", "--output", where)
    page = (where / "backprop.html").read_text(encoding="utf-8")
    assert "<bdi>tape</bdi> and <bdi>ada</bdi>" not in page


def test_other_tools_get_their_folder_and_are_not_called(submitted: Path, tmp_path: Path) -> None:
    for tool, file in (("jplag", "base/backprop.py"), ("dolos", "info.csv")):
        target = tmp_path / tool
        result = run(
            submitted,
            "--topic",
            "backprop",
            "--output",
            tmp_path / "out",
            "--write-for",
            tool,
            target,
        )
        assert result.exit_code == 0, result.output
        assert f"Texts for {tool}: {target}. It reads them with: " in result.output
        assert (target / file).is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--topic", "backpropp"], "there is no topic “backpropp”; there are: "),
        (["--topic", "backprop", "--handout", "nowhere"], "nowhere is not a folder"),
        (["--topic", "backprop", "--against", "nowhere"], "there is no nowhere"),
        (["--topic", "backprop", "--write-for", "moss", "x"], "'moss' is not one of"),
        ([], "Missing option '--topic'"),
    ],
)
def test_what_cannot_be_done_is_one_line(arguments: list[str], said: str, submitted: Path) -> None:
    result = run(submitted, *arguments)
    assert result.exit_code == 2
    assert said in result.output and "Traceback" not in result.output


def test_what_students_write_does_nothing_to_the_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "in/\x1b[31mada"
    folder.mkdir(parents=True)
    (folder / "backprop.py").write_text("# \x1b[31m\n" + VARIANTS["tape"])
    result = run(tmp_path / "in", "--topic", "backprop", "--output", tmp_path / "out")
    assert result.exit_code == 0 and "\x1b" not in result.output
    assert "\x1b" not in (tmp_path / "out/backprop.html").read_text(encoding="utf-8")
