"""One statement of a notebook: which names it binds, changes and needs."""

from __future__ import annotations

import ast
import symtable
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

# How functions of libraries begin that change how the library works.
SETS = ("set", "use", "enable", "disable")
# Calls that only show what they are given.
SHOWING = {"print", "display", "check", "help"}
FUNCTION_LIKE = ast.Name | ast.Attribute | ast.Lambda
BLOCKS = ast.stmt | ast.ExceptHandler


@dataclass(frozen=True)
class Statement:
    """One statement at the top level of a cell.

    `binds` and `reads` are global names, also those in the bodies of functions. `changes` are
    variables whose contents it changes, `rebinds` those that it binds only when it is called.
    Of the names that it binds, `functions` are surely functions or classes; the others may be if
    one of those that it `passes` to a call is, or if what it `calls` is a class.
    """

    cell: int
    line: int
    text: str
    binds: frozenset[str]
    changes: frozenset[str]
    reads: frozenset[str]
    rebinds: frozenset[str]
    functions: frozenset[str]
    passes: frozenset[str]
    calls: str
    kind: str  # "import", "class", "function", "other"
    setting_of: str = ""  # the module whose settings it makes
    discards: bool = False  # a call for what it does, not for its result
    always: bool = False


def parse(text: str, file: str) -> list[ast.stmt]:
    """The statements of a cell; raises SyntaxError, ValueError, RecursionError or MemoryError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Not every mistake shows in the grammar: `return` outside a function does not.
        compile(text, file, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        return [part for one in ast.parse(text).body for part in _apart(one)]


def read(cell: int, text: str, parsed: list[ast.stmt]) -> list[Statement]:
    """What the statements of a cell do with names."""
    lines = [line.encode() for line in text.split("\n")]
    return [_statement(cell, lines, node) for node in parsed]


def _apart(statement: ast.stmt) -> list[ast.stmt]:
    """`import numpy, matplotlib` as two imports: where one is missing, the other counts."""
    if not isinstance(statement, ast.Import):
        return [statement]
    return [ast.copy_location(ast.Import([alias]), statement) for alias in statement.names]


def _statement(cell: int, lines: list[bytes], node: ast.stmt) -> Statement:
    first, column = node.lineno, node.col_offset
    decorators = getattr(node, "decorator_list", [])
    if decorators:
        first, column = min(one.lineno for one in decorators), 0
    last = node.end_lineno or first
    text = _text(lines[first - 1 : last], column, node.end_col_offset).decode()
    kind = "other"
    if isinstance(node, ast.Import):
        kind, text = "import", ast.unparse(node)
    elif isinstance(node, ast.ImportFrom):
        kind = "import"
    elif isinstance(node, ast.ClassDef):
        kind = "class"
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        kind = "function"
    binds, reads, rebinds = _names(text)
    call = _called(node)
    return Statement(
        cell=cell,
        line=first,
        text=text,
        binds=binds,
        changes=_changes(node) if kind == "other" else _decorated_with(decorators),
        reads=reads,
        rebinds=rebinds if kind in ("class", "function") else frozenset(),
        functions=_functions(node),
        passes=_passed(call),
        calls=_root(call.func) if call else "",
        kind=kind,
        setting_of=_setting_of(call) if isinstance(node, ast.Expr) else "",
        discards=isinstance(node, ast.Expr) and _root(call.func) not in SHOWING if call else False,
        always=isinstance(node, ast.ImportFrom)
        and (node.module == "__future__" or any(alias.name == "*" for alias in node.names)),
    )


def _text(lines: list[bytes], column: int, end: int | None) -> bytes:
    """What stands between two places; of a line with many statements a part alone is copied."""
    if len(lines) == 1:
        return lines[0][column:end]
    return b"\n".join([lines[0][column:], *lines[1:-1], lines[-1][:end]])


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
        for symbol in _symbols(inner):
            if symbol.is_global() and symbol.is_referenced():
                reads.add(symbol.get_name())
            if symbol.is_declared_global() and symbol.is_assigned():
                rebinds.add(symbol.get_name())
    return frozenset(binds), frozenset(reads), frozenset(rebinds)


def _symbols(table: symtable.SymbolTable) -> Iterator[symtable.Symbol]:
    """As `get_symbols` gives them, which goes through all functions in a table for each of them."""
    flags: dict[str, int] = table._table.symbols  # type: ignore[attr-defined]
    return (symtable.Symbol(name, flag) for name, flag in flags.items())


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


def _decorated_with(decorators: list[ast.expr]) -> frozenset[str]:
    """What may learn of a function by decorating it: `@registry.add`, `@patch(Number)`."""
    found = {_root(one.func if isinstance(one, ast.Call) else one) for one in decorators}
    return frozenset(found.union(*(_passed(one) for one in decorators)) - {""})


def _functions(statement: ast.stmt) -> frozenset[str]:
    """Names that are bound to functions or classes by their very form."""
    if isinstance(statement, ast.Assign) and (
        isinstance(statement.value, FUNCTION_LIKE)
        or any(isinstance(one, ast.Lambda) for one in getattr(statement.value, "args", ()))
    ):
        return frozenset(one.id for one in statement.targets if isinstance(one, ast.Name))
    found = set()
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)
        else:
            waiting += (one for one in ast.iter_child_nodes(node) if isinstance(one, BLOCKS))
    return frozenset(found)


def _called(statement: ast.stmt) -> ast.Call | None:
    """The call that a statement makes or whose result it keeps."""
    value = getattr(statement, "value", None)
    return value if isinstance(value, ast.Call) else None


def _passed(call: ast.AST | None) -> frozenset[str]:
    if not isinstance(call, ast.Call):
        return frozenset()
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    return frozenset({_root(value) for value in values} - {""})


def _setting_of(call: ast.Call | None) -> str:
    """`np` for `np.random.seed(0)`, `sys` for `sys.setrecursionlimit(5000)`; else empty."""
    if call is None or not isinstance(call.func, ast.Attribute):
        return ""
    name = call.func.attr
    return _root(call.func) if name.startswith(SETS) or name.endswith("seed") else ""


def _root(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
