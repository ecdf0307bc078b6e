"""The notebook form of a topic: the handout's ideas, and after each the functions to write.

A handout says where its functions belong, by a line `<!-- tasks: sigmoid, tanh -->` at the end of
a section; those that it does not place follow after all sections. Where it shows the topic's
picture, a cell holds it as its output, and gives it a slider when it is run.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Sequence
from typing import Any

from autograder.figures.picture import FILE, Picture

PLACED = re.compile(r"^<!-- tasks: (.+?) -->\n*", re.MULTILINE)
# What a handout says to do is to fill in a file; the advice after it is good for notebooks, too.
FOR_FILES = re.compile(r"^## What to do\n(?:.+\n)*\n*", re.MULTILINE)
ADVICE = "## Before you ask for a check\n"
IMAGE = re.compile(rf"^!\[.*\]\({re.escape(FILE)}\)\n*", re.MULTILINE)
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
HOW = """\
**How to work.** Run each cell with Shift+Enter, from top to bottom. Write a function in the place
of its `raise NotImplementedError`, run its cell, then the cell with its check. Add cells as you
like: to try something, to plot, to train. Graded are the functions, found by their names, and what
they use.

Stuck? Run `!autograder hint {first}` in a cell, with the name of your function. When all is done,
choose “Restart and run all”, save, and submit this file under its name, `{topic}.ipynb`."""


def notebook(
    topic: str, tasks: Sequence[str], stub: str, handout: str, picture: Picture | None = None
) -> str:
    """The text of `<topic>.ipynb`: format 4.5, stable cell names, no outputs but the picture."""
    conventions, setup, code = _functions(stub, tasks)
    sections = re.split(r"^(?=## )", FOR_FILES.sub(ADVICE, handout), flags=re.MULTILINE)
    sections = [part for part in sections if part.strip() and part != ADVICE]
    opening = [] if not sections or sections[0].startswith("## ") else [sections.pop(0)]
    waiting = [task for task in tasks if task in code]
    cells = [
        *_idea("idea", "".join(opening), topic, picture),
        _markdown("conventions", conventions),
        _markdown("how-to-work", HOW.format(topic=topic, first=tasks[0])),
        _code("setup", f"{setup}\n\nfrom autograder.notebook import check".strip()),
    ]
    placed = [number for number, part in enumerate(sections) if PLACED.search(part)]
    last = max(placed, default=len(sections) - 1)
    for number, part in enumerate(sections[: last + 1], 1):
        cells += _idea(f"idea-{number}", PLACED.sub("", part), topic, picture)
        for names in PLACED.findall(part):
            for name in (one.strip() for one in names.split(",")):
                if name in waiting:
                    waiting.remove(name)
                    cells += _task(name, code[name])
    for name in waiting:
        cells += _task(name, code[name])
    for number, part in enumerate(sections[last + 1 :], last + 2):
        cells += _idea(f"idea-{number}", part, topic, picture)
    cells.append(_code("check-all", f'check(topic="{topic}")'))
    tree = {
        "cells": [cell for cell in cells if cell["source"]],
        "metadata": {"kernelspec": KERNEL, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(tree, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _functions(stub: str, tasks: Sequence[str]) -> tuple[str, str, dict[str, str]]:
    """The docstring; what stands before the first task; each task with what stands before it.

    What stands behind all tasks comes with the last.
    """
    tree = ast.parse(stub)
    lines = stub.split("\n")
    code: dict[str, str] = {}
    setup: list[str] = []
    first = 0
    for statement in tree.body:
        end = statement.end_lineno or first
        text = "\n".join(lines[first:end]).strip("\n")
        name = getattr(statement, "name", "")
        if statement is tree.body[0] and ast.get_docstring(tree) is not None:
            first = end
        elif name in tasks:
            code[name] = text
            first = end
        elif not code:
            setup.append("\n".join(lines[first:end]).rstrip())
            first = end
    behind = "\n".join(lines[first:]).strip("\n")
    if code and behind:  # belongs to the last one: it must not get lost
        code[next(reversed(code))] += f"\n\n\n{behind}"
    return ast.get_docstring(tree) or "", "\n".join(setup).strip("\n"), code


def tasks_after(handout: str, position: int) -> tuple[str, ...]:
    """The tasks that the next line which places some names; none where there is no such line."""
    found = PLACED.search(handout, position)
    return tuple(one.strip() for one in found[1].split(",")) if found else ()


def cells_of_task(name: str) -> tuple[str, str]:
    """The ids of the cell with a task's function and of the cell that checks it."""
    cell = name.replace("_", "-")
    return cell, f"check-{cell}"


def _task(name: str, text: str) -> list[dict[str, Any]]:
    own, checking = cells_of_task(name)
    return [_code(own, text), _code(checking, f'check("{name}")')]


def _idea(name: str, text: str, topic: str, picture: Picture | None) -> list[dict[str, Any]]:
    """A part of the handout; where it shows the picture, a cell that shows it stands there."""
    found = IMAGE.search(text) if picture else None
    if found is None or picture is None:
        return [_markdown(name, text)]
    cell = _code("figure", f'from autograder.notebook import figure\n\nfigure("{topic}")')
    seen = {
        "text/html": _lines(picture.html(picture.shown)),
        "text/plain": _lines(picture.says[picture.shown]),
    }
    cell["outputs"] = [{"data": seen, "metadata": {}, "output_type": "display_data"}]
    before, after = text[: found.start()], text[found.end() :]
    return [_markdown(name, before), cell, _markdown(f"{name}-on", after)]


def _markdown(name: str, text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": _lines(text)}


def _code(name: str, text: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": {},
        "outputs": [],
        "source": _lines(text),
    }


def _lines(text: str) -> list[str]:
    return text.strip("\n").splitlines(keepends=True)
