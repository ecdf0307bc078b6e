"""`autograder regrade`: grade a topic again, see which marks change, then apply or discard it.

In: arguments. Out: what the commands print. Not here: what a regrade is, which is the package
`gradebook`, and grading itself, which is the package `engines`.
"""

from __future__ import annotations

import importlib

import click

from autograder.cli.console import Refusal
from autograder.gradebook.errors import Refused
from autograder.gradebook.place import must_be_installed

_MODULE = "autograder.cli.regrade"
# Each command, and the module that holds it.
COMMANDS = {
    "run": "running.run",
    "show": "deciding.show",
    "apply": "deciding.apply",
    "discard": "deciding.discard",
    "list": "deciding.list_all",
    "rules": "ruling.rules",
}


class _Regrade(click.Group):
    """Imports a command when it is used; what the book refuses is exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        must_be_installed()
        module, _, attribute = COMMANDS[cmd_name].partition(".")
        found = getattr(importlib.import_module(f"{_MODULE}.{module}"), attribute)
        assert isinstance(found, click.Command)
        return found

    def invoke(self, ctx: click.Context) -> object:
        must_be_installed()
        try:
            return super().invoke(ctx)
        except Refused as error:
            raise Refusal(f"Refused: {error}") from None


@click.group("regrade", cls=_Regrade)
def regrade() -> None:
    """Grade a topic again after its key changed, and see what that does before it is in force.

    \b
    autograder regrade run TOPIC --because TEXT   grade again what the gradebook keeps
    autograder regrade show NUMBER                which marks would change, and why
    autograder regrade apply NUMBER               make it so, all at once
    autograder regrade discard NUMBER             leave everything as it is
    autograder regrade list                       all that were run
    autograder regrade rules                      what other dates in course.toml would change
    """
