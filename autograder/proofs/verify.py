"""Prove a topic's rubric: what it must accept, what it must reject, and what it must name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from autograder.course.topic import Topic
from autograder.engines import local as engine
from autograder.model.answer_key import AnswerKey
from autograder.model.outcomes import Outcome, Status
from autograder.model.report import Report
from autograder.model.submission import Submission
from autograder.sandbox.tiers import Tier


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
    def summary(self) -> str:
        """The counts in a line."""
        return (
            f"{self.accepted} accepted, {self.rejected} rejected; "
            f"{len(self.false_accepts)} false accepts, {len(self.false_rejects)} false rejects, "
            f"{len(self.unnamed)} unnamed"
        )

    @property
    def breaches(self) -> tuple[str, ...]:
        """Every breach with its kind."""
        return (
            *(f"false accept: {line}" for line in self.false_accepts),
            *(f"false reject: {line}" for line in self.false_rejects),
            *(f"unnamed: {line}" for line in self.unnamed),
        )


def prove(topic: Topic, key: AnswerKey, tier: Tier, workers: int = 2, one_in: int = 1) -> Proof:
    """Grade the reference, the stub, every variant and every misconception as if submitted.

    A misconception must lose points and be named, and so must its idea in a variant's words.
    `one_in` takes a part of the variants and misconceptions only, one in so many.
    """
    proof = Proof(topic.name)
    right = {"reference": topic.solution, **dict(list(topic.variants.items())[::one_in])}
    mistakes = {mistake.id: mistake for mistake in topic.misconceptions}
    wrong = {
        mistake.label: (mistake, topic.wrong(mistake)) for mistake in topic.misconceptions[::one_in]
    }
    for one in topic.transplants.transplants[::one_in]:
        name = f"{one.misconception} in {one.variant}"
        wrong[name] = mistakes[one.misconception], topic.transplanted(one).text
    submissions = [
        Submission(f"{kind} {name}", topic.name, {f"{topic.name}.py": source.encode()})
        for kind, sources in (
            ("right", right),
            ("stub", {"": topic.stub}),
            ("wrong", {name: source for name, (_, source) in wrong.items()}),
        )
        for name, source in sources.items()
    ]
    # Figures earn nothing, and curves of a training would train every program once more.
    plain = replace(key, figures=())
    reports = {r.student: r for r in engine.run(submissions, {topic.name: plain}, tier, workers)}
    for name in right:
        report = reports[f"right {name}"]
        if report.score == report.max_score:
            proof.accepted += 1
        else:
            proof.false_rejects.append(f"{name}: {_failures(report)}")
    stub = reports["stub "]
    if stub.score == 0 and stub.status == Status.NOT_ATTEMPTED:
        proof.rejected += 1
    else:
        proof.false_accepts.append(f"stub: {stub.score} points, {stub.status}")
    for name, (mistake, _) in wrong.items():
        report = reports[f"wrong {name}"]
        task = next((task for task in report.tasks if task.name == mistake.task), None)
        if task is None or task.score >= task.max_score:
            proof.false_accepts.append(f"{name}: full points for {mistake.task}")
            continue
        proof.rejected += 1
        found = {finding.id for check in task.checks for finding in check.findings}
        if not found.issuperset(mistake.parts or (mistake.id,)):
            proof.unnamed.append(f"{name}: {_failures(report)}")
    return proof


def _failures(report: Report) -> str:
    if not report.tasks:
        return "; ".join(problem.message for problem in report.problems)
    return "; ".join(
        f"{task.name}/{check.name}: {check.outcome} {check.message}"
        for task in report.tasks
        for check in task.checks
        if check.outcome != Outcome.PASSED
    )
