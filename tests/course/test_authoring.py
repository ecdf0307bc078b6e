"""Everything that is refused in a course, each by breaking a sound one in one place."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.course.authoring import check, check_course, require_sound
from autograder.course.authoring.leaks import check_built, hidden_statements
from autograder.course.authoring.names import why_not
from autograder.course.errors import AuthoringError, BrokenCourse
from autograder.course.new import EXAMPLE, new_course
from autograder.course.refusals import Refusal
from autograder.course.topic import Topic
from autograder.course.topics import choose
from tests.conftest import ROOT, TOPICS

SOLUTION, RUBRIC, MISCONCEPTIONS, VARIANT = (
    f"reference/{EXAMPLE}/{name}.py"
    for name in ("solution", "rubric", "misconceptions", "variants/loops")
)
HANDOUT, DRIVER = f"assignments/{EXAMPLE}/README.md", f"assignments/{EXAMPLE}/driver.py"
TRANSPLANTS = f"reference/{EXAMPLE}/transplants.py"
KIND, ORDER = "checks/own.py", "assignments/ORDER"
# Parts of the example's files, and the solution of its second task.
IMPORT = "import numpy as np\n"
BEGIN = "    # BEGIN SOLUTION\n    return float"
END = "    # END SOLUTION\n\n\ndef mean_squared_error_gradient"
PLACED = "<!-- tasks: mean_squared_error -->"
PLACED_LAST = "<!-- tasks: mean_squared_error_gradient -->"
GRADIENT = "2 * (predictions - targets) / predictions.size"
LOSS = "float(np.mean((predictions - targets) ** 2))"

# What is refused, a text of the file, what is put in its place, a text in the line that is told.
Cases = list[tuple[Refusal, str, str, str]]
IN_SOLUTION: Cases = [
    (Refusal.NOT_PYTHON, "float(np", "float((np", "float((np"),
    (Refusal.MARKER_SPELLING, BEGIN, BEGIN.replace("ION\n", "IONS\n"), "IONS"),
    (Refusal.MARKER_SPELLING, END, END.replace("END SOLUTION", "end solution"), "# end"),
    (Refusal.MARKER_SPELLING, IMPORT, f"# Solution:\n{IMPORT}", "# Solution"),
    (Refusal.MARKER_BEHIND_CODE, IMPORT, f"{IMPORT[:-1]}  # BEGIN SOLUTION\n", "import"),
    (
        Refusal.MARKER_IN_STATEMENT,
        f"{BEGIN}(",
        "    return float(\n    # BEGIN SOLUTION\n        ",
        "# BEGIN SOLUTION",
    ),
    (
        Refusal.MARKER_IN_STATEMENT,
        IMPORT,
        "@f\n# BEGIN SOLUTION\ndef f(): pass\n# END SOLUTION\n",
        "# B",
    ),
    (Refusal.MARKER_IN_STRING, "No function", "\n# BEGIN SOLUTION\nNo function", "# BEGIN"),
    (Refusal.MARKER_NESTED, END, f"    # BEGIN SOLUTION\n{END}", "    # BEGIN SOLUTION\n    # END"),
    (Refusal.END_WITHOUT_BEGIN, BEGIN, "    return float", "    # END SOLUTION"),
    (Refusal.REGION_EMPTY, IMPORT, f"# BEGIN SOLUTION\n# END SOLUTION\n{IMPORT}", "# BEGIN"),
    (Refusal.REGION_INDENTATION, BEGIN, BEGIN[4:], "    # END"),
    (
        Refusal.REGION_INDENTATION,
        f"    # BEGIN SOLUTION\n    return {LOSS}\n    # END SOLUTION",
        f"# BEGIN SOLUTION\n    return {LOSS}\n# END SOLUTION",
        "return float",
    ),
    (Refusal.REGION_INDENTATION, END, f"  {END}", "      # END"),
    (
        Refusal.REGION_OUTSIDE_FUNCTION,
        IMPORT,
        f"{IMPORT}if True:\n    # BEGIN SOLUTION\n    pass\n    # END SOLUTION\n",
        "# BEGIN",
    ),
    (
        Refusal.REGION_OUTSIDE_FUNCTION,
        IMPORT,
        f"{IMPORT}class Net:\n    # BEGIN SOLUTION\n    pass\n    # END SOLUTION\n",
        "# BEGIN",
    ),
    (
        Refusal.STUB_USES_HIDDEN_NAME,
        IMPORT,
        f"{IMPORT}# BEGIN SOLUTION\nONE = 1\n# END SOLUTION\nTWO = ONE + ONE\n",
        "TWO",
    ),
    (
        Refusal.STUB_USES_HIDDEN_NAME,
        f"{IMPORT}\n\ndef mean_squared_error(predictions, targets):\n",
        f"# BEGIN SOLUTION\n{IMPORT}# END SOLUTION\n\n\n"
        "def mean_squared_error(predictions, targets, kind=np.float64):\n",
        "kind=np",
    ),
    (Refusal.LEAK, IMPORT, f"{IMPORT}# {GRADIENT}\n", "# 2"),
    (
        Refusal.LEAK,
        IMPORT,
        f"{IMPORT}def helper(predictions):\n    return {LOSS}\n",
        "    return flo",
    ),
]
IN_RUBRIC: Cases = [
    (Refusal.NOT_PYTHON, "    points=3,", "    points=,", "points=,"),
    (Refusal.FAILS_ON_LOAD, "rubric =", "1 / 0\nrubric =", "1 / 0"),
    (Refusal.FAILS_ON_LOAD, "points=3", "point=3", 'rubric.task(\n    "mean_squared_error_grad'),
    (Refusal.RUBRIC_OF_ANOTHER_TOPIC, f'Rubric("{EXAMPLE}"', 'Rubric("other"', '"""'),
    (Refusal.TASK_NOT_IN_STUB, '"mean_squared_error_gradient"', '"gradient"', '"gradient"'),
    (Refusal.LEAK, "What is the slope of a square?", GRADIENT, GRADIENT),
    (Refusal.LEAK, "One number", f"One number, {LOSS}", LOSS),
]
IN_MISCONCEPTIONS: Cases = [
    (Refusal.NOT_PYTHON, "x²?", 'x²?"', "x²?"),
    (Refusal.MARK_UNREADABLE, "says=", "because=", "misconception("),
    (Refusal.MARK_UNREADABLE, "    edit(", "    # edit(", "misconception("),
    (Refusal.MARK_SPELLING, "misconception(", "misconceptions(", "misconceptions("),
    (Refusal.MISCONCEPTION_OF_NO_TASK, "gradient/", "gradiant/", "misconception("),
    (
        Refusal.MISCONCEPTION_TWICE,
        "    hint=",
        '    hint="",\n)\nmisconception(\n    "mean_squared_error/slope-of-the-square-forgotten",\n'
        '    edit("** 2", "** 4"),\n    says="",\n    hint=',
        'misconception(\n    "mean_squared_error/',
    ),
    (Refusal.TOGETHER_UNREADABLE, "x²?", 'x²?",\n)\ntogether("one", "two', "together("),
    (Refusal.EDIT_NOT_ONCE, 'edit("2 * (pred', 'edit("3 * (pred', "misconception("),
    (Refusal.EDIT_NOT_ONCE, 'edit("2 * (predictions"', 'edit("predictions"', "misconception("),
    (Refusal.EDIT_NOT_ONCE, '"(predictions"', '"2 * (predictions"', "misconception("),
    (Refusal.EDIT_OF_NOTHING, '"(predictions"', '"(predictions", of="grad"', "misconception("),
    (Refusal.EDIT_LEAVES_NO_PROGRAM, '"(predictions"', '"((predictions"', "misconception("),
    (Refusal.LEAK, "x²?", f"x²? It is {GRADIENT}", "misconception("),
]
IDEA = '"slope-of-the-square-forgotten"'
IN_TRANSPLANTS: Cases = [
    (Refusal.TRANSPLANT_UNREADABLE, "", f'\ntransplant({IDEA}, "loops")\n', "transplant("),
    (Refusal.TRANSPLANT_UNREADABLE, "", f"\ntransplant({IDEA}, edit('a', 'b'))\n", "transplant("),
    (Refusal.TRANSPLANT_UNREADABLE, "", "\ntransplants(1)\n", "transplants("),
    (Refusal.TRANSPLANT_OF_NOTHING, "", '\ntransplant("slip", "loops", edit("2", "3"))', "tr"),
    (Refusal.TRANSPLANT_TO_NOTHING, "", f'transplant({IDEA}, "lops", edit("2", "3"))', "tr"),
    (Refusal.EDIT_NOT_ONCE, "", f'transplant({IDEA}, "loops", edit("no such", ""))', "tr"),
]
IN_HANDOUT: Cases = [
    (Refusal.HANDOUT_WITHOUT_TITLE, "# Example\n", "Example\n", "Example"),
    (Refusal.PLACEMENT_SPELLING, PLACED, "<!-- task: mean_squared_error -->", "<!-- task:"),
    (Refusal.PLACEMENT_SPELLING, PLACED, "<!--Tasks: mean_squared_error-->", "<!--Tasks"),
    (Refusal.PLACEMENT_SPELLING, PLACED, f"Here: {PLACED}", "Here:"),
    (Refusal.HANDOUT_NAMES_NO_TASK, PLACED, PLACED.replace("error", "eror"), "_eror"),
    (Refusal.HANDOUT_NAMES_NO_TASK, PLACED, PLACED.replace("error", "error,"), "error, "),
    (Refusal.HANDOUT_NAMES_NO_TASK, "hint mean_squared_error", "hint mse", "hint mse"),
    (Refusal.HANDOUT_MISSPELLS_TASK, PLACED, "`mean_square_error(a, b)`", "mean_square_error"),
    (Refusal.HANDOUT_MISSPELLS_TASK, PLACED, "    x = mean_squared_errors(a, b)", "x = "),
    (Refusal.HANDOUT_MISSPELLS_TASK, PLACED, "`mean_squared_eror`", "_eror"),
    (Refusal.PLACED_TWICE, "error_gradient -->", "error -->", "error -->\n\n## What"),
    (Refusal.NOT_PYTHON, ">>> mean_squared_error(", ">>> mean_squared_error((", "error(("),
    (Refusal.NOT_PYTHON, ">>> mean", ">>> if True:\n... mean", "... mean"),
    (Refusal.WORKED_NUMBER_UNREADABLE, ">>> mean", ">>>mean", ">>>mean"),
    (Refusal.WORKED_NUMBER_UNREADABLE, "\n2.0", " + (\n...1)\n2.0", "...1"),
    (Refusal.WORKED_NUMBER_OF_NO_TASK, PLACED_LAST, "", "```python\n>>> mean_squared_error_g"),
    (Refusal.WORKED_NUMBER_OUTSIDE, "```python", "", ">>> mean"),
    (Refusal.WORKED_NUMBER_OUTSIDE, "Say what", "    >>> 1 + 1\n    2\nSay", "    >>> 1"),
    (Refusal.LEAK, "Say what", f"Say `{GRADIENT.replace(' ', '')}`, and", "Say"),
    (Refusal.LEAK, "Say what", f"Say\n{GRADIENT.replace(' ', chr(10))}", "2\n*"),
]
IN_VARIANT: Cases = [
    (Refusal.NOT_PYTHON, "total = 0.0", "total = = 0.0", "= ="),
    (Refusal.NOT_PYTHON, "    return total", "return total", "return total"),
]
# Of files that the example has not; everything stands in the place of nothing.
IN_DRIVER: Cases = [
    (Refusal.NOT_PYTHON, "", "\ndef f(:\n", "def f"),
    (Refusal.LEAK, "", f'"""Doc."""\n# {GRADIENT}\n', "# 2"),
    (Refusal.LEAK, "", f'\n"""{GRADIENT}"""\n', '"""2'),
    (Refusal.LEAK, "", f"def run(predictions):\n    return {LOSS}  # why\n", "    return"),
]
IN_KIND: Cases = [
    (Refusal.NOT_PYTHON, "", "\n\nclass Kind(:\n", "class Kind"),
    (Refusal.FAILS_ON_LOAD, "", "\n\n1 / 0\n", "1 / 0"),
    (Refusal.LEAK, "", f"\n# {GRADIENT}\n", "# 2"),
]
BROKEN = [
    (file, *case)
    for file, cases in (
        (SOLUTION, IN_SOLUTION),
        (RUBRIC, IN_RUBRIC),
        (MISCONCEPTIONS, IN_MISCONCEPTIONS),
        (TRANSPLANTS, IN_TRANSPLANTS),
        (HANDOUT, IN_HANDOUT),
        (VARIANT, IN_VARIANT),
        (DRIVER, IN_DRIVER),
        (KIND, IN_KIND),
    )
    for case in cases
]
# These have tests of their own.
OTHERS = {
    Refusal.UNREADABLE,
    Refusal.NAME,
    Refusal.RUBRIC_FILE_MISSING,
    Refusal.ORDER_UNKNOWN,
    Refusal.RUBRIC_MISSING,
    Refusal.RUBRIC_WITHOUT_TASKS,
    Refusal.BEGIN_WITHOUT_END,
    Refusal.REGION_LEAVES_BLOCK,
    Refusal.TASK_WITHOUT_REGION,
    Refusal.HANDOUT_MISSING,
    Refusal.WORKED_NUMBER_WRONG,
    Refusal.FIGURE_MISSING,
    Refusal.FIGURE_NOT_SHOWN,
    Refusal.LEAK_IN_BUILT,
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sound") / "course"
    new_course(place)
    return place


@pytest.fixture
def place(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "course"))


def example(place: Path) -> Topic:
    return choose(place, EXAMPLE)


def change(file: Path, old: str, new: str) -> str:
    """Put one text in the place of another; returns the whole."""
    text = file.read_text(encoding="utf-8") if old else ""
    assert old in text
    file.parent.mkdir(exist_ok=True)
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file.read_text(encoding="utf-8")


def told(errors: list[AuthoringError], refusal: Refusal) -> list[AuthoringError]:
    """Those that are told in the words of one refusal."""
    words = re.sub(r"\\\{\w+\\\}", ".*", re.escape(refusal.message))
    return [error for error in errors if re.fullmatch(words, error.message, re.DOTALL)]


def test_a_sound_course_is_not_refused(place: Path) -> None:
    assert check(example(place)) == [] == check_course(place)
    require_sound([example(place)])


@pytest.mark.parametrize("name", TOPICS)
def test_no_topic_of_the_kit_is_refused(name: str) -> None:
    assert check(TOPICS[name]) == []


def test_the_kits_own_course_is_not_refused() -> None:
    assert check_course(ROOT) == []


def test_every_refusal_has_a_test() -> None:
    assert {refusal for _, refusal, *_ in BROKEN} | OTHERS == set(Refusal)


@pytest.mark.parametrize(
    ("file", "refusal", "old", "new", "where"),
    BROKEN,
    ids=[f"{refusal.name}-{Path(file).stem}" for file, refusal, *_ in BROKEN],
)
def test_what_is_broken_is_told_by_its_file_and_line(
    place: Path, file: str, refusal: Refusal, old: str, new: str, where: str
) -> None:
    text = change(place / file, old, new)
    errors = check(example(place))
    line = text.count("\n", 0, text.index(where)) + 1
    assert (place / file, line) in [(one.file, one.line) for one in told(errors, refusal)], errors
    with pytest.raises(BrokenCourse) as raised:
        require_sound([example(place)])
    assert list(raised.value.errors) == errors


def test_everything_is_told_at_once_and_in_order(place: Path) -> None:
    for file, refusal in ((SOLUTION, Refusal.LEAK), (HANDOUT, Refusal.PLACED_TWICE)):
        for name, one, old, new, _ in BROKEN:
            if (name, one) == (file, refusal):
                change(place / file, old, new)
    change(place / VARIANT, "total = 0.0", "total = = 0.0")
    lines = str(BrokenCourse(check(example(place)))).split("\n")
    assert [re.sub(r".*/(\w+\.\w+:\d+): .*", r"\1", line) for line in lines] == [
        "README.md:28",
        "solution.py:10",
        "solution.py:11",
        "loops.py:7",
    ]


def test_one_broken_file_hides_no_error_of_another(place: Path) -> None:
    for name in ("one", "two"):
        change(place / f"checks/{name}.py", "", "def f(:\n")
    change(place / SOLUTION, BEGIN, BEGIN.lower())
    change(place / MISCONCEPTIONS, "misconception(", "misconceptions(")
    errors = check(example(place))
    assert len(told(errors, Refusal.NOT_PYTHON)) == 2
    assert told(errors, Refusal.MARKER_SPELLING) and told(errors, Refusal.MARK_SPELLING)


def test_a_region_that_does_not_end_is_told_where_it_began(place: Path) -> None:
    text = (place / SOLUTION).read_text()
    before, _, last = text.rpartition("    # END SOLUTION\n")
    (place / SOLUTION).write_text(before + last)
    [error] = check(example(place))[:1]
    assert told([error], Refusal.BEGIN_WITHOUT_END)
    assert text.split("\n")[error.line - 1] == "    # BEGIN SOLUTION"
    assert error.line == before.count("\n", 0, before.rindex("# BEGIN")) + 1


def test_a_region_that_goes_on_behind_its_function_is_told_where_it_leaves_it(place: Path) -> None:
    change(place / SOLUTION, END, "\n\ndef mean_squared_error_gradient")
    text = change(place / SOLUTION, "    # BEGIN SOLUTION\n    return 2", "    return 2")
    [error] = told(check(example(place)), Refusal.REGION_LEAVES_BLOCK)
    assert text.split("\n")[error.line - 1].startswith("def mean_squared_error_gradient")


def test_a_task_that_the_stub_shows_whole_is_told(place: Path) -> None:
    change(place / SOLUTION, END, END.partition("\n")[2])
    text = change(place / SOLUTION, BEGIN, "    return float")
    [error] = told(check(example(place)), Refusal.TASK_WITHOUT_REGION)
    assert text.split("\n")[error.line - 1].startswith("def mean_squared_error(")


def test_a_task_whose_definition_is_hidden_is_not_in_the_stub(place: Path) -> None:
    change(place / SOLUTION, BEGIN, "    return float")
    change(place / SOLUTION, "def mean_squared_error(", "# BEGIN SOLUTION\ndef mean_squared_error(")
    change(place / SOLUTION, END, END.lstrip())
    [error] = told(check(example(place)), Refusal.TASK_NOT_IN_STUB)
    assert error.file == place / RUBRIC


def test_a_name_of_a_task_that_is_given_by_an_assignment_is_no_definition(place: Path) -> None:
    change(place / SOLUTION, "def mean_squared_error(", "def mse(")
    (place / SOLUTION).write_text((place / SOLUTION).read_text() + "\n\nmean_squared_error = mse\n")
    assert told(check(example(place)), Refusal.TASK_NOT_IN_STUB)


def test_a_parameter_with_the_name_of_a_hidden_helper_is_no_use_of_it(place: Path) -> None:
    helper = "# BEGIN SOLUTION\ndef scale(x):\n    return x\n# END SOLUTION\n"
    change(place / SOLUTION, IMPORT, f"{IMPORT}{helper}def f(scale):\n    return scale\n")
    assert check(example(place)) == []


def test_a_file_that_is_no_text_is_told(place: Path) -> None:
    for file in (SOLUTION, RUBRIC, MISCONCEPTIONS, VARIANT, HANDOUT):
        before = (place / file).read_bytes()
        (place / file).write_bytes(b"first\nsec\xffond\n")
        errors = check(example(place))
        assert (place / file, 2) in [(one.file, one.line) for one in errors], file
        (place / file).write_bytes(before)
    (place / SOLUTION).unlink()
    assert told(check(example(place)), Refusal.UNREADABLE)


def test_a_rubric_that_declares_nothing_is_told(place: Path) -> None:
    (place / RUBRIC).write_text("rules = 1\n")
    assert told(check(example(place)), Refusal.RUBRIC_MISSING)
    (place / RUBRIC).write_text(f"from autograder.rubric import Rubric\nrubric=Rubric('{EXAMPLE}')")
    assert told(check(example(place)), Refusal.RUBRIC_WITHOUT_TASKS)


def test_what_a_rubric_imports_from_beside_it_is_told_by_its_own_line(place: Path) -> None:
    (place / RUBRIC).with_name("data.py").write_text("ONE = 1\nTWO = ONE / 0\n")
    change(place / RUBRIC, "rubric =", "from .data import TWO\n\nrubric =")
    [error] = check(example(place))
    assert (error.file.name, error.line) == ("data.py", 2)
    assert error.message.endswith("ZeroDivisionError: division by zero")
    (place / RUBRIC).with_name("data.py").write_text("ONE = 1\nTWO = = 2\n")
    [error] = check(example(place))
    assert (error.file.name, error.line) == ("data.py", 2)
    (place / RUBRIC).with_name("data.py").write_text("TWO = 2\n")
    assert check(example(place)) == []


def test_two_kinds_of_check_of_one_name_are_told(place: Path) -> None:
    parent = "from autograder.rubric.checks.pure import Pure"
    change(place / KIND, "", f"{parent}\n\n\nclass Own(Pure):\n    kind = 'pure'\n")
    [error] = check(example(place))
    assert error.file == place / KIND and "“pure” already" in error.message


def test_a_missing_handout_is_told(place: Path) -> None:
    (place / HANDOUT).unlink()
    [error] = check(example(place))
    assert told([error], Refusal.HANDOUT_MISSING)
    assert (error.file, error.line) == (place / HANDOUT, 1)


def test_folders_and_an_order_that_lead_nowhere_are_told(place: Path) -> None:
    (place / "reference/begun").mkdir()
    (place / "reference/begun/solution.py").touch()
    (place / "reference/data").mkdir()
    text = change(place / ORDER, EXAMPLE, f"{EXAMPLE}  # first\n\nexampel\n# not_there")
    folder, order = check_course(place)
    assert told([folder], Refusal.RUBRIC_FILE_MISSING)
    assert folder.file == place / "reference/begun/rubric.py"
    assert told([order], Refusal.ORDER_UNKNOWN)
    assert text.split("\n")[order.line - 1] == "exampel"


@pytest.mark.parametrize(
    "name",
    ["numpy", "torch", "random", "class", "3d", "a-b", "a b", "größe", "", "_x", "driver", "../x"],
)
def test_a_name_that_no_topic_can_have_is_told(place: Path, name: str) -> None:
    assert why_not(name) is not None
    topic = Topic(name, place / "reference" / EXAMPLE, place / "assignments" / EXAMPLE)
    assert told(check(topic), Refusal.NAME)


def test_other_names_are_allowed() -> None:
    assert [why_not(name) for name in (*TOPICS, "match", "x1", "Transformers_2")] == [None] * (
        len(TOPICS) + 3
    )


# Leaks


def test_what_a_docstring_or_a_def_line_shows_is_public(place: Path) -> None:
    change(place / HANDOUT, "Say what", f"Say {GRADIENT}, and what")
    assert told(check(example(place)), Refusal.LEAK)
    change(place / SOLUTION, '(N, D)."""', f'(N, D): {GRADIENT}."""')
    assert check(example(place)) == []


@pytest.mark.parametrize("short", ["loss.backward()", "model.to(device)", "x = x / 2", "a @ b"])
def test_what_everybody_writes_so_tells_nothing(place: Path, short: str) -> None:
    change(place / SOLUTION, BEGIN, BEGIN.replace("    return", f"    {short}\n    return"))
    change(place / HANDOUT, "Say what", f"Say `{short}`, and what")
    assert check(example(place)) == []


@pytest.mark.parametrize(
    "line", ["return a * (1 - a)", "y = 1 - np.tanh(z) ** 2", "total += weights[i] * x[i - 1]"]
)
def test_one_line_of_arithmetic_tells_something(place: Path, line: str) -> None:
    change(place / SOLUTION, BEGIN, BEGIN.replace("    return", f"    {line}\n    return"))
    change(place / HANDOUT, "Say what", f"Say `{line}`, and what")
    [error] = told(check(example(place)), Refusal.LEAK)
    assert line in error.message


def test_every_statement_that_tells_something_is_found_wherever_it_is_put(place: Path) -> None:
    tried = 0
    for name, topic in TOPICS.items():
        shutil.copytree(topic.reference, place / "reference" / name)
        shutil.copytree(topic.assignment, place / "assignments" / name)
        handout = place / "assignments" / name / "README.md"
        shown = [one for one in hidden_statements(topic.parsed_solution)][::9]
        given = "\n\n".join(f"Use {one.code}" for one in shown)
        handout.write_text(f"{topic.handout}\n\n{given}\n")
        found = told(check(choose(place, name)), Refusal.LEAK)
        lines = {int(re.findall(r"line (\d+)", one.message)[0]) for one in found}
        public = [one for one in shown if one.line not in lines]
        assert len(public) <= 1, [one.code for one in public]
        tried += len(shown)
    assert tried > 15


@dataclass(frozen=True)
class Data:
    texts: tuple[dict[str, str], ...]


@pytest.mark.parametrize("held", [f"x\n{GRADIENT}", [{GRADIENT: 1}], Data(({"a": GRADIENT},))])
def test_what_was_built_is_looked_at_once_more(place: Path, held: object) -> None:
    topic = example(place)
    [error] = check_built(topic, "example.key", held)
    assert error.message == "example.key would show this line to students"
    assert GRADIENT in topic.solution.split("\n")[error.line - 1]


def test_what_is_built_of_a_sound_topic_shows_nothing(place: Path) -> None:
    topic = example(place)
    for built in (topic.stub, topic.notebook):
        assert not list(check_built(topic, "built", built))
