"""A notebook is graded as its functions deserve, whatever else stands in it."""

from __future__ import annotations

import ast
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.collect import discover as intake
from autograder.course.topic import Topic
from autograder.grading.grade import grade
from autograder.keys import files as key_files
from autograder.model.answer_key import AnswerKey
from autograder.model.report import Report
from autograder.model.submission import Submission
from autograder.reading.notebooks.cells import (
    MAX_CODE,
    MAX_SIGNS,
    Cell,
    NotebookError,
    code_cells,
    numbered,
)
from autograder.reading.notebooks.program import program
from autograder.sandbox import FreshProcesses, Sandbox
from tests.conftest import ROOT, TOPICS, trains

DOUBLE = "def double(x):\n    return 2 * x"


def notebook(*cells: str, **more: Any) -> bytes:
    kept = [{"cell_type": "code", "source": text, "outputs": []} for text in cells]
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": kept, **more}).encode()


def made(*cells: str, wanted: str = "double") -> str:
    """The program taken from these cells."""
    return program(numbered(list(cells)), wanted.split(), "t.ipynb").source


def run(*cells: str, wanted: str = "double") -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(made(*cells, wanted=wanted), names)
    return names


def told(*cells: str) -> list[str]:
    found = program(numbered(list(cells)), ["double"], "t.ipynb").problems
    return [problem.message for problem in found]


# What is taken


def test_of_two_definitions_the_last_one_counts() -> None:
    assert run("def double(x):\n    return x", DOUBLE)["double"](4) == 8


def test_a_training_a_plot_and_its_import_stay_behind() -> None:
    source = made(
        "import matplotlib.pyplot as plt\nimport numpy as np",
        DOUBLE,
        "history = []\nfor epoch in range(10**9):\n    history.append(double(epoch))",
        "def show():\n    plt.plot(history)",
        "show()\nrate = float(input())\nassert double(1) == 2",
    )
    assert source == DOUBLE + "\n"


def test_of_an_import_of_several_only_what_is_needed_is_taken() -> None:
    cells = (
        "import matplotlib.pyplot as plt, \\\n  math",
        "def double(x):\n    return math.prod([2, x])",
    )
    assert made(*cells).splitlines()[0] == "import math"


@pytest.mark.slow
def test_long_chains_and_many_statements_are_read_in_time() -> None:
    """Not the square of their number: 10,000 names, each of which needs the next."""
    chain = [f"a{n} = a{n + 1}" for n in range(10_000)]
    assert len(made("double = a0", *chain).splitlines()) == 10_001
    sets = "\n".join(f"def f{n}():\n    global g{n}\n    g{n} = 1" for n in range(3000))
    calls = "\n".join(f"f{n}()" for n in range(3000))
    uses = "double = [" + ", ".join(f"g{n}" for n in range(3000)) + "]"
    assert (
        len(run(uses.replace("double = ", "def double():\n    return "), sets, calls)["double"]())
        == 3000
    )
    [said] = told("a = 1\n" * 25_000, DOUBLE)
    assert said == "cell 1 of t.ipynb was not read: there are too many statements"


NEEDED = {
    "a constant": ("FACTOR = 2", "def double(x):\n    return FACTOR * x"),
    "a constant after it": ("def double(x):\n    return FACTOR * x", "FACTOR = 2"),
    "what a constant is made of": (
        "one, two = 1, 2",
        "FACTOR = one * two",
        "def double(x):\n    return FACTOR * x",
    ),
    "a helper": ("def twice(x):\n    return 2 * x", "def double(x):\n    return twice(x)"),
    "a name for another function": ("def twice(x):\n    return 2 * x", "double = twice"),
    "a function made by a function": (
        "def times(n):\n    return lambda x: n * x",
        "double = times(2)",
    ),
    "an import, a default and a decorator": (
        "import functools as ft",
        "two = 2",
        "@ft.lru_cache\ndef double(x, factor=two):\n    return factor * x",
    ),
    "a table filled in a loop": (
        "table = {}",
        "for n in range(9):\n    table[n] = 2 * n",
        "def double(x):\n    return table[x]",
    ),
    "a list that is appended to": (
        "factors = []\nfactors.append(2)",
        "def double(x):\n    return factors[0] * x",
    ),
    "a method added later": (
        "class Number:\n    def __init__(self, x):\n        self.x = x",
        "def _twice(self):\n    return 2 * self.x\nNumber.twice = _twice",
        "def double(x):\n    return Number(x).twice()",
    ),
    "a method set by name": (
        "class Number(int):\n    pass",
        "setattr(Number, 'twice', lambda self: 2 * self)",
        "def double(x):\n    return Number(x).twice()",
    ),
    "a table that a call fills": (
        "import numpy as np\ntable = np.zeros(9)",
        "np.copyto(table, 2 * np.arange(9))",
        "def double(x):\n    return table[x]",
    ),
    "a registry that a decorator fills": (
        "class Registry(dict):\n    def add(self, f):\n        self['twice'] = f",
        "known = Registry()",
        "@known.add\ndef twice(x):\n    return 2 * x",
        "def double(x):\n    return known['twice'](x)",
    ),
    "a method that a decorator adds": (
        "def patch(cls):\n    return lambda f: setattr(cls, f.__name__, f)",
        "class Number(int):\n    pass",
        "@patch(Number)\ndef twice(self):\n    return 2 * self",
        "def double(x):\n    return Number(x).twice()",
    ),
    "a function wrapped in another one": (
        DOUBLE.replace("2 *", "1 *"),
        "def twice(f):\n    return lambda x: 2 * f(x)",
        "double = twice(double)",
    ),
    "an object in place of an earlier function": (
        DOUBLE.replace("2 *", "1 *"),
        "class Double:\n    def __call__(self, x):\n        return 2 * x",
        "double = Double()",
    ),
    "a function made of a lambda": (
        DOUBLE.replace("2 *", "1 *"),
        "import functools\ndouble = functools.partial(lambda a, x: a * x, 2)",
    ),
    "a function in its final version under another name": (
        DOUBLE.replace("2 *", "1 *"),
        "def double_2(x):\n    return 2 * x",
        "double = double_2",
    ),
    "a global that a call sets": (
        "def prepare():\n    global factor\n    factor = 2",
        "prepare()",
        "def double(x):\n    return factor * x",
    ),
    "a definition in a branch": (
        "try:\n    from math import nothing as double\n"
        "except ImportError:\n    def double(x):\n        return 2 * x",
    ),
    "a function found by its name": (
        "def twice(x):\n    return 2 * x",
        "def double(x):\n    return eval('twice')(x)",
    ),
    "a star import": ("from operator import *", "def double(x):\n    return mul(2, x)"),
    "what a notebook knows by itself": ("def double(x):\n    display(x)\n    return 2 * x",),
    "statements on one line": (
        "undefined(); FACTOR = 2; undefined()",
        "double = lambda x: FACTOR * x",
    ),
    "letters beyond ASCII": ("ä = 'öü'; δ = 2; ß = 3", "def double(x):\n    return δ * x"),
}


@pytest.mark.parametrize("cells", NEEDED.values(), ids=NEEDED)
def test_what_a_function_needs_comes_along(cells: tuple[str, ...]) -> None:
    assert run(*cells)["double"](4) == 8


RUNS = [
    "double = double(3)",
    "double, rest = double(3), 1",
    "for n in range(10**9):\n    double = double(n)",
    "while True:\n    double += 1",
    "with open('no file') as f:\n    double = f.read()",
]


@pytest.mark.parametrize("cell", RUNS)
def test_a_result_under_the_name_of_its_function_is_not_the_function(cell: str) -> None:
    assert made(DOUBLE, cell) == DOUBLE + "\n"
    assert told(DOUBLE, "a = 1\n" + cell) == [
        "cell 2, line 2 of t.ipynb gives the name double to something that is no function: "
        "the function counts"
    ]
    assert told(DOUBLE, cell, DOUBLE) == []


def test_settings_of_libraries_count() -> None:
    cells = ("import sys, math", "sys.setrecursionlimit(5000)\nmath.set_it(1)", DOUBLE)
    source = made(*cells)
    assert "setrecursionlimit" in source and "import sys" in source and "set_it" not in source
    assert "set_it" in made(*cells[:2], "def double(x):\n    return math.ldexp(x, 1)")


MAGICS = [
    "%matplotlib inline\n{}",
    "!pip install \\\n  numpy\n{}",
    "pip install numpy\n{}",
    "?print\n{}\nprint??",
    "files = !ls\n{}",
    "%%time\n{}",
    "\n%%capture out\n{}",
    "if True:\n    %timeit 1 + 1\n{}",
    "x = (7\n  % 4)\n!ls\n{}",
    "text = '''\n%matplotlib\n!ls'''\n!ls\n{}",
    "text = 'it''s' # why?\n!ls (\n{}",
    "x = 1 + \\\n  1\n%time x\n{}",
    "n = len([  # what?\n  '#', \"(\"])\nn?\n{}",
]


@pytest.mark.parametrize("cell", MAGICS)
def test_magics_do_no_harm(cell: str) -> None:
    assert run(cell.format(DOUBLE))["double"](4) == 8
    assert not told(cell.format(DOUBLE))


def test_a_question_in_a_comment_is_no_magic() -> None:
    assert run("!ls\ndef double(x):\n    return 2 * x  # right?")["double"](4) == 8


def test_other_languages_are_left_out_and_said_where_a_function_is_lost() -> None:
    assert told("%%bash\nls", DOUBLE) == []
    [said] = told("%%writefile double.py\n" + DOUBLE)
    assert said == "cell 1 of t.ipynb was not read: it begins with %%writefile"


BROKEN = ["def f(:", "return 1", "x = (", "x = '\x00'", "-" * 100_000 + "1", "a" + ".b" * 100_000]


@pytest.mark.parametrize("cell", BROKEN)
def test_a_broken_cell_costs_only_itself_and_is_said(cell: str) -> None:
    cells = ("y = 1", cell, DOUBLE)
    assert run(*cells)["double"](4) == 8
    [said] = told(*cells)
    assert said.startswith("cell 2 of t.ipynb is not valid Python")


def test_a_broken_cell_with_a_wanted_function_is_told_by_its_name() -> None:
    [said] = told("def helper(x:\n    pass\n\ndef double(x):\n    return 2 * x")
    assert said.endswith("double in it does not count, the other cells were read")


def test_a_top_level_await_is_no_mistake() -> None:
    assert not told("await something()", DOUBLE)


def test_every_line_keeps_its_cell() -> None:
    cells = ("import math", "%pylab\nx = 1\n\n@decorated\ndef double(x):\n    return helper(x)")
    found = program(
        numbered([*cells, "", "def decorated(f):\n    return f\n\n\ndef helper(x):\n    return x"]),
        ["double"],
        "t.ipynb",
    )
    lines = found.source.splitlines()
    where = {line: found.source_map.words(number) for number, line in enumerate(lines, 1)}
    assert where["@decorated"] == "cell 2, line 4"
    assert where["    return helper(x)"] == "cell 2, line 6"
    assert where["def helper(x):"] == "cell 3, line 5"


# What can be read


def texts(content: bytes) -> list[str]:
    return [cell.text for cell in code_cells(content)]


FORMS = {
    "a list of lines": notebook("").replace(b'"source": ""', b'"source": ["a = 1\\n", "b = 2"]'),
    "a byte order mark": b"\xef\xbb\xbf" + notebook("a = 1\nb = 2"),
    "carriage returns": notebook("a = 1\r\nb = 2"),
    "format 3": json.dumps(
        {
            "nbformat": 3,
            "worksheets": [{"cells": [{"cell_type": "code", "input": "a = 1\nb = 2"}]}],
        }
    ).encode(),
    "no metadata": b'{"cells": [{"cell_type": "code", "source": "a = 1\\nb = 2"}]}',
    "NaN in an output": notebook("a = 1\nb = 2", metadata={"loss": float("nan")}),
    "cells of other kinds": json.dumps(
        {
            "cells": [
                7,
                {"cell_type": "markdown", "source": "x"},
                {"cell_type": "code", "source": None},
                {"cell_type": "code", "source": "  \n"},
                {"cell_type": "raw", "source": "x"},
                {"cell_type": "code", "source": "a = 1\nb = 2"},
            ]
        }
    ).encode(),
}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS)
def test_all_forms_of_notebooks_are_read(content: bytes) -> None:
    assert code_cells(content) == [Cell(1, "a = 1\nb = 2")]


def test_half_a_surrogate_pair_becomes_a_character() -> None:
    assert texts(b'{"cells": [{"cell_type": "code", "source": "s = \'\\ud800\'"}]}') == ["s = '?'"]


UNREADABLE = {
    "text": (b"def f(): pass", "damaged, or not a notebook"),
    "a half file": (notebook(DOUBLE)[:-9], "damaged, or not a notebook"),
    "nothing": (b"", "damaged, or not a notebook"),
    "a page": (b"\xef\xbb\xbf\n<!DOCTYPE html>\n<html>", "a web page (HTML)"),
    "a pointer": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "of Git LFS"),
    "deep": (b"[" * 100_000, "damaged, or not a notebook"),
    "long numbers": (b"[" + b"9" * 10_000 + b"]", "damaged, or not a notebook"),
    "another coding": ("ä".encode("latin-1"), "not UTF-8"),
    "a list": (b"[]", "not a notebook"),
    "no cells": (b'{"nbformat": 4}', "no list of cells"),
    "R": (notebook("f <- 1", metadata={"kernelspec": {"language": "R"}}), "written in R"),
    "too much code": (notebook("#" * (MAX_CODE + 1)), "2 MB of code"),
    "too many signs": (b"[" + b"0," * MAX_SIGNS + b"0]", "clear them"),
}


@pytest.mark.parametrize(("content", "why"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_said(content: bytes, why: str) -> None:
    with pytest.raises(NotebookError, match=re.escape(why)):
        code_cells(content)


# Handing in


def put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def only(where: Path) -> Submission:
    [found] = intake.discover(where, ["activations"], "activations")
    return found


@pytest.mark.parametrize(
    "place", ["activations.ipynb", "activations/activations.ipynb", "my activations (2).ipynb"]
)
def test_a_notebook_is_found_where_a_file_is(tmp_path: Path, place: str) -> None:
    put(tmp_path / "folder/ada" / place, notebook("a = 1"))
    (tmp_path / "zipped").mkdir()
    with zipfile.ZipFile(tmp_path / "zipped/ada.zip", "w") as archive:
        archive.writestr(place, notebook("a = 1"))
    for where in ("folder", "zipped"):
        found = only(tmp_path / where)
        assert (found.student, found.status) == ("ada", "graded")
        assert texts(found.files["activations.ipynb"]) == ["a = 1"]


def test_pictures_neither_count_nor_change_what_was_submitted(tmp_path: Path) -> None:
    plain = put(tmp_path / "plain/activations.ipynb", notebook("a = 1"))
    picture = {"output_type": "display_data", "data": {"image/png": "A" * (3 << 20)}}
    content = json.loads(notebook("a = 1"))
    content["cells"][0]["outputs"] = [picture]
    large = put(tmp_path / "large/activations.ipynb", json.dumps(content).encode())
    (tmp_path / "zipped").mkdir()
    with zipfile.ZipFile(tmp_path / "zipped/ada.zip", "w") as archive:
        archive.write(large, "activations.ipynb")
    assert only(plain).hash == only(large).hash == only(tmp_path / "zipped").hash


def test_a_notebook_that_cannot_be_read_is_ungraded(tmp_path: Path) -> None:
    put(tmp_path / "ada/activations.ipynb", b"{")
    found = only(tmp_path)
    assert (found.status, found.problems[0].kind) == ("ungraded", "bad_notebook")
    assert found.problems[0].message.startswith("activations.ipynb cannot be read: it is damaged")


def test_a_file_beside_an_unreadable_notebook_is_read_and_the_notebook_mentioned(
    tmp_path: Path,
) -> None:
    put(tmp_path / "ada/activations.ipynb", b"{")
    put(tmp_path / "ada/activations.py", b"a = 1\n")
    found = only(tmp_path)
    assert (found.status, [one.kind for one in found.problems]) == ("graded", ["bad_notebook"])


# Grading


@pytest.fixture(scope="module")
def activations() -> AnswerKey:
    return key_files.read(ROOT / "assignments/activations/activations.key")


def graded(key: AnswerKey, files: dict[str, bytes], sandbox: Sandbox | None = None) -> Report:
    return grade(Submission("ada", key.topic, files), key, sandbox or FreshProcesses())


def in_cells(source: str) -> list[str]:
    """One cell for each statement at the top level, with what stands right before it."""
    lines = source.split("\n")
    ends = [statement.end_lineno for statement in ast.parse(source).body]
    return ["\n".join(lines[first:end]) for first, end in zip([0, *ends], ends, strict=False)]


def test_every_right_submission_is_right_as_a_notebook(
    topic: Topic, key: AnswerKey, sandbox_of_topic: Sandbox
) -> None:
    # Training each variant takes minutes: that a notebook is the same program, the others show.
    variants = {} if trains(topic) else topic.variants
    for name, source in {"solution": topic.solution, **variants}.items():
        cells = [cell for text in in_cells(source) for cell in (text, "plot(", "%time 1")]
        files = {f"{topic.name}.ipynb": notebook("import matplotlib", *cells, "train()")}
        report = graded(key, files, sandbox_of_topic)
        assert report.score == report.max_score, (name, report.problems)
        assert {problem.kind for problem in report.problems} == {"broken_cell"}


def test_a_wrong_submission_is_told_the_same_as_a_notebook(
    topic: Topic, key: AnswerKey, sandbox_of_topic: Sandbox
) -> None:
    source = topic.wrong(topic.misconceptions[0])
    file = graded(key, {f"{topic.name}.py": source.encode()}, sandbox_of_topic)
    cells = graded(key, {f"{topic.name}.ipynb": notebook(*in_cells(source))}, sandbox_of_topic)
    assert cells.score == file.score
    found, wanted = ([one.id for one in report.findings] for report in (cells, file))
    assert found == wanted and found


def test_a_message_names_the_cell(activations: AnswerKey) -> None:
    cells = (
        "%matplotlib inline\nimport numpy as np, nonsense",
        "def sigmoid(z):\n    z = np.asarray(z)\n    return z.no_such_thing",
        "def tanh(z):\n    return nonsense.tanh(z)",
    )
    report = graded(activations, {"activations.ipynb": notebook(*cells)})
    messages = [check.message for task in report.tasks for check in task.checks]
    assert any(said.endswith("(cell 2, line 3)") for said in messages)
    assert any(said.endswith("(cell 3, line 2)") for said in messages)
    said = [problem.message for problem in report.problems]
    assert said[0].startswith("cell 1, line 2 of activations.ipynb: grading has no nonsense here")
    assert said[1].startswith("activations.ipynb does not define sigmoid_derivative")


def test_a_small_case_is_one_for_a_cell(activations: AnswerKey) -> None:
    cell = "import numpy as np\ndef tanh(z):\n    return np.tanh(z) + 1e-3 * np.square(z)"
    report = graded(activations, {"activations.ipynb": notebook(cell)})
    [tanh] = [task for task in report.tasks if task.name == "tanh"]
    said = " ".join(tanh.remarks)
    assert "A small case to try, in a cell" in said and "print(tanh(" in said
    assert "python -c" not in said


def test_an_untouched_notebook_is_not_attempted(activations: AnswerKey) -> None:
    files = {"activations.ipynb": notebook(*in_cells(TOPICS["activations"].stub))}
    assert graded(activations, files).status == "not_attempted"


STUB = TOPICS["activations"].stub.encode()
TANH = b"import numpy as np\ntanh = np.tanh\n"


@pytest.mark.parametrize(
    ("file", "cell", "counts"),
    [
        (TANH, TANH + b"relu = np.tanh\n", "activations.py was graded"),
        (TANH, STUB, "activations.py was graded"),
        (STUB, TANH, "activations.py earns nothing"),
        (b"def f(:", TANH, "activations.py earns nothing"),
    ],
)
def test_of_a_file_and_a_notebook_the_file_counts_unless_it_earns_nothing(
    activations: AnswerKey, file: bytes, cell: bytes, counts: str
) -> None:
    files = {"activations.py": file, "activations.ipynb": notebook(cell.decode())}
    report = graded(activations, files)
    assert report.score == 1
    assert report.problems[0].kind == "two_files" and counts in report.problems[0].message
    assert report.submission == Submission("ada", "activations", files).hash


def test_of_an_untouched_file_and_notebook_nothing_is_said(activations: AnswerKey) -> None:
    files = {"activations.py": STUB, "activations.ipynb": notebook(STUB.decode())}
    report = graded(activations, files)
    assert (report.status, report.problems) == ("not_attempted", ())


def test_an_earlier_notebook_can_be_imported(tmp_path: Path, activations: AnswerKey) -> None:
    earlier = notebook("import numpy as np\nRATE = 1", "def mine(z):\n    return RATE * np.tanh(z)")
    put(tmp_path / "ada/earlier.ipynb", earlier)
    put(tmp_path / "ada/unused.ipynb", earlier)
    put(tmp_path / "ada/activations.py", b"from earlier import mine as tanh\n")
    found = only(tmp_path)
    assert set(found.files) == {"activations.py", "earlier.ipynb"}
    report = graded(activations, found.files)
    assert [task.score for task in report.tasks if task.name == "tanh"] == [1]


def test_a_student_checks_a_notebook_by_its_folder_or_by_its_name(tmp_path: Path) -> None:
    shutil.copy(ROOT / "assignments/activations/activations.key", tmp_path)
    mine = put(tmp_path / "activations.ipynb", notebook(TANH.decode()))
    for where in (tmp_path, mine):
        result = CliRunner().invoke(main, ["check", str(where)])
        assert "1 of 10 tasks done, 1 of 20 points" in result.output
    put(tmp_path / "activations.py", STUB)
    result = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert "! activations.py earns nothing, so activations.ipynb" in result.output
    assert "1 of 20 points" in result.output
    put(mine, b"{")
    result = CliRunner().invoke(main, ["check", str(mine)])
    assert result.exit_code == 3 and "cannot be read: it is damaged" in result.output


def test_what_is_said_of_very_many_cells_is_short() -> None:
    cells = [Cell(n, ")") for n in range(1, 10_001)]
    made = program(cells, ["sigmoid"], "a.ipynb")
    assert len(made.problems) == 41
    assert made.problems[-1].message.startswith("9960 more cells of a.ipynb were not read")


@pytest.mark.parametrize("text", ["%%" + "x" * 10**6 + "\ndef f", "def f(\n" * 10**5])
def test_what_is_said_of_one_cell_is_short(text: str) -> None:
    [problem] = program([Cell(1, text)], ["f"], "a.ipynb").problems
    assert len(problem.message) < 300
