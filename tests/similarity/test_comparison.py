"""Whole texts of a topic: equal, edited, renamed, reordered, short, broken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.model.outcomes import ProblemKind, Status
from autograder.model.passages import Unit
from autograder.model.report import Problem
from autograder.model.submission import Submission
from autograder.reading.reader import OwnProcess
from autograder.similarity.class_texts import class_texts
from autograder.similarity.compare import Comparison, compare
from autograder.similarity.handed_out import HandoutError, handed_out
from autograder.similarity.pairs import Pair
from autograder.similarity.too_short import LEAST_TOKENS, ShortTask, too_short
from tests.conftest import TOPICS

TOPIC = TOPICS["backprop"]
VARIANTS = TOPIC.variants
FUNCTION = re.compile(r"^def .*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
SHORT = {"loss", "hidden_error"}
HELPER = """
def own_norms(parameters):
    norms = {}
    for name in sorted(parameters):
        total = 0.0
        for row in np.atleast_2d(parameters[name]):
            total = total + float(np.dot(row, row)) * 0.5
        norms[name] = total ** 0.5 if total > 3e-7 else 0.0
    return norms
"""


def submission(student: str, text: str | bytes) -> Submission:
    content = text if isinstance(text, bytes) else text.encode()
    return Submission(student, TOPIC.name, {f"{TOPIC.name}.py": content})


def comparison(handouts: Path | None = None, /, **texts: str) -> Comparison:
    """The comparison of a class in which these students submitted these texts."""
    reader = OwnProcess()
    submissions = [submission(student, text) for student, text in texts.items()]
    found, left = class_texts(submissions, TOPIC, reader)
    return compare(TOPIC, found, left, handed_out(TOPIC, handouts, reader))


def of_class(handouts: Path | None = None, /, **texts: str) -> Comparison:
    """The same beside the correct variants, which have nothing to do with each other."""
    return comparison(handouts, **VARIANTS, **texts)


def pair_of(made: Comparison, *students: str) -> Pair | None:
    """The pair of two students, if they share anything."""
    names = [text.student for text in made.texts]
    return next(
        (one for one in made.pairs.found if {names[one.first], names[one.second]} == {*students}),
        None,
    )


def planted(made: Comparison, *students: str) -> tuple[int, tuple[float, float]]:
    """The place and the parts of the pair of two students."""
    pair = pair_of(made, *students)
    assert pair is not None
    return made.pairs.place(pair), made.pairs.shares(pair)


@pytest.mark.parametrize("name", VARIANTS)
def test_equal_texts_are_wholly_in_each_other_and_the_rarest_pair(name: str) -> None:
    assert planted(of_class(ada=VARIANTS[name]), name, "ada") == (1, (1.0, 1.0))


def test_equal_texts_are_so_whatever_else_was_handed_out(tmp_path: Path) -> None:
    half = "\n".join(VARIANTS["tape"].split("\n")[:40])
    (tmp_path / "lecture.py").write_text(half)
    without = of_class(ada=VARIANTS["tape"])
    made = of_class(tmp_path, ada=VARIANTS["tape"])
    assert planted(made, "tape", "ada") == (1, (1.0, 1.0))
    assert made.pairs.found[0].shared < without.pairs.found[0].shared


def test_the_stub_alone_shares_nothing() -> None:
    made = of_class(ada=TOPIC.stub, ben=TOPIC.stub)
    assert pair_of(made, "ada", "ben") is None


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: re.sub(r"raise NotImplementedError\(.*\)", "pass", text),
        lambda text: re.sub(r"raise NotImplementedError\(.*\)", "return None", text),
        lambda text: text.replace("parameters", "params").replace("batch", "mini-batch"),
        lambda text: re.sub(r'"""', "'''", text),
        lambda text: text[: text.index("def backward")],
        lambda text: text + "\nprint('done')\n",
    ],
    ids=["pass", "return", "names", "quotes", "cut short", "a line more"],
)
def test_a_stub_that_was_edited_shares_nothing(edit: object) -> None:
    assert callable(edit)
    edited = edit(TOPIC.stub)
    assert edited != TOPIC.stub
    made = of_class(ada=edited, ben=edited, cem=TOPIC.stub)
    assert pair_of(made, "ada", "ben") is None and pair_of(made, "ada", "cem") is None


@pytest.mark.parametrize("name", VARIANTS)
def test_functions_that_were_renamed_and_reordered_are_found(name: str) -> None:
    """Helpers with other names, the functions from the last to the first, no comment left."""
    text = VARIANTS[name] + HELPER
    functions = FUNCTION.findall(text)
    rest = FUNCTION.sub("", text)
    helpers = [one for one in re.findall(r"^def (\w+)", text, re.M) if one not in TOPIC.stub]
    other = "\n".join([rest, *reversed(functions)])
    for helper in helpers:
        other = re.sub(rf"\b{helper}\b", f"my_{helper}", other)
    other = re.sub(r"^ *#.*\n", "", other, flags=re.M)
    assert other != text
    # Helpers of some variants are needed before they are defined: where statements between
    # functions move, a passage or two that cross from one to the next are others.
    place, (first, second) = planted(of_class(ada=text, ben=other), "ada", "ben")
    assert place == 1 and first > 0.9 and second > 0.9


def test_a_function_that_only_two_have_makes_a_pair_and_says_where_it_is() -> None:
    made = comparison(
        ada=VARIANTS["tape"] + HELPER, ben=HELPER.replace("own", "my") + VARIANTS["loops"]
    )
    pair = made.pairs.found[0]
    lines = made.texts[0].prints.source.split("\n")
    [block] = [one for one in made.blocks(pair) if one.one[1] - one.one[0] > 3]
    assert "for name in sorted" in lines[block.one[0] - 1] and block.other[0] == 4
    assert block.having == 2
    names = {(one.kind, one.text) for one in made.details(pair)}
    assert {("name", "norms"), ("name", "total"), ("number", "3e-07")} <= names


def test_a_block_that_stands_twice_in_one_text_is_not_taken_for_handed_out() -> None:
    twice = HELPER + HELPER.replace("own", "second")
    made = of_class(ada=VARIANTS["tape"] + twice, ben=VARIANTS["tape"] + HELPER)
    assert planted(made, "ada", "ben") == (1, (1.0, 1.0))
    pair = made.pairs.found[0]
    of_helper = len(comparison(ada=HELPER).pairs.left[0])
    assert made.pairs.left[pair.first].total() - made.pairs.left[pair.second].total() == of_helper


def test_what_stands_in_a_handout_of_any_kind_is_taken_out(tmp_path: Path) -> None:
    notebook = '{"nbformat": 4, "cells": [{"cell_type": "code", "source": %s}]}'
    indented = "".join(f">>> {line}\n" for line in HELPER.split("\n"))
    kinds = {
        "notes.md": f"# Norms\n\n```python\n{HELPER}```\n",
        "session.md": f"It’s so:\n\n~~~\n{indented}~~~\n",
        "norms.py": HELPER,
        "norms.ipynb": notebook % repr(HELPER).replace("'", '"'),
    }
    ada, ben = VARIANTS["tape"] + HELPER, VARIANTS["loops"] + HELPER
    before = planted(comparison(ada=ada, ben=ben), "ada", "ben")[1]
    for number, (name, content) in enumerate(kinds.items()):
        folder = tmp_path / str(number) / "week 3"
        folder.mkdir(parents=True)
        (folder / name).write_text(content)
        made = comparison(folder.parent, ada=ada, ben=ben)
        left = [made.pairs.shares(pair)[0] for pair in made.pairs.found]
        assert max(left, default=0) < before[0] / 3, name


def test_a_handout_that_cannot_be_read_is_listed_and_the_others_count(tmp_path: Path) -> None:
    (tmp_path / "broken.ipynb").write_text("{")
    (tmp_path / "empty.py").write_text("")
    made = comparison(tmp_path, ada=VARIANTS["tape"])
    assert len(made.handed_out.unread) == 1
    assert "broken.ipynb cannot be read" in made.handed_out.unread[0]


@pytest.mark.parametrize(("name", "said"), [("x.txt", "holds no handouts"), ("", "not a folder")])
def test_a_folder_without_handouts_is_refused(name: str, said: str, tmp_path: Path) -> None:
    folder = tmp_path / ("there" if name else "not there")
    if name:
        folder.mkdir()
        (folder / name).write_text("def f(): pass")
    with pytest.raises(HandoutError, match=said):
        handed_out(TOPIC, folder, OwnProcess())


def test_what_cannot_be_compared_is_listed_with_the_reason_and_stops_nobody() -> None:
    refused = Problem(kind=ProblemKind.NOT_UTF8, message="backprop.py is not UTF-8 text")
    submissions = [
        submission("ada", VARIANTS["tape"]),
        submission("ben", b""),
        submission("cem", "x = 1\n"),
        submission("dev", "a;" * 200_000),
        Submission("eli", TOPIC.name, {}, Status.UNGRADED, (refused,)),
        Submission("fay", TOPIC.name, {}, Status.NOT_ATTEMPTED),
        submission("gus", "def loss(parameters:\n" + VARIANTS["tape"]),
        submission("hana", "x = (\n" * 500),
    ]
    texts, left = class_texts(submissions, TOPIC, OwnProcess())
    assert [one.student for one in texts] == ["ada", "gus", "hana"]
    assert {one.student: one.reason for one in left} == {
        "ben": "it is too short: no function in it has 12 tokens in a row",
        "cem": "it is too short: no function in it has 12 tokens in a row",
        "dev": "backprop.py has more than 200000 tokens: look at it by hand",
        "eli": "backprop.py is not UTF-8 text",
        "fay": "nothing was submitted",
    }
    made = compare(TOPIC, texts, left, handed_out(TOPIC, None, OwnProcess()))
    assert planted(made, "ada", "gus")[0] == 1


def test_comments_that_few_have_are_listed_also_of_tasks_that_are_too_short() -> None:
    own = "# I asked my sister about this sign"
    made = of_class(
        ada=VARIANTS["tape"] + f"\ndef loss(p, x, y):\n    {own}\n    return 0.5\n",
        ben=f"{VARIANTS['loops']}\n{own.upper()}\n",
        cem=VARIANTS["loops"],
    )
    found = {one.text: one.places for one in made.comments()}
    lines = [text.prints.source.lower().split("\n") for text in made.texts]
    assert [name for name, _ in found["i asked my sister about this sign"]] == [9, 10]
    for text, places in found.items():
        assert 2 <= len(places) <= made.pairs.most
        assert all(text in lines[place][line - 1] for place, line in places)
    given_out = {words for kind, words in made.handed_out.details if kind == "comment"}
    assert given_out and not given_out & found.keys()


def test_tasks_with_a_short_median_beyond_the_stub_are_not_compared() -> None:
    made = of_class()
    assert {one.task for one in made.short} == SHORT
    assert all(one.tokens is not None and one.tokens < LEAST_TOKENS for one in made.short)
    for place, text in enumerate(made.texts):
        of_others = {one.hash for one in text.prints.passages if one.task not in SHORT}
        assert made.pairs.left[place].keys() <= of_others


def test_the_median_is_of_those_who_wrote_anything() -> None:
    stub = [Unit("f", 4, 1, 2), Unit("g", 4, 3, 4), Unit("", 9, 5, 6)]
    written = [Unit("f", 44, 1, 9), Unit("g", 43, 10, 19)]
    assert too_short([stub, stub, written], stub, ["f", "g"]) == (ShortTask("g", 39),)
    assert too_short([stub], stub, ["f"]) == (ShortTask("f", None),)
