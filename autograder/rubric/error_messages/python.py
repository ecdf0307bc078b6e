"""Messages of Python itself."""

from __future__ import annotations

RULES = (
    (
        r"'NoneType' object|and 'NoneType'|: 'NoneType' and",
        "there is None where a value was expected: does the function that makes it end with "
        "`return`?",
    ),
    (
        r"unhashable type: '([\w.]+)'",
        "a {0} cannot be a key of a dict, nor in a set: take a number, a text or a tuple",
    ),
    (
        r"cannot access (?:local|free) variable '(\w+)'|local variable '(\w+)' referenced before",
        "a variable is read before it has a value in this function; an assignment anywhere in a "
        "function makes a variable its own",
    ),
    (
        r"takes (\d+) positional arguments? but (\d+) (?:was|were) given",
        "the call has {1} arguments, the definition takes {0}; a method also takes `self`",
    ),
    (
        r"'(?:numpy\.ndarray|int|float|list|tuple|Tensor|str)' object is not callable",
        "something that is no function is called: are there round brackets behind an array, is a "
        "`*` missing, or has a variable the name of a function?",
    ),
    (
        r"'(list|tuple|int|float)' object has no attribute "
        r"'(?:shape|T|dtype|ndim|size|mean|sum|dot|reshape|astype|max|argmax)'",
        "a {0} stands where an array is needed: np.array(…) makes one of a list",
    ),
    (
        r"unsupported operand type\(s\) for [^:]+: 'list' and|can't multiply sequence by non-int",
        "lists are not calculated with element by element, arrays are: np.array(…) makes one",
    ),
    (
        r"not enough values to unpack \(expected (\d+), got (\d+)\)",
        "{0} names stand on the left, and {1} values come: what does the right side return?",
    ),
    (
        r"too many values to unpack \(expected (\d+)",
        "{0} names stand on the left, and more values come: what does the right side return?",
    ),
    (
        r"maximum recursion depth exceeded",
        "a function calls itself without an end, or once for each of a long chain: write a loop",
    ),
    (
        r"math range error",
        "the exponential of a large number overflows: which sign makes it large, and could it be "
        "written without?",
    ),
    (r"math domain error", "a logarithm or root was asked of a number that has none: 0 or below"),
    (
        r"inconsistent use of tabs and spaces|unindent does not match|unexpected indent",
        "the lines of a block do not begin alike: use four spaces for each level, and no tabs",
    ),
)
