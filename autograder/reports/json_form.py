"""The published JSON form of a report: written, read back, and its schema."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from autograder.errors import UserError
from autograder.model.report import Report


class ReportError(UserError):
    """A text that is not a grade report of this schema; the message says where it differs."""


def encode(report: Report) -> str:
    """The JSON text of a report, which `decode` reads back."""
    return _adapter().dump_json(report, indent=1, warnings="error").decode() + "\n"


def decode(text: str | bytes) -> Report:
    """The report of a JSON text; raises ReportError."""
    try:
        return _adapter().validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "its text"
        raise ReportError(f"{where}: {first['msg']}") from None


def schema() -> dict[str, Any]:
    """The JSON schema that docs/report.schema.json holds."""
    return _adapter().json_schema()


@cache
def _adapter() -> TypeAdapter[Report]:
    return TypeAdapter(Report)
