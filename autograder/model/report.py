"""The grade report: one model from which every renderer draws. Its JSON schema is published."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Outcome = Literal["passed", "failed", "not_attempted", "blocked", "ungraded"]
Status = Literal["graded", "ungraded", "not_attempted"]
Platform = Literal["canvas", "moodle"]


class Model(BaseModel):
    """Strict and immutable: a report is a value."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Finding(Model):
    """A diagnosis: what idea is wrong, the question that teaches, and what shows it."""

    id: str
    task: str
    says: str
    hint: str
    evidence: str


class CheckReport(Model):
    """Outcome of one check."""

    name: str
    outcome: Outcome
    points: float
    max_points: float
    message: str = ""
    findings: tuple[Finding, ...] = ()


class TaskReport(Model):
    """Outcome of one task."""

    name: str
    score: float
    max_score: float
    outcome: Outcome
    remarks: tuple[str, ...] = ()
    checks: tuple[CheckReport, ...]


class Problem(Model):
    """Why a submission as a whole could not be run, or only in part."""

    kind: str
    message: str


class Curve(Model):
    """One number for each of x = 1, 2, …; None where there is none. Own, or one of reference."""

    name: str
    own: bool
    values: tuple[float | None, ...]


class Figure(Model):
    """A plot of the submission's own curves beside those of reference."""

    title: str
    x_axis: str
    y_axis: str
    logarithmic: bool
    curves: tuple[Curve, ...]


class Lateness(Model):
    """When it was handed in, and what that costs: the score is `percent` below `raw_score`.

    Times are ISO 8601 with an offset; `days` counts each day that had begun.
    """

    submitted: str
    source: str
    due: str
    days: int
    percent: float
    raw_score: float | None


class Account(Model):
    """Who handed in, as the platform that collected the work numbers them."""

    platform: Platform
    id: str


class GradeReport(Model):
    """All there is to say about one submission of one topic."""

    schema_: Literal[1] = 1
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
    tasks: tuple[TaskReport, ...] = ()
    figures: tuple[Figure, ...] = ()
    lateness: Lateness | None = None
    account: Account | None = None

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: "schema" if name == "schema_" else name,
        populate_by_name=True,
    )

    def to_json(self) -> str:
        """The published form."""
        return self.model_dump_json(by_alias=True, indent=1) + "\n"

    def condensed(self) -> GradeReport:
        """What the class's page and tables need: a batch of any size is held in memory as this."""
        tasks = []
        for task in self.tasks:
            telling = [check for check in task.checks if check.findings]
            checks = tuple(check.model_copy(update={"message": ""}) for check in telling)
            tasks.append(task.model_copy(update={"remarks": (), "checks": checks}))
        return self.model_copy(update={"tasks": tuple(tasks), "figures": ()})

    @property
    def current_task(self) -> TaskReport | None:
        """What to do next: the first task that is not done, one that was begun before others."""
        open_tasks = [task for task in self.tasks if task.outcome != "passed"]
        begun = [task for task in open_tasks if task.outcome == "failed"]
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
