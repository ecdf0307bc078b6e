"""Prove a topic's rubric: what it must accept, what it must reject, and what it must name."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from autograder.answer_key import AnswerKey
from autograder.course import Topic
from autograder.grading import Submission, grade
from autograder.report import GradeReport


@dataclass
class Proof:
    """Counts for one topic, and every breach in words."""

    topic: str
    accepted: int = 0
    rejected: int = 0
    false_accepts: list[str] = field(default_factory=list)
    false_rejects: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """No breach of any kind."""
        return not (self.false_accepts or self.false_rejects or self.unnamed)


def prove(topic: Topic, key: AnswerKey, workers: int = 2) -> Proof:
    """Grade the reference, the stub, every variant and every misconception as if handed in."""
    proof = Proof(topic.name)
    right = {"reference": topic.solution, **topic.variants}
    wrong = {mistake.id: topic.wrong(mistake) for mistake in topic.misconceptions}
    with ThreadPoolExecutor(workers) as pool:

        def graded(sources: dict[str, str]) -> dict[str, GradeReport]:
            handed_in = [
                Submission(name, topic.name, {f"{topic.name}.py": source.encode()})
                for name, source in sources.items()
            ]
            results = pool.map(lambda one: grade(one, key), handed_in)
            return dict(zip(sources, results, strict=True))

        for name, report in graded(right).items():
            if report.score == report.max_score:
                proof.accepted += 1
            else:
                proof.false_rejects.append(f"{name}: {_failures(report)}")
        for name, report in graded({"stub": topic.stub}).items():
            if report.score == 0 and report.status == "not_attempted":
                proof.rejected += 1
            else:
                proof.false_accepts.append(f"{name}: {report.score} points, {report.status}")
        tasks = {mistake.id: mistake.task for mistake in topic.misconceptions}
        for name, report in graded(wrong).items():
            task = next(task for task in report.tasks if task.name == tasks[name])
            if task.score >= task.max_score:
                proof.false_accepts.append(f"{name}: full points for {task.name}")
                continue
            proof.rejected += 1
            if name not in {f.id for check in task.checks for f in check.findings}:
                proof.unnamed.append(f"{name}: {_failures(report)}")
    return proof


def _failures(report: GradeReport) -> str:
    if not report.tasks:
        return "; ".join(problem.message for problem in report.problems)
    return "; ".join(
        f"{task.name}/{check.name}: {check.outcome} {check.message}"
        for task in report.tasks
        for check in task.checks
        if check.outcome != "passed"
    )
