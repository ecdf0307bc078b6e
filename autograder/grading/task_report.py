"""Points: from the verdicts of a task and what is said of them to its part of the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.diagnosis import precision
from autograder.diagnosis.diagnose import Diagnosis
from autograder.grading.losses import Losses
from autograder.grading.task_evidence import TaskEvidence
from autograder.model.answer_key import KeyTask
from autograder.model.checks import Check, Role, Verdict
from autograder.model.outcomes import Outcome
from autograder.model.report import CheckReport, Finding, TaskReport

# What a required check loses whose numbers are right but for their last digits; and the name of
# what it loses, in a report.
PRECISION_SHARE = 0.1
LAST_DIGITS = "right to the last digits"
WAITS = "counts once this is right: {checks}"
BOUNDED = "correct given your own {tasks}; worth no more points here than were lost there"


def task_report(evidence: TaskEvidence, diagnosis: Diagnosis, losses: Losses) -> TaskReport:
    """Points for what passed; the findings are told once, at the first check that shows them."""
    task = evidence.task
    reports = []
    last_digits = []
    for check, verdict in zip(task.checks, evidence.verdicts, strict=True):
        counted = _counted(check, verdict, evidence)
        points, message = _earned(task, check, counted, losses)
        report = CheckReport(
            name=check.title,
            outcome=counted.outcome,
            points=points,
            max_points=check.points,
            message=message,
        )
        if counted.digits is not None:
            lost = round(check.points * PRECISION_SHARE, 2)
            last_digits.append((lost, counted.digits))
            most = round(check.points - lost, 2)
            report = replace(report, points=min(points, most), max_points=most)
        reports.append(report)
    if last_digits:
        reports.append(_of_last_digits(*zip(*last_digits, strict=True)))
    told = _with_findings(reports, diagnosis.findings)
    return _task_report(task, told, diagnosis.remarks)


def _of_last_digits(lost: Sequence[float], digits: Sequence[int]) -> CheckReport:
    """What some checks lose whose numbers are almost right, as if it were a check of its own."""
    return CheckReport(
        name=LAST_DIGITS,
        outcome=Outcome.FAILED,
        points=0,
        max_points=round(sum(lost), 2),
        message=precision.EVIDENCE.format(digits=min(digits)),
    )


def _with_findings(
    reports: Sequence[CheckReport], findings: Sequence[Finding]
) -> tuple[CheckReport, ...]:
    """Each finding at the first check that shows it: digits where these are counted."""
    failed = [number for number, one in enumerate(reports) if one.outcome == Outcome.FAILED]
    shown: dict[int, list[Finding]] = {}
    for finding in findings if failed else ():
        of_digits = finding.id == precision.ID and reports[-1].name == LAST_DIGITS
        shown.setdefault(len(reports) - 1 if of_digits else failed[0], []).append(finding)
    return tuple(
        replace(one, findings=tuple(shown.get(number, ()))) for number, one in enumerate(reports)
    )


def _counted(check: Check, verdict: Verdict, evidence: TaskEvidence) -> Verdict:
    """The verdict as it counts: what depends on right values waits for these.

    Wrong values also fail the checks of form and of stability: one cause, reported once.
    """
    if check.role == Role.REQUIRED:
        return verdict
    if evidence.values_right or evidence.right_as_far_as_written:
        # What passes beside provided results is right without the error, and has no bound.
        return verdict if verdict.carried else replace(verdict, given=evidence.values_given)
    only_values = verdict.failed and check.in_form(evidence.task, evidence.first.observations)
    if verdict.passed or only_values:
        return Verdict(Outcome.BLOCKED, WAITS.format(checks=evidence.open_checks))
    return verdict


def _earned(task: KeyTask, check: Check, verdict: Verdict, losses: Losses) -> tuple[float, str]:
    """Points, and the message with the bound of an error carried forward, where that is felt."""
    if not verdict.passed:
        return 0.0, verdict.message
    full = round(check.points * (task.carried_share if verdict.carried else 1.0), 2)
    points = losses.credit(full, verdict.given) if verdict.given else full
    if points == full:
        return points, verdict.message
    tasks = ", ".join(verdict.given)
    return points, BOUNDED.format(tasks=tasks)


def ungraded(task: KeyTask) -> TaskReport:
    """The report of a task without observations."""
    reports = tuple(
        CheckReport(
            name=check.title,
            outcome=Outcome.UNGRADED,
            points=0,
            max_points=check.points,
            message="could not be graded; this is not the submission's fault",
        )
        for check in task.checks
    )
    return _task_report(task, reports)


def _task_report(
    task: KeyTask, checks: tuple[CheckReport, ...], remarks: tuple[str, ...] = ()
) -> TaskReport:
    return TaskReport(
        name=task.name,
        score=round(sum(check.points for check in checks), 2),
        max_score=task.points,
        outcome=_outcome([check.outcome for check in checks]),
        remarks=remarks,
        checks=checks,
    )


def _outcome(outcomes: Sequence[Outcome]) -> Outcome:
    """Of a task, from those of its checks."""
    found = set(outcomes)
    if found == {Outcome.PASSED}:
        return Outcome.PASSED
    if Outcome.UNGRADED in found:
        return Outcome.UNGRADED
    if Outcome.FAILED in found:
        return Outcome.FAILED
    if Outcome.NOT_ATTEMPTED in found:
        begun = found - {Outcome.NOT_ATTEMPTED, Outcome.BLOCKED}
        return Outcome.FAILED if begun else Outcome.NOT_ATTEMPTED
    return Outcome.BLOCKED
