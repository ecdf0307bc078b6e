"""From the cells of a notebook to a program: the functions that are wanted and what they need.

A notebook is a diary: it trains, plots, tries things out. A statement is taken if it binds or
changes a name that a wanted function needs, directly or through what it needs in turn. All such
statements are taken, in the order of the cells, so that of two definitions the last one counts, as
in a run from top to bottom. Everything else (a training, a plot, and the import that only the plot
needs) is left where it is.
"""

from __future__ import annotations

import ast
import symtable
import warnings
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.notebooks import magics
from autograder.notebooks.reading import Cell
from autograder.places import Places
from autograder.report import Problem

# Names through which a function may reach any other by its name as a text.
DYNAMIC = {"eval", "exec", "globals"}
# What a notebook knows without an import.
DISPLAY = "def display(*_, **__): pass"
NOWHERE = (0, 0)
# Each takes some 20 µs to look at.
MAX_STATEMENTS = 20_000


@dataclass(frozen=True)
class Program:
    """Python made from a notebook, and what is to be said about cells that were not read."""

    source: str
    defines: frozenset[str]
    places: Places
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Statement:
    """One statement at the top level of a cell.

    `binds` and `reads` are global names, also those in the bodies of functions. `changes` are
    variables whose contents it changes, `rebinds` those that it binds only when it is called.
    """

    cell: int
    line: int
    text: str
    binds: frozenset[str]
    changes: frozenset[str]
    reads: frozenset[str]
    rebinds: frozenset[str]
    kind: str  # "import", "definition", "other"
    setting_of: str = ""  # the module whose settings it makes
    always: bool = False


def program(cells: Iterable[Cell], wanted: Iterable[str], file: str) -> Program:
    """The statements that define the wanted names, with all that these need."""
    statements, problems = _read(cells, file)
    return _taken(statements, set(wanted), file, problems)


def library(cells: Iterable[Cell], file: str) -> Program:
    """The same for a notebook that another one imports: all its functions and plain values."""
    statements, problems = _read(cells, file)
    wanted = {
        name
        for one in statements
        for name in one.binds
        if one.kind == "definition" or (one.kind == "other" and not one.reads and not one.changes)
    }
    return _taken(statements, wanted, file, problems)


def _read(cells: Iterable[Cell], file: str) -> tuple[list[_Statement], tuple[Problem, ...]]:
    statements: list[_Statement] = []
    problems = []
    for cell in cells:
        text = magics.as_python(cell.text)
        if text is None:
            if "def " in cell.text or "class " in cell.text:
                magic = cell.text.split()[0]
                said = f"cell {cell.number} of {file} was not read: it begins with {magic}"
                problems.append(Problem(kind="unread_cell", message=said))
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile(text, file, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
                tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            problems.append(Problem(kind="broken_cell", message=_broken(cell, file, error)))
            continue
        body = [part for statement in tree.body for part in _apart(statement)]
        if len(statements) + len(body) > MAX_STATEMENTS:
            said = f"cell {cell.number} of {file} was not read: there are too many statements"
            problems.append(Problem(kind="unread_cell", message=said))
            continue
        encoded = [line.encode() for line in text.split("\n")]
        statements += (_statement(cell.number, encoded, node) for node in body)
    return statements, tuple(problems)


def _broken(cell: Cell, file: str, error: BaseException) -> str:
    line = getattr(error, "lineno", None)
    place = f"line {line}: " if line else ""
    why = getattr(error, "msg", None) or error or type(error).__name__
    return (
        f"cell {cell.number} of {file} is not valid Python ({place}{why}): "
        "nothing in it counts, the other cells were read"
    )


def _taken(
    statements: list[_Statement], wanted: set[str], file: str, problems: tuple[Problem, ...]
) -> Program:
    taken, needed = _needed(statements, wanted)
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
    return Program("\n".join([*lines, ""]), defines, Places(file, tuple(cells)), problems)


def _needed(statements: list[_Statement], wanted: set[str]) -> tuple[set[int], set[str]]:
    """The places of the statements that are taken, and all names that they need."""
    definitions = {name for one in statements if one.kind == "definition" for name in one.binds}
    variables = {name for one in statements if one.kind != "import" for name in one.binds}
    rebinding: dict[str, list[str]] = {}  # the functions that bind a global name when called
    for one in statements:
        for name in one.rebinds:
            rebinding.setdefault(name, []).extend(one.binds)
    # What a name that is needed brings along: what binds or changes it, its library's settings,
    # and, under the name of a function that binds globals, what may call it.
    brings: dict[str, list[int]] = {}
    calls: dict[str, list[int]] = {name: [] for names in rebinding.values() for name in names}
    taken: set[int] = set()
    waiting = list(wanted)
    for place, one in enumerate(statements):
        for name in one.binds | (one.changes & variables) | {one.setting_of}:
            brings.setdefault(name, []).append(place)
        for name in one.reads & calls.keys() if one.kind == "other" else ():
            calls[name].append(place)
        if one.always or one.setting_of == "sys":
            taken.add(place)
            waiting += one.reads
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


def _apart(statement: ast.stmt) -> list[ast.stmt]:
    """`import numpy, matplotlib` as two imports: where one is missing, the other counts."""
    if not isinstance(statement, ast.Import):
        return [statement]
    return [ast.copy_location(ast.Import([alias]), statement) for alias in statement.names]


def _statement(cell: int, lines: list[bytes], node: ast.stmt) -> _Statement:
    first, column = node.lineno, node.col_offset
    decorators = getattr(node, "decorator_list", [])
    if decorators:
        first, column = min(one.lineno for one in decorators), 0
    last = node.end_lineno or first
    part = lines[first - 1 : last]
    part[-1] = part[-1][: node.end_col_offset]
    part[0] = part[0][column:]
    text = b"\n".join(part).decode()
    kind = "other"
    if isinstance(node, ast.Import):
        kind, text = "import", ast.unparse(node)
    elif isinstance(node, ast.ImportFrom):
        kind = "import"
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        kind = "definition"
    binds, reads, rebinds = _names(text)
    return _Statement(
        cell=cell,
        line=first,
        text=text,
        binds=binds,
        changes=_changes(node) if kind == "other" else frozenset(),
        reads=reads,
        rebinds=rebinds if kind == "definition" else frozenset(),
        kind=kind,
        setting_of=_setting_of(node),
        always=isinstance(node, ast.ImportFrom)
        and (node.module == "__future__" or any(alias.name == "*" for alias in node.names)),
    )


def _names(text: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Global names that a statement binds, reads anywhere in it, and binds when called."""
    try:
        top = symtable.symtable(text, "cell", "exec")
    except (SyntaxError, RecursionError):  # an `await` outside a function
        return frozenset(), frozenset(), frozenset()
    binds = {s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported()}
    reads = {s.get_name() for s in top.get_symbols() if s.is_referenced()}
    rebinds = set()
    waiting = top.get_children()
    while waiting:
        inner = waiting.pop()
        waiting += inner.get_children()
        for symbol in inner.get_symbols():
            if symbol.is_global() and symbol.is_referenced():
                reads.add(symbol.get_name())
            if symbol.is_declared_global() and symbol.is_assigned():
                rebinds.add(symbol.get_name())
    return frozenset(binds), frozenset(reads), frozenset(rebinds)


def _changes(statement: ast.stmt) -> frozenset[str]:
    """Variables of which a part is assigned to or a method is called, outside of functions."""
    found = set()
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        waiting += ast.iter_child_nodes(node)
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            found.add(_root(node))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            found.add(_root(node.func))
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("setattr", "delattr")
            and node.args
        ):
            found.add(_root(node.args[0]))
    return frozenset(found - {""})


def _setting_of(node: ast.stmt) -> str:
    """`np` for `np.random.seed(0)`, `sys` for `sys.setrecursionlimit(5000)`; else empty."""
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
        return ""
    called = node.value.func
    if not isinstance(called, ast.Attribute):
        return ""
    is_setter = called.attr.startswith("set") or called.attr.endswith("seed")
    return _root(called) if is_setter else ""


def _root(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
