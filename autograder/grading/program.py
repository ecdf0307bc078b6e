"""A submission's files with its notebooks turned into Python."""

from __future__ import annotations

import re
from collections.abc import Mapping

from autograder.model.answer_key import AnswerKey
from autograder.model.program import Program, SourceMap
from autograder.model.report import Problem
from autograder.reading.reader import Reading
from autograder.reading.requests import MakeProgram


def as_python(files: Mapping[str, bytes], key: AnswerKey, reading: Reading) -> Program:
    """The files as they are run; raises Unreadable. A `.py` stands before a notebook of its name.

    A companion that is a notebook is made into a program, too.
    """
    found = {name: content for name, content in files.items() if name.endswith(".py")}
    source_map = SourceMap(f"{key.topic}.py")
    problems: tuple[Problem, ...] = ()
    for name, content in files.items():
        stem = name.removesuffix(".ipynb")
        if stem == name or f"{stem}.py" in files:
            continue
        wanted = tuple(sorted(_wanted(key))) if stem == key.topic else None
        made = reading.ask(MakeProgram(name, content, wanted))
        found[f"{stem}.py"] = made.source.encode()
        if stem == key.topic:
            source_map, problems = SourceMap(name, made.cells), made.problems
    return Program(found, source_map, problems)


def _wanted(key: AnswerKey) -> set[str]:
    """The names under which the checks reach into a submission."""
    driven = re.findall(r"\bmodule\.(\w+)", key.driver)
    calls = {case.call for task in key.tasks for case in task.cases}
    drawn = {case.call for figure in key.figures for case in figure.cases}
    return {task.name for task in key.tasks} | calls | drawn | set(driven)
