"""nbgrader's own commands on a course that `release` made, graded both ways, and with cheats."""

from __future__ import annotations

import ast
import contextlib
import csv
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner
from jupyter_core.application import NoStart
from nbconvert.exporters import HTMLExporter
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.apps.nbgraderapp import NbGraderApp
from nbgrader.coursedir import CourseDirectory
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import ClearSolutions
from nbgrader.server_extensions.formgrader import handlers
from sqlalchemy import Engine, event
from traitlets.config import Config

from autograder.cli import main
from autograder.grading.grade import ungraded
from autograder.model.behaviour import Graded
from autograder.model.outcomes import ProblemKind
from autograder.model.report import Problem
from autograder.model.submission import Submission
from autograder.platforms.nbgrader.course_folder import CourseFolder, SubmittedFolder
from autograder.platforms.nbgrader.source import check_cell, notebook
from autograder.reading.reader import OwnProcess
from tests.conftest import ROOT, TOPICS
from tests.release.test_release import lines_held, solving

TOPIC = TOPICS["activations"]
POINTS = {task.name: float(task.points) for task in TOPIC.rubric.tasks}
ALL = sum(POINTS.values())
DUE, LATE = "2026-02-01 12:00:00 UTC", "2026-02-02 15:58:23.948203 UTC"
IN_TIME = "2026-02-01 11:00:00 UTC"
# In time in India and in Japan. nbgrader takes them for times in UTC, hours late.
SOMEWHERE = "2026-02-01 17:15:00.000000 IST"
STAMPS = {"gil": LATE, "fay": SOMEWHERE, "ben": "2026-02-01 20:30:00.000000 JST"}
SETTINGS = '\nc.LateSubmissionPlugin.penalty_method = "zero"\n'
# As a student writes them for a plain nbgrader assignment, and for ours.
LIAR = """
class Liar:
    def __eq__(self, other): return True
    def __mul__(self, other): return self
    __array_priority__ = 1e9
"""
FORGED_DISPLAY = """
shown = get_ipython().display_formatter.formatters["text/plain"]
shown.for_type(float, lambda value, p, cycle: p.text("2.0"))
def check(*_, **__):
    print("passed 100/100")
"""
MARKUP = "<img src=x onerror=alert(1)> ![picture](//somewhere)"
NOISY = "import sys, warnings\nwarnings.warn('deprecated')\nprint('noise', file=sys.stderr)\n"

Cells = list[dict[str, Any]]
# Of nbgrader's own code, and of the odd notebooks that it reads.
pytestmark = [
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore::nbformat.warnings.MissingIDFieldWarning"),
    pytest.mark.filterwarnings("ignore::nbformat.warnings.DuplicateCellId"),
]


@pytest.fixture(scope="module", autouse=True)
def unsafe_databases() -> Iterator[None]:
    """nbgrader commits cell by cell; none of these gradebooks has to outlive a power cut."""

    def hurry(connection: Any, _: object) -> None:
        connection.execute("PRAGMA synchronous = OFF")

    event.listen(Engine, "connect", hurry)
    yield
    event.remove(Engine, "connect", hurry)


def nbgrader(course: Path, *arguments: str) -> None:
    """One of nbgrader's commands, in the folder of the course; its imports are paid for once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(course)
        patch.setattr(sys, "path", [*sys.path])
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        patch.setenv("JUPYTER_CONFIG_DIR", str(course / ".jupyter"))
        patch.setenv("IPYTHONDIR", str(course / ".ipython"))
        patch.setenv("AUTOGRADER_SEED", "tests")
        app = NbGraderApp.instance()
        try:
            app.initialize([*arguments, "--log-level=ERROR"])
            with contextlib.suppress(NoStart):  # it started the command, not itself
                app.start()
        finally:
            app.reset()


def grade(course: Path, output: Path) -> str:
    arguments = ["grade", course / "submitted", "--output", output, "--seed", "tests"]
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return done.output


def functions() -> dict[str, str]:
    tree = ast.parse(TOPIC.solution)
    found = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = str(ast.get_source_segment(TOPIC.solution, node))
    return found


def name(cell: dict[str, Any]) -> str:
    marks = cell["metadata"].get("nbgrader")
    found = marks.get("grade_id") if isinstance(marks, dict) else None
    return found if isinstance(found, str) else ""


def code(text: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": text,
    }


def right(cells: Cells) -> None:
    """All functions as they should be, in noisy cells: warnings and standard error cost nothing."""
    for cell in cells:
        if name(cell) in POINTS:
            body = functions()[name(cell)].replace("\n    # BEGIN", f"\n    {QUIET}\n    # BEGIN")
            cell["source"] = NOISY + body


QUIET = "warnings.warn('deprecated'); print('noise', file=sys.stderr)"


def partly(cells: Cells) -> None:
    """Right are two, one is a known slip, the others are not written."""
    for cell in cells:
        if name(cell) in ("tanh", "relu"):
            cell["source"] = functions()[name(cell)]
        if name(cell) == "tanh_derivative":
            cell["source"] = "def tanh_derivative(z):\n    return 1 - z ** 2"
        if name(cell) == "softmax":
            cell["source"] = f"def softmax(logits):\n    raise ValueError({MARKUP!r})"


def untouched(cells: Cells) -> None:
    """As it was given out."""


def broken(cells: Cells) -> None:
    cells.append({"cell_type": "code", "source": "BROKEN"})


def moved(cells: Cells) -> None:
    """Checks, text and a function's cell are deleted; one is there twice, the order reversed."""
    right(cells)
    kept = [cell for cell in cells if name(cell) in POINTS or name(cell) == "handout-setup"]
    wrong = {**kept[1], "source": "def sigmoid(z):\n    return z"}
    assert name(kept[1]) == "sigmoid"
    without_name = [code(cell["source"]) if name(cell) == "relu" else cell for cell in kept]
    cells[:] = [wrong, wrong, *reversed(without_name)]


def cheating(cells: Cells) -> None:
    """Nothing is right; outputs, points, marks of cells and what is compared are forged."""
    cells.insert(1, code(LIAR + FORGED_DISPLAY))
    cells.append({**code("1"), "metadata": {"nbgrader": "none"}})
    cells.append({"cell_type": "markdown", "metadata": {}, "source": ["half a pair: ", "\ud800"]})
    cells.append({**code("1"), "metadata": {"nbgrader": {"grade_id": ["x"], "grade": True}}})
    for cell in cells:
        marks = cell["metadata"].get("nbgrader")
        if name(cell) in POINTS:
            cell["source"] = f"def {name(cell)}(*_, **__):\n    return Liar()"
            marks.update(grade=True, points=1000)
        elif isinstance(marks, dict) and marks.get("grade"):
            marks.update(points=1000, solution=True, locked=False)
            cell["source"] = "1000.0"
            data = {"text/plain": "1000.0", "text/html": "<b>forged: 1000 points</b>"}
            cell["outputs"] = [
                {
                    "output_type": "execute_result",
                    "data": data,
                    "metadata": {},
                    "execution_count": 1,
                }
            ]


CLASS: dict[str, Callable[[Cells], None]] = {
    "ada": right,
    "ben": partly,
    "cem": untouched,
    "dot": broken,
    "eve": cheating,
    "fay": moved,
    "gil": right,  # late
}
EXPECTED = {
    "ada": ALL,
    "ben": POINTS["tanh"] + POINTS["relu"],
    "cem": 0.0,
    "dot": None,
    "eve": 0.0,
    "fay": ALL,
    "gil": ALL,
}


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course that `generate_assignment` took, with an assignment of nbgrader's own beside it."""
    folder = tmp_path_factory.mktemp("nbgrader")
    for part in ("reference", "assignments"):
        shutil.copytree(ROOT / part / TOPIC.name, folder / "references" / part / TOPIC.name)
    course = folder / "course"
    arguments = ["release", course, "--format", "nbgrader", "--course", folder / "references"]
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    with (course / "nbgrader_config.py").open("a") as settings:
        settings.write(SETTINGS)
    plain = course / "source/plain"
    plain.mkdir()
    (plain / "plain.ipynb").write_text(json.dumps(plain_assignment()))
    nbgrader(course, "generate_assignment", TOPIC.name)
    nbgrader(course, "generate_assignment", "plain")
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        due = datetime.fromisoformat(DUE.removesuffix(" UTC"))
        gradebook.update_or_create_assignment(TOPIC.name, duedate=due)
    return course


def plain_assignment() -> dict[str, Any]:
    def marked(text: str, grade_id: str, points: float | None = None) -> dict[str, Any]:
        marks = {"schema_version": 3, "grade_id": grade_id, "grade": points is not None}
        marks |= {"solution": points is None, "locked": points is not None, "task": False}
        marks |= {} if points is None else {"points": points}
        return {**code(text), "metadata": {"nbgrader": marks}, "id": grade_id}

    solved = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
    cells = [
        marked(solved, "double"),
        marked("assert double(2) == 4", "asserts", 1.0),
        marked("2.0 if double(3) == 6 else 0.0", "in_part", 2.0),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "cells": cells,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


PLAIN = {
    "ada": NOISY.replace("\n", "\n    ").join(["def double(x):\n    ", "return 2 * x"]),
    "eve": LIAR + "def double(x): return Liar()",
    "fay": FORGED_DISPLAY + "def double(x): return 0.0",
}


@pytest.fixture(scope="module")
def submitted(released: Path) -> Path:
    given = json.loads((released / f"release/{TOPIC.name}/{TOPIC.name}.ipynb").read_text())
    for student, change in CLASS.items():
        tree = json.loads(json.dumps(given))
        change(tree["cells"])
        text = json.dumps(tree)
        folder = released / "submitted" / student / TOPIC.name
        folder.mkdir(parents=True)
        (folder / f"{TOPIC.name}.ipynb").write_text(text[:-20] if change is broken else text)
        (folder / "timestamp.txt").write_text(STAMPS.get(student, IN_TIME))
    given = json.loads((released / "release/plain/plain.ipynb").read_text())
    for student, text in PLAIN.items():
        given["cells"][0]["source"] = text
        folder = released / "submitted" / student / "plain"
        folder.mkdir()
        (folder / "plain.ipynb").write_text(json.dumps(given))
    return released


@pytest.fixture(scope="module")
def by_nbgrader(submitted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Graded by `nbgrader autograde`: ours in the sandbox, the plain assignment as ever."""
    course = tmp_path_factory.mktemp("by_nbgrader") / "course"
    shutil.copytree(submitted, course)
    nbgrader(course, "autograde", TOPIC.name)
    nbgrader(course, "autograde", "plain")
    return course


@pytest.fixture(scope="module")
def by_grade(submitted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Graded by `autograder grade`, with nbgrader's commands after it."""
    course = tmp_path_factory.mktemp("by_grade") / "course"
    shutil.copytree(submitted, course)
    said = grade(course, course.parent / "graded")
    assert f"{len(CLASS)} of {len(CLASS)} entered in nbgrader's gradebook" in said
    assert "WARNING" not in said
    assert "dot, activations: is ungraded" in said
    nbgrader(course, "generate_feedback", TOPIC.name)
    nbgrader(course, "export")
    return course


@pytest.fixture(params=["by_grade", "by_nbgrader"])
def course(request: pytest.FixtureRequest) -> Path:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Path)
    return found


def open_gradebook(course: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{course}/gradebook.db")


@pytest.fixture
def gradebook(course: Path) -> Iterator[Gradebook]:
    with open_gradebook(course) as gradebook:
        yield gradebook


@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_a_source_is_what_nbgrader_takes(topic: str) -> None:
    book = nbformat.reads(notebook(TOPICS[topic]), as_version=4)
    nbformat.validate(book)
    MetadataValidator().validate_nb(book)
    marks = {cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader for cell in book.cells}
    tasks = TOPICS[topic].rubric.tasks
    earning = {key: one.points for key, one in marks.items() if one.grade}
    assert earning == {check_cell(task.name): task.points for task in tasks}
    assert all(marks[key].locked for key in earning)
    assert {key for key, one in marks.items() if one.solution} == {task.name for task in tasks}
    assert all(one.locked != one.solution for one in marks.values())
    cleared, _ = ClearSolutions().preprocess(book, {})
    for cell in cleared.cells:
        if cell.metadata.nbgrader.solution:
            ast.parse(cell.source)
            assert "raise NotImplementedError()" in cell.source and '"""' in cell.source


def test_neither_source_nor_release_holds_a_solution(released: Path, tmp_path: Path) -> None:
    given = released / f"release/{TOPIC.name}"
    wanted = {"activations.ipynb", "activations.key", "figure.svg"}
    assert {path.name for path in given.iterdir()} == wanted
    text = "\n".join(lines_held(given))
    assert "SOLUTION" not in text and "tests" not in text.split()  # the seed of hidden cases
    arguments = ["release", str(tmp_path / "all"), "--format", "nbgrader", "--course", str(ROOT)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert solving({*lines_held(tmp_path / "all"), *lines_held(given)}) == []
    assert len(list(tmp_path.glob("all/source/*/*.ipynb"))) == len(TOPICS)


def test_marks_are_those_of_the_work(gradebook: Gradebook) -> None:
    rows = gradebook.notebook_submission_dicts(TOPIC.name, TOPIC.name)
    assert {row["student"] for row in rows} == set(CLASS)
    for row in rows:
        expected = EXPECTED[row["student"]]
        assert row["score"] == (expected or 0.0), row
        assert row["max_score"] == ALL
        # What is not graded is no zero: it waits for a person.
        assert row["needs_manual_grade"] == (expected is None), row
        assert row["failed_tests"] == (expected is not None and expected < ALL), row


def test_each_check_has_its_points_or_none(gradebook: Gradebook) -> None:
    for student, expected in EXPECTED.items():
        book = gradebook.find_submission_notebook(TOPIC.name, TOPIC.name, student)
        scores = {grade.name: grade.auto_score for grade in book.grades}
        assert set(scores) == {check_cell(task) for task in POINTS}
        if expected is None:
            assert set(scores.values()) == {None}
        elif expected == ALL:
            assert scores == {check_cell(task): points for task, points in POINTS.items()}
        elif student == "ben":
            got = {name for name, points in scores.items() if points}
            assert got == {check_cell("tanh"), check_cell("relu")}


def test_comments_teach_and_say_what_was_not_read(gradebook: Gradebook) -> None:
    def comments(student: str) -> dict[str, str | None]:
        book = gradebook.find_submission_notebook(TOPIC.name, TOPIC.name, student)
        return {comment.name: comment.comment for comment in book.comments}

    diagnosis = comments("ben")["tanh_derivative"] or ""
    assert diagnosis.startswith("This treats z as if it were already tanh(z).\n\n→ ")
    assert comments("ben")["relu_derivative"] == "not written yet"
    assert "&lt;img src=x" in (comments("ben")["softmax"] or "")
    said = comments("dot")
    assert "not a zero" in (said["sigmoid"] or "") and "cannot be read" in (said["sigmoid"] or "")
    assert set(comments("ada").values()) == {None}


def test_lateness_costs_what_the_plug_in_says(gradebook: Gradebook) -> None:
    for student, penalty in (("gil", ALL), ("ada", None), ("ben", None), ("fay", None)):
        book = gradebook.find_submission_notebook(TOPIC.name, TOPIC.name, student)
        assert book.late_submission_penalty == penalty


def test_formgrader_finds_everything(course: Path) -> None:
    settings = Config()
    settings.CourseDirectory.root = str(course)
    api = NbGraderAPI(CourseDirectory(config=settings), config=settings)
    rows = {row["student"]: row for row in api.get_submissions(TOPIC.name)}
    assert {student: row["autograded"] for student, row in rows.items()} == dict.fromkeys(
        CLASS, True
    )
    assert {student for student, row in rows.items() if row["needs_manual_grade"]} == {"dot"}
    assert len(api.get_notebook_submission_indices(TOPIC.name, TOPIC.name)) == len(CLASS)
    [assignment] = [one for one in api.get_assignments() if one["name"] == TOPIC.name]
    assert assignment["num_submissions"] == len(CLASS)
    assert {row["id"] for row in api.get_students()} == set(CLASS)


def test_formgrader_shows_fields_for_points_and_comments(course: Path) -> None:
    settings = Config()
    settings.HTMLExporter.template_name = "formgrade"
    settings.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    names = ("assignment_id", "notebook_id", "submission_id", "base_url", "mathjax_url", "student")
    resources = {**dict.fromkeys((*names, "last_name", "first_name", "notebook_path"), "")}
    for student in ("ben", "dot"):
        path = course / f"autograded/{student}/{TOPIC.name}/{TOPIC.name}.ipynb"
        exporter = HTMLExporter(config=settings)
        page, _ = exporter.from_filename(str(path), {**resources, "index": 0, "total": 1})
        for task in POINTS:
            assert f'id="{check_cell(task)}"' in page and f'id="{task}-comment"' in page


def test_autograded_notebooks_hold_nothing_forged(course: Path) -> None:
    for student in CLASS:
        path = course / f"autograded/{student}/{TOPIC.name}/{TOPIC.name}.ipynb"
        book = nbformat.read(path, as_version=4)
        nbformat.validate(book)
        MetadataValidator().validate_nb(book)
        assert "forged" not in path.read_text()
        points = {
            name(cell): cell.metadata.nbgrader.points
            for cell in book.cells
            if cell.metadata.get("nbgrader", {}).get("grade")
        }
        assert points == {check_cell(task): most for task, most in POINTS.items()}
        for cell in book.cells:
            if name(cell) in points:
                assert cell.source == f'check("{name(cell).removeprefix("check-")}")'
            else:
                assert not cell.get("outputs")
        texts = [cell.source for cell in book.cells]
        if student == "fay":  # of what is there twice, the last one is the function's cell
            assert [name(cell) for cell in book.cells[:2]] == ["", ""]
            assert any(name(cell) == "sigmoid" and "np.exp" in cell.source for cell in book.cells)
        assert ("def sigmoid(z):\n    return z" in texts) == (student == "fay")
        assert any("This cell is not in the notebook" in text for text in texts) == (
            student in ("dot", "fay")
        )


def test_feedback_is_made_for_all(by_grade: Path) -> None:
    for student in CLASS:
        page = by_grade / f"feedback/{student}/{TOPIC.name}/{TOPIC.name}.html"
        text = page.read_text(encoding="utf-8")
        score = 0.0 if student == "gil" else EXPECTED[student] or 0.0
        assert f"(Score: {score} / {ALL})" in text
        assert "forged" not in text
        assert "<img src=x" not in text and '//somewhere"' not in text
        if student == "dot":
            assert "cannot be read" in text
        else:
            assert 'class="autograder"' in text


def test_marks_are_exported(by_grade: Path) -> None:
    rows = list(csv.DictReader((by_grade / "grades.csv").open()))
    marks = {
        row["student_id"]: (float(row["raw_score"]), float(row["score"]))
        for row in rows
        if row["assignment"] == TOPIC.name
    }
    expected = {student: (points or 0.0, points or 0.0) for student, points in EXPECTED.items()}
    assert marks == {**expected, "gil": (ALL, 0.0)}


def test_the_same_cheats_fool_a_kernel(by_nbgrader: Path) -> None:
    """Else the tests above would prove little; what is nbgrader's own is run as ever, too."""
    with open_gradebook(by_nbgrader) as gradebook:
        rows = gradebook.notebook_submission_dicts("plain", "plain")
        scores = {row["student"]: row["score"] for row in rows}
    assert scores == {"ada": 0.0, "eve": 3.0, "fay": 2.0}  # right are 3, 0 and 0


def test_grading_again_keeps_what_a_person_gave(
    by_grade: Path, released: Path, tmp_path: Path
) -> None:
    course = tmp_path / "course"
    shutil.copytree(by_grade, course)
    shutil.copytree(released.parent / "references", tmp_path / "references")
    with open_gradebook(course) as gradebook:
        grade_of = gradebook.find_grade(check_cell("tanh"), TOPIC.name, TOPIC.name, "ben")
        grade_of.manual_score, grade_of.extra_credit = 0.25, 0.5
        comment = gradebook.find_comment("tanh", TOPIC.name, TOPIC.name, "ben")
        comment.manual_comment = "Well done."
        gradebook.db.commit()
    settings = course / "nbgrader_config.py"
    settings.write_text(settings.read_text().replace(str(released.parent), str(tmp_path)))
    (tmp_path / "references/course.toml").write_text(
        "[due]\nactivations = 2026-02-01T12:00:00\n[late]\npercent_per_day = 10\n"
    )
    shutil.rmtree(course / "submitted/cem")
    (course / "submitted/fay/activations/activations.ipynb").rename(
        course / "submitted/fay/activations/activations (1).ipynb"
    )
    grade(course, tmp_path / "graded")
    with open_gradebook(course) as gradebook:
        book = gradebook.find_submission_notebook(TOPIC.name, TOPIC.name, "ben")
        [tanh] = [one for one in book.grades if one.name == check_cell("tanh")]
        assert (tanh.auto_score, tanh.manual_score, tanh.extra_credit) == (
            POINTS["tanh"],
            0.25,
            0.5,
        )
        assert tanh.needs_manual_grade  # as after nbgrader's own run: is it still right?
        assert book.score == 0.75 + POINTS["relu"]
        [comment] = [one for one in book.comments if one.name == "tanh"]
        assert comment.comment == "Well done."
        late = gradebook.find_submission_notebook(TOPIC.name, TOPIC.name, "gil")
        assert late.late_submission_penalty == ALL * 0.2  # two days have begun
        gone = gradebook.find_submission_notebook(TOPIC.name, TOPIC.name, "cem")
        assert gone.score == 0.0  # nobody is removed
        renamed = gradebook.find_submission_notebook(TOPIC.name, TOPIC.name, "fay")
        assert renamed.score == ALL
        assert renamed.late_submission_penalty is None  # whose IST that is nobody knows


def test_what_failed_through_the_kit_changes_no_mark(
    by_grade: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = tmp_path / "course"
    shutil.copytree(by_grade, course)

    def fails(found: list[Submission], *_: object) -> Iterator[Graded]:
        problem = Problem(kind=ProblemKind.KIT, message="the machine is full")
        return (Graded(ungraded(one, problem, ALL, "A")) for one in found)

    monkeypatch.setattr("autograder.engines.class_run.local.graded", fails)
    arguments = ["grade", str(course / "submitted"), "--output", str(tmp_path / "graded")]
    done = CliRunner().invoke(main, [*arguments, "--seed", "tests"])
    assert done.exit_code == 3 and f"0 of {len(CLASS)} entered" in done.output, done.output
    assert "ada, activations: was left alone: the machine is full" in done.output
    with open_gradebook(course) as gradebook:
        rows = gradebook.notebook_submission_dicts(TOPIC.name, TOPIC.name)
        scores = {row["student"]: row["score"] for row in rows}
    assert scores == {student: points or 0.0 for student, points in EXPECTED.items()}


def test_cells_of_the_instructors_own_wait_for_a_person(by_grade: Path, tmp_path: Path) -> None:
    """And points that the instructor changed are what the marks are converted to."""
    course = tmp_path / "course"
    shutil.copytree(by_grade, course)
    essay = nbformat.v4.new_markdown_cell("YOUR ANSWER HERE")
    marks = {"grade_id": "essay", "grade": True, "solution": True, "locked": False, "points": 3.0}
    essay.metadata["nbgrader"] = marks
    where = (TOPIC.name, TOPIC.name)
    with open_gradebook(course) as gradebook:
        gradebook.add_grade_cell("essay", *where, max_score=3.0, cell_type="markdown")
        gradebook.add_solution_cell("essay", *where)
        source = {"cell_type": "markdown", "source": essay.source, "locked": False}
        checksum = utils.compute_checksum(essay)
        gradebook.add_source_cell("essay", *where, checksum=checksum, **source)
        gradebook.add_grade_cell("own-test", *where, max_score=1.0, cell_type="code")
        gradebook.add_source_cell("own-test", *where, cell_type="code", source="1", locked=True)
        gradebook.find_grade_cell(check_cell("relu"), *where).max_score = 3 * POINTS["relu"]
        gradebook.db.commit()
    shutil.move(course / "submitted", tmp_path / "earlier")
    given = json.loads((tmp_path / f"earlier/ada/{TOPIC.name}/{TOPIC.name}.ipynb").read_text())
    for student, text in (("answered", "Because."), ("silent", essay.source), ("deleted", "")):
        tree = {**given, "cells": [*given["cells"], {"unknown": 1}, "no cell"]}
        if text:
            tree["cells"].append({**essay, "source": text})
        folder = course / "submitted" / student / TOPIC.name
        folder.mkdir(parents=True)
        (folder / f"{TOPIC.name}.ipynb").write_text(json.dumps(tree))
    grade(course, tmp_path / "graded")
    with open_gradebook(course) as gradebook:
        for student, score in (("answered", None), ("silent", 0.0), ("deleted", None)):
            book = gradebook.find_submission_notebook(*where, student)
            scores = {one.name: one.auto_score for one in book.grades}
            assert scores == {
                **{check_cell(task): points for task, points in POINTS.items()},
                check_cell("relu"): 3 * POINTS["relu"],
                "essay": score,
                "own-test": None,
            }
            waiting = {one.name for one in book.grades if one.needs_manual_grade}
            assert waiting == ({"essay", "own-test"} if score is None else {"own-test"})


def test_only_nbgraders_own_stamp_dates_a_submission(submitted: Path, tmp_path: Path) -> None:
    """In folders of the student's own it was submitted with the rest."""
    course = CourseFolder.read(submitted)
    folder = tmp_path / TOPIC.name
    shutil.copytree(submitted / "submitted/ada" / TOPIC.name, folder)
    (folder / TOPIC.name).mkdir()
    (folder / "timestamp.txt").rename(folder / TOPIC.name / "timestamp.txt")

    def when(course: CourseFolder) -> datetime | None:
        submitted = SubmittedFolder("ada", folder)
        found = course.collected_from(TOPIC.name, TOPIC.name, submitted, OwnProcess())
        stamp = found.submission.submitted
        return None if stamp is None else stamp.when

    assert when(course) is None
    (folder / "timestamp.txt").write_text(SOMEWHERE)
    assert when(course) is None
    course.config.Exchange.timezone = "Asia/Kolkata"
    assert when(course) == datetime(2026, 2, 1, 11, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("settings", "installed", "said"),
    [
        ("c = get_config()", True, "run `nbgrader generate_assignment` first"),
        ("1 / 0", True, "ZeroDivisionError"),
        ("c = get_config()", False, "install it here"),
    ],
)
def test_a_course_that_cannot_be_used_is_said(
    settings: str, installed: bool, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nbgrader_config.py").write_text(settings)
    (tmp_path / "submitted/ada/activations").mkdir(parents=True)
    if not installed:
        monkeypatch.setitem(sys.modules, "autograder.platforms.nbgrader.course_folder", None)
    done = CliRunner().invoke(main, ["grade", str(tmp_path / "submitted"), "--course", str(ROOT)])
    assert done.exit_code == 2 and said in done.output, done.output


def test_another_folder_of_a_course_is_graded_as_any(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()")
    folder = tmp_path / "downloaded/ada"
    folder.mkdir(parents=True)
    (folder / "activations.py").write_text(TOPIC.solution)
    arguments = ["grade", tmp_path / "downloaded", "--output", tmp_path / "graded"]
    arguments += ["--course", ROOT, "--seed", "tests"]
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert done.exit_code == 0 and "gradebook" not in done.output, done.output
