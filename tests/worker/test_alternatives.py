"""Other code in a submission's functions: seen by whatever holds them, and gone afterwards."""

from __future__ import annotations

import types
from typing import Any

import numpy as np
import pytest

from autograder.model.limits import Limits
from autograder.model.observation import Missing, Value
from autograder.model.requests import Alternative, Case, LoadRequest, RunRequest
from autograder.sandbox import FreshProcesses
from autograder.sandbox.session import EncodedRun
from autograder.worker.alternatives import NotReplaced, replaced
from autograder.worker.loading import load

SOURCE = """
import functools
from dataclasses import dataclass

def slope(z, factor=2):
    return factor * z

TABLE = {"slope": slope}

def task(z):
    return TABLE["slope"](z)

def logged(function):
    @functools.wraps(function)
    def call(*arguments):
        return function(*arguments)
    return call

@logged
def decorated(z):
    return z

@dataclass
class Number:
    value: float

    def __add__(self, other):
        return self.value + other

    __radd__ = __add__

    @property
    def half(self):
        return self.value / 2

    @staticmethod
    def of(z):
        return z

class Sub(Number):
    def twice(self):
        return super().__add__(self.value)
"""


HALF = "class Number:\n @property\n def half(self): return 7"
TWICE = "class Sub(Number):\n def twice(self): return super().half"


@pytest.fixture
def module() -> types.ModuleType:
    return load(SOURCE, "some", "some.py")[0]


@pytest.mark.parametrize(
    ("name", "text", "call", "right", "edited"),
    [
        ("slope", "def slope(z, factor=3): return factor + z", "task(4)", 8, 7),
        ("decorated", "def decorated(z): return -z", "decorated(4)", 4, -4),
        ("Number", "class Number:\n def __add__(self, o): return 5", "Number(2.0) + 1", 3, 5),
        (
            "Number",
            HALF,
            "Number(2.0).half",
            1,
            7,
        ),
        ("Number", "class Number:\n @staticmethod\n def of(z): return 2 * z", "Number.of(4)", 4, 8),
        (
            "Sub",
            TWICE,
            "Sub(2.0).twice()",
            4,
            1,
        ),
    ],
)
def test_the_other_code_runs_within_the_context_alone(
    module: types.ModuleType, name: str, text: str, call: str, right: Any, edited: Any
) -> None:
    with replaced(module, Alternative(name, text), "some.py"):
        assert eval(call, vars(module)) == edited
    assert eval(call, vars(module)) == right


def test_a_function_with_two_names_is_itself_again(module: types.ModuleType) -> None:
    text = "class Number:\n def __add__(self, o): return 5\n __radd__ = __add__"
    with replaced(module, Alternative("Number", text), "some.py"):
        assert eval("1 + Number(2.0)", vars(module)) == 5
    assert eval("Number(2.0) + 1", vars(module)) == 3


@pytest.mark.parametrize(
    "text",
    [
        "def slope(z:",
        "raise ValueError",
        "def slope(z, factor=unknown): pass",
    ],
)
def test_a_text_that_does_not_fit_changes_nothing(module: types.ModuleType, text: str) -> None:
    with pytest.raises(NotReplaced), replaced(module, Alternative("slope", text), "some.py"):
        raise AssertionError
    assert module.task(4) == 8


def test_a_worker_runs_all_cases_with_each_alternative() -> None:
    cases = tuple(Case("task", {"z": np.array([z])}) for z in (1.0, 2.0))
    texts = ("def slope(z): return z", "def slope(z:", "def slope(z): return -z")
    some = tuple(Alternative("slope", text) for text in texts)
    with FreshProcesses().open(Limits()) as session:
        session.load(LoadRequest("some", "some.py", SOURCE, ""), 10)
        found = session.run(EncodedRun.of(RunRequest(cases, alternatives=some)), 10)
        after = session.run(EncodedRun.of(RunRequest(cases)), 10)
    assert [one.value if isinstance(one, Value) else one for one in found] == [
        *(1.0, 2.0),
        *(Missing("slope"), Missing("slope")),
        *(-1.0, -2.0),
    ]
    assert [one.value for one in after if isinstance(one, Value)] == [2.0, 4.0]
