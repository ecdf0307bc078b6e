"""A report of bounded size: whatever a submission returned or raised, its texts are cut to fit.

All pages, tables and exports are made from the report, each text at most a few times and at most
six bytes for a character: within `ROOM` none of them has more than 1 MB.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from autograder.model.report import CheckReport, Finding, Problem, Report, TaskReport

# Characters of all texts together. The longest of an honest report of this kit has some 20,000.
ROOM = 100_000
# Characters of one text, tried in this order until all fit.
LENGTHS = (2000, 500, 100)
# Entries of one list: problems, remarks on a task, diagnoses of a check.
MOST = 50
CUT = "{kept} … ({more:,} more characters were cut)"
LEFT_OUT = "{more} more are not shown"

T = TypeVar("T")


def bounded(report: Report) -> Report:
    """The report itself where it is short, as any but a hostile one; else with shorter texts."""
    if _is_short(report):
        return report
    shorter = report
    for most in LENGTHS:
        shorter = _shortened(report, most)
        if sum(map(len, _texts(shorter))) <= ROOM:
            break
    return shorter


def _is_short(report: Report) -> bool:
    lengths = [len(text) for text in _texts(report)]
    lists = [len(report.problems), *(len(task.remarks) for task in report.tasks)]
    lists += [len(check.findings) for task in report.tasks for check in task.checks]
    return max(lengths, default=0) <= LENGTHS[0] and sum(lengths) <= ROOM and max(lists) <= MOST


def _texts(report: Report) -> Iterator[str]:
    yield from (one.message for one in report.problems)
    for task in report.tasks:
        yield from task.remarks
        for edit in task.repair.edits if task.repair else ():
            yield from (edit.before, edit.after)
        for check in task.checks:
            yield check.message
            for finding in check.findings:
                yield from (finding.says, finding.hint, finding.evidence)


def _shortened(report: Report, most: int) -> Report:
    problems = [replace(one, message=_cut(one.message, most)) for one in report.problems]
    return replace(
        report,
        problems=_few(problems, partial(_problems_left_out, problems)),
        tasks=tuple(_task(one, most) for one in report.tasks),
    )


def _task(task: TaskReport, most: int) -> TaskReport:
    remarks = [_cut(one, most) for one in task.remarks]
    return replace(
        task,
        repair=None,  # no honest report is that long
        remarks=_few(remarks, lambda more: LEFT_OUT.format(more=more)),
        checks=tuple(_check(one, most) for one in task.checks),
    )


def _check(check: CheckReport, most: int) -> CheckReport:
    findings = tuple(_finding(one, most) for one in check.findings[:MOST])
    return replace(check, message=_cut(check.message, most), findings=findings)


def _finding(finding: Finding, most: int) -> Finding:
    return replace(
        finding,
        says=_cut(finding.says, most),
        hint=_cut(finding.hint, most),
        evidence=_cut(finding.evidence, most),
    )


def _problems_left_out(problems: Sequence[Problem], more: int) -> Problem:
    return Problem(kind=problems[-1].kind, message=LEFT_OUT.format(more=more))


def _few(found: Sequence[T], left_out: Callable[[int], T]) -> tuple[T, ...]:
    more = len(found) - MOST
    return tuple(found) if more <= 0 else (*found[:MOST], left_out(more))


def _cut(text: str, most: int) -> str:
    more = len(text) - most
    return text if more <= 0 else CUT.format(kept=text[:most], more=more)
