"""The command line."""

from __future__ import annotations

import click

from autograder import __version__
from autograder.answer_key import AnswerKeyError
from autograder.cli import doctor, instructor, student
from autograder.cli.console import Trouble
from autograder.course import CourseError
from autograder.intake import IntakeError
from autograder.rubric import RubricError

__all__ = ["main"]


class _Group(click.Group):
    """Errors that a user can mend are one line and exit code 2; a traceback is a bug of ours."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (CourseError, IntakeError, AnswerKeyError, RubricError) as error:
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
                  autograder verify         prove that the rubrics are right
    """


for command in (
    student.start,
    student.check,
    student.hint,
    instructor.grade_class,
    instructor.verify_topics,
    instructor.build,
    doctor.doctor,
):
    main.add_command(command)
