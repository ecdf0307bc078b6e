"""A repair points at the line that was changed, on mutants of programs that no key knows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.keys import files as key_files
from autograder.model.outcomes import Outcome, Status
from autograder.model.report import CheckReport, Edit, Repair, Report, TaskReport
from autograder.proofs.mutation import Mutant
from autograder.proofs.repairs import Repairs, _changed_lines, _counted, repairs
from autograder.sandbox.tiers import Tier
from tests.conftest import TOPICS

# The share of what nothing explains that is repaired, at least. A mutant may lack what no small
# edit can give back: a whole term, or a call with three arguments.
LEAST = 0.4
# The share of edits that wider inputs refute, at most: most of these give up what keeps extreme
# inputs from overflowing, and yet stand at the line that was changed.
REFUTED = 0.15
# In these two topics it is less, and more: a search ends by time, and more is named than repaired.
LOWER, HIGHER = {"activations": 0.35, "remedies": 0.35}, {"activations": 0.25}


def wrong(student: str, *lines: str) -> Report:
    check = CheckReport(name="v", outcome=Outcome.FAILED, points=0, max_points=1)
    edit = Edit(line="line 2", before="    return 1", after="    return 2")
    repair = Repair(tried=9, found=len(lines), lines=lines, edits=(edit,)) if lines else None
    task = TaskReport(
        name="f",
        score=0,
        max_score=1,
        outcome=Outcome.FAILED,
        checks=(check,),
        repair=repair,
    )
    return Report(
        student=student,
        topic="t",
        score=0,
        max_score=1,
        status=Status.GRADED,
        sandbox_tier="A",
        key="",
        submission="",
        duration_s=0,
        tasks=(task,),
    )


def test_repairs_are_counted_by_where_they_are() -> None:
    lines = ("line 2", "line 3", "line 4", "line 5")
    reports = [
        *(wrong("at it", "line 2"), wrong("beside it", "line 2", "line 7"), wrong("none")),
        *(wrong("elsewhere", "line 7"), wrong("many", *lines)),
    ]
    found = _counted("t", reports, {one.student: {"line 2"} for one in reports})
    assert (found.wrong, found.unexplained, found.repaired) == (5, 5, 4)
    assert (found.pointed, found.many) == (2, 1)
    assert found.elsewhere == ("elsewhere: line 7: return 1 → return 2",)


def test_too_few_at_their_line_are_a_breach() -> None:
    found = Repairs("t", 20, 20, 10, 9, 0, ("somewhere",), 10, 0)
    assert not found.breaches
    assert replace(found, pointed=8).breaches == ("repaired elsewhere: somewhere",)


def test_the_line_of_a_mutant_is_that_of_its_own_text() -> None:
    written = "def f(z):\n    a = z\n    return a"
    mutant = Mutant("", "def f(z):\n    pass\n    return a\n", "f")
    assert _changed_lines(written, mutant) == {"line 2"}


NAMES = ("activations", "backprop", "forward_and_losses", "remedies")


@pytest.mark.proof
@pytest.mark.parametrize("name", NAMES)
def test_repairs_of_mutants_of_variants_point_at_their_line(name: str, tier: Tier) -> None:
    topic = TOPICS[name]
    key = key_files.read(topic.assignment / f"{name}.key")
    found = repairs(topic, key, tier, 2, 120)
    assert not found.breaches
    assert found.repaired >= LOWER.get(name, LEAST) * found.unexplained > 20
    assert found.refuted <= HIGHER.get(name, REFUTED) * found.edits
