"""The judge: from an answer key and observations to outcomes and points. Pure functions.

The way of one task: its verdicts, with errors carried forward credited (`TaskEvidence`), are
explained (`diagnosis`) and become points. Tasks are judged in their order, for what an earlier one
was charged with is not charged again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from autograder.diagnosis import naming, small_case
from autograder.diagnosis.diagnose import Diagnosis, diagnose
from autograder.diagnosis.naming import Names
from autograder.grading.already_charged import already_charged, carried
from autograder.grading.error_carried_forward import Answers, FirstRound
from autograder.grading.losses import Losses
from autograder.grading.task_evidence import TaskEvidence
from autograder.grading.task_report import task_report, ungraded
from autograder.model.answer_key import AnswerKey, KeyMisconception
from autograder.model.observation import Value
from autograder.model.report import SmallCase, TaskReport
from autograder.numerics.comparison import same_observation

Charged = frozenset[tuple[str, str]]
NOT_AGAIN = "correct given your {task}; the error in {task} is not charged again"


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
    file_name = file_name or f"{key.topic}.py"
    charged: Charged = frozenset()
    losses = Losses()
    wrong: set[str] = set()  # on their own, whatever is credited
    reports = []
    for task in key.tasks:
        first = rounds.get(task.name)
        if first is None:
            reports.append(ungraded(task))
            continue
        evidence = TaskEvidence.of(first, (answers or {}).get(task.name))
        named = _named(key, evidence, charged)
        evidence = _with_error_carried(key, evidence, named, charged)
        diagnosis = _diagnosis(key, evidence, named, charged)
        small = _small_case(diagnosis, evidence, file_name)
        if diagnosis is not None and small is not None:
            words = small_case.in_words(small, file_name, key.show_expected)
            diagnosis = diagnosis.with_remark(words)
        charged |= {(one.task, one.id) for one in named.fitting}
        report = task_report(evidence, diagnosis or Diagnosis(), losses)
        reports.append(replace(report, small_case=small))
        lost = task.points - reports[-1].score
        built_on = [name for name in task.after if name in wrong.difference(task.prerequisites)]
        losses.note(task.name, lost, evidence.right_but_for, built_on)
        if not first.all_right:
            wrong.add(task.name)
    return tuple(reports)


def _named(key: AnswerKey, evidence: TaskEvidence, charged: Charged) -> Names:
    """The misconceptions that explain a task by themselves.

    Where an earlier task's error explains it, that may hide one of this task's own: this is known
    from the results beside what was provided.
    """
    if not evidence.wrong:
        return Names()
    task, first = evidence.task, evidence.first
    found = [] if evidence.right_as_carried else naming.alone(key, task, first.observations)
    beside = evidence.beside_provided_results
    if beside is None:
        return Names.of(task, found)
    earlier = {name for name, _ in charged} & set(task.prerequisites)
    own = [one for one in found if one.task not in earlier]
    if not own:
        own = naming.alone(key, task.with_provided_results, beside)
    return Names.of(task, own or found)


def _with_error_carried(
    key: AnswerKey, evidence: TaskEvidence, named: Names, charged: Charged
) -> TaskEvidence:
    """The evidence with failures passed that a misconception of an earlier task explains."""
    cause = next(
        (
            one
            for one in named.fitting
            if (one.task, one.id) in charged and _explains_all(one, evidence)
        ),
        None,
    )
    if cause is None:
        return _with_checks_carried(key, evidence, charged)
    return evidence.with_failures_carried(NOT_AGAIN.format(task=cause.task), cause.task)


def _with_checks_carried(key: AnswerKey, evidence: TaskEvidence, charged: Charged) -> TaskEvidence:
    """The evidence with those failures passed that an earlier error explains, beside an own one."""
    if not evidence.wrong or evidence.right_as_carried:
        return evidence
    task, beside = evidence.task, evidence.beside_provided_results
    causes = [
        one
        for one in key.misconceptions
        if (one.task, one.id) in charged and one.task not in (task.name, *task.prerequisites)
    ]
    found = already_charged(task, evidence.first.observations, evidence.verdicts, causes)
    if beside is not None and task.doubles:
        with_doubles = task.with_provided_results
        found |= already_charged(with_doubles, beside, evidence.verdicts, causes)
    return evidence.with_verdicts(carried(evidence.verdicts, found, NOT_AGAIN))


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
    named: Names,
    charged: Charged,
) -> Diagnosis | None:
    """What is wrong, where something is that has not been explained yet."""
    if not evidence.wrong or (evidence.right_as_carried and not named.fitting):
        return None
    task = evidence.task
    earlier = [
        one
        for one in key.misconceptions
        if (one.task, one.id) in charged and one.task in task.after
    ]
    observations = evidence.first.observations
    return diagnose(key, task, observations, evidence.verdicts, named, earlier)


def _small_case(
    diagnosis: Diagnosis | None, evidence: TaskEvidence, file_name: str
) -> SmallCase | None:
    results = evidence.answers.small_results if evidence.answers is not None else None
    if diagnosis is None or results is None:
        return None
    return small_case.small_failing_case(file_name, evidence.task, results)
