"""Words of Python 2 and of numpy 1 that are gone."""

from __future__ import annotations

# What is written today.
OLD_NAMES = {
    "basestring": "str",
    "long": "int",
    "raw_input": "input",
    "reduce": "functools.reduce",
    "unichr": "chr",
    "unicode": "str",
    "xrange": "range",
}
OLD_METHODS = {
    "has_key": "`key in d`",
    "iteritems": "`d.items()`",
    "iterkeys": "`d.keys()`",
    "itervalues": "`d.values()`",
}
OLD_NUMPY = {
    "alltrue": "np.all",
    "asfarray": "np.asarray(…, dtype=float)",
    "asscalar": "….item()",
    "bool": "bool",
    "complex": "complex",
    "cumproduct": "np.cumprod",
    "float": "float, or np.float64",
    "float_": "np.float64",
    "in1d": "np.isin",
    "Inf": "np.inf",
    "infty": "np.inf",
    "int": "int, or np.int64",
    "mat": "np.array",
    "msort": "np.sort(…, axis=0)",
    "NaN": "np.nan",
    "object": "object",
    "product": "np.prod",
    "round_": "np.round",
    "sometrue": "np.any",
    "str": "str",
    "trapz": "np.trapezoid",
}
RULES = (
    *(
        (
            rf"name '{old}' is not defined",
            f"`{old}` is a word of Python 2; in Python 3 it is `{new}`",
        )
        for old, new in OLD_NAMES.items()
    ),
    *(
        (
            rf"'dict' object has no attribute '{old}'",
            f"`{old}` is Python 2; in Python 3 it is {new}",
        )
        for old, new in OLD_METHODS.items()
    ),
    *(
        (
            rf"module 'numpy' has no attribute '{old}'(?!\w)|`np\.{old}` was removed",
            f"`np.{old}` is a word of numpy 1; today it is `{new}`",
        )
        for old, new in OLD_NUMPY.items()
    ),
    (
        r"Missing parentheses in call to '(print|exec)'",
        "`{0}` without brackets is Python 2; in Python 3 it is a function, `{0}(…)`",
    ),
    (
        r"multiple exception types must be parenthesized",
        "`except X, e` is Python 2; in Python 3 it is `except X as e`",
    ),
    (
        r"'dict_(keys|values|items)' object (?:is not subscriptable|has no attribute 'sort')",
        "`{0}()` gives a list in Python 2 only: list(d.{0}()) makes one",
    ),
    (
        r"'(?:zip|map|filter)' object is not subscriptable"
        r"|object of type '(?:zip|map|filter)' has no len",
        "zip, map and filter give a list in Python 2 only: list(…) makes one",
    ),
    (
        r"'range' object does not support item assignment",
        "range gives a list in Python 2 only: list(range(…)) makes one",
    ),
    (
        r"'float' object cannot be interpreted as an integer"
        r"|(?:list|slice) indices must be integers(?! or slices, not (?:tuple|str))",
        "a float stands where a whole number is needed: `/` always gives a float, `//` rounds down",
    ),
)
