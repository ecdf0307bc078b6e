"""Whether the rubric's tasks are in the stub, and their solutions are not."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterator

from autograder.course.errors import AuthoringError
from autograder.course.refusals import Refusal
from autograder.course.sources import parsed, read_text
from autograder.course.stub import DEFINITIONS, Solution
from autograder.course.topic import Topic


def check(topic: Topic) -> Iterator[AuthoringError]:
    """Compare rubric, solution and stub. Raises BrokenCourse where one cannot be had."""
    rubric = topic.rubric
    if not rubric.tasks:
        yield Refusal.RUBRIC_WITHOUT_TASKS.at(topic.rubric_file)
    solution = topic.parsed_solution
    stub = parsed(solution.stub, topic.solution_file)
    defined = {one.name for one in stub.body if isinstance(one, DEFINITIONS)}
    opened = {name for region in solution.regions for name in solution.owners(region)[:1]}
    declared = parsed(read_text(topic.rubric_file), topic.rubric_file)
    for task in rubric.tasks:
        if task.name not in defined:
            line = _line_of_text(declared, task.name)
            yield Refusal.TASK_NOT_IN_STUB.at(topic.rubric_file, line, name=task.name)
        elif task.name not in opened:
            line = _line_of_definition(solution.tree, task.name)
            yield Refusal.TASK_WITHOUT_REGION.at(topic.solution_file, line, name=task.name)
    yield from _hidden_names(solution, stub)


def _hidden_names(solution: Solution, stub: ast.Module) -> Iterator[AuthoringError]:
    """Names that the stub uses and only a region defines: it fails through no fault of students."""
    hidden = _bound(solution.tree) - _bound(stub)
    table = symtable.symtable(solution.stub, str(solution.file), "exec")
    for name in sorted(hidden & set(_used(table))):
        for one in ast.walk(solution.tree):
            if isinstance(one, ast.Name) and one.id == name and not solution.hides(one.lineno):
                yield Refusal.STUB_USES_HIDDEN_NAME.at(solution.file, one.lineno, name=name)


def _used(table: symtable.SymbolTable) -> Iterator[str]:
    """Names of the module that a table, or one inside of it, looks up."""
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (table.get_type() == "module" or symbol.is_global()):
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _used(inner)


def _bound(module: ast.Module) -> set[str]:
    table = symtable.symtable(ast.unparse(module), "solution.py", "exec")
    return {one.get_name() for one in table.get_symbols() if one.is_assigned() or one.is_imported()}


def _line_of_text(module: ast.Module, text: str) -> int:
    lines = (n.lineno for n in ast.walk(module) if isinstance(n, ast.Constant) and n.value == text)
    return min(lines, default=1)


def _line_of_definition(module: ast.Module, name: str) -> int:
    return next(one.lineno for one in module.body if getattr(one, "name", "") == name)
