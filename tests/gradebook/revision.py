"""Prints what a new revision has to do: the difference of `schema` to the revisions there are.

    python -m tests.gradebook.revision           for the next revision
    python -m tests.gradebook.revision --all     all tables, for the first one

A start, to be read and tidied: a renamed column comes out as one that goes and one that comes, and
of CHECK constraints nothing is seen.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from autograder.gradebook import book, database, migrations
from autograder.gradebook.schema import metadata
from tests.conftest import ROOT

_SHORTER = {
    "sa.BigInteger().with_variant(sa.Integer(), 'sqlite')": "ID",
    "length=": "",
    ", nullable=True": "",
    ", unique=False": "",
}


def operations(connection: Connection, batch: bool) -> str:
    """The operations of Alembic that make the database what `schema` says.

    `batch`: such as work on SQLite, too, where they change a table that is there.
    """
    options = {"target_metadata": metadata, "version_table": migrations.VERSION_TABLE}
    context = MigrationContext.configure(connection, opts=options)
    wanted = produce_migrations(context, metadata).upgrade_ops
    assert wanted is not None
    code = render_python_code(wanted, render_as_batch=batch)
    for long, short in _SHORTER.items():
        code = code.replace(long, short)
    code = re.sub(r"^ *#.*\n", "", code, flags=re.MULTILINE)
    return re.sub(r"\w*op\.f\(('[^']*')\)", r"\1", code)  # all names are given in full


def main() -> None:
    every = "--all" in sys.argv
    with tempfile.TemporaryDirectory() as folder:
        address = f"{folder}/gradebook.db"
        engine = database.connect(address) if every else book.make(address).engine
        with engine.connect() as connection:
            code = operations(connection, batch=not every)
        engine.dispose()
        file = Path(folder) / "code.py"
        file.write_text(f"def upgrade() -> None:\n    {code.strip()}\n", encoding="utf-8")
        tidy = ["ruff", "format", "--config", str(ROOT / "pyproject.toml"), str(file)]
        subprocess.run([sys.executable, "-m", *tidy], check=True, capture_output=True)
        print(file.read_text(encoding="utf-8"), end="")


if __name__ == "__main__":
    main()
