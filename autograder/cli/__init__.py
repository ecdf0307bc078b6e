"""The command line: options in, calls of the packages below, text and exit codes out.

In: arguments. Out: what the commands print and write. Not here: anything that a program would want
to call, which is the public API.
"""

from __future__ import annotations

import importlib

import click

from autograder import __version__
from autograder.cli.console import Trouble
from autograder.errors import UserError

__all__ = ["main"]

# Where each command lives: a student's check need not import what grading a class does.
COMMANDS = {
    "start": "student.start",
    "check": "student.check",
    "hint": "student.hint",
    "grade": "instructor.grade_class",
    "review": "review.review",
    "similar": "similar.similar",
    "verify": "verify.verify_topics",
    "new-course": "authoring.make_course",
    "new-topic": "authoring.make_topic",
    "build": "authoring.build",
    "figures": "authoring.figures",
    "release": "release.release",
    "rubric": "rubric.show",
    "book": "book.book",
    "regrade": "regrade.regrade",
    "export": "export.export",
    "ci": "ci.ci",
    "doctor": "doctor.doctor",
}


class _Group(click.Group):
    """Imports a command when it is used.

    Errors that a user can act on are one line and exit code 2; a traceback is a bug of ours.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(".")
        found = getattr(importlib.import_module(f"autograder.cli.{module}"), attribute)
        assert isinstance(found, click.Command)
        return found

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except UserError as error:
            raise Trouble(str(error)) from None


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="autograder")
def main() -> None:
    """Set, check and grade programming work on neural-network fundamentals.

    \b
    Students:     autograder start TOPIC    make a folder to work in
                  autograder check          what to do next, what is wrong, how much is done
                  autograder hint TASK      the next hint
    Instructors:  autograder grade FOLDER   grade a whole class
                  autograder review         look at submissions and decide, in your browser
                  autograder export FORMAT  take the marks to Canvas, Moodle and others
                  autograder book new       keep marks, and decide yourself where you want to
                  autograder similar FOLDER list submissions that share rare passages
                  autograder regrade run TOPIC   grade again, and see first which marks change
                  autograder new-course DIR begin a course of your own, autograder new-topic NAME
                  autograder build          make stubs, notebooks and public keys
                  autograder figures        draw the pictures of the handouts
                  autograder verify         prove that the rubrics are right
                  autograder release DIR    make what students get
                  autograder rubric TOPIC   what each check is worth; --sheet to print
    """
