"""A student's code with what is said of its lines: nothing acts, and nothing is hidden."""

from __future__ import annotations

from html import unescape

import pytest

from autograder.model.outcomes import Outcome, ProblemKind, Status
from autograder.model.program import SourceMap
from autograder.model.report import CheckReport, Edit, Finding, Problem, Repair, Report, TaskReport
from autograder.reports.code_view import (
    MAX_COLUMNS,
    MAX_COMPARED,
    MAX_LINES,
    CodeView,
    Note,
    NoteKind,
    code_view,
    report_notes,
)
from autograder.reports.environment import page_environment
from tests.reports.test_pages import ATTACK, Page

FILE = SourceMap("backprop.py")
PROGRAM = """\
import numpy as np


def forward(x):
    return x


def loss(x):
    return 1 / 0
"""


def report(**changes: object) -> Report:
    """Two tasks: one with a misconception, one that raises in line 9."""
    finding = Finding(id="f", task="forward", says="It is linear.", hint="What bends?", evidence="")
    found = CheckReport(
        name="values", outcome=Outcome.FAILED, points=0, max_points=1, findings=(finding,)
    )
    raised = CheckReport(
        name="values",
        outcome=Outcome.FAILED,
        points=0,
        max_points=1,
        message="raised ZeroDivisionError: division by zero (line 9)",
    )
    tasks = (
        TaskReport(name="forward", score=0, max_score=1, outcome=Outcome.FAILED, checks=(found,)),
        TaskReport(
            name="loss", score=0, max_score=1, outcome=Outcome.FAILED, checks=(raised, raised)
        ),
    )
    values: dict[str, object] = dict(
        student="ada", topic="backprop", score=0.0, max_score=2.0, status=Status.GRADED,
        sandbox_tier="A", key="k", submission="s", duration_s=0.0, tasks=tasks,
    )  # fmt: skip
    return Report(**(values | changes))  # type: ignore[arg-type]


def html(view: CodeView) -> str:
    template = page_environment().from_string(
        '{% from "code.html" import code %}<html><body>{{ code(view) }}</body></html>'
    )
    return template.render(view=view)


def text_of(view: CodeView) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in view.lines]


def test_a_misconception_stands_where_its_task_begins_and_an_error_where_it_arose() -> None:
    notes = report_notes(report(), PROGRAM, FILE, instructor=False)
    assert [(n.line, n.kind, n.task) for n in notes] == [
        (4, NoteKind.FINDING, "forward"),
        (9, NoteKind.EXCEPTION, "loss"),
    ]
    assert notes[0].said == "It is linear. What bends?"


def test_of_two_definitions_the_last_one_has_the_notes() -> None:
    twice = PROGRAM + "\ndef forward(x):\n    return -x\n"
    assert report_notes(report(), twice, FILE, instructor=False)[0].line == 11


def test_a_task_that_is_not_in_the_file_is_said_of_the_whole() -> None:
    notes = report_notes(report(), "x = 1\n", FILE, instructor=False)
    view = code_view("x = 1\n", FILE, notes)
    assert [note.kind for note in view.notes] == [NoteKind.FINDING]


def test_words_of_a_student_do_not_move_a_note() -> None:
    """An exception's message may name lines; the place that the kit adds is the last."""
    task = report().tasks[1]
    message = "raised ValueError: look at line 1 (line 9)"
    checks = (
        CheckReport(name="v", outcome=Outcome.FAILED, points=0, max_points=1, message=message),
    )
    tasks = (TaskReport(name=task.name, score=0, max_score=1, outcome=task.outcome, checks=checks),)
    [note] = report_notes(report(tasks=tasks), PROGRAM, FILE, instructor=False)
    assert note.line == 9


def test_a_syntax_error_stands_at_its_line() -> None:
    problem = Problem(kind=ProblemKind.SYNTAX_ERROR, message="backprop.py is not valid: line 3: x")
    notes = report_notes(report(problems=(problem,), tasks=()), PROGRAM, FILE, instructor=False)
    assert [(note.line, note.kind) for note in notes] == [(3, NoteKind.PROBLEM)]


def test_a_small_change_is_for_the_instructor_alone() -> None:
    edit = Edit(line="line 5", before="    return x", after="    return np.tanh(x)")
    repair = Repair(tried=9, found=1, lines=("line 5",), edits=(edit,))
    task = TaskReport(
        name="forward", score=0, max_score=1, outcome=Outcome.FAILED, checks=(), repair=repair
    )
    one = report(tasks=(task,))
    [note] = report_notes(one, PROGRAM, FILE, instructor=True)
    assert (note.line, note.said) == (5, "this would be enough: return np.tanh(x)")
    assert report_notes(one, PROGRAM, FILE, instructor=False) == ()


def test_lines_of_a_notebook_are_numbered_by_cell() -> None:
    notebook = SourceMap("backprop.ipynb", ((2, 1), (2, 2), (5, 1)))
    checks = (
        CheckReport(
            name="v", outcome=Outcome.FAILED, points=0, max_points=1, message="no (cell 5, line 1)"
        ),
    )
    task = TaskReport(name="loss", score=0, max_score=1, outcome=Outcome.FAILED, checks=checks)
    source = "a = 1\nb = 2\nc = 3\n"
    notes = report_notes(report(tasks=(task,)), source, notebook, instructor=False)
    view = code_view(source, notebook, notes)
    assert [line.place for line in view.lines][2] == "cell 5, line 1"
    assert [bool(line.notes) for line in view.lines] == [False, False, True]
    assert "cell 5, line 1" in Page(html(view)).text


def test_what_is_not_seen_is_named() -> None:
    view = code_view("a = 1 # \u202ex\u2066\n\tb = '\x00\x1b[31m'\n", FILE)
    assert text_of(view) == ["a = 1 # U+202ExU+2066", "    b = 'U+0000U+001B[31m'"]
    assert "\u202e" not in html(view) and "\x1b" not in html(view)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_python_counts_them(end: str) -> None:
    view = code_view(end.join(["a", "b\x0c\u2028c", "d"]), FILE)
    assert len(view.lines) == 3


def test_no_text_acts() -> None:
    notes = (Note(1, NoteKind.COMMENT, ATTACK, ATTACK, ATTACK), Note(0, NoteKind.PROBLEM, ATTACK))
    view = code_view(ATTACK + "\n" + ATTACK, SourceMap(ATTACK), notes, before=ATTACK)
    plain = (Note(1, NoteKind.COMMENT, "x", "x", "x"), Note(0, NoteKind.PROBLEM, "x"))
    harmless = code_view("x\nx", SourceMap("x"), plain, before="x")
    marks = ("span", "unseen-sign")

    def shape(page: Page) -> list[tuple[str, tuple[str, ...]]]:
        return [
            (tag, tuple(names))
            for tag, names in page.elements
            if (tag, names.get("class")) != marks
        ]

    assert shape(Page(html(view))) == shape(Page(html(harmless)))
    assert "<img src=x" in unescape(Page(html(view)).text)


def test_each_line_is_a_row_that_can_be_linked_to() -> None:
    page = Page(html(code_view(PROGRAM, FILE)))
    rows = [attributes["id"] for attributes in page.all("tr") if "id" in attributes]
    assert rows == [f"L{number}" for number in range(1, 10)]
    assert [th.get("scope") for th in page.all("th")] == ["col", "col", *["row"] * 9]


def test_what_changed_is_marked_in_words() -> None:
    view = code_view("a\nb\nc\n", FILE, before="a\nx\nc\nd\n")
    assert [line.added for line in view.lines] == [False, True, False]
    text = Page(html(view)).text
    assert "removed− x 2 new+ b" in text and "removed− d" in text


def test_what_is_long_is_cut_and_said() -> None:
    view = code_view("x\n" * (MAX_LINES + 3) + "y", FILE)
    assert (len(view.lines), view.left_out) == (MAX_LINES, 4)
    [line] = text_of(code_view("z" * (MAX_COLUMNS + 7), FILE))
    assert line == "z" * MAX_COLUMNS + "and 7 more characters"


def test_long_texts_are_not_compared() -> None:
    long = "\n".join(map(str, range(MAX_COMPARED + 1)))
    view = code_view(long, FILE, before="x")
    assert view.too_long_to_compare and not any(line.added for line in view.lines)
