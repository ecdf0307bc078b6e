"""Load `rubric.py`, the one file of a reference that is run where a course is read."""

from __future__ import annotations

import importlib.util
import itertools
import sys
import traceback
import types
from collections.abc import Mapping
from pathlib import Path

from autograder.course.errors import BrokenCourse
from autograder.course.refusals import Refusal
from autograder.course.sources import not_python
from autograder.rubric import Rubric, kinds

_numbers = itertools.count()


def load_rubric(file: Path, topic: str, check_kinds: Mapping[str, str]) -> Rubric:
    """The `rubric` that a topic's file declares, which knows the course's own kinds of check.

    Raises BrokenCourse for the file, RubricError for the kinds.
    """
    with kinds.in_use(check_kinds):
        found = getattr(_run(file, topic), "rubric", None)
    if not isinstance(found, Rubric):
        raise BrokenCourse([Refusal.RUBRIC_MISSING.at(file, name=topic)])
    if found.topic != topic:
        error = Refusal.RUBRIC_OF_ANOTHER_TOPIC.at(file, declared=found.topic, name=topic)
        raise BrokenCourse([error])
    return found


def _run(file: Path, topic: str) -> types.ModuleType:
    """Run the file in a package of its own, so that it may import what lies beside it.

    The package is a new one each time: a file that was corrected is read again.
    """
    package = f"_course_{next(_numbers)}_{topic}"
    parent = types.ModuleType(package)
    parent.__path__ = [str(file.parent)]
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
        place, line = _place(error, file)
        reason = f"{type(error).__name__}: {error}"
        raise BrokenCourse([Refusal.FAILS_ON_LOAD.at(place, line, reason=reason)]) from error
    return module


def _place(error: Exception, file: Path) -> tuple[Path, int]:
    """Where it arose, in this file or in another of its folder that it imports."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(file.parent)]
    return (Path(own[-1].filename), own[-1].lineno or 1) if own else (file, 1)
