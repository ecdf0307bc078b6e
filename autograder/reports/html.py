"""The HTML pages: a submission, the class, a rubric. No scripts, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from autograder.model.outcomes import Outcome
from autograder.model.report import CheckReport, Finding, Report, TaskReport
from autograder.reports.chart import chart
from autograder.reports.class_summary import ClassSummary
from autograder.reports.code_view import CodeView
from autograder.reports.environment import page_environment
from autograder.reports.rubric_rows import rubric_rows
from autograder.rubric import Rubric

ABOVE, AT_THE_TOP = "as said above", "for the reason at the top"


@dataclass(frozen=True)
class TaskView:
    """A task as it is shown: what teaches first, then what is right, then what is open.

    Checks that all came out alike need no table: `alike` is their common message, else None.
    """

    task: TaskReport
    findings: tuple[tuple[Finding, str], ...]  # with an earlier task that was told the same
    right: tuple[CheckReport, ...]
    open: tuple[tuple[CheckReport, str], ...]
    alike: str | None


def submission_page(report: Report) -> str:
    """The page of one submission: score, what to do next, then every task with its checks."""
    return render("submission.html", **_of_submission(report))


def published_page(report: Report, view: CodeView | None, trouble: str = "") -> str:
    """The same with the submission's code; where it cannot be shown, `trouble` says why."""
    return render("published.html", view=view, trouble=trouble, **_of_submission(report))


def feedback(report: Report, tasks: list[TaskReport], told: list[str], then: str) -> str:
    """Part of a page, shown in a notebook: these tasks of a report; what to know before, and then.

    One task is shown whole; of several, what is said of each opens on a click. `then` may be empty.
    """
    # What an earlier task was told counts only if that task is shown as well.
    findings = replace(report, tasks=tuple(tasks)).told
    return render(
        "feedback.html",
        report=report,
        problems=told,
        tasks=[
            (_task_view(task, findings[task.name], set(told)), _by_message(task, told))
            for task in tasks
        ],
        single=len(tasks) == 1,
        current=report.current_task,
        done=sum(task.outcome == Outcome.PASSED for task in tasks),
        task_decimals=_decimals(v for t in tasks for v in (t.score, t.max_score)),
        next=then,
    )


def class_page(summary: ClassSummary) -> str:
    """The page of the class: what needs the instructor, then insight, then every score."""
    return render(
        "class.html",
        summary=summary,
        decimals={
            topic.name: _decimals(
                r.score for r in summary.reports if r.topic == topic.name and r.score is not None
            )
            for topic in summary.topics
        },
        total_decimals=_decimals(row.total for row in summary.students),
    )


def rubric_sheet(rubric: Rubric) -> str:
    """A page to print on A4 and to mark by hand: a box, points and room to write for each check."""
    tasks = rubric_rows(rubric)
    return render(
        "rubric.html",
        rubric=rubric,
        tasks=tasks,
        points=sum(task.points for task in tasks),
        decimals=_decimals(check.points for task in tasks for check in task.checks),
    )


def _of_submission(report: Report) -> dict[str, Any]:
    problems = {problem.message for problem in report.problems}
    current = report.current_task
    return dict(
        report=report,
        tasks=[_task_view(task, report.told[task.name], problems) for task in report.tasks],
        charts=[drawn for figure in report.figures if (drawn := chart(figure))],
        current=current,
        finding=next((f for f in report.findings if current and f.task == current.name), None),
        later=[t for t in report.tasks if t.outcome != Outcome.PASSED and t is not current],
        broken_file=current is not None and any(c.message in problems for c in current.checks),
        task_decimals=_decimals(v for t in report.tasks for v in (t.score, t.max_score)),
        decimals=_decimals(c.max_points for t in report.tasks for c in t.checks),
    )


def _task_view(
    task: TaskReport, findings: tuple[tuple[Finding, str], ...], problems: set[str]
) -> TaskView:
    alike = len({(check.outcome, check.message) for check in task.checks}) == 1
    right, rows = [], []
    previous = next((finding.evidence for finding, _ in findings), "")
    for check in task.checks:
        if check.outcome == Outcome.PASSED and not check.message:
            right.append(check)
            continue
        message = check.message
        if message in problems:
            message = AT_THE_TOP
        elif message and message == previous:
            message = ABOVE
        rows.append((check, message))
        previous = check.message
    return TaskView(
        task=task,
        findings=findings,
        right=tuple(right),
        open=tuple(rows),
        alike=(rows[0][1] if rows else "") if alike else None,
    )


def _by_message(task: TaskReport, told: list[str]) -> list[tuple[str, list[str], str]]:
    """Outcome, names and message of a task's checks: one cause often fails several."""
    groups: dict[tuple[str, str], list[str]] = {}
    for check in task.checks:
        if check.outcome != Outcome.PASSED or check.message:
            message = AT_THE_TOP if check.message in told else check.message
            groups.setdefault((check.outcome, message), []).append(check.name)
    return [(outcome, names, message) for (outcome, message), names in groups.items()]


def _decimals(values: Iterable[float]) -> int:
    """How many decimals a column needs, so that its numbers stand aligned."""
    return max((len(f"{value:.2f}".rstrip("0").partition(".")[2]) for value in values), default=0)


def render(template: str, **content: Any) -> str:
    """A page of one of the templates, in which no text of others acts."""
    return _environment.get_template(template).render(**content)


_environment = page_environment()
