"""What a person reads in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.model.differences import Difference, NotHunted
from autograder.model.outcomes import Outcome, ProblemKind, Status
from autograder.model.report import Finding, Report, TaskReport
from autograder.reports.plain_text import plain_text
from autograder.reports.points import points
from autograder.reports.rubric_rows import rubric_rows
from autograder.rubric import Rubric

MARK = {"passed": "✓", "failed": "✗", "not_attempted": "·", "blocked": "⏸", "ungraded": "?"}
STYLE = {
    "passed": "green",
    "failed": "red",
    "not_attempted": "dim",
    "blocked": "yellow",
    "ungraded": "magenta",
}
# More rows than this are read in index.html, not in a terminal.
MAX_ROWS = 60
# Of a call or a result: the whole is in differences.csv.
MAX_SHOWN = 200
# As wide as any terminal is, and as a page on which the output is pasted.
RUBRIC_WIDTH = 80
COUNTED = ("ungraded", "not_attempted")
LATENESS_UNKNOWN = (
    "Lateness unknown: {count} (nothing that can be trusted tells when they were submitted). That "
    "costs nothing until you enter the times in course.toml, as [submitted.STUDENT]."
)
DIFFERS = "Full marks, but differs here (no points were changed):"
NOTHING_DIFFERS = "The hunt found no full marks that differ from the reference."
MORE_DIFFER = "… and {count} more in differences.csv"

WITHOUT_PACKAGE = "Next: write it without the package that grading does not have, as said below"
ALL_BUT_PACKAGE = (
    "All tasks pass, but the file imports a package that grading does not have, as said below: "
    "take the import out, then submit it."
)


def show_check(console: Console, report: Report) -> None:
    """A student's view: what to do next, then what is wrong, then how much is done."""
    console.print(_text(_next_step(report), "bold"))
    console.print()
    for problem in report.problems:
        console.print(_text(f"! {problem.message}", "yellow"))
    told = {problem.message for problem in report.problems}
    findings = report.told
    # Where the file itself is broken no task could be looked at: that is said once, above.
    if any(check.message not in told for task in report.tasks for check in task.checks):
        for task in report.tasks:
            show_task(console, task, findings[task.name], told)
        console.print()
    if report.score is None:
        console.print(_text("not graded, which is not a zero"))
        return
    done = sum(task.outcome == Outcome.PASSED for task in report.tasks)
    score = f"{report.score:g} of {report.max_score:g} points"
    console.print(_text(f"{done} of {len(report.tasks)} tasks done, {score}"))


def show_class(console: Console, reports: Sequence[Report]) -> None:
    """An instructor's view: one row a submission, or one a topic where there are many."""
    _show_rows(console, reports)
    unknown = sum(bool(one.lateness and one.lateness.days is None) for one in reports)
    if unknown:
        console.print()
        console.print(_text(LATENESS_UNKNOWN.format(count=unknown), "yellow"))


def show_rubric(console: Console, rubric: Rubric) -> None:
    """An instructor's view of a topic: what each task and each check is worth."""
    tasks = rubric_rows(rubric)
    total = points(sum(task.points for task in tasks))
    console.print(_text(f"{rubric.title}: {total} points in {len(tasks)} tasks", "bold"))
    for task in tasks:
        table = Table.grid("", "", "", padding=(0, 1, 0, 0), expand=True)
        table.columns[1].ratio = 1
        table.columns[2].justify = "right"
        builds_on = f" (after {', '.join(task.after)})" if task.after else ""
        table.add_row("", _text(f"{task.name}{builds_on}", "bold"), points(task.points))
        for check in task.checks:
            sign = "+" if check.supplementary else ""
            table.add_row(sign, _text(f"  {check.title}"), f"{check.points:.2f}")
        console.print()
        console.print(table, width=min(RUBRIC_WIDTH, console.width), soft_wrap=False)
    console.print()
    console.print(_text("+ counts only where all other checks of its task pass"))


def show_differences(
    console: Console, found: Sequence[Difference], left: Sequence[NotHunted]
) -> None:
    """What a hunt found in a class."""
    console.print()
    console.print(_text(DIFFERS if found else NOTHING_DIFFERS, "bold"))
    for one in found[:MAX_ROWS]:
        console.print(_text(f"{one.student}  {one.topic}  {one.task}"))
        console.print(_text(f"    {_shortened(one.call)}"))
        console.print(_text(f"    {one.says}; the reference gives {_shortened(one.right)}"))
    if len(found) > MAX_ROWS:
        console.print(_text(MORE_DIFFER.format(count=len(found) - MAX_ROWS)))
    for other in left:
        console.print(_text(f"{other.student}  {other.topic}  {other.reason}"))


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"


def _show_rows(console: Console, reports: Sequence[Report]) -> None:
    if len(reports) > MAX_ROWS:
        _show_topics(console, reports)
        reports = [report for report in reports if report.status == Status.UNGRADED][:MAX_ROWS]
        if not reports:
            return
        console.print()
    table = Table("student", "topic", "score", "status", "remarks", box=None, pad_edge=False)
    for report in reports:
        remarks = [finding.id for finding in report.findings]
        remarks += [problem.kind.replace("_", " ") for problem in report.problems]
        score = "–" if report.score is None else f"{report.score:g}/{report.max_score:g}"
        if report.lateness and report.lateness.days is None:
            remarks.insert(0, "lateness unknown")
        elif report.lateness and report.lateness.percent:
            remarks.insert(0, f"{report.lateness.days} days late: -{report.lateness.percent:g} %")
        cells = (report.student, report.topic, score, report.status.replace("_", " "))
        table.add_row(*(_text(cell) for cell in cells), _text(", ".join(remarks)))
    console.print(table)


def show_task(
    console: Console, task: TaskReport, findings: Sequence[tuple[Finding, str]], told: set[str]
) -> None:
    """One task: its points, what is wrong and why; `told` are messages that were shown before."""
    line = _text(f"{MARK[task.outcome]} {task.name}", STYLE[task.outcome])
    line.append(f"  {task.score:g}/{task.max_score:g}", style="dim")
    console.print(line)
    for finding, earlier in findings:
        console.print(_text(f"    {_as_in(earlier)}{finding.says}", "cyan"))
        if not earlier:
            console.print(_text(f"    → {finding.hint}", "bold cyan"))
    for remark in task.remarks:
        console.print(_text(f"    {remark}", "cyan"))
    # One cause often fails several checks: it is said once, with all their names.
    said: dict[tuple[str, str], list[str]] = {}
    for check in task.checks:
        if check.message in told:
            continue
        if check.outcome == Outcome.FAILED or (check.outcome == Outcome.PASSED and check.message):
            said.setdefault((check.outcome, check.message), []).append(check.name)
    for (outcome, message), names in said.items():
        console.print(_text(f"    {MARK[outcome]} {', '.join(names)}: {message}"))
    blocked = {check.message for check in task.checks if check.outcome == Outcome.BLOCKED}
    if task.outcome == Outcome.BLOCKED:
        for message in sorted(blocked):
            console.print(_text(f"    {message}"))


def _show_topics(console: Console, reports: Sequence[Report]) -> None:
    table = Table("topic", "graded", "mean", "ungraded", "not attempted", box=None)
    for topic in dict.fromkeys(report.topic for report in reports):
        of_topic = [report for report in reports if report.topic == topic]
        graded = [report for report in of_topic if report.status == Status.GRADED]
        scores = [report.score for report in graded if report.score is not None]
        mean = f"{sum(scores) / len(scores):.1f}/{of_topic[0].max_score:g}" if scores else "–"
        counts = [sum(r.status == status for r in of_topic) for status in COUNTED]
        table.add_row(_text(topic), str(len(graded)), mean, *map(str, counts))
    console.print(table)


def _next_step(report: Report) -> str:
    if not report.tasks:
        return "Next: " + (report.problems[0].message if report.problems else "hand something in")
    current = report.current_task
    if any(problem.kind == ProblemKind.MISSING_PACKAGE for problem in report.problems):
        return WITHOUT_PACKAGE if current else ALL_BUT_PACKAGE
    if current is None:
        return "All tasks done. Submit it."
    told = {problem.message for problem in report.problems}
    if any(check.message in told for check in current.checks):
        return "Next: fix the file, as said below; the tasks can be judged only then"
    verb = "write" if current.outcome == Outcome.NOT_ATTEMPTED else "fix"
    return f"Next: {verb} `{current.name}` (stuck? autograder hint {current.name})"


def _as_in(earlier: str) -> str:
    return f"As in {earlier}: " if earlier else ""


def _text(words: str, style: str = "") -> Text:
    return Text(plain_text(words), style)
