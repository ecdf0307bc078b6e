"""Triggers that refuse to change or delete what is appended once.

PostgreSQL empties whole tables without touching a row, so there TRUNCATE has a guard of its own.

A migration that rebuilds a table on SQLite silently drops its triggers: whoever changes the schema
makes them anew as the last step.
"""

from __future__ import annotations

from sqlalchemy import Connection

from autograder.gradebook.schema import APPEND_ONLY

_VERBS = {"sqlite": ("update", "delete"), "postgresql": ("update", "delete", "truncate")}
# On PostgreSQL, what each trigger calls; the driver makes %% into %.
_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def make(connection: Connection) -> None:
    """Make the guards that are not there."""
    there = names(connection)
    postgresql = connection.dialect.name == "postgresql"
    if postgresql:
        connection.exec_driver_sql(_FUNCTION)
    for table in APPEND_ONLY:
        for verb in _VERBS[connection.dialect.name]:
            name = _name(table.name, verb)
            if name not in there:
                does = (
                    "EXECUTE FUNCTION refuse_change()"
                    if postgresql
                    else f"BEGIN SELECT RAISE(ABORT, '{table.name} is append-only'); END"
                )
                each = f"FOR EACH {'STATEMENT' if verb == 'truncate' else 'ROW'} "
                connection.exec_driver_sql(
                    f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {table.name} "
                    f"{each if postgresql else ''}{does}"
                )


def remove(connection: Connection) -> None:
    """Remove all guards, also of tables that are kept so no longer: a migration may change rows."""
    for name, table in _there(connection):
        of = f" ON {table}" if connection.dialect.name == "postgresql" else ""
        connection.exec_driver_sql(f"DROP TRIGGER {name}{of}")


def names(connection: Connection) -> frozenset[str]:
    """The guards that there are."""
    return frozenset(name for name, _ in _there(connection)) & wanted(connection)


def wanted(connection: Connection) -> frozenset[str]:
    """The names of all that there should be in a database of this kind."""
    verbs = _VERBS[connection.dialect.name]
    return frozenset(_name(table.name, verb) for table in APPEND_ONLY for verb in verbs)


def _name(table: str, verb: str) -> str:
    return f"keep_{table}_{verb}"


def _there(connection: Connection) -> list[tuple[str, str]]:
    """All triggers, each with its table."""
    query = (
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"
        if connection.dialect.name == "postgresql"
        else "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    )
    return [(str(name), str(table)) for name, table in connection.exec_driver_sql(query)]
