"""From one submission to its grade report: run it in a worker, then judge."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from typing import Any

from autograder.answer_key import AnswerKey
from autograder.judge import Observed, judge
from autograder.report import GradeReport, Problem, Status
from autograder.sandbox import Limits, Sandbox, Session, WorkerFault
from autograder.worker import frames

ATTEMPTS = 2


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one topic."""

    student: str
    topic: str
    files: dict[str, bytes] = field(default_factory=dict)
    status: Status = "graded"
    problems: tuple[Problem, ...] = ()

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

    A fault of the kit or the machine is tried again and then reported as ungraded, never as zero.
    """
    started = time.monotonic()
    tier = sandbox.tier
    if submission.status != "graded":
        score = 0.0 if submission.status == "not_attempted" else None
        return _report(
            submission, key, tier, submission.status, score, started, submission.problems
        )
    for attempt in range(ATTEMPTS):
        try:
            observed, problems = observe(submission, key, sandbox, limits or Limits())
            tasks = judge(key, observed)
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
    return report.model_copy(update={"tasks": tasks})


def observe(
    submission: Submission, key: AnswerKey, sandbox: Sandbox, limits: Limits
) -> tuple[Observed, tuple[Problem, ...]]:
    """Run all tasks; one that hangs or dies costs only itself."""
    observed: Observed = {}
    problems: tuple[Problem, ...] = ()
    waiting = list(key.tasks)
    died: set[str] = set()
    while waiting:
        with sandbox.open(limits) as session:
            fault, problems = _load(session, submission, key, limits)
            while waiting and fault is None:
                task = waiting[0]
                try:
                    answer = session.request(task.request, limits.task_s)
                    observed[task.name] = _observations(answer, len(task.cases))
                    waiting.pop(0)
                except WorkerFault as error:
                    if error.kind == "died" and task.name not in died:
                        died.add(task.name)  # once more, in case the machine was at fault
                        break
                    observed[task.name] = [{"fault": str(error)} for _ in task.cases]
                    waiting.pop(0)
                    break
            if fault is not None:
                for task in waiting:
                    observed[task.name] = [{"fault": fault} for _ in task.cases]
                waiting = []
    return observed, problems


def _load(
    session: Session, submission: Submission, key: AnswerKey, limits: Limits
) -> tuple[str | None, tuple[Problem, ...]]:
    """Import the submission; returns what forbids going on, and what is to be said."""
    file_name = f"{key.topic}.py"
    message = frames.encode(
        {
            "kind": "load",
            "name": key.topic,
            "file_name": file_name,
            "source": submission.files[file_name].decode("utf-8-sig"),
            "driver": key.driver,
            "companions": {
                name: content.decode("utf-8", "replace")
                for name, content in submission.files.items()
                if name != file_name
            },
        }
    )
    try:
        answer = session.request(message, limits.load_s)
    except WorkerFault as error:
        said = f"while {file_name} was being imported, it {error}"
        return said, (Problem(kind=f"import_{error.kind}", message=said),)
    if "syntax" in answer:
        found = answer["syntax"]
        said = f"{file_name} is not valid Python: line {found['line']}: {found['message']}"
        return said, (Problem(kind="syntax_error", message=said),)
    problems = []
    for failure in answer.get("failures", []):
        said = (
            f"line {failure['line']} of {file_name} failed while it was being imported "
            f"({failure['type']}: {failure['message']}); what stands after it was read all the same"
        )
        problems.append(Problem(kind="import_error", message=said))
    absent = [task.name for task in key.tasks if task.name not in answer["names"]]
    if absent:
        said = f"{file_name} does not define {', '.join(absent)}: were they renamed?"
        problems.append(Problem(kind="missing_names", message=said))
    return None, tuple(problems)


def _observations(answer: dict[str, Any], count: int) -> list[dict[str, Any]]:
    """Check the form of what came back: the worker is not trusted."""
    found = answer.get("observations")
    if not isinstance(found, list) or len(found) != count:
        raise WorkerFault("protocol", "did not answer every case")
    for one in found:
        if not isinstance(one, dict) or not _formed(one):
            raise WorkerFault("protocol", "answered in an unknown form")
    return found


def _formed(one: dict[str, Any]) -> bool:
    if "missing" in one:
        return isinstance(one["missing"], str)
    warned = one.get("warned")
    if not isinstance(warned, list) or not all(isinstance(kind, str) for kind in warned):
        return False
    changed = one.get("changed", [])
    if not isinstance(changed, list) or not all(isinstance(name, str) for name in changed):
        return False
    if "error" in one:
        error = one["error"]
        return isinstance(error, dict) and {
            "type": str,
            "ancestors": list,
            "message": str,
            "line": int,
            "function": str,
        } == {name: type(value) for name, value in error.items()}
    return "value" in one and "fault" not in one


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
