"""Every row of `cases/`: the right verdict, no finding that does not hold, a cause that is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from autograder.model.answer_key import AnswerKey
from autograder.sandbox import Sandbox
from autograder.sandbox.availability import unavailable
from autograder.sandbox.tiers import Tier
from tests.conftest import TOPICS
from tests.diagnosis.cases import known
from tests.diagnosis.cases.assessment import Aspect, Fault, faults, graded, key_of
from tests.diagnosis.cases.row import Row
from tests.diagnosis.cases.rows import ROWS

KNOWN = known.read()
EXPLAINED = 0.85
UNTRUE_COUNT, FAILED_COUNT, EXPLAINED_COUNT = known.counts(ROWS, KNOWN)


def param(row: Row, aspect: Aspect, subject: str = "") -> Any:
    """One row, expected to fail if that is known; `subject` is a task, or all of them."""
    why = [
        f"{one.subject} {one.detail}".strip()
        for one in KNOWN
        if (one.row, one.aspect) == (row.name, aspect) and subject in ("", one.subject)
    ]
    marks = [pytest.mark.xfail(strict=True, reason="; ".join(why))] if why else []
    return pytest.param(
        row.topic, row, subject, marks=marks, id=f"{row.topic}-{row.name}-{subject}"
    )


def params(aspect: Aspect) -> pytest.MarkDecorator:
    rows = [param(row, aspect) for row in ROWS]
    return pytest.mark.parametrize(("name", "row", "subject"), rows)


class Grader:
    """Reports on rows, each made once, and each topic's key; one topic's sandbox at a time."""

    def __init__(self, tier: Tier) -> None:
        self._tier = tier
        self._faults: dict[str, list[Fault]] = {}
        self._keys: dict[str, AnswerKey] = {}
        self._sandbox: tuple[str, Sandbox] | None = None

    def faults(self, row: Row) -> list[Fault]:
        """What is wrong with the report on a row."""
        if row.name not in self._faults:
            if row.topic not in self._keys:
                self._keys[row.topic] = key_of(TOPICS[row.topic], "tests")
            report = graded(row, self._keys[row.topic], self._sandbox_of(row.topic))
            self._faults[row.name] = list(faults(row, report))
        return self._faults[row.name]

    def close(self) -> None:
        """End the sandbox."""
        if self._sandbox is not None:
            self._sandbox[1].close()

    def _sandbox_of(self, topic: str) -> Sandbox:
        if self._sandbox is None or self._sandbox[0] != topic:
            self.close()
            self._sandbox = topic, self._tier.sandbox(TOPICS[topic].rubric.frameworks)
        return self._sandbox[1]


# Not by the fixtures `topic` and `key`: these would be made anew for each row.
@pytest.fixture(scope="module")
def grader(tier: Tier) -> Iterator[Grader]:
    made = Grader(tier)
    yield made
    made.close()


@pytest.fixture
def wrong(name: str, row: Row, grader: Grader) -> list[Fault]:
    """What is wrong with the report on a row."""
    lacking = unavailable(TOPICS[name].rubric.frameworks)
    if lacking is not None:
        pytest.skip(f"{name}: {lacking.message}")
    return grader.faults(row)


def of(wrong: Iterable[Fault], aspect: Aspect, subject: str = "") -> list[Fault]:
    return [one for one in wrong if one.aspect == aspect and subject in ("", one.subject)]


@params(Aspect.VERDICT)
def test_a_task_loses_points_for_its_own_fault_only(
    row: Row, subject: str, wrong: list[Fault]
) -> None:
    assert not of(wrong, Aspect.VERDICT)


@params(Aspect.UNTRUE)
def test_no_finding_is_untrue(row: Row, subject: str, wrong: list[Fault]) -> None:
    assert not of(wrong, Aspect.UNTRUE)


@pytest.mark.parametrize(
    ("name", "row", "subject"),
    [param(row, Aspect.CAUSE, task) for row in ROWS for task in row.loses],
)
def test_a_failed_task_is_told_the_cause(row: Row, subject: str, wrong: list[Fault]) -> None:
    assert not of(wrong, Aspect.CAUSE, subject)


@params(Aspect.WORDS)
def test_messages_are_in_the_students_words(row: Row, subject: str, wrong: list[Fault]) -> None:
    assert not of(wrong, Aspect.WORDS)


def test_the_names_of_rows_are_unique_and_every_known_failure_is_of_one() -> None:
    names = [row.name for row in ROWS]
    assert len(set(names)) == len(names)
    assert {one.row for one in KNOWN} <= set(names)


@pytest.mark.xfail(UNTRUE_COUNT > 0, strict=True, reason=f"{UNTRUE_COUNT} untrue findings")
def test_untrue_findings_are_none() -> None:
    assert UNTRUE_COUNT == 0


@pytest.mark.xfail(
    EXPLAINED_COUNT < EXPLAINED * FAILED_COUNT,
    strict=True,
    reason=f"{EXPLAINED_COUNT} of {FAILED_COUNT} failed tasks are explained",
)
def test_most_failed_tasks_are_explained() -> None:
    print(known.in_words(ROWS, KNOWN))
    assert EXPLAINED_COUNT >= EXPLAINED * FAILED_COUNT
