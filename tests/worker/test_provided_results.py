"""What is provided to a submission: a call's right result is found by its arguments alone."""

from __future__ import annotations

import types
import warnings
from typing import Any

import numpy as np
import pytest

from autograder.model.requests import ResultTable
from autograder.worker import frames, protocol, provided_results

NAN, INF = float("nan"), float("inf")


def twice(x: Any, scale: float = 2.0) -> Any:
    """The submission's own function, which a call that is not lent reaches."""
    return "own"


@pytest.fixture
def module() -> types.ModuleType:
    return types.SimpleNamespace(twice=twice)  # type: ignore[return-value]


def table(*calls: tuple[list[Any], Any]) -> dict[str, ResultTable]:
    """As it arrives in a worker."""
    sent = frames.encode(protocol.table_tree(provided_results.table(calls)))
    return {"twice": protocol.read_table(frames.decode(sent))}


def test_a_call_is_found_but_for_rounding(module: types.ModuleType) -> None:
    a, b = np.array([1.0, 1e6]), np.array([1.0, 1e6 + 1])
    with provided_results.provided(module, table(([a, 2.0], "a"), ([b, 2.0], "b"))):
        assert module.twice(a * (1 + 1e-12)) == "a"
        assert module.twice(scale=2.0, x=b) == "b"
        assert module.twice(a + np.array([0, 0.5])) == "own"
        assert module.twice(a, 2.1) == "own"
        assert module.twice(a[:, None]) == "own"
        assert module.twice({"x": a}) == "own"
    assert module.twice is twice


@pytest.mark.parametrize("special", [NAN, INF, -INF])
def test_what_is_not_finite_is_like_itself_only(module: types.ModuleType, special: float) -> None:
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        lent = table(([np.array([special, 1.0]), 2.0], "special"), ([np.ones(2), 2.0], "plain"))
        with provided_results.provided(module, lent):
            assert module.twice(np.array([special, 1.0])) == "special"
            assert module.twice(np.array([special, 2.0])) == "own"
            assert module.twice(np.ones(2)) == "plain"
            for other in {NAN, INF, -INF} - {special}:
                assert module.twice(np.array([other, 1.0])) == "own"


def test_each_call_gets_a_result_of_its_own(module: types.ModuleType) -> None:
    lent = table(([np.ones(2), 2.0], {"W": np.zeros(3), "rows": (1, [2])}))
    with provided_results.provided(module, lent):
        first = module.twice(np.ones(2))
        first["W"] += 1
        first["rows"][1].append(3)
        again = module.twice(np.ones(2))
    assert (again["W"] == 0).all() and again["rows"] == (1, [2])


def test_a_function_that_answers_no_questions_is_replaced_too(module: types.ModuleType) -> None:
    class Closed:
        @property
        def __signature__(self) -> Any:
            raise RuntimeError

        def __call__(self, *_: Any) -> Any:
            return "own"

    vars(module)["twice"] = Closed()
    with provided_results.provided(module, table(([np.ones(2), 2.0], "found"))):
        assert module.twice(np.ones(2), 2.0) == "found"


def test_arguments_without_numbers(module: types.ModuleType) -> None:
    with provided_results.provided(module, table((["mean", None], "found"))):
        assert module.twice("mean", None) == "found"
        assert module.twice("sum", None) == "own"


@pytest.mark.parametrize(
    "results",
    [
        [np.arange(6.0).reshape(2, 3), -np.ones((2, 3))],
        [{"W": np.eye(2), "b": np.zeros(0)}, {"b": np.zeros(0), "W": np.ones((2, 2))}],
        [
            (1.5, [np.array(2.0), {"z": 3.0, "a": np.ones(2)}]),
            (NAN, [np.array(INF), {"z": 0.0, "a": -np.ones(2)}]),
        ],
        [np.ones(2), np.ones(3)],
        [np.ones(2, np.float32), np.zeros(2, np.float32)],
        [{"n": 3, "name": "mean", "x": np.ones(2)}, {"n": 4, "name": "sum", "x": np.ones(2)}],
        [None, [1.0]],
        [[], []],
        [{}, {}],
        [(np.ones(2), {}), (np.zeros(2), {})],
        [np.float64(2.0), np.float64(3.0)],
    ],
)
def test_results_come_back_as_they_were(module: types.ModuleType, results: list[Any]) -> None:
    lent = table(*(([np.array([float(n), 1.0]), 2.0], one) for n, one in enumerate(results)))
    with provided_results.provided(module, lent):
        for n, right in enumerate(results):
            found = module.twice(np.array([float(n), 1.0]))
            assert _same(found, right), (found, right)


def _same(a: Any, b: Any) -> bool:
    if isinstance(b, dict):
        return list(a) == list(b) and all(_same(a[name], b[name]) for name in b)
    if isinstance(b, list | tuple):
        return type(a) is type(b) and len(a) == len(b) and all(map(_same, a, b))
    if isinstance(b, np.ndarray):
        alike = a.dtype == b.dtype and a.shape == b.shape and a.flags.writeable
        return bool(alike and np.array_equal(a, b, equal_nan=True))
    return bool(a == b or (a != a and b != b))


SUBMISSION = """
import functools

def twice(x, *, scale=2.0):
    return "own", x, scale

another = twice
bound = functools.partial(twice)

class Holder:
    twice = staticmethod(twice)

def default(x, do=twice):
    return do(x)
"""


def test_a_function_is_replaced_wherever_the_module_put_it() -> None:
    submission = types.ModuleType("submission")
    exec(SUBMISSION, vars(submission))
    ways = [
        submission.twice,
        submission.another,
        submission.bound,
        submission.Holder.twice,
        submission.default,
    ]
    with provided_results.provided(submission, table(([1.0, 2.0], "lent"))):
        assert [way(1.0) for way in ways] == ["lent"] * 5
        # What is not lent is the function's own answer still, defaults included.
        assert [way(3.0) for way in ways] == [("own", 3.0, 2.0)] * 5
    assert [way(1.0) for way in ways] == [("own", 1.0, 2.0)] * 5
    assert submission.twice is submission.another is ways[0]


def test_a_double_of_takes_the_calls_that_the_modules_own_function_takes() -> None:
    driver, submission = types.ModuleType("driver"), types.ModuleType("submission")
    exec("def double_of_twice(x, scale): return x, scale", vars(driver))
    exec("def twice(a, b, verbose=True, *more): return None", vars(submission))
    with provided_results.with_doubles(submission, vars(driver), ["twice"]):
        assert submission.twice(1, 2) == submission.twice(scale=2, x=1) == (1, 2)
        assert submission.twice(1, b=2) == submission.twice(b=2, a=1, verbose=False) == (1, 2)
        assert submission.twice(1, 2, False, 3) == (1, 2)
