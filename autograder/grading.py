"""From one submission to its grade report: run it in a worker, then judge."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field

from autograder.answer_key import AnswerKey
from autograder.availability import unavailable
from autograder.judge import judge
from autograder.observing import Interview
from autograder.report import GradeReport, Problem, Status
from autograder.sandbox import Limits, Sandbox
from autograder.second_round import questions

ATTEMPTS = 2


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one topic."""

    student: str
    topic: str
    files: dict[str, bytes] = field(default_factory=dict)
    status: Status = "graded"
    problems: tuple[Problem, ...] = ()
    file_name: str = ""  # what the student called the file, where it was not the topic's name

    @property
    def hash(self) -> str:
        """Of the names and contents of all files."""
        digest = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            digest.update(hashlib.sha256(name.encode()).digest())
            digest.update(hashlib.sha256(content).digest())
        return digest.hexdigest()[:32]


def grade(
    submission: Submission, key: AnswerKey, sandbox: Sandbox, limits: Limits | None = None
) -> GradeReport:
    """Grade one submission. Never raises for what the submission does.

    `limits` stand in for those of the topic. A fault of the kit or the machine is tried again and
    then reported as ungraded, never as zero.
    """
    started = time.monotonic()
    tier = sandbox.tier
    if submission.status != "graded":
        score = 0.0 if submission.status == "not_attempted" else None
        return _report(
            submission, key, tier, submission.status, score, started, submission.problems
        )
    lacking = unavailable(key.frameworks)
    if lacking is not None:
        return _report(submission, key, tier, "ungraded", None, started, (lacking,))
    limits = limits or key.limits
    for attempt in range(ATTEMPTS):
        try:
            with Interview(submission.files, key, sandbox, limits) as interview:
                observed, problems = interview.observe()
                second = interview.ask_again(questions(key, observed))
                figures = interview.draw()
            tasks = judge(key, observed, second, submission.file_name)
            break
        except Exception as error:  # whatever it is, it is ours: the report says so
            if attempt + 1 == ATTEMPTS:
                fault = Problem(
                    kind="kit",
                    message=f"the grader failed ({type(error).__name__}: {error}); grade it again",
                )
                return _report(submission, key, tier, "ungraded", None, started, (fault,))
    status: Status = "graded"
    untouched = {"not_attempted", "blocked"}  # blocked: needs what is not written
    if {task.outcome for task in tasks} <= untouched and not problems:
        status = "not_attempted"
    score = round(sum(task.score for task in tasks), 2)
    problems = (*submission.problems, *problems)
    report = _report(submission, key, tier, status, score, started, problems)
    return report.model_copy(update={"tasks": tasks, "figures": figures})


def ungraded(submission: Submission, problem: Problem, max_score: float, tier: str) -> GradeReport:
    """A report that says why there is no grade; the problem is not the submission's."""
    return GradeReport(
        student=submission.student,
        topic=submission.topic,
        score=None,
        max_score=max_score,
        status="ungraded",
        sandbox_tier=tier,
        key="",
        submission=submission.hash,
        duration_s=0.0,
        problems=(*submission.problems, problem),
    )


def _report(
    submission: Submission,
    key: AnswerKey,
    tier: str,
    status: Status,
    score: float | None,
    started: float,
    problems: tuple[Problem, ...],
) -> GradeReport:
    return GradeReport(
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
    )
