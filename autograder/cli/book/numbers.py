"""Points, and numbers of rows, on the command line."""

from __future__ import annotations

import re

import click

_POINTS = re.compile(r"([+-]?)(\d{1,6})(?:\.(\d{1,2}))?")


class _Hundredths(click.ParamType[int]):
    name = "points"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        if isinstance(value, int):
            return value
        found = _POINTS.fullmatch(str(value))
        if found is None:
            self.fail(f"“{value}” is not a number with at most two decimals, such as 2.5", param)
        sign, whole, rest = found.groups()
        number = int(whole) * 100 + int((rest or "0").ljust(2, "0"))
        return -number if sign == "-" else number


HUNDREDTHS = _Hundredths()
# A number by which the gradebook knows a row; its databases hold no larger one.
ROW = click.IntRange(1, 2**63 - 1)
