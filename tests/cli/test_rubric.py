"""`autograder rubric` shows what each check is worth, and writes a sheet to print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli import main
from autograder.keys import files as key_files
from autograder.reports.rubric_rows import rubric_rows
from tests.conftest import ROOT, TOPICS
from tests.reports.test_pages import CSP, chromium, needs_chromium

LONGEST = max(TOPICS, key=lambda name: sum(len(t.checks) + 1 for t in TOPICS[name].rubric.tasks))


def run(*arguments: object) -> Result:
    command = ["rubric", *map(str, arguments), "--course", str(ROOT)]
    return CliRunner().invoke(main, command)


def sheet(topic: str, folder: Path) -> str:
    path = folder / "sheet.html"
    assert run(topic, "--sheet", "--output", path).exit_code == 0
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TOPICS)
def test_every_task_and_check_is_shown_with_its_points_in_80_columns(name: str) -> None:
    result = run(name)
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert max(map(len, lines)) <= 80
    rows = rubric_rows(TOPICS[name].rubric)
    assert lines[0].endswith(f": {sum(t.points for t in rows):g} points in {len(rows)} tasks")
    shown = [line for line in lines[1:-1] if re.search(r"\d$", line)]
    of_tasks = [line.split()[0] for line in shown if not re.match(r"\+|    ", line)]
    assert of_tasks == [task.name for task in rows]
    of_checks = [float(line.split()[-1]) for line in shown if re.match(r"\+|    ", line)]
    assert of_checks == [check.points for task in rows for check in task.checks]


def test_the_points_of_checks_are_those_that_a_report_gives() -> None:
    """In the public key, from which a student's own check makes its report."""
    for name in ("backprop", "lstm"):
        key = key_files.read(TOPICS[name].assignment / f"{name}.key")
        in_key = [[check.points for check in task.checks] for task in key.tasks]
        rows = rubric_rows(TOPICS[name].rubric)
        assert [[check.points for check in task.checks] for task in rows] == in_key


def test_supplementary_checks_have_a_sign_and_the_sign_is_explained() -> None:
    lines = run("backprop").output.splitlines()
    assert [line for line in lines if line.startswith("+   gives the same result twice")]
    assert [line for line in lines if line.startswith("    gives the right values")]
    assert lines[-1] == "+ counts only where all other checks of its task pass"


def test_a_task_tells_what_it_builds_on() -> None:
    assert "  momentum_step (after sgd_step) " in run("gradient_descent").output


def test_a_sheet_has_a_box_and_the_points_of_every_check(tmp_path: Path) -> None:
    text = sheet("activations", tmp_path)
    rows = rubric_rows(TOPICS["activations"].rubric)
    checks = [check for task in rows for check in task.checks]
    assert text.count('class="box"') == len(checks)
    assert text.count('class="earned"') == len(rows) + 1
    worth = re.findall(r'class="n">(\d+\.\d\d)<', text)
    assert worth == [f"{check.points:.2f}" for check in checks]
    assert text.count('scope="row">+ ') == sum(check.supplementary for check in checks)


def test_what_is_printed_on_each_page_of_a_sheet_says_whose_it_is(tmp_path: Path) -> None:
    head = sheet("backprop", tmp_path).partition("<thead>")[2].partition("</thead>")[0]
    assert "<code>backprop</code>" in head
    assert re.findall(r'<span class="field[^>]*>([^<]*)<', head) == ["Name", "Date", "Marked by"]


def test_a_sheet_is_light_and_takes_nothing_from_elsewhere(tmp_path: Path) -> None:
    text = sheet("backprop", tmp_path)
    assert CSP in text
    assert '<meta name="color-scheme" content="light">' in text and "prefers-color" not in text
    assert not re.search(r"<script|<link|<img|https?:|url\(", text)


def test_a_sheet_is_written_beside_if_no_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("lstm", "--sheet")
    assert result.output == "Sheet: lstm-rubric.html\n"
    assert [path.name for path in tmp_path.iterdir()] == ["lstm-rubric.html"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("lstm", "--output", "sheet.html"), "say --sheet as well"),
        (("nothing",), "there is no topic “nothing”"),
        (("lstm", "--sheet", "--output", "/dev/null/x.html"), "cannot write /dev/null/x.html"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(arguments: tuple[str, ...], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2 and says in result.output
    assert "Traceback" not in result.output


@needs_chromium
@pytest.mark.parametrize("name", [LONGEST, "activations"])
def test_a_sheet_is_two_pages_of_a4_at_most(name: str, tmp_path: Path) -> None:
    sheet(name, tmp_path)
    printed = tmp_path / "sheet.pdf"
    chromium(
        tmp_path / "profile",
        "--no-pdf-header-footer",
        f"--print-to-pdf={printed}",
        (tmp_path / "sheet.html").as_uri(),
    )
    data = printed.read_bytes()
    [pages] = re.findall(rb"/Type /Pages\s*/Count (\d+)", data)
    assert int(pages) <= 2
    assert {
        tuple(map(round, map(float, box.split())))
        for box in re.findall(rb"/MediaBox \[([^]]+)", data)
    } == {(0, 0, 595, 842)}
