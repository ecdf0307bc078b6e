"""GitHub: annotations, the summary of a step, and the result that GitHub Classroom adds up."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Sequence

from autograder.model.outcomes import Outcome
from autograder.model.report import Report, TaskReport
from autograder.reports import sentences as feedback
from autograder.reports.plain_text import plain_text
from autograder.reports.points import points
from autograder.reports.sentences import shortened

MARKS = {"passed": "✅", "failed": "❌", "not_attempted": "⬜", "blocked": "⏸️", "ungraded": "❔"}
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~@:-])")
MAX_SUMMARY = 200_000
MAX_MESSAGE = 200


def commands(report: Report, place: str, text: str) -> list[str]:
    """An annotation for each task that is wrong, at its definition, and for what holds for all.

    `place` is the file within the repository and `text` what it holds; both may be empty.
    """
    kind = "warning" if report.score else "error"
    found = [
        _command(kind, place, 1, f"{report.topic}: {problem.message}")
        for problem in report.problems
    ]
    for task in report.tasks:
        if task.outcome in ("failed", "ungraded"):
            words = " ".join(feedback.of_task(report, task))
            if words or not report.problems:  # else those say it
                message = f"{task.name}: {words or task.outcome}"
                found.append(_command("error", place, _line(text, task.name), message))
    return found


def summary(reports: Sequence[Report]) -> str:
    """Markdown for the page of the run."""
    lines = []
    for report in reports:
        lines += [f"### {_escaped(report.topic)}: {feedback.headline(report)}", ""]
        lines += [f"{_escaped(line)}  " for line in feedback.remarks(report)]
        for task in report.tasks:
            mark = f"{points(task.score)}/{points(task.max_score)}"
            lines.append(f"- {MARKS[task.outcome]} **{_escaped(task.name)}** {mark}  ")
            lines += [f"  {_escaped(line)}  " for line in feedback.of_task(report, task)]
        lines.append("")
    return shortened("\n".join(lines), MAX_SUMMARY)


def classroom(reports: Sequence[Report]) -> str:
    """The result in base64, on one line. It holds one test at least, or the reporter fails."""
    tests = [test for report in reports for test in _tests(report)]
    if not tests:
        tests = [_test("autograder", "error", 0.0, "nothing was graded")]
    states = {str(test["status"]) for test in tests}
    tree = {
        "version": 1,
        "status": next(one for one in ("error", "fail", "pass") if one in states),
        "max_score": sum(report.max_score for report in reports),
        "tests": tests,
    }
    return base64.b64encode(json.dumps(tree).encode()).decode()


def harmless(words: str) -> str:
    """A line for a log in which the runner finds no command of somebody else's."""
    return plain_text(words).replace("##[", "# #[").replace("::", ": :")


def _tests(report: Report) -> list[dict[str, object]]:
    if report.score is None:
        return [_test(report.topic, "error", 0.0, " ".join(feedback.remarks(report)))]
    if not report.tasks:
        return [_test(report.topic, "fail", 0.0, " ".join(feedback.remarks(report)))]
    return [
        _test(
            f"{report.topic}: {task.name}",
            _status(task),
            task.score,
            " ".join(feedback.of_task(report, task)),
        )
        for task in report.tasks
    ]


def _status(task: TaskReport) -> str:
    if task.outcome == Outcome.UNGRADED:
        return "error"
    return "pass" if task.outcome == Outcome.PASSED else "fail"


def _test(name: str, status: str, score: float, message: str) -> dict[str, object]:
    return {
        "name": name,
        "status": status,
        "score": score,
        "message": shortened(message, MAX_MESSAGE),
        "test_code": "",
        "task_id": "",
        "filename": "",
        "line_no": 0,
        "duration": 0,
    }


def _line(text: str, name: str) -> int:
    """The line of the last definition of a name, else 1."""
    wanted = re.compile(rf"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+{re.escape(name)}\b", re.M)
    starts = [found.start() for found in wanted.finditer(text)]
    return text.count("\n", 0, starts[-1]) + 1 if starts else 1


def _command(kind: str, place: str, line: int, message: str) -> str:
    where = ""
    if place:
        where = f" file={_property(place)},line={line}"
    words = shortened(plain_text(message), 2000).replace("%", "%25").replace("##[", "# #[")
    return f"::{kind}{where}::{words}"


def _property(words: str) -> str:
    plain = plain_text(words).replace("%", "%25")
    return plain.replace(":", "%3A").replace(",", "%2C")


def _escaped(words: str) -> str:
    return MARKDOWN.sub(r"\\\1", html.escape(plain_text(words), quote=False))
