"""Kinds of check: the kit's own, and those that a course brings in a folder of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.course.topics import topics
from autograder.keys import files
from autograder.keys.build import build
from autograder.reports import reading
from autograder.rubric import Rubric, RubricError
from autograder.rubric.kinds import in_use, kinds_with, own_kinds

MONOTONE = '''
"""The result never falls from one element to the next."""

from dataclasses import dataclass

import numpy as np

from autograder.model.checks import Role
from autograder.rubric.checks.base import PASSED, Declared, KindOfCheck, failed, values


@dataclass(frozen=True, kw_only=True)
class Monotone(KindOfCheck):
    """Sorted results, by at least `step`."""

    kind = "monotone"
    method = "never_falls"

    step: float = 0.0

    @classmethod
    def declare(cls, cases, *, step=0.0, weight=1, call=None):
        """The result never falls."""
        return Declared(
            kind=cls,
            title="never falls",
            weight=weight,
            cases=cases,
            role=Role.REQUIRED,
            call=call,
            settings={"step": step},
        )

    def judged(self, mine, expected):
        for one in values(mine):
            if (np.diff(one.value) < self.step).any():
                return failed("the result falls somewhere")
        return PASSED
'''
SOLUTION = '''
import numpy as np


def cumulative(x):
    """The running sum of the sizes of x."""
    # BEGIN SOLUTION
    return np.cumsum(np.abs(x))
    # END SOLUTION
'''
RUBRIC = """
from autograder.rubric import Rubric, case

rubric = Rubric("sums")


def vectors(rng):
    return [case(x=rng.normal(size=n)) for n in (5, 9)]


rubric.task("cumulative", points=4).never_falls(vectors, step=-1e-9, weight=3).matches(vectors)
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    place = tmp_path / "course"
    for name, text in {
        "checks/monotone.py": MONOTONE,
        "reference/sums/solution.py": SOLUTION,
        "reference/sums/rubric.py": RUBRIC,
        "assignments/sums/README.md": "# Sums\n",
    }.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text)
    return place


def submitted(folder: Path, **bodies: str) -> Path:
    for student, body in bodies.items():
        (folder / student).mkdir(parents=True)
        text = f"import numpy as np\ndef cumulative(x):\n    return {body}\n"
        (folder / student / "sums.py").write_text(text)
    return folder


def test_a_course_brings_a_kind_of_check_and_grades_with_it(course: Path, tmp_path: Path) -> None:
    work = submitted(
        tmp_path / "class",
        right="np.cumsum(np.abs(x))",
        sorted="np.sort(x)",
        falls="-np.cumsum(np.abs(x))",
        # Enough for more than one judge, each in a process of its own.
        **{f"other{number}": "np.sort(x)" for number in range(14)},
    )
    output = tmp_path / "graded"
    command = ["grade", str(work), "--course", str(course), "--output", str(output), "--seed", "s"]
    command += ["--workers", "2"]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    by_student = {one.student: one for one in reading.reports(output)}
    assert by_student["right"].score == 4
    [task] = by_student["sorted"].tasks
    assert [check.outcome for check in task.checks] == ["passed", "failed"]
    [task] = by_student["falls"].tasks
    assert task.score == 0 and task.checks[0].message == "the result falls somewhere"


def test_its_text_travels_in_the_key(course: Path, tmp_path: Path) -> None:
    files.save(build(topics(course)["sums"], "s"), tmp_path / "sums.key")
    shutil.rmtree(course)
    [task] = files.read(tmp_path / "sums.key").tasks
    assert [check.kind for check in task.checks] == ["monotone", "matches"]
    assert task.checks[0].step == -1e-9  # type: ignore[attr-defined]


def test_outside_its_course_the_kind_is_unknown(course: Path) -> None:
    assert topics(course)["sums"].rubric.tasks
    assert "monotone" not in own_kinds()
    with pytest.raises(AttributeError, match="no kind of check “never_falls”; there are: "):
        Rubric("other").task("f", points=1).never_falls(None)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (MONOTONE.replace('"monotone"', '"matches"'), "there is a kind of check “matches” already"),
        ("import nothing_of_this_name", "mine.py fails: ModuleNotFoundError"),
        ("x = (", "mine.py fails: SyntaxError"),
    ],
)
def test_a_kind_that_cannot_be_used_is_refused(text: str, says: str) -> None:
    with pytest.raises(RubricError, match=says):
        kinds_with({"mine.py": text})


def test_a_wrong_argument_is_reported_by_task_and_method() -> None:
    with in_use({"monotone.py": MONOTONE}):
        task = Rubric("other").task("f", points=1)
        with pytest.raises(RubricError, match="f: never_falls: .*unexpected keyword"):
            task.never_falls(None, steps=3)


def test_every_kind_of_the_kit_has_a_module_a_method_and_words() -> None:
    kinds = own_kinds()
    assert len({kind.method for kind in kinds.values()}) == len(kinds) >= 11
    assert len({kind.__module__ for kind in kinds.values()}) == len(kinds)
    for kind in kinds.values():
        assert kind.__doc__ and kind.declare.__doc__, kind
