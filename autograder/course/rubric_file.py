"""Load `rubric.py`, the one file of a reference that is run where a course is read.

`figure.py` is run in the same way, where a figure is drawn.
"""

from __future__ import annotations

import importlib.util
import itertools
import sys
import traceback
import types
from collections.abc import Sequence
from pathlib import Path

from autograder.course.errors import AuthoringError, BrokenCourse
from autograder.course.refusals import Refusal
from autograder.course.sources import not_python, read_text
from autograder.rubric import Rubric, RubricError, kinds

_numbers = itertools.count()


def load_rubric(file: Path, topic: str, own_kinds: Sequence[Path], assignment: Path) -> Rubric:
    """The `rubric` that a topic's file declares. Raises BrokenCourse.

    It may use the course's own kinds of check, whose files `own_kinds` are, and import what lies
    beside it or in the folder of the assignment: what students are given to draw data with.
    """
    texts = {one.name: read_text(one) for one in own_kinds}
    try:
        kinds.kinds_with(texts)
    except RubricError as error:
        raise BrokenCourse([_of_a_kind(error, own_kinds)]) from error
    with kinds.in_use(texts):
        found = getattr(run_beside(file, topic, assignment), "rubric", None)
    if not isinstance(found, Rubric):
        raise BrokenCourse([Refusal.RUBRIC_MISSING.at(file, name=topic)])
    if found.topic != topic:
        other = Refusal.RUBRIC_OF_ANOTHER_TOPIC.at(file, declared=found.topic, name=topic)
        raise BrokenCourse([other])
    return found


def _of_a_kind(error: RubricError, files: Sequence[Path]) -> AuthoringError:
    """That a file with kinds of check cannot be used; the message begins with its name."""
    name, _, reason = str(error).partition(" ")
    file = next(one for one in files if one.name == name.removesuffix(":"))
    line = 1
    if isinstance(error.__cause__, SyntaxError):
        return not_python(error.__cause__, file)
    if error.__cause__ is not None:
        frames = traceback.extract_tb(error.__cause__.__traceback__)
        line = max((one.lineno or 1 for one in frames if one.filename == file.name), default=1)
        reason = _described(error.__cause__)
    return Refusal.FAILS_ON_LOAD.at(file, line, reason=reason)


def run_beside(file: Path, topic: str, assignment: Path) -> types.ModuleType:
    """Run the file in a package of its own, so that it may import what lies beside it.

    The package is a new one each time: a file that was corrected is read again.
    Raises BrokenCourse.
    """
    package = f"_course_{next(_numbers)}_{topic}"
    parent = types.ModuleType(package)
    parent.__path__ = [str(file.parent), str(assignment)]
    sys.modules[package] = parent
    spec = importlib.util.spec_from_file_location(f"{package}.{file.stem}", file)
    assert spec is not None and spec.loader is not None  # of a path that ends in .py
    module = importlib.util.module_from_spec(spec)
    sys.modules[module.__name__] = module
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise BrokenCourse([not_python(error, Path(error.filename or file))]) from None
    except Exception as error:
        place, line = _place(error, file, assignment)
        failed = Refusal.FAILS_ON_LOAD.at(place, line, reason=_described(error))
        raise BrokenCourse([failed]) from error
    return module


def _place(error: Exception, file: Path, assignment: Path) -> tuple[Path, int]:
    """Where it arose, in this file or in another that it imports."""
    frames = traceback.extract_tb(error.__traceback__)
    folders = file.parent, assignment
    own = [
        frame
        for frame in frames
        if any(Path(frame.filename).is_relative_to(folder) for folder in folders)
    ]
    return (Path(own[-1].filename), own[-1].lineno or 1) if own else (file, 1)


def _described(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
