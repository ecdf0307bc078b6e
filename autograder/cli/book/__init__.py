"""`autograder book`: the gradebook of a course, and what people decide of its marks.

In: arguments. Out: what the commands print. Not here: what a decision is and does, which is the
package `gradebook`.
"""

from __future__ import annotations

import importlib

import click

from autograder.cli.console import Refusal
from autograder.gradebook.errors import Refused
from autograder.gradebook.place import must_be_installed

_MODULE = "autograder.cli.book"
# Each command, and the module that holds it.
COMMANDS = {
    "new": "making.new",
    "show": "showing.show",
    "set": "deciding.set_task",
    "adjust": "deciding.adjust",
    "total": "deciding.total",
    "excuse": "deciding.excuse",
    "waive": "deciding.waive",
    "extend": "extending.extend",
    "choose": "deciding.choose",
    "ignore": "deciding.ignore",
    "comment": "commenting.comment",
    "withdraw": "withdrawing.withdraw",
    "publish": "publishing.publish",
    "appeal": "appealing.appeal",
    "marks": "exchanging.marks",
    "import": "exchanging.read_back",
    "groups": "grouping.groups",
    "group": "grouping.group",
    "look": "looking.look",
    "roster": "enrolling.enroll",
    "alias": "enrolling.alias",
    "check": "checking.check",
    "log": "logs.log_of",
    "upgrade": "keeping.upgrade",
    "backup": "keeping.backup",
    "erase": "erasing.erase",
    "hand-out": "handing_out.hand_out",
}


class _Book(click.Group):
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
            raise Refusal(str(error)) from None


@click.group("book", cls=_Book)
def book() -> None:
    """Keep attempts, results and decisions in a gradebook, and see which marks follow.

    \b
    autograder book new              make one; from then on `autograder grade` remembers
    autograder book show NAME TOPIC  a mark, and what it follows from
    autograder book set NAME TOPIC TASK POINTS --because TEXT
                                     decide yourself; so do adjust, total, excuse, waive,
                                     extend, choose, ignore
    autograder book withdraw NUMBER  take a decision back
    autograder book look             which marks want a person
    autograder book roster FILE.csv  who is in the class
    autograder book backup FILE      a copy, while others work; `upgrade` after a new version
    autograder book erase NAME       a student's name and work go; `hand-out` writes what is kept

    A decision stays in force when the work is graded again. Nothing is ever overwritten.
    """
