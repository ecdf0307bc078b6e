"""A course on disk: its topics, and the texts made from their references."""

from __future__ import annotations

import ast
import importlib.util
import sys
import types
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.course.assignments import in_order
from autograder.course.notebook_form import notebook
from autograder.errors import UserError
from autograder.rubric import Misconception, Rubric, kinds

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"


class CourseError(UserError):
    """A course or topic that cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Topic:
    """The files of one topic."""

    name: str
    reference: Path
    assignment: Path

    @cached_property
    def solution(self) -> str:
        """Text of the reference, markers included."""
        return _text(self.reference / "solution.py")

    @cached_property
    def driver(self) -> str:
        """Text of the public driver; empty where plain calls suffice."""
        path = self.assignment / "driver.py"
        return _text(path) if path.exists() else ""

    @cached_property
    def rubric(self) -> Rubric:
        """The declared rubric."""
        with kinds.in_use(self.check_kinds):
            found = getattr(_module(self.reference / "rubric.py", self.name), "rubric", None)
        if not isinstance(found, Rubric):
            raise CourseError(f"{self.name}: rubric.py defines no `rubric = Rubric(...)`")
        if found.topic != self.name:
            raise CourseError(f"{self.name}: rubric.py declares the topic “{found.topic}”")
        return found

    @cached_property
    def check_kinds(self) -> dict[str, str]:
        """The texts of the course's own kinds of check, by file name."""
        folder = self.reference.parent.parent / "checks"
        return {path.name: _text(path) for path in sorted(folder.glob("*.py"))}

    @cached_property
    def misconceptions(self) -> list[Misconception]:
        """Known wrong implementations, in order of declaration (simplest first)."""
        path = self.reference / "misconceptions.py"
        if not path.exists():
            return []
        # Read, not run: what the file imports (a framework) is no business of the judge.
        return [
            _mark(decorator, definition, path)
            for definition in _parsed(path).body
            if isinstance(definition, ast.FunctionDef | ast.ClassDef)
            for decorator in definition.decorator_list
            if isinstance(decorator, ast.Call)
            and isinstance(decorator.func, ast.Name)
            and decorator.func.id == "misconception"
        ]

    @cached_property
    def variants(self) -> dict[str, str]:
        """Correct but different hand-ins, by name."""
        return {path.stem: _text(path) for path in sorted(self.reference.glob("variants/*.py"))}

    @cached_property
    def stub(self) -> str:
        """What students start from."""
        return stub_text(self.solution)

    @cached_property
    def handout(self) -> str:
        """What students read; empty where there is none yet."""
        path = self.assignment / "README.md"
        return _text(path) if path.exists() else ""

    @cached_property
    def notebook(self) -> str:
        """The stub and the handout as a notebook to work in."""
        tasks = [task.name for task in self.rubric.tasks]
        return notebook(self.name, tasks, self.stub, self.handout)

    def wrong(self, *mistakes: Misconception) -> str:
        """A complete hand-in with this one mistake in it, or with several in different tasks."""
        body = _with_what_they_use(self._wrong_code, [one.attribute for one in mistakes])
        put = "\n".join(f"{one.task} = {one.attribute}" for one in mistakes)
        return f"{self.solution}\n\n{body}\n\n{put}\n"

    @cached_property
    def _wrong_code(self) -> list[ast.stmt]:
        return _undecorated(_parsed(self.reference / "misconceptions.py"))


def find_course(folder: Path | None) -> Path:
    """The folder that holds `reference/`: the given one, this one or one above, or the kit's."""
    if folder is not None:
        if not (folder / "reference").is_dir():
            raise CourseError(f"{folder} is no course: it has no folder `reference`")
        return folder.resolve()
    here = Path.cwd().resolve()
    for candidate in (here, *here.parents, Path(__file__).resolve().parents[2]):
        if (candidate / "reference").is_dir() and (candidate / "assignments").is_dir():
            return candidate
    raise CourseError("no course found here: pass --course DIR, a folder that holds `reference`")


def topics(course: Path) -> dict[str, Topic]:
    """All topics of a course by name, in the order in which they are taught."""
    shipped = course / "assignments"
    found = {path.parent.name: path.parent for path in (course / "reference").glob("*/rubric.py")}
    return {name: Topic(name, found[name], shipped / name) for name in in_order(found, shipped)}


def choose(course: Path, name: str) -> Topic:
    """One topic by name, or an error that lists the names there are."""
    known = topics(course)
    if name not in known:
        raise CourseError(f"there is no topic “{name}”; there are: {', '.join(known) or 'none'}")
    return known[name]


def stub_text(solution: str) -> str:
    """The reference without its solution regions.

    A region inside a function becomes `raise NotImplementedError`; one at the top level vanishes.
    """
    lines: list[str] = []
    inside = False
    name = ""
    for line in solution.splitlines():
        stripped = line.strip()
        if stripped.startswith(("def ", "class ")) and not inside:
            name = stripped.split("(")[0].split(":")[0].split()[1]
        if stripped == BEGIN:
            inside = True
            indent = line[: len(line) - len(line.lstrip())]
            if indent:
                lines.append(f'{indent}raise NotImplementedError("{name}")')
        elif stripped == END:
            inside = False
        elif not inside:
            lines.append(line)
    if inside:
        raise CourseError("solution.py: a solution region is not closed")
    text = "\n".join(lines)
    while "\n\n\n\n" in text:
        text = text.replace("\n\n\n\n", "\n\n\n")
    return text.rstrip() + "\n"


def _mark(call: ast.Call, wrong: ast.FunctionDef | ast.ClassDef, path: Path) -> Misconception:
    try:
        task, name = (ast.literal_eval(argument) for argument in call.args)
        words = {str(one.arg): ast.literal_eval(one.value) for one in call.keywords}
        return Misconception(id=name, task=task, attribute=wrong.name, **words)
    except (ValueError, TypeError):
        raise CourseError(
            f"{path}, line {call.lineno}: write @misconception(task, id, says=…, hint=…) with "
            "plain texts"
        ) from None


def _parsed(path: Path) -> ast.Module:
    try:
        return ast.parse(_text(path), str(path))
    except SyntaxError as error:
        raise CourseError(f"{path} is not valid Python: line {error.lineno}: {error.msg}") from None


def _undecorated(module: ast.Module) -> list[ast.stmt]:
    """A module's statements without its marks and its imports from the kit and the solution."""
    kept: list[ast.stmt] = []
    for statement in module.body:
        if isinstance(statement, ast.ImportFrom) and (
            statement.level or statement.module in ("__future__", "autograder.rubric")
        ):
            continue
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            statement.decorator_list = []
        kept.append(statement)
    return kept


def _with_what_they_use(statements: list[ast.stmt], names: list[str]) -> str:
    """Some definitions of a module, those that they name, and everything that is no definition."""
    definitions = {
        one.name: one for one in statements if isinstance(one, ast.FunctionDef | ast.ClassDef)
    }
    plain = [one for one in statements if one not in definitions.values()]
    wanted: set[str] = set()
    waiting = [*names, *(used for one in plain for used in _names(one))]
    while waiting:
        used = waiting.pop()
        if used in definitions and used not in wanted:
            wanted.add(used)
            waiting += _names(definitions[used])
    kept = [one for one in statements if one in plain or getattr(one, "name", "") in wanted]
    return ast.unparse(ast.Module(kept, []))


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path} cannot be read: {error}") from None


def _module(path: Path, topic: str) -> types.ModuleType:
    """Run one file of a reference as part of a package of its own."""
    package = f"_course_{abs(hash(str(path.parent)))}_{topic}"
    if package not in sys.modules:
        parent = types.ModuleType(package)
        parent.__path__ = [str(path.parent)]
        sys.modules[package] = parent
    name = f"{package}.{path.stem}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise CourseError(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise CourseError(f"{path} fails: {type(error).__name__}: {error}") from error
    return module
