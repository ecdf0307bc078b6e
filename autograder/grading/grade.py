"""From one submission to its grade report: run it in a worker, then judge."""

from __future__ import annotations

import time
from dataclasses import replace

from autograder.collect.notebooks.as_python import as_python
from autograder.grading.error_carried_forward import Observed, questions
from autograder.grading.judge import judge
from autograder.grading.run_submission import Interview
from autograder.model.answer_key import AnswerKey
from autograder.model.outcomes import Outcome, ProblemKind, Status
from autograder.model.report import Problem, Report
from autograder.model.source_map import Places
from autograder.model.submission import Submission
from autograder.sandbox import Limits, Sandbox
from autograder.sandbox.availability import unavailable

ATTEMPTS = 2


def grade(
    submission: Submission, key: AnswerKey, sandbox: Sandbox, limits: Limits | None = None
) -> Report:
    """Grade one submission. Never raises for what the submission does.

    `limits` stand in for those of the topic. A fault of the kit or the machine is tried again and
    then reported as ungraded, never as zero. Where a file and a notebook were handed in, the file
    counts unless it earns nothing.
    """
    own, notebook = f"{key.topic}.py", f"{key.topic}.ipynb"
    if not {own, notebook} <= set(submission.files):
        return _grade(submission, key, sandbox, limits or key.limits)
    report = _grade(_without(submission, notebook), key, sandbox, limits or key.limits)
    said = f"both {own} and {notebook} were handed in: {own} was graded"
    if not report.score:
        other = _grade(_without(submission, own), key, sandbox, limits or key.limits)
        if report.status == other.status == Status.NOT_ATTEMPTED:
            return report
        if other.score or report.status == Status.NOT_ATTEMPTED:
            report = other
            said = f"{own} earns nothing, so {notebook}, which was handed in too, was graded"
    note = Problem(kind=ProblemKind.TWO_FILES, message=said)
    problems = (note, *report.problems)
    return replace(report, problems=problems, submission=submission.hash)


def _without(submission: Submission, name: str) -> Submission:
    kept = {one: content for one, content in submission.files.items() if one != name}
    return replace(submission, files=kept)


def _grade(submission: Submission, key: AnswerKey, sandbox: Sandbox, limits: Limits) -> Report:
    started = time.monotonic()
    tier = sandbox.tier
    if submission.status != Status.GRADED:
        score = 0.0 if submission.status == Status.NOT_ATTEMPTED else None
        return _report(
            submission, key, tier, submission.status, score, started, submission.problems
        )
    lacking = unavailable(key.frameworks)
    if lacking is not None:
        return _report(submission, key, tier, Status.UNGRADED, None, started, (lacking,))
    for attempt in range(ATTEMPTS):
        try:
            made = as_python(submission.files, key)
            with Interview(made.files, key, sandbox, limits, made.places) as interview:
                observed, problems = interview.observe()
                _locate(observed, made.places)
                second = interview.ask_again(questions(key, observed), observed)
                figures = interview.draw()
            name = f"{key.topic}.ipynb" if made.places.notebook else submission.file_name
            tasks = judge(key, observed, second, name)
            break
        except Exception as error:  # whatever it is, it is ours: the report says so
            if attempt + 1 == ATTEMPTS:
                fault = Problem(
                    kind=ProblemKind.KIT,
                    message=f"the grader failed ({type(error).__name__}: {error}); grade it again",
                )
                return _report(submission, key, tier, Status.UNGRADED, None, started, (fault,))
    status = Status.GRADED
    untouched = {Outcome.NOT_ATTEMPTED, Outcome.BLOCKED}  # blocked: needs what is not written
    if {task.outcome for task in tasks} <= untouched and not problems:
        status = Status.NOT_ATTEMPTED
    score = round(sum(task.score for task in tasks), 2)
    problems = (*submission.problems, *made.problems, *problems)
    report = _report(submission, key, tier, status, score, started, problems)
    return replace(report, tasks=tasks, figures=figures)


def _locate(observed: Observed, places: Places) -> None:
    """Say of every exception from a notebook in which cell it arose."""
    for observations in observed.values():
        for one in observations:
            if places.notebook and "error" in one and one["error"]["line"]:
                one["error"]["place"] = places.words(one["error"]["line"])


def ungraded(submission: Submission, problem: Problem, max_score: float, tier: str) -> Report:
    """A report that says why there is no grade; the problem is not the submission's."""
    return Report(
        student=submission.student,
        topic=submission.topic,
        score=None,
        max_score=max_score,
        status=Status.UNGRADED,
        sandbox_tier=tier,
        key="",
        submission=submission.hash,
        duration_s=0.0,
        problems=(*submission.problems, problem),
        account=submission.account,
    )


def _report(
    submission: Submission,
    key: AnswerKey,
    tier: str,
    status: Status,
    score: float | None,
    started: float,
    problems: tuple[Problem, ...],
) -> Report:
    return Report(
        student=submission.student,
        topic=key.topic,
        score=score,
        max_score=key.points,
        status=status,
        sandbox_tier=tier,
        key=key.hash,
        submission=submission.hash,
        duration_s=round(time.monotonic() - started, 3),
        problems=problems,
        account=submission.account,
    )
