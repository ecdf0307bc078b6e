"""The worked numbers of a handout, in the form that students paste: examples in fenced blocks.

    ```python
    >>> sigmoid(np.log(3))
    0.75
    ```

A block is about the tasks of the next `<!-- tasks: … -->` after it. Blocks without `>>>` are code.
"""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course.errors import AuthoringError
from autograder.course.notebook_form import tasks_after
from autograder.course.refusals import Refusal
from autograder.course.sources import not_python

# Whatever language it says: a number that is not looked at would be a number that nobody checks.
BLOCK = re.compile(r"^```[^`\n]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
PROMPT = re.compile(r"^[ \t>]*>>>", re.MULTILINE)
# How the parser calls the text in its errors: "line 3 of the docstring for NAME lacks blank …".
NAME = "the-block"
PARSER_ERROR = re.compile(rf"line (\d+) of the docstring for {NAME} (.*)", re.DOTALL)


@dataclass(frozen=True)
class Example:
    """What is typed after `>>>`, what is shown to be printed (perhaps nothing), and by which line.

    `tasks` are those that its block is about.
    """

    line: int
    source: str
    shown: str
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class WorkedNumbers:
    """The examples of a handout in their order, with what cannot be read of them."""

    examples: tuple[Example, ...]
    errors: tuple[AuthoringError, ...]

    @classmethod
    def read(cls, handout: str, file: Path) -> WorkedNumbers:
        """Read the text of a handout; `file` is named in errors."""
        examples: list[Example] = []
        errors: list[AuthoringError] = []
        blocks = [one for one in BLOCK.finditer(handout) if PROMPT.search(one[1])]
        for block in blocks:
            line = _line(handout, block.start(1))
            tasks = tasks_after(handout, block.end())
            if not tasks:
                errors.append(Refusal.WORKED_NUMBER_OF_NO_TASK.at(file, line - 1))
            try:
                found = doctest.DocTestParser().get_examples(block[1], NAME)
            except ValueError as error:
                errors.append(_unreadable(error, file, line))
                continue
            read = [Example(line + one.lineno, one.source, one.want, tasks) for one in found]
            errors += _not_compiled(read, file)
            examples += read
        errors += _outside(handout, blocks, file)
        return cls(tuple(examples), tuple(errors))

    def of_task(self, task: str) -> list[int]:
        """The places of those examples of a task that show something."""
        return [i for i, one in enumerate(self.examples) if one.shown and task in one.tasks]


def _unreadable(error: ValueError, file: Path, line: int) -> AuthoringError:
    found = PARSER_ERROR.match(str(error))
    assert found is not None
    at = line + int(found[1]) - 1
    return Refusal.WORKED_NUMBER_UNREADABLE.at(file, at, reason=found[2])


def _not_compiled(examples: list[Example], file: Path) -> Iterator[AuthoringError]:
    for one in examples:
        try:
            compile(one.source, str(file), "single", dont_inherit=True)
        except SyntaxError as error:
            error.lineno = one.line + (error.lineno or 1) - 1
            yield not_python(error, file)


def _outside(handout: str, blocks: list[re.Match[str]], file: Path) -> Iterator[AuthoringError]:
    """Lines that look like an example where none is read: in no block, or in one without an end."""
    for prompt in PROMPT.finditer(handout):
        if not any(block.start() <= prompt.start() < block.end() for block in blocks):
            yield Refusal.WORKED_NUMBER_OUTSIDE.at(file, _line(handout, prompt.start()))


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
