"""Scores on the scale on which a platform keeps them."""

from __future__ import annotations

from autograder.model.report import Report
from autograder.platforms.errors import PlatformError
from autograder.reports.points import points


def scaled(report: Report, maximum: str, scale: bool, where: str) -> str:
    """The score where the most is `maximum` (a number as text, or nothing): empty if ungraded.

    Raises PlatformError where the two scales differ and `scale` does not allow to convert.
    """
    if report.score is None:
        return ""
    most = number(maximum)
    if most is None or not report.max_score or abs(most - report.max_score) < 0.005:
        return points(report.score)
    if not scale:
        raise PlatformError(
            f"{where} is worth {points(most)} points there and {points(report.max_score)} here: "
            "change it there, or pass --scale to convert"
        )
    return points(report.score / report.max_score * most)


def number(text: str) -> float | None:
    """A number with a decimal point or comma, else None (a column may be “(read only)”)."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None
