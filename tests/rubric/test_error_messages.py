"""What Python and numpy say is said in the words of the course, beside their own."""

from __future__ import annotations

import math

import numpy as np
import pytest

from autograder.rubric.error_messages import ORIGINAL, in_plain_words, plain_error

X, ROW = np.ones((2, 3)), np.ones(3)

RAISED = {
    "[k for k in xrange(3)]": "in Python 3 it is `range`",
    "{}.iteritems()": "in Python 3 it is `d.items()`",
    "{}.has_key('W1')": "in Python 3 it is `key in d`",
    "{}.keys()[0]": "list(d.keys()) makes one",
    "zip([1], [2])[0]": "list(…) makes one",
    "exec('print 1')": "in Python 3 it is a function, `print(…)`",
    "range(4 / 2)": "`//` rounds down",
    "[1, 2, 3][: 4 / 2]": "`//` rounds down",
    "np.float(1)": "today it is `float, or np.float64`",
    "np.int(1)": "today it is `int, or np.int64`",
    "np.product([1, 2])": "today it is `np.prod`",
    "np.Inf": "today it is `np.inf`",
    "None[0]": "does the function that makes it end with `return`?",
    "1 + None": "does the function that makes it end with `return`?",
    "{X: 1}": "a numpy.ndarray cannot be a key of a dict",
    "X(0)": "round brackets behind an array",
    "[1.0].shape": "a list stands where an array is needed",
    "[1] - [1]": "arrays are: np.array(…) makes one",
    "exec('def f():\\n    n += 1\\nf()')": "makes a variable its own",
    "a, b = []": "2 names stand on the left, and 0 values come",
    "a, b = 1, 2, 3": "2 names stand on the left, and more values come",
    "math.exp(1e9)": "the exponential of a large number overflows",
    "math.log(0)": "a logarithm or root was asked of a number that has none",
    "X @ X": "element by element is `*`",
    "np.dot(X, X)": "the inner sizes of a matrix product differ ((2,3) times (2,3))",
    "X + np.ones(2)": "keepdims=True",
    "X.__setitem__(0, np.ones(2))": "an array of the shape (2,) does not fit into a place",
    "X.reshape(4, 2)": "6 elements do not fill the shape (4,2)",
    "ROW.sum(axis=1)": "a single row, (D,), is no batch, (1, D)",
    "X.sum(axis=2)": "axis 2 was asked of an array with 2 axes",
    "X[5]": "axis 0 has 2 elements, counted from 0",
    "X[0, 0, 0]": "3 indices were given for an array of 2 axes",
    "math.exp(X)": "functions of `math` take numbers",
    "np.concatenate(X, X)": "in one pair of brackets",
    "[1, 2, 3][np.array([0, 1])]": "a list is not indexed by an array",
    "X if X > 0 else -X": "np.where or a mask decides for each element",
    "X[np.array([0.0, 1.0])]": "labels and positions are whole numbers",
    "X[0.5]": "labels and positions are whole numbers",
    "np.zeros(3).__setitem__(0, [1, 2])": "stands where one number belongs",
    "np.add(X, 0.5, out=np.ones(X.shape, int))": "float64 does not go into an array of int64",
    "np.zeros(2, 3)": "np.zeros((n, 3))",
    "np.hstack([X, np.ones((3, 3))])": "equal sizes in the others",
}


def message(statement: str) -> str:
    try:
        exec(statement, {"np": np, "math": math, "X": X, "ROW": ROW})
    except Exception as error:
        return str(error)
    raise AssertionError(f"{statement} raises nothing")


@pytest.mark.parametrize(("statement", "words"), RAISED.items(), ids=RAISED)
def test_an_exception_is_told_in_plain_words_beside_its_own(statement: str, words: str) -> None:
    original = message(statement)
    said = plain_error(original)
    assert words in said
    assert original.partition("\n")[0][:100].strip() in said


def test_what_is_not_known_stays_as_it_is() -> None:
    assert in_plain_words("'W9'") == ""
    assert plain_error("'W9'") == "'W9'"


def test_a_page_of_a_librarys_words_is_cut_to_its_first_line() -> None:
    long = "axis 1 is out of bounds for array of dimension 1 " + "x" * 1000 + "\nmore"
    assert len(plain_error(long)) < len(in_plain_words(long)) + ORIGINAL + 50
