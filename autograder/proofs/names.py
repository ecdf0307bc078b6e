"""Whether names hold: on mutants of the correct variants, and on cases that were drawn anew.

The key knows the reference's mistakes in the reference's words. A mutant of a variant is neither,
and nobody said which idea it is. A finding about it is a claim about a program, so it has to be
made on any cases: where another key says something else, or nothing, one of the two is chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autograder.course.topic import Topic
from autograder.engines import local as engine
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.outcomes import Outcome
from autograder.model.report import Report, TaskReport
from autograder.model.submission import Submission
from autograder.proofs.mutation import mutants
from autograder.sandbox.tiers import Tier

# The key that a name must hold on, too.
OTHER_SEED = "names"
# The share of names that has to hold.
STANDARD = 0.98


@dataclass(frozen=True)
class Names:
    """Failed tasks of mutants; those with a finding; and findings that another key does not make.

    `repaired` are those for which the line of a repair is told instead.
    """

    failed: int
    named: int
    repaired: int
    chance: tuple[str, ...]

    @property
    def summary(self) -> str:
        """The counts in a line."""
        return (
            f"{self.failed} failed tasks of mutated variants: {self.named} named, "
            f"{self.repaired} repaired; {len(self.chance)} names do not hold on other cases"
        )

    @property
    def breaches(self) -> tuple[str, ...]:
        """The names that do not hold, where they are too many."""
        if len(self.chance) <= (1 - STANDARD) * self.named:
            return ()
        return tuple(f"named by chance: {one}" for one in self.chance)


def names(topic: Topic, key: AnswerKey, tier: Tier, workers: int, count: int) -> Names:
    """Grade about `count` mutants of the correct variants, evenly chosen, with two keys."""
    sources = dict(_mutated(topic, count))
    here = _graded(topic, key, tier, workers, sources)
    there = _graded(topic, build(topic, OTHER_SEED), tier, workers, sources)
    failed = named = repaired = 0
    chance: list[str] = []
    for what, report in here.items():
        others = {task.name: task for task in there[what].tasks}
        for task in report.tasks:
            if not any(check.outcome == Outcome.FAILED for check in task.checks):
                continue
            failed += 1
            found = _found(task)
            named += bool(found)
            repaired += not found and task.repair is not None
            for one in sorted(found - _found(others[task.name])):
                chance.append(f"{what}: {task.name} is called {one}")
    return Names(failed, named, repaired, tuple(chance))


def _mutated(topic: Topic, count: int) -> Iterator[tuple[str, str]]:
    share = -(-count // max(1, len(topic.variants)))
    for name, source in sorted(topic.variants.items()):
        made = mutants(source)
        for number, one in enumerate(made[:: max(1, len(made) // share)][:share]):
            yield f"variant {name}, {one.what} ({number})", one.source


def _graded(
    topic: Topic, key: AnswerKey, tier: Tier, workers: int, sources: Mapping[str, str]
) -> dict[str, Report]:
    submissions = [
        Submission(what, topic.name, {f"{topic.name}.py": source.encode()})
        for what, source in sources.items()
    ]
    return {one.student: one for one in engine.run(submissions, {topic.name: key}, tier, workers)}


def _found(task: TaskReport) -> set[str]:
    return {finding.id for check in task.checks for finding in check.findings}
