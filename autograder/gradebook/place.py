"""Where the gradebook of a course is kept: known without its libraries."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from autograder.errors import UserError

# Beside `reference/`: the database itself, or the address of one.
FILE, ADDRESS = "gradebook.db", "gradebook.url"
VARIABLE = "AUTOGRADER_BOOK"


def address_of(folder: Path) -> str | None:
    """Where the gradebook of a course is kept; None where it has none.

    The environment's AUTOGRADER_BOOK says it, else a file beside `reference/`.
    """
    if os.environ.get(VARIABLE):
        return os.environ[VARIABLE]
    named = folder / ADDRESS
    if named.exists():
        return named.read_text(encoding="utf-8").strip()
    return str(folder / FILE) if (folder / FILE).exists() else None


def must_be_installed(otherwise: str = "") -> None:
    """Raise UserError where the libraries of a gradebook are not there; it ends in `otherwise`."""
    if find_spec("sqlalchemy") is None or find_spec("alembic") is None:
        said = "a gradebook needs an extra: pip install 'neural-autograder[gradebook]'"
        raise UserError(f"{said}{otherwise}")
