"""The judge: from an answer key and observations to outcomes and points. Pure functions.

The way of one task: its verdicts, with errors carried forward credited (`TaskEvidence`), are
explained (`diagnosis`) and become points. Tasks are judged in their order, for what an earlier one
was charged with is not charged again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.diagnosis import naming
from autograder.diagnosis.diagnose import Diagnosis, diagnose
from autograder.diagnosis.small_case import small_failing_case
from autograder.grading.already_charged import already_charged, carried
from autograder.grading.error_carried_forward import Answers, FirstRound, credited
from autograder.grading.losses import Losses
from autograder.model.answer_key import AnswerKey, KeyMisconception, KeyTask
from autograder.model.checks import Check, Role, Verdict
from autograder.model.observation import Value
from autograder.model.outcomes import Outcome
from autograder.model.report import CheckReport, Finding, TaskReport
from autograder.model.requests import RunReply
from autograder.numerics.comparison import same_observation

Charged = frozenset[tuple[str, str]]
NOT_AGAIN = "correct given your {task}; the error in {task} is not charged again"
BOUNDED = "correct given your own {tasks}; worth no more points here than were lost there"


@dataclass(frozen=True, eq=False)
class TaskEvidence:
    """A task's first round and the answers to what was asked again, with the verdicts of both."""

    first: FirstRound
    answers: Answers | None
    verdicts: tuple[Verdict, ...]
    explained_by_earlier: bool = False

    @classmethod
    def of(cls, first: FirstRound, answers: Answers | None) -> TaskEvidence:
        """With errors carried forward credited."""
        return cls(first, answers, credited(first, answers))

    @property
    def task(self) -> KeyTask:
        """The task in the key."""
        return self.first.task

    @property
    def failed(self) -> bool:
        """Whether any check is wrong."""
        return any(verdict.failed for verdict in self.verdicts)

    @property
    def values_right(self) -> bool:
        """Whether all checks that decide on the values passed, or an earlier error explains all."""
        if self.explained_by_earlier:
            return True
        pairs = zip(self.task.checks, self.verdicts, strict=True)
        return all(verdict.passed for check, verdict in pairs if check.role == Role.REQUIRED)

    @property
    def right_as_carried(self) -> bool:
        """Whether the values are right with an error carried forward."""
        return self.values_right and any(verdict.carried for verdict in self.verdicts)

    @property
    def beside_provided_results(self) -> RunReply | None:
        """What it gave with right results of earlier tasks provided, if that was asked."""
        return self.answers.with_provided_results if self.answers is not None else None

    @property
    def values_given(self) -> tuple[str, ...]:
        """The wrong tasks for which alone the values are right; then all else hangs on these."""
        pairs = zip(self.task.checks, self.verdicts, strict=True)
        required = (one.given for check, one in pairs if check.role == Role.REQUIRED and one.given)
        return next(required, ())

    @property
    def right_but_for(self) -> tuple[str, ...]:
        """The wrong tasks whose errors, carried forward, make all of the values right."""
        if not self.right_as_carried:
            return ()
        provided = self.answers.question.provided if self.answers is not None else ()
        named = (one.given or provided for one in self.verdicts if one.carried)
        return tuple(dict.fromkeys(task for tasks in named for task in tasks))

    def with_failures_carried(self, message: str, cause: str) -> TaskEvidence:
        """The same with every failure passed as the error of one task, carried forward."""
        carried = Verdict(Outcome.PASSED, message, carried=True, given=(cause,))
        verdicts = tuple(carried if one.failed else one for one in self.verdicts)
        return replace(self, verdicts=verdicts, explained_by_earlier=True)


def judge(
    key: AnswerKey,
    rounds: Mapping[str, FirstRound],
    answers: Mapping[str, Answers] | None = None,
    file_name: str = "",
) -> tuple[TaskReport, ...]:
    """Judge every task of a submission; a task without observations is ungraded.

    `answers` are those to `error_carried_forward.questions`, by task; `file_name` is what the
    student called the file, by default the topic.
    """
    charged: Charged = frozenset()
    losses = Losses()
    wrong: set[str] = set()  # on their own, whatever is credited
    reports = []
    for task in key.tasks:
        first = rounds.get(task.name)
        if first is None:
            reports.append(_ungraded(task))
            continue
        evidence = TaskEvidence.of(first, (answers or {}).get(task.name))
        named = _named(key, evidence, charged)
        evidence = _with_error_carried(key, evidence, named, charged)
        diagnosis = _diagnosis(key, evidence, named, charged)
        if diagnosis is not None:
            diagnosis = _with_small_case(diagnosis, evidence, file_name or f"{key.topic}.py")
        charged |= {(one.task, one.id) for one in named}
        reports.append(_report(evidence, diagnosis or Diagnosis(), losses))
        lost = task.points - reports[-1].score
        built_on = [name for name in task.after if name in wrong.difference(task.prerequisites)]
        losses.note(task.name, lost, evidence.right_but_for, built_on)
        if not first.all_passed:
            wrong.add(task.name)
    return tuple(reports)


def _named(
    key: AnswerKey, evidence: TaskEvidence, charged: Charged
) -> tuple[KeyMisconception, ...]:
    """The misconceptions that explain a task by themselves.

    Where an earlier task's error explains it, that may hide one of this task's own: this is known
    from the results beside what was provided.
    """
    if not evidence.failed:
        return ()
    task, first = evidence.task, evidence.first
    named = () if evidence.right_as_carried else naming.alone(key, task, first.observations)
    beside = evidence.beside_provided_results
    if beside is None:
        return tuple(named)
    earlier = {name for name, _ in charged} & set(task.prerequisites)
    own = [one for one in named if one.task not in earlier]
    return tuple(own or naming.alone(key, task.with_provided_results, beside) or named)


def _with_error_carried(
    key: AnswerKey, evidence: TaskEvidence, named: Sequence[KeyMisconception], charged: Charged
) -> TaskEvidence:
    """The evidence with failures passed that a misconception of an earlier task explains."""
    cause = next(
        (one for one in named if (one.task, one.id) in charged and _explains_all(one, evidence)),
        None,
    )
    if cause is None:
        return _with_checks_carried(key, evidence, charged)
    return evidence.with_failures_carried(NOT_AGAIN.format(task=cause.task), cause.task)


def _with_checks_carried(key: AnswerKey, evidence: TaskEvidence, charged: Charged) -> TaskEvidence:
    """The evidence with those failures passed that an earlier error explains, beside an own one."""
    if not evidence.failed or evidence.right_as_carried:
        return evidence
    task, beside = evidence.task, evidence.beside_provided_results
    causes = [
        one
        for one in key.misconceptions
        if (one.task, one.id) in charged and one.task not in (task.name, *task.prerequisites)
    ]
    found = already_charged(task, evidence.first.observations, evidence.verdicts, causes)
    if beside is not None and task.doubles:
        lent = task.with_provided_results
        found |= already_charged(lent, beside, evidence.verdicts, causes)
    return replace(evidence, verdicts=carried(evidence.verdicts, found, NOT_AGAIN))


def _explains_all(misconception: KeyMisconception, evidence: TaskEvidence) -> bool:
    """Whether the work is right but for this misconception, which an earlier task paid for.

    Where results of that task can be provided, asking again has shown it; but a task that does
    without its test double has the same error written out once more. Exceptions show nothing of
    what would come after.
    """
    task = evidence.task
    if misconception.task not in task.prerequisites:
        return True
    beside, own = evidence.beside_provided_results, evidence.first.observations
    return (
        misconception.task in task.doubles
        and beside is not None
        and all(map(same_observation, own, beside))
        and all(isinstance(one, Value) for one in own)
    )


def _diagnosis(
    key: AnswerKey,
    evidence: TaskEvidence,
    named: Sequence[KeyMisconception],
    charged: Charged,
) -> Diagnosis | None:
    """What is wrong, where something is that has not been explained yet."""
    if not evidence.failed or (evidence.right_as_carried and not named):
        return None
    task = evidence.task
    earlier = [
        one
        for one in key.misconceptions
        if (one.task, one.id) in charged and one.task in task.after
    ]
    observations = evidence.first.observations
    return diagnose(key, task, observations, evidence.verdicts, named, earlier)


def _with_small_case(diagnosis: Diagnosis, evidence: TaskEvidence, file_name: str) -> Diagnosis:
    results = evidence.answers.small_results if evidence.answers is not None else None
    if results is None:
        return diagnosis
    return diagnosis.with_remark(small_failing_case(file_name, evidence.task, results))


def _report(evidence: TaskEvidence, diagnosis: Diagnosis, losses: Losses) -> TaskReport:
    """Points for what passed; the findings are told once, at the first check that shows them."""
    task, findings = evidence.task, diagnosis.findings
    reports = []
    for check, verdict in zip(task.checks, evidence.verdicts, strict=True):
        counted = _counted(check, verdict, evidence)
        shown: tuple[Finding, ...] = ()
        if counted.failed:
            shown, findings = findings, ()
        points, message = _earned(task, check, counted, losses)
        reports.append(
            CheckReport(
                name=check.title,
                outcome=counted.outcome,
                points=points,
                max_points=check.points,
                message=message,
                findings=shown,
            )
        )
    return _task_report(task, tuple(reports), diagnosis.remarks)


def _counted(check: Check, verdict: Verdict, evidence: TaskEvidence) -> Verdict:
    """The verdict as it counts: what depends on right values waits for these.

    Wrong values also fail the checks of form and of stability: one cause, reported once.
    """
    if check.role == Role.REQUIRED:
        return verdict
    if evidence.values_right:
        # What passes beside provided results is right without the error, and has no bound.
        return verdict if verdict.carried else replace(verdict, given=evidence.values_given)
    only_values = verdict.failed and check.in_form(evidence.task, evidence.first.observations)
    if verdict.passed or only_values:
        return Verdict(Outcome.BLOCKED, "counts once the values are right")
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


def _ungraded(task: KeyTask) -> TaskReport:
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
