"""The judge: from an answer key and observations to outcomes and points. A pure function."""

from __future__ import annotations

from dataclasses import dataclass, field

from autograder import comparison
from autograder.answer_key import AnswerKey, KeyCheck, KeyMisconception, KeyTask, Observation
from autograder.report import CheckReport, Finding, Outcome, TaskReport
from autograder.second_round import Answers, Observed, credited
from autograder.verdicts import Verdict, verdicts


@dataclass
class _State:
    second: dict[str, Answers]
    findings: dict[str, list[KeyMisconception]] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)


def judge(
    key: AnswerKey, observed: Observed, second: dict[str, Answers] | None = None
) -> tuple[TaskReport, ...]:
    """Judge every task of a submission; a task without observations is ungraded.

    `second` holds the answers to `second_round.questions`, by task.
    """
    state = _State(second or {})
    return tuple(_task(key, task, observed.get(task.name), state) for task in key.tasks)


def _task(
    key: AnswerKey, task: KeyTask, observations: list[Observation] | None, state: _State
) -> TaskReport:
    if observations is None:
        ungraded = tuple(
            CheckReport(
                name=check.title,
                outcome="ungraded",
                points=0,
                max_points=check.points,
                message="could not be graded; this is not the submission's fault",
            )
            for check in task.checks
        )
        return _report(task, ungraded, state)
    found = credited(verdicts(task, observations), observations, state.second.get(task.name))
    named: list[KeyMisconception] = []
    if any(verdict.outcome == "failed" for verdict in found):
        named = _explanations(key, task, observations)
    state.findings[task.name] = [mistake for mistake in named if mistake.task == task.name]
    carried = next(
        (m for m in named if m.task != task.name and m in state.findings.get(m.task, [])), None
    )
    if carried is not None:
        # The slip was made, named and charged in an earlier task: here the work is right.
        message = f"right for your own {carried.task}; the slip there is counted only there"
        found = [
            Verdict("passed", message, True) if verdict.outcome == "failed" else verdict
            for verdict in found
        ]
        named = []
    named = [mistake for mistake in named if mistake.task == task.name]
    right = all(
        verdict.outcome == "passed"
        for check, verdict in zip(task.checks, found, strict=True)
        if check.role == "value"
    )
    reports = []
    shown = False
    for check, verdict in zip(task.checks, found, strict=True):
        outcome, message = verdict.outcome, verdict.message
        if check.role == "side" and outcome == "passed" and not right:
            outcome, message = "blocked", "counts once the values are right"
        findings: tuple[Finding, ...] = ()
        if outcome == "failed" and not shown:
            findings = tuple(_finding(mistake, message) for mistake in named)
            shown = True
        reports.append(
            CheckReport(
                name=check.title,
                outcome=outcome,
                points=_points(task, check, outcome, verdict),
                max_points=check.points,
                message=message,
                findings=findings,
            )
        )
    return _report(task, tuple(reports), state)


def _points(task: KeyTask, check: KeyCheck, outcome: Outcome, verdict: Verdict) -> float:
    if outcome != "passed":
        return 0.0
    share = task.follow_through if verdict.follow_through else 1.0
    return round(check.points * share, 2)


def _report(task: KeyTask, checks: tuple[CheckReport, ...], state: _State) -> TaskReport:
    outcomes = [check.outcome for check in checks]
    outcome: Outcome
    if all(o == "passed" for o in outcomes):
        outcome = "passed"
    elif "ungraded" in outcomes:
        outcome = "ungraded"
    elif "failed" in outcomes:
        outcome = "failed"
    elif all(o in ("not_attempted", "blocked") for o in outcomes) and "not_attempted" in outcomes:
        outcome = "not_attempted"
    elif "not_attempted" in outcomes:
        outcome = "failed"
    else:
        outcome = "blocked"
    state.outcomes[task.name] = outcome
    score = round(sum(check.points for check in checks), 2)
    return TaskReport(
        name=task.name, score=score, max_score=task.points, outcome=outcome, checks=checks
    )


def _finding(mistake: KeyMisconception, evidence: str) -> Finding:
    return Finding(
        id=mistake.id,
        task=mistake.task,
        says=mistake.says,
        hint=mistake.hint,
        evidence=evidence,
    )


def _explanations(
    key: AnswerKey, task: KeyTask, observations: list[Observation]
) -> list[KeyMisconception]:
    """Misconceptions with the same observation on every case and at least one wrong number."""
    return [
        mistake
        for mistake in key.misconceptions
        if task.name in mistake.observations
        and _fits(task, mistake.observations[task.name], observations)
    ]


def _fits(task: KeyTask, wrong: tuple[Observation, ...], observations: list[Observation]) -> bool:
    evidence = False
    for mine, theirs, right in zip(observations, wrong, task.expected, strict=True):
        if not comparison.same_observation(mine, theirs):
            return False
        # An exception alone names nothing: many slips raise the same one.
        if "value" in mine and not comparison.same_observation(mine, right):
            evidence = True
    return evidence
