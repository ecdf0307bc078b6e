"""Everything that is refused in a course's files: what is wrong, and what to do.

docs/authors/refusals.md lists these sentences; a test keeps the two equal.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from autograder.course.errors import AuthoringError


class Refusal(Enum):
    """A reason to refuse, as two templates: what is wrong, and what to do."""

    # Any file
    UNREADABLE = "this file cannot be read: {reason}", "Save it as a text in UTF-8"
    NOT_PYTHON = "this is not valid Python: {reason}", "Correct it"
    FAILS_ON_LOAD = "loading this file fails: {reason}", "Correct it"

    # The course
    NAME = "“{name}” cannot be the name of a topic: {reason}", "Choose another name"
    RUBRIC_FILE_MISSING = (
        "the topic “{name}” has no rubric.py, so it is no part of the course",
        "Write one, or move the folder elsewhere",
    )
    ORDER_UNKNOWN = "there is no topic “{name}”", "Correct the name, or remove the line"

    # rubric.py
    RUBRIC_MISSING = "no `rubric = Rubric(…)` is defined here", 'Write rubric = Rubric("{name}")'
    RUBRIC_OF_ANOTHER_TOPIC = (
        "this declares the topic “{declared}”, in the folder of “{name}”",
        "Use one name for both",
    )
    RUBRIC_WITHOUT_TASKS = "the rubric has no task", "Declare one with rubric.task(…)"

    # solution.py: markers
    MARKER_SPELLING = (
        "“{text}” looks like a marker of the solution, but is not spelt like one",
        "Write `# BEGIN SOLUTION` or `# END SOLUTION`, exactly",
    )
    MARKER_BEHIND_CODE = "the marker stands behind code", "Give it a line of its own"
    MARKER_IN_STATEMENT = (
        "the marker cuts the statement that begins in line {begin}",
        "Put it before or after the whole statement",
    )
    MARKER_IN_STRING = (
        "“{text}” stands in a string, where it marks nothing",
        "Move it out of the string",
    )
    MARKER_NESTED = (
        "a region begins here within the region that began in line {begin}",
        "End that one first",
    )
    END_WITHOUT_BEGIN = "a region ends here, but none has begun", "Write `# BEGIN SOLUTION` above"
    BEGIN_WITHOUT_END = (
        "a region begins here that does not end",
        "Write `# END SOLUTION` where the solution ends",
    )

    # solution.py: regions
    REGION_EMPTY = "the region that begins here holds no code", "Put the solution into it"
    REGION_INDENTATION = (
        "this line is not indented like the marker in line {begin}, which begins the region",
        "Indent both markers as the code between them",
    )
    REGION_LEAVES_BLOCK = (
        "the region that began in line {begin} still goes on here, outside the block it began in",
        "End it before this line",
    )
    REGION_OUTSIDE_FUNCTION = (
        "the region that begins here is neither in a function nor at the top level",
        "Put it inside of a function or method, or move its code to the top level",
    )

    # solution.py: what is left for the students
    TASK_NOT_IN_STUB = (
        "the task “{name}” is not in the stub, as a function or class at the top level",
        "Define it in solution.py, with its `def` or `class` line outside of the regions",
    )
    TASK_WITHOUT_REGION = (
        "no part of the task “{name}” is in a region, so the stub shows all of it",
        "Put its solution between `# BEGIN SOLUTION` and `# END SOLUTION`",
    )
    STUB_USES_HIDDEN_NAME = (
        "“{name}” is used here, outside of the regions, but only a region defines it",
        "Move the definition out of the region, or this line into one",
    )

    # misconceptions.py
    MARK_UNREADABLE = (
        "this mark of a misconception cannot be read",
        "Write misconception(“task/id”, edit(old, new), says=…, hint=…) with plain texts, or "
        "@misconception(“task/id”, says=…, hint=…) before a function or class",
    )
    MARK_SPELLING = (
        "“{name}” looks like the mark of a misconception, but is not spelt like one",
        "Write misconception(“task/id”, …)",
    )
    TOGETHER_UNREADABLE = (
        "these cannot be put together",
        "Write together(“id”, “other id”) behind two misconceptions of one task that are edits",
    )
    EDIT_NOT_ONCE = (
        "“{text}” is replaced here, which stands {times} times in {name}",
        "Write as much of the line as makes it stand there exactly once, and something else for it",
    )
    EDIT_OF_NOTHING = (
        "an edit of “{name}” is declared here, which is defined {times} times",
        "Name a function or class at the top level, or a method as Class.method",
    )
    EDIT_LEAVES_NO_PROGRAM = "after these edits {reason}", "Change them"
    TRANSPLANT_UNREADABLE = (
        "this transplant cannot be read",
        "Write transplant(“id of a misconception”, “name of a variant”, edit(old, new))",
    )
    TRANSPLANT_OF_NOTHING = (
        "there is no misconception “{name}” to transplant",
        "Name the id of one of this topic",
    )
    TRANSPLANT_TO_NOTHING = "there is no variant “{name}”", "Name a file of variants/, without .py"

    MISCONCEPTION_OF_NO_TASK = "the rubric has no task “{name}”", "Name one of {tasks}"
    MISCONCEPTION_TWICE = (
        "the misconception “{name}” is declared in line {first} already",
        "Give each an id of its own",
    )

    # The handout
    HANDOUT_MISSING = (
        "the handout of “{name}” is missing",
        "Write it here: students read it first",
    )
    HANDOUT_WITHOUT_TITLE = "the first line is not a title", "Begin with `# ` and the title"
    PLACEMENT_SPELLING = (
        "“{text}” looks like a placement of tasks, but is not spelt like one",
        "Write `<!-- tasks: a, b -->` at the beginning of a line",
    )
    HANDOUT_NAMES_NO_TASK = "there is no task “{name}”", "Name one of {tasks}"
    HANDOUT_MISSPELLS_TASK = "“{name}” is not a task; “{task}” is one", "Correct the name"
    PLACED_TWICE = "“{name}” was placed in line {first} already", "Remove it from one of the two"

    WORKED_NUMBER_OF_NO_TASK = (
        "no task is placed after this block of worked numbers",
        "Put it before a line `<!-- tasks: a, b -->` with the tasks that it is about",
    )
    WORKED_NUMBER_OUTSIDE = (
        "this worked number does not stand in a block between two fences",
        "Put ```python before it and ``` after it, each on a line of its own",
    )
    WORKED_NUMBER_UNREADABLE = (
        "this worked number cannot be read: it {reason}",
        "Write `>>> ` and the code, and below it what Python prints",
    )
    WORKED_NUMBER_WRONG = (
        "after `{code}` the handout shows {shown}, and the solution gives {printed}",
        "Correct the one that is wrong",
    )

    # figure.py
    FIGURE_MISSING = "no `figure = Figure(…)` is defined here", "Declare one, or remove the file"
    FIGURE_NOT_SHOWN = (
        "the handout does not show the topic's figure with its alternative text",
        "Write this, on a line of its own: {text}",
    )

    # What students would see of the solution
    LEAK = (
        "this shows line {number} of solution.py to students: {code}",
        "Take it out, or write it into a docstring outside of the regions if they may know it",
    )
    LEAK_IN_BUILT = (
        "{built} would show this line to students",
        "Find out how it came there, or write it into a docstring outside of the regions if they "
        "may know it",
    )

    @property
    def message(self) -> str:
        """What is wrong, with placeholders."""
        return self.value[0]

    @property
    def remedy(self) -> str:
        """What to do, with placeholders."""
        return self.value[1]

    def at(self, file: Path, line: int = 1, **values: object) -> AuthoringError:
        """This refusal of a line of a file, its placeholders filled in."""
        return AuthoringError(
            file, line, self.message.format(**values), self.remedy.format(**values)
        )
