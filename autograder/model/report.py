"""The grade report: one value from which everything that is shown or exported is made.

Its JSON form is published (docs/report.schema.json) and made in `reports.json_form`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar, Literal

from autograder.model.outcomes import Outcome, ProblemKind, Status


class Published:
    """Part of the published JSON form: what is not named there is an error, not ignored."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True)
class Finding(Published):
    """A diagnosis: what idea is wrong, the question that teaches, and what shows it."""

    id: str
    task: str
    says: str
    hint: str
    evidence: str


@dataclass(frozen=True, kw_only=True)
class CheckReport(Published):
    """Outcome of one check."""

    name: str
    outcome: Outcome
    points: float
    max_points: float
    message: str = ""
    findings: tuple[Finding, ...] = ()


class RepairUse(StrEnum):
    """Who learns of small changes that make a task right: nobody, the instructor, students too.

    Students learn the line, and never the change.
    """

    OFF = "off"
    INSTRUCTOR = "instructor"
    LINE = "line"


@dataclass(frozen=True, kw_only=True)
class Edit(Published):
    """A small change of the submission: where, and the lines as they are and as they would be."""

    line: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Repair(Published):
    """Small changes that make the values of a task right: some of the `found` of those `tried`.

    `lines` are the places of all that were found. For the instructor: no page or text for a student
    has it.
    """

    tried: int
    found: int
    lines: tuple[str, ...]
    edits: tuple[Edit, ...]


@dataclass(frozen=True, kw_only=True)
class SmallCase(Published):
    """A small input at which a task goes wrong: the call, and what came back or was raised.

    What is `expected` is for the instructor, and for students where the course shows it.
    """

    call: str
    got: str
    raised: str
    expected: str


@dataclass(frozen=True, kw_only=True)
class TaskReport(Published):
    """Outcome of one task."""

    name: str
    score: float
    max_score: float
    outcome: Outcome
    remarks: tuple[str, ...] = ()
    checks: tuple[CheckReport, ...]
    repair: Repair | None = None
    small_case: SmallCase | None = None


@dataclass(frozen=True, kw_only=True)
class Problem(Published):
    """Why a submission as a whole could not be run, or only in part."""

    kind: ProblemKind
    message: str


@dataclass(frozen=True, kw_only=True)
class Curve(Published):
    """One number for each of x = 1, 2, …; None where there is none. Own, or one of reference."""

    name: str
    own: bool
    values: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class Figure(Published):
    """A plot of the submission's own curves beside those of reference."""

    title: str
    x_axis: str
    y_axis: str
    logarithmic: bool
    curves: tuple[Curve, ...]


@dataclass(frozen=True, kw_only=True)
class Lateness(Published):
    """When it was submitted, and what that costs: the score is `percent` below `raw_score`.

    Times are ISO 8601 with an offset; `days` counts each day that had begun. Where nothing that can
    be trusted tells when it was submitted, `submitted` and `days` are None, and it costs nothing.
    """

    submitted: str | None
    source: str
    due: str
    days: int | None
    percent: float
    raw_score: float | None


@dataclass(frozen=True, kw_only=True)
class Account(Published):
    """Who submitted, as the platform that collected the work numbers them."""

    platform: str
    id: str


@dataclass(frozen=True, kw_only=True)
class Report(Published):
    """All there is to say about one submission of one topic."""

    schema: Literal[1] = 1
    student: str
    topic: str
    score: float | None
    max_score: float
    status: Status
    sandbox_tier: str
    key: str
    submission: str
    duration_s: float
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()  # what people decided of it as a whole
    tasks: tuple[TaskReport, ...] = ()
    figures: tuple[Figure, ...] = ()
    lateness: Lateness | None = None
    account: Account | None = None

    def condensed(self) -> Report:
        """What the class's page and tables need: a class of any size is held in memory as this."""
        tasks = []
        for task in self.tasks:
            telling = [check for check in task.checks if check.findings]
            checks = tuple(replace(check, message="") for check in telling)
            tasks.append(replace(task, remarks=(), checks=checks, small_case=None))
        return replace(self, tasks=tuple(tasks), figures=())

    def for_students(self) -> Report:
        """The same without what is the instructor's alone."""
        tasks = (replace(task, repair=None, small_case=None) for task in self.tasks)
        return replace(self, tasks=tuple(tasks))

    @property
    def missing(self) -> bool:
        """Whether nothing was submitted: that is no zero that somebody earned."""
        return any(problem.kind == ProblemKind.MISSING_FILE for problem in self.problems)

    @property
    def may_be_graded_again(self) -> bool:
        """Whether something other than the submission kept it from being graded."""
        return any(problem.kind.may_go_away for problem in self.problems)

    @property
    def current_task(self) -> TaskReport | None:
        """What to do next: the first task that is not done, one that was begun before others."""
        open_tasks = [task for task in self.tasks if task.outcome != Outcome.PASSED]
        begun = [task for task in open_tasks if task.outcome == Outcome.FAILED]
        return next(iter([*begun, *open_tasks]), None)

    @property
    def told(self) -> dict[str, tuple[tuple[Finding, str], ...]]:
        """The findings of each task as a person reads them, each idea once.

        Beside a finding stands the earlier task that says the same in the same words, if one does.
        """
        said: dict[str, str] = {}
        by_task = {}
        for task in self.tasks:
            fresh: dict[str, tuple[Finding, str]] = {}
            for check in task.checks:
                for finding in check.findings:
                    fresh.setdefault(finding.says, (finding, said.get(finding.says, "")))
            for says in fresh:
                said.setdefault(says, task.name)
            by_task[task.name] = tuple(fresh.values())
        return by_task

    @property
    def findings(self) -> list[Finding]:
        """Every named misconception, each once."""
        seen: dict[str, Finding] = {}
        for task in self.tasks:
            for check in task.checks:
                for finding in check.findings:
                    seen.setdefault(finding.id, finding)
        return list(seen.values())
