"""What a person reads in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.report import GradeReport, TaskReport

MARK = {"passed": "✓", "failed": "✗", "not_attempted": "·", "blocked": "⏸", "ungraded": "?"}
STYLE = {
    "passed": "green",
    "failed": "red",
    "not_attempted": "dim",
    "blocked": "yellow",
    "ungraded": "magenta",
}


def show_check(console: Console, report: GradeReport) -> None:
    """A student's view: what to do next, then what is wrong, then how much is done."""
    console.print(Text(_next_step(report), style="bold"))
    console.print()
    for problem in report.problems:
        console.print(Text(f"! {problem.message}", style="yellow"))
    for task in report.tasks:
        line = Text(f"{MARK[task.outcome]} {task.name}", style=STYLE[task.outcome])
        line.append(f"  {task.score:g}/{task.max_score:g}", style="dim")
        console.print(line)
        said = set()
        for check in task.checks:
            if check.outcome not in ("failed", "blocked") and not check.message:
                continue
            text = f"{check.name}: {check.message}" if check.message else check.name
            if check.outcome in ("not_attempted",) or text in said:
                continue
            said.add(text)
            console.print(Text(f"    {MARK[check.outcome]} {text}"))
            for finding in check.findings:
                console.print(Text(f"      {finding.says}", style="cyan"))
                console.print(Text(f"      → {finding.hint}", style="cyan bold"))
        for remark in task.remarks:
            console.print(Text(f"    {remark}", style="cyan"))
    done = sum(task.outcome == "passed" for task in report.tasks)
    score = "not graded" if report.score is None else f"{report.score:g} of {report.max_score:g}"
    console.print()
    console.print(Text(f"{done} of {len(report.tasks)} tasks done, {score} points"))


def _next_step(report: GradeReport) -> str:
    if not report.tasks:
        return "Next: " + (report.problems[0].message if report.problems else "hand something in")
    current = current_task(report)
    if current is None:
        return "All tasks done. Hand it in."
    verb = "write" if current.outcome == "not_attempted" else "mend"
    return f"Next: {verb} `{current.name}` (stuck? autograder hint {current.name})"


def current_task(report: GradeReport) -> TaskReport | None:
    """The first task that is not done; one that was begun comes before one that was not."""
    open_tasks = [task for task in report.tasks if task.outcome != "passed"]
    begun = [task for task in open_tasks if task.outcome == "failed"]
    return next(iter([*begun, *open_tasks]), None)


def show_class(console: Console, reports: list[GradeReport]) -> None:
    """An instructor's view: one row a submission."""
    table = Table("student", "topic", "score", "status", "remarks", box=None, pad_edge=False)
    for report in reports:
        remarks = [finding.id for finding in report.findings]
        remarks += [problem.kind.replace("_", " ") for problem in report.problems]
        score = "–" if report.score is None else f"{report.score:g}/{report.max_score:g}"
        table.add_row(
            Text(report.student),
            Text(report.topic),
            score,
            report.status.replace("_", " "),
            Text(", ".join(remarks)),
        )
    console.print(table)
