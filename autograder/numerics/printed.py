"""Compare what Python prints with what a text shows, to the digits that are shown."""

from __future__ import annotations

import re

NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+(?:\.(\d*))?|\.(\d+))(?:[eE]([-+]?\d+))?(?![\w.])")
# `np.float64(0.75)` and `np.True_`, as numpy 2 prints its scalars, are 0.75 and True.
SCALAR = re.compile(r"\bnp\.(?:float|int|uint)\d+\(([^()]*)\)|\bnp\.(True|False)_")
# Of whole numbers, which are shown whole: 2, 2. and 2.0.
EXACT = 1e-9
# A number that lies between two texts (0.8125 as 0.812 or 0.813) is right as either.
ROUNDING = 1e-6


def agrees(printed: str, shown: str) -> bool:
    """Whether numbers agree to half a unit of their last digit shown, and all other text exactly.

    Spaces and line ends do not count. A number that is shown without decimals, or with a single 0
    as one, is exact.
    """
    got, wanted = _plain(printed), _plain(shown)
    if _words(got) != _words(wanted):
        return False
    pairs = zip(NUMBER.finditer(got), NUMBER.finditer(wanted), strict=True)
    return all(abs(float(a[0]) - float(b[0])) <= _tolerance(b) for a, b in pairs)


def _plain(text: str) -> str:
    return SCALAR.sub(lambda one: one[1] or one[2], text)


def _words(text: str) -> str:
    """The text without spaces, and with one sign, which Python never prints, for each number."""
    return re.sub(r"\s+", "", NUMBER.sub("\0", text))


def _tolerance(shown: re.Match[str]) -> float:
    decimals = shown[1] or shown[2] or ""
    exponent = int(shown[3] or 0)
    if decimals in ("", "0"):
        return EXACT * (abs(float(shown[0])) if exponent else max(1.0, abs(float(shown[0]))))
    return 0.5 * 10.0 ** (exponent - len(decimals)) * (1 + ROUNDING)
