"""The judge: from an answer key and observations to outcomes and points. A pure function."""

from __future__ import annotations

from dataclasses import dataclass, field

from autograder.diagnosis import naming
from autograder.diagnosis.counterexample import counterexample
from autograder.diagnosis.diagnose import Diagnosis, diagnose
from autograder.grading.error_carried_forward import Answers, Observed, credited
from autograder.model.answer_key import AnswerKey, KeyCheck, KeyMisconception, KeyTask, Observation
from autograder.model.outcomes import Outcome
from autograder.model.report import CheckReport, Finding, TaskReport
from autograder.numerics import comparison
from autograder.rubric.verdicts import Verdict, in_form, verdicts


@dataclass
class _State:
    second: dict[str, Answers]
    file_name: str
    charged: set[tuple[str, str]] = field(default_factory=set)


def judge(
    key: AnswerKey,
    observed: Observed,
    second: dict[str, Answers] | None = None,
    file_name: str = "",
) -> tuple[TaskReport, ...]:
    """Judge every task of a submission; a task without observations is ungraded.

    `second` holds the answers to `second_round.questions`, by task; `file_name` is what the student
    called the file, by default the topic.
    """
    state = _State(second or {}, file_name or f"{key.topic}.py")
    return tuple(_task(key, task, observed.get(task.name), state) for task in key.tasks)


def _task(
    key: AnswerKey, task: KeyTask, observations: list[Observation] | None, state: _State
) -> TaskReport:
    if observations is None:
        ungraded = tuple(
            CheckReport(
                name=check.title,
                outcome=Outcome.UNGRADED,
                points=0,
                max_points=check.points,
                message="could not be graded; this is not the submission's fault",
            )
            for check in task.checks
        )
        return _report(task, ungraded)
    second = state.second.get(task.name)
    found = credited(verdicts(task, observations), observations, second)
    right = all(
        verdict.outcome == Outcome.PASSED
        for check, verdict in zip(task.checks, found, strict=True)
        if check.role == "value"
    )
    credited_only = right and any(verdict.follow_through for verdict in found)
    lent = second.lent if second is not None else None
    named: list[KeyMisconception] = []
    if any(verdict.outcome == Outcome.FAILED for verdict in found):
        named = [] if credited_only else naming.alone(key, task, observations)
        if lent is not None:
            named = _uncovered(named, naming.alone(key, task.aided, lent), task, state)
    charged = [mistake for mistake in named if (mistake.task, mistake.id) in state.charged]
    carried = next((m for m in charged if _is_carried(m, task, observations, lent)), None)
    if carried is not None:
        # The slip was made, named and charged in an earlier task: here the work is right.
        message = f"right for your own {carried.task}; the slip there is counted only there"
        found = [
            Verdict(Outcome.PASSED, message, True) if verdict.outcome == Outcome.FAILED else verdict
            for verdict in found
        ]
        right = True
    diagnosis = Diagnosis()
    if any(verdict.outcome == Outcome.FAILED for verdict in found) and (named or not credited_only):
        earlier = [
            mistake
            for mistake in key.misconceptions
            if (mistake.task, mistake.id) in state.charged and mistake.task in task.after
        ]
        diagnosis = diagnose(key, task, observations, found, named, earlier)
        if second is not None and second.probed is not None:
            example = counterexample(state.file_name, task, second.probed)
            diagnosis = diagnosis.with_remark(example)
    state.charged |= {(mistake.task, mistake.id) for mistake in named}
    reports = []
    findings = diagnosis.findings
    for check, verdict in zip(task.checks, found, strict=True):
        outcome, message = verdict.outcome, verdict.message
        if check.role == "side" and not right:
            # A wrong value also fails the checks of form and of stability: one cause, said once.
            only_values = outcome == Outcome.FAILED and check.kind in ("shape", "stable")
            if outcome == Outcome.PASSED or (only_values and in_form(task, check, observations)):
                outcome, message = Outcome.BLOCKED, "counts once the values are right"
        shown: tuple[Finding, ...] = ()
        if outcome == Outcome.FAILED:  # told once, at the first check that shows it
            shown, findings = findings, ()
        reports.append(
            CheckReport(
                name=check.title,
                outcome=outcome,
                points=_points(task, check, outcome, verdict),
                max_points=check.points,
                message=message,
                findings=shown,
            )
        )
    return _report(task, tuple(reports), diagnosis.remarks)


def _uncovered(
    named: list[KeyMisconception],
    beside_lent: list[KeyMisconception],
    task: KeyTask,
    state: _State,
) -> list[KeyMisconception]:
    """What explains a task: of what was named at first, what no earlier task was charged for.

    Where an earlier task's slip explains it, it may hide one of this task's own: that is known
    from the results beside what was lent.
    """
    charged = {name for name, _ in state.charged} & set(task.lendable)
    own = [mistake for mistake in named if mistake.task not in charged]
    return own or beside_lent or named


def _is_carried(
    mistake: KeyMisconception,
    task: KeyTask,
    observations: list[Observation],
    lent: list[Observation] | None,
) -> bool:
    """Whether the work is right but for this slip, which an earlier task paid for.

    Where that task can be lent, the second round has shown it; but a task that does without a
    stand-in has the slip written out once more. Exceptions show nothing of what would come after.
    """
    if mistake.task not in task.lendable:
        return True
    return (
        mistake.task in task.stand_ins
        and lent is not None
        and all(map(comparison.same_observation, observations, lent))
        and all("value" in one for one in observations)
    )


def _points(task: KeyTask, check: KeyCheck, outcome: Outcome, verdict: Verdict) -> float:
    if outcome != Outcome.PASSED:
        return 0.0
    share = task.follow_through if verdict.follow_through else 1.0
    return round(check.points * share, 2)


def _report(
    task: KeyTask, checks: tuple[CheckReport, ...], remarks: tuple[str, ...] = ()
) -> TaskReport:
    outcomes = [check.outcome for check in checks]
    outcome: Outcome
    if all(o == "passed" for o in outcomes):
        outcome = Outcome.PASSED
    elif "ungraded" in outcomes:
        outcome = Outcome.UNGRADED
    elif "failed" in outcomes:
        outcome = Outcome.FAILED
    elif all(o in ("not_attempted", "blocked") for o in outcomes) and "not_attempted" in outcomes:
        outcome = Outcome.NOT_ATTEMPTED
    elif "not_attempted" in outcomes:
        outcome = Outcome.FAILED
    else:
        outcome = Outcome.BLOCKED
    score = round(sum(check.points for check in checks), 2)
    return TaskReport(
        name=task.name,
        score=score,
        max_score=task.points,
        outcome=outcome,
        remarks=remarks,
        checks=checks,
    )
