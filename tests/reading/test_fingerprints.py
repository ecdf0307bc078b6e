"""What a program is compared by: which tokens count, in which units, and what winnowing keeps."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.model.outcomes import ProblemKind
from autograder.model.passages import Fingerprints
from autograder.reading.fingerprints.fingerprints import fingerprints
from autograder.reading.fingerprints.tokens import MAX_TOKENS
from autograder.reading.fingerprints.winnowing import WINDOW, K, passages, winnowed
from autograder.reading.process import ReaderProcess
from autograder.reading.reader import LIMIT_S, OwnProcess, Reading
from autograder.reading.requests import MakeFingerprints
from autograder.reading.unreadable import Unreadable

TASKS = ("softmax", "Value")
SOFTMAX = '''
import numpy as np


def softmax(z):
    """Rows that sum to one."""
    # the largest entry must not overflow
    shifted = z - z.max(axis=1, keepdims=True)
    powers = np.exp(shifted)
    return powers / (powers.sum(axis=1, keepdims=True) + 1e-30)
'''


def prints(text: str, kept: tuple[str, ...] = TASKS) -> Fingerprints:
    return fingerprints(text, TASKS, kept)


def numbers(text: str) -> set[int]:
    """All passages of a text, as if each were kept."""
    found = {one.hash for one in fingerprints(text, TASKS, TASKS, window=1).passages}
    assert found
    return found


# Winnowing


@given(st.data())
def test_a_run_of_window_and_k_less_one_tokens_is_found_wherever_it_stands(
    data: st.DataObject,
) -> None:
    symbols = st.lists(st.sampled_from("abcd"), max_size=60)
    length = WINDOW + K - 1
    run = data.draw(st.lists(st.sampled_from("abcd"), min_size=length, max_size=length))
    one = [*data.draw(symbols), *run, *data.draw(symbols)]
    other = [*data.draw(symbols), *run, *data.draw(symbols)]
    found, sought = ({number for _, number in passages(text)} for text in (one, other))
    assert found & sought


@given(st.lists(st.integers(0, 9), max_size=80), st.integers(1, 12))
def test_every_window_keeps_its_smallest_number(hashes: list[int], window: int) -> None:
    kept = winnowed(hashes, window)
    assert kept == sorted(set(kept))
    for begin in range(len(hashes) - window + 1):
        inside = [hashes[place] for place in kept if begin <= place < begin + window]
        assert min(hashes[begin : begin + window]) in inside


def test_it_keeps_about_two_of_window_and_one() -> None:
    draw = random.Random(1)
    kept = passages([str(draw.randrange(50)) for _ in range(20_000)])
    assert 0.9 < len(kept) / 20_000 * (WINDOW + 1) / 2 < 1.1


def test_what_repeats_itself_keeps_no_more_than_one_of_a_window() -> None:
    assert len(passages(["a", ";"] * 5_000)) <= 10_000 / WINDOW + 2


def test_fewer_tokens_than_k_have_no_passage_and_k_have_one() -> None:
    symbols = [str(number) for number in range(K)]
    assert passages(symbols[:-1]) == []
    assert len(passages(symbols)) == 1


def test_passages_are_the_same_numbers_on_every_machine() -> None:
    [(place, number)] = passages([str(digit) for digit in range(K)])
    assert (place, number) == (0, -2138108171354205756)
    assert -(2**63) <= number < 2**63


# Which tokens count


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("shifted", "moved"),
        ("the largest entry must not overflow", "so that nothing is too large"),
        ("Rows that sum to one.", "What Luce’s rule gives."),
        ("def softmax(z):", "def softmax(z: np.ndarray, eps: float = 1e-3) -> np.ndarray:"),
        ("import numpy as np\n", "import os\nimport numpy as np\nfrom math import pi\n"),
        ("    powers =", "\n\n    powers\\\n  ="),
        ("(axis=1, keepdims=True)\n    powers", "(\n  axis=1,\n  keepdims=True)\n    powers"),
        ("1e-30", "0.1e-29"),
    ],
    ids=["names", "comments", "docstrings", "headers", "imports", "layout", "brackets", "numbers"],
)
def test_what_changes_nothing(before: str, after: str) -> None:
    assert before in SOFTMAX
    assert numbers(SOFTMAX.replace(before, after)) == numbers(SOFTMAX)


@pytest.mark.parametrize(
    ("before", "after"),
    [("1e-30", "1e-20"), ("np.exp", "np.log"), (".max(", ".min("), ("axis=1", "axis=0")],
)
def test_what_changes_passages(before: str, after: str) -> None:
    assert numbers(SOFTMAX.replace(before, after)) != numbers(SOFTMAX)


def test_names_of_the_course_count_and_others_do_not() -> None:
    text = "def f(z):\n    return softmax(z) + helper(z) * helper(softmax(z)) - z ** 2 + z\n"
    other = text.replace("softmax", "smax")
    kept = prints(text).passages
    assert kept and {one.hash for one in kept} != {one.hash for one in prints(other).passages}
    assert prints(text, ()).passages == prints(other, ()).passages


def test_attributes_that_the_text_defines_are_names_and_those_of_libraries_count() -> None:
    text = (
        "class Net:\n"
        "    size: int\n"
        "    def step(self, z):\n"
        "        self.cache = z.clip(0, self.size) + self.step(z) * self.cache.sum(axis=1) - z\n"
    )
    renamed = text.replace("cache", "kept").replace("step", "move").replace("size", "width")
    assert prints(renamed).passages == prints(text).passages
    assert prints(text.replace("clip", "round")).passages != prints(text).passages


# Units


def test_each_task_is_a_unit_and_the_rest_are_units_without_a_name() -> None:
    text = (
        f"{SOFTMAX}\n\n@decorated\nclass Value:\n    x = 1\n\n\nprint(1)\nprint(2)\n\ndef f(): 0\n"
    )
    found = [(one.task, one.first, one.last) for one in prints(text).units]
    assert found == [
        ("", 2, 2),
        ("softmax", 5, 10),
        ("Value", 13, 15),
        ("", 18, 19),
        ("", 21, 21),
    ]


def test_the_order_of_functions_changes_no_passage() -> None:
    other = "\ndef mean(z):\n    total = z.sum() + 1\n    return total / z.size + total * 2\n"
    assert numbers(SOFTMAX + other) == numbers(other + SOFTMAX)


def test_lines_of_a_passage_are_those_of_its_tokens() -> None:
    lines = SOFTMAX.split("\n")
    for one in prints(SOFTMAX).passages:
        assert one.task == "softmax" and 5 < one.first <= one.last <= len(lines)
    assert min(one.first for one in prints(SOFTMAX).passages) == 8


@pytest.mark.parametrize("before", ["x = (1, [2\n", "def broken(z:\n  return (\n", "if x\n  y\n"])
def test_a_function_behind_broken_code_is_found(before: str) -> None:
    assert numbers(SOFTMAX) <= numbers(before + SOFTMAX)


def test_a_bracket_that_is_never_closed_ends_with_the_next_function() -> None:
    text = f"x = (\n{SOFTMAX}\nprint(1)\n"
    found = [(one.task, one.first, one.last) for one in prints(text).units]
    assert found == [("", 1, 3), ("softmax", 6, 11), ("", 13, 13)]


# What else a text holds


def test_comments_names_and_numbers_are_kept_apart_once_with_their_line() -> None:
    found = {(one.kind, one.text): one.line for one in prints(SOFTMAX).details}
    assert found == {
        ("comment", "the largest entry must not overflow"): 7,
        ("comment", "rows that sum to one."): 6,
        ("name", "shifted"): 8,
        ("name", "keepdims"): 8,
        ("name", "powers"): 9,
        ("number", "1e-30"): 10,
    }


# In the reader's process


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    with ReaderProcess() as made:
        yield made


def request(content: bytes, name: str = "softmax.py") -> MakeFingerprints:
    return MakeFingerprints(name, content, TASKS, TASKS)


def test_the_process_answers_as_one_here_does(reader: ReaderProcess) -> None:
    for text in (SOFTMAX, "", "x = (", "\ufeff" + SOFTMAX, SOFTMAX.replace("\n", "\r\n")):
        asked = request(text.encode())
        assert reader.ask(asked, 5) == OwnProcess().ask(asked, 5)


def test_a_notebook_is_made_into_a_program_whose_lines_have_cells(reader: ReaderProcess) -> None:
    cells = ["%matplotlib inline", SOFTMAX.strip("\n"), "plot(softmax(3))"]
    content = {"nbformat": 4, "cells": [{"cell_type": "code", "source": one} for one in cells]}
    found = reader.ask(request(json.dumps(content).encode(), "softmax.ipynb"), 5)
    assert {one.hash for one in found.passages} == {one.hash for one in prints(SOFTMAX).passages}
    first = found.passages[0]
    assert found.cells[first.first - 1] == (2, 7)
    assert "plot" not in found.source


@pytest.mark.parametrize(
    "text",
    [
        '"""' * 400_000,
        '"""\\' * 400_000,
        "'" * 1_900_000,
        "\\" * 1_900_000,
        '"\\' * 900_000,
        " " * 1_900_000,
        "\n" * 1_900_000,
        "(" * 1_900_000,
        "x" * 1_900_000,
        "1e+" * 600_000,
        "9" * 1_900_000,
        "a;" * (MAX_TOKENS // 3),
        "def f(x):\n" * 60_000,
        "#" + "z" * 1_900_000,
        "# comment of some words\n" * 80_000,
        "class A:\n" + "".join(f"  def f{n}(self): self.x = {n}\n" for n in range(8_000)),
        "rbu" * 600_000 + '"',
        "é" * 900_000,
    ],
    ids=lambda text: f"{text[:9]}…{len(text)}",
)
def test_no_text_takes_longer_than_a_submission_may(reader: ReaderProcess, text: str) -> None:
    try:
        found = Reading(reader).ask(request(text.encode()))
    except Unreadable as error:
        assert "tokens: look at it by hand" in str(error)  # neither too slow nor too much memory
        assert error.kind == ProblemKind.HARD_TO_READ
    else:
        assert len(found.passages) < MAX_TOKENS and len(found.details) <= 5000
    assert LIMIT_S == 5.0


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_has_fingerprints_with_lines_of_its_own(text: str) -> None:
    found = prints(text)
    lines = text.count("\n") + 1
    spans = [(one.first, one.last) for one in found.passages]
    spans += [(one.first, one.last) for one in found.units]
    assert all(1 <= first <= last <= lines for first, last in spans)
    assert all(1 <= one.line <= lines for one in found.details)
