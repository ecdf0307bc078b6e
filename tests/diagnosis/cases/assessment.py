"""Grade a row, and hold the report against what the row says."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from autograder.collect.discover import discover
from autograder.course.topic import Topic
from autograder.grading.grade import grade
from autograder.keys import files as key_files
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.outcomes import Outcome
from autograder.model.report import Finding, Report, TaskReport
from autograder.sandbox import Sandbox
from tests.conftest import trains
from tests.diagnosis.cases.row import Row

# How a remark points at lines of the student's own.
LINE = re.compile(r"\bline (\d+)")
# What a student cannot know the meaning of.
INNER_WORDS = re.compile(
    r"result \d+ of result \d+ of result|unknown before the numbers|\bWatch\b|_Passing"
)


class Aspect(StrEnum):
    """What can be wrong with a report."""

    VERDICT = "verdict"  # a task loses too much, or nothing
    UNTRUE = "untrue"  # a finding does not hold
    CAUSE = "no cause"  # a task failed, and nothing tells why
    WORDS = "words"  # a message says something else than it should


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with the report on a row; `subject` is a task where it is of one."""

    row: str
    aspect: Aspect
    subject: str
    detail: str


def key_of(topic: Topic, seed: str) -> AnswerKey:
    """A key drawn for this; where submissions are trained, that takes minutes: the public one."""
    if trains(topic):
        return key_files.read(topic.assignment / f"{topic.name}.key")
    return build(topic, seed)


def graded(row: Row, key: AnswerKey, sandbox: Sandbox) -> Report:
    """The report, as a class is graded."""
    with tempfile.TemporaryDirectory() as folder:
        write(row, Path(folder))
        [submission] = discover(Path(folder), [row.topic], row.topic)
        return grade(submission, key, sandbox)


def write(row: Row, folder: Path) -> None:
    """The submission in a folder of its own within a class folder."""
    place = folder / row.name
    place.mkdir(parents=True, exist_ok=True)
    (place / row.file_name).write_bytes(row.content or row.text.encode())


def faults(row: Row, report: Report) -> Iterator[Fault]:
    """All that is wrong with the report on a row."""
    tasks = {task.name: task for task in report.tasks}
    for task in report.tasks:
        lost = 1 - task.score / task.max_score
        most = row.loses.get(task.name, 0.0)
        too_much = lost > most + 1e-9 and task.name not in row.may
        if too_much or (most and not lost):
            yield Fault(
                row.name, Aspect.VERDICT, task.name, f"loses {lost:.0%}, at most {most:.0%}"
            )
        for finding in _findings(task):
            holds = finding.id in row.true or _is_open(row, task, finding)
            if not holds or task.name not in {*row.loses, *row.may}:
                yield Fault(row.name, Aspect.UNTRUE, task.name, f"{finding.id}: {finding.says}")
    for name in row.loses:
        if name not in tasks or not _explained(row, tasks[name]):
            yield Fault(row.name, Aspect.CAUSE, name, row.fault)
    wrong = _wrong_words(row, report)
    if wrong:
        yield Fault(row.name, Aspect.WORDS, "", wrong)


def _wrong_words(row: Row, report: Report) -> str:
    losing = (task for task in report.tasks if task.name in row.loses)
    said = "\n".join(check.message for task in losing for check in task.checks)
    if not re.search(row.message, said, re.IGNORECASE):
        return f"no message has {row.message!r}"
    problems = "\n".join(problem.message for problem in report.problems)
    if not re.search(row.problem, problems, re.IGNORECASE):
        return f"no problem has {row.problem!r}: {problems}"
    inner = INNER_WORDS.search("\n".join(c.message for t in report.tasks for c in t.checks))
    return f"words of the kit's own: {inner[0]}" if inner else ""


def _explained(row: Row, task: TaskReport) -> bool:
    if task.outcome == Outcome.PASSED:
        return False
    if any(finding.id in row.true for finding in _findings(task)):
        return True
    messages = [one.message for one in task.checks if one.outcome == Outcome.FAILED]
    said = "\n".join([*messages, *task.remarks])
    if row.says and re.search(row.says, said, re.IGNORECASE):
        return True
    lines = {int(line) for remark in task.remarks for line in LINE.findall(remark)}
    return bool(lines & row.lines)


def _is_open(row: Row, task: TaskReport, finding: Finding) -> bool:
    """Whether it is told as one of several that fit, of which one is true."""
    open_ = finding.says.partition(":")[0] + ":"
    return open_.startswith("One of ") and any(
        one.id in row.true and one.says.startswith(open_) for one in _findings(task)
    )


def _findings(task: TaskReport) -> list[Finding]:
    return [finding for check in task.checks for finding in check.findings]
