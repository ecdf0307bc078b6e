"""The one environment of all page templates: escaping, filters, and what passes every string."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from autograder.model.report import Report
from autograder.reports import lateness
from autograder.reports.class_summary import share
from autograder.reports.paths import report_path
from autograder.reports.plain_text import plain_text

SIGN = {
    "passed": "✓",
    "failed": "✗",
    "not_attempted": "○",
    "blocked": "‖",
    "ungraded": "?",
    "excused": "–",
}


def page_environment(*packages: str, last: Callable[[str], str] = str) -> Environment:
    """An environment with the templates of the reports and of these packages.

    Everything that a template prints is escaped, and each string has passed `plain_text` and then
    `last`: no string can be forgotten.
    """

    def finalize(value: Any) -> Any:
        return last(plain_text(value)) if type(value) is str else value

    names = ("autograder.reports", *packages)
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(name) for name in names]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=finalize,
    )
    environment.filters.update(
        count=_count,
        lateness=lateness.words,
        link=_link,
        name=_name,
        percent=_percent,
        points=_points,
        share=share,
        words=_words,
    )
    environment.globals["SIGN"] = SIGN
    return environment


def _percent(part: float) -> str:
    """Rounded down: 100 % means all of it."""
    return f"{int(100 * part + 1e-9)}\u00a0%"


def _points(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}"


def _name(student: str) -> str:
    return plain_text(student).strip() or "(no name)"


def _words(identifier: str) -> str:
    return identifier.replace("_", " ")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _link(report: Report) -> str:
    return quote(report_path(report)) + ".html"
