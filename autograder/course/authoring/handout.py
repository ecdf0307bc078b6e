"""Whether the handout is there, begins with a title, and names tasks that exist."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from autograder.course.errors import AuthoringError
from autograder.course.notebook_form import PLACED
from autograder.course.refusals import Refusal
from autograder.course.sources import parsed
from autograder.course.stub import DEFINITIONS
from autograder.course.topic import Topic

COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
TITLE = re.compile(r"# +\S")
CODE = re.compile(r"`([^`\n]+)`|^(?: {4}|\t)(.+)$", re.MULTILINE)
HINT = re.compile(r"\bautograder hint (\w+)")
# A function that is called, or a name that stands alone, not one that belongs to something else.
NAMED = re.compile(r"(?<![\w.])([A-Za-z_]\w*)\s*\(|^([A-Za-z_]\w*)$")
# Of a letter or two in a long name; `tanh` and `tan` are two functions.
SIMILAR, LONG = 0.9, 5


def check(topic: Topic) -> Iterator[AuthoringError]:
    """Read the handout. Raises BrokenCourse where it, or the rubric, cannot be read."""
    if not topic.handout_file.exists():
        yield Refusal.HANDOUT_MISSING.at(topic.handout_file, name=topic.name)
        return
    if not TITLE.match(topic.handout):
        yield Refusal.HANDOUT_WITHOUT_TITLE.at(topic.handout_file)
    tasks = [task.name for task in topic.rubric.tasks]
    yield from _placements(topic, tasks)
    yield from topic.worked_numbers.errors
    known = _known(topic, tasks)
    for found in CODE.finditer(topic.handout):
        line = _line(topic.handout, found.start())
        code = found[1] or found[2]
        for name in HINT.findall(code):
            if name not in tasks and not name.isupper():  # `autograder hint TASK`
                yield Refusal.HANDOUT_NAMES_NO_TASK.at(
                    topic.handout_file, line, name=name, tasks=", ".join(tasks)
                )
        for name in (called or alone for called, alone in NAMED.findall(code)):
            for task in get_close_matches(name, tasks, n=1, cutoff=SIMILAR):
                if name not in known and len(name) >= LONG:
                    yield Refusal.HANDOUT_MISSPELLS_TASK.at(
                        topic.handout_file, line, name=name, task=task
                    )


def _placements(topic: Topic, tasks: Sequence[str]) -> Iterator[AuthoringError]:
    file, text = topic.handout_file, topic.handout
    first: dict[str, int] = {}
    for found in COMMENT.finditer(text):
        line = _line(text, found.start())
        placed = PLACED.match(text, found.start())
        if placed is None:
            if re.match(r"\W*tasks?\b", found[1], re.IGNORECASE):
                yield Refusal.PLACEMENT_SPELLING.at(file, line, text=found[0])
            continue
        for name in (one.strip() for one in placed[1].split(",")):
            if name not in tasks:
                yield Refusal.HANDOUT_NAMES_NO_TASK.at(
                    file, line, name=name, tasks=", ".join(tasks)
                )
            elif name in first:
                yield Refusal.PLACED_TWICE.at(file, line, name=name, first=first[name])
            first.setdefault(name, line)


def _known(topic: Topic, tasks: Sequence[str]) -> set[str]:
    """Names that are no misspelt tasks: of the tasks, of what students see, of Python."""
    seen = [parsed(topic.stub, topic.solution_file), parsed(topic.driver, topic.driver_file)]
    defined = {one.name for tree in seen for one in ast.walk(tree) if isinstance(one, DEFINITIONS)}
    arguments = {one.arg for tree in seen for one in ast.walk(tree) if isinstance(one, ast.arg)}
    return {*tasks, *defined, *arguments, *vars(builtins)}


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
