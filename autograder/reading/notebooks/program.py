"""From the cells of a notebook to a program: the functions that are wanted and what they need.

A notebook is a diary: it trains, plots, tries things out. A statement is taken if it binds or
changes a name that a wanted function needs, directly or through what it needs in turn. All such
statements are taken, in the order of the cells, so that of two definitions the last one counts, as
in a run from top to bottom. Everything else (a training, a plot, and the import that only the plot
needs) is left where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.model.outcomes import ProblemKind
from autograder.model.program import SourceMap
from autograder.model.report import Problem
from autograder.reading import memory
from autograder.reading.notebooks import magics
from autograder.reading.notebooks.cells import Cell
from autograder.reading.notebooks.statements import Statement, parse, read

# Names through which a function may reach any other by its name as a text.
DYNAMIC = {"eval", "exec", "globals"}
# What a cell that cannot be read was to define.
DEFINED = re.compile(r"^(?:def|class)\s+(\w+)", re.MULTILINE)
# What a notebook knows without an import.
DISPLAY = "def display(*_, **__): pass"
NOWHERE = (0, 0)
# Each takes some 20 µs to look at.
MAX_STATEMENTS = 20_000
# What is said of cells: of so many, and with so many letters of a name.
MAX_PROBLEMS = 40
MAX_NAME = 50


@dataclass(frozen=True)
class NotebookProgram:
    """Python made from a notebook, and what is to be said about cells that were not read."""

    source: str
    defines: frozenset[str]
    source_map: SourceMap
    problems: tuple[Problem, ...]


def program(cells: Iterable[Cell], wanted: Iterable[str], file: str) -> NotebookProgram:
    """The statements that define the wanted names, with all that these need."""
    names = set(wanted)
    statements, problems = _read(cells, file, names)
    return _taken(statements, names, file, problems)


def library(cells: Iterable[Cell], file: str) -> NotebookProgram:
    """The same for a notebook that another one imports: all its functions and plain values."""
    statements, problems = _read(cells, file, set())
    wanted = {
        name
        for one in statements
        for name in one.binds
        if one.kind in ("class", "function")
        or (one.kind == "other" and not one.reads and not one.changes)
    }
    return _taken(statements, wanted, file, problems)


def _read(
    cells: Iterable[Cell], file: str, wanted: set[str]
) -> tuple[list[Statement], tuple[Problem, ...]]:
    statements: list[Statement] = []
    problems = []
    for cell in cells:
        text = magics.as_python(cell.text)
        if text is None:
            if "def " in cell.text or "class " in cell.text:
                magic = cell.text.split(maxsplit=1)[0][:MAX_NAME]
                said = f"cell {cell.number} of {file} was not read: it begins with {magic}"
                problems.append(Problem(kind=ProblemKind.UNREAD_CELL, message=said))
            continue
        try:
            parsed = parse(text, file)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            if isinstance(error, MemoryError) and memory.is_exhausted():
                raise
            problems.append(
                Problem(kind=ProblemKind.BROKEN_CELL, message=_broken(cell, file, error, wanted))
            )
            continue
        if len(statements) + len(parsed) > MAX_STATEMENTS:
            said = f"cell {cell.number} of {file} was not read: there are too many statements"
            problems.append(Problem(kind=ProblemKind.UNREAD_CELL, message=said))
            continue
        statements += read(cell.number, text, parsed)
    more = len(problems) - MAX_PROBLEMS
    if more > 0:
        said = f"{more} more cells of {file} were not read, for the same reasons or others"
        problems[MAX_PROBLEMS:] = [Problem(kind=ProblemKind.UNREAD_CELL, message=said)]
    return statements, tuple(problems)


def _broken(cell: Cell, file: str, error: BaseException, wanted: set[str]) -> str:
    line = getattr(error, "lineno", None)
    place = f"line {line}: " if line else ""
    why = getattr(error, "msg", None) or str(error) or "it is nested too deeply"
    lost = [name for name in dict.fromkeys(DEFINED.findall(cell.text)) if name in wanted]
    what = f"{', '.join(lost)} in it does not count" if lost else "nothing in it counts"
    return (
        f"cell {cell.number} of {file} is not valid Python ({place}{why}): "
        f"{what}, the other cells were read"
    )


def _taken(
    statements: list[Statement], wanted: set[str], file: str, problems: tuple[Problem, ...]
) -> NotebookProgram:
    overwritten = _overwritten(statements)
    taken, needed = _needed(statements, wanted, overwritten)
    lines: list[str] = []
    cells: list[tuple[int, int]] = []
    if "display" in needed and not any("display" in statements[place].binds for place in taken):
        lines.append(DISPLAY)
        cells.append(NOWHERE)
    for place in sorted(taken):
        one = statements[place]
        for offset, line in enumerate(one.text.split("\n")):
            lines.append(line)
            cells.append((one.cell, one.line + offset))
    defines = frozenset(name for place in taken for name in statements[place].binds)
    source_map = SourceMap(file, tuple(cells))
    told = (*problems, *_told(statements, overwritten, wanted, file))
    return NotebookProgram("\n".join([*lines, ""]), defines, source_map, told)


def _told(
    statements: list[Statement], overwritten: list[frozenset[str]], wanted: set[str], file: str
) -> list[Problem]:
    """Once for each wanted function, where its name is given to something else at last."""
    first: dict[str, Statement] = {}
    for one, names in zip(statements, overwritten, strict=True):
        for name in sorted(one.binds & wanted):
            if name not in names:
                first.pop(name, None)  # it was defined again
            else:
                first.setdefault(name, one)
    return [
        Problem(
            kind=ProblemKind.OVERWRITTEN_NAME,
            message=f"cell {one.cell}, line {one.line} of {file} gives the name {name} to "
            "something that is no function: the function counts",
        )
        for name, one in first.items()
    ]


def _needed(
    statements: list[Statement], wanted: set[str], overwritten: list[frozenset[str]]
) -> tuple[set[int], set[str]]:
    """The places of the statements that are taken, and all names that they need."""
    definitions = _defined(statements, "class", "function")
    rebinding = _rebinding(statements)
    brings = _brings(statements, overwritten, definitions)
    calls = _calls(statements, {name for names in rebinding.values() for name in names})
    taken = {n for n, one in enumerate(statements) if one.always or one.setting_of == "sys"}
    waiting = [*wanted, *(name for place in sorted(taken) for name in statements[place].reads)]
    needed: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in needed:
            continue
        needed.add(name)
        if name in DYNAMIC:
            waiting += definitions
        come = brings.get(name, [])
        for function in rebinding.pop(name, ()):
            come = come + calls.pop(function, [])
        for place in come:
            if place not in taken:
                taken.add(place)
                waiting += statements[place].reads
    return taken, needed


def _rebinding(statements: list[Statement]) -> dict[str, list[str]]:
    """By name of a global, the functions that bind it when they are called."""
    found: dict[str, list[str]] = {}
    for one in statements:
        for name in one.rebinds:
            found.setdefault(name, []).extend(one.binds)
    return found


def _brings(
    statements: list[Statement], overwritten: list[frozenset[str]], definitions: set[str]
) -> dict[str, list[int]]:
    """What a name that is needed brings along: what binds or changes it, its library's settings."""
    variables = {name for one in statements if one.kind != "import" for name in one.binds}
    data = variables - definitions
    found: dict[str, list[int]] = {}
    for place, one in enumerate(statements):
        binds = one.binds - overwritten[place]
        changes = (one.changes & variables) | (one.passes & data if one.discards else set())
        for name in binds | changes | {one.setting_of}:
            found.setdefault(name, []).append(place)
    return found


def _calls(statements: list[Statement], functions: set[str]) -> dict[str, list[int]]:
    """By name of a function that binds globals, the statements that may call it."""
    found: dict[str, list[int]] = {name: [] for name in functions}
    for place, one in enumerate(statements):
        if one.kind == "other":
            for name in one.reads & functions:
                found[name].append(place)
    return found


def _overwritten(statements: list[Statement]) -> list[frozenset[str]]:
    """For each statement the names of functions that it gives to something else.

    `loss = loss(parameters, x, labels)` in a training does not make the function another one.
    """
    classes = _defined(statements, "class")
    definitions = classes | _defined(statements, "function")
    return [
        frozenset()
        if one.kind != "other" or one.passes & definitions or one.calls in classes
        else one.binds & definitions - one.functions
        for one in statements
    ]


def _defined(statements: list[Statement], *kinds: str) -> set[str]:
    return {name for one in statements if one.kind in kinds for name in one.binds}
