"""Prove a rubric by a hunt: no input at which what has full marks differs, or what is right does.

Hunted are the mutants and misconceptions with full marks, and the correct variants: where one of
these differs, it is wrong, or the contract leaves open what the hunt tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from autograder.course.topic import Topic
from autograder.hunt.effort import Effort
from autograder.hunt.hunting import Found, Hunt, hunt
from autograder.hunt.quarry import Quarry
from autograder.hunt.words import call_of
from autograder.keys.call_graph import reached
from autograder.model.answer_key import AnswerKey
from autograder.model.program import Program, SourceMap
from autograder.proofs.crew import Job, crew
from autograder.proofs.mutation_score import survivors_of
from autograder.sandbox import Sandbox
from autograder.sandbox.pool import SandboxPool
from autograder.sandbox.tiers import Tier

DIFFERS = "full marks, but differs: {what}: {call}: {says}"
LEFT_OPEN = "a correct variant differs: {what}: {call}: {says}"


@dataclass(frozen=True)
class Survivor:
    """A wrong program with full marks for these tasks."""

    what: str
    source: str
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class Hunted:
    """Counts for one topic; every difference that was found, in words."""

    topic: str
    inputs: int
    programs: int
    breaches: tuple[str, ...]

    @property
    def summary(self) -> str:
        """The counts in a line."""
        return (
            f"hunted with {self.inputs} inputs; {self.programs} programs with full marks, "
            f"{len(self.breaches)} differ"
        )


def prove_by_hunt(
    topic: Topic, key: AnswerKey, tier: Tier, survivors: list[Survivor], effort: Effort
) -> Hunted:
    """Hunt the survivors of a topic, and its variants."""
    breaches = []
    with hunt(topic, effort.inputs) as hunting, SandboxPool(tier) as pool:
        breaches += [_line(LEFT_OPEN, name, one) for name, one in hunting.left_open()]
        sandbox = pool.of(key.frameworks, key.packages)
        for survivor in survivors:
            found = _found(hunting, survivor, key, sandbox, effort)
            breaches += [_line(DIFFERS, survivor.what, one) for one in found]
        inputs = sum(len(ground.inputs) for ground in hunting.grounds)
    programs = len(survivors) + len(topic.variants)
    return Hunted(topic.name, inputs, programs, tuple(breaches))


def survivors(
    topic: Topic, key: AnswerKey, tier: Tier, workers: int, mutants: int
) -> list[Survivor]:
    """Misconceptions and mutants (at least so many are made) with full marks where they are."""
    _, alive = survivors_of(topic, key, tier, workers, mutants)
    found = [*_misconceptions(topic, key, tier, workers)]
    for mutant in alive:
        reach = reached(mutant.source, key.driver, key.tasks)
        tasks = tuple(task.name for task in key.tasks if mutant.inside in reach[task.name])
        found.append(Survivor(mutant.what, mutant.source, tasks))
    return found


def _misconceptions(topic: Topic, key: AnswerKey, tier: Tier, workers: int) -> Iterator[Survivor]:
    counts = {task.name: len(task.cases) for task in key.tasks}
    made = [
        Survivor(f"misconception {one.label}", topic.wrong(one), (one.task,))
        for one in topic.misconceptions
    ]
    jobs = [Job(one.source, {name: range(counts[name]) for name in one.tasks}) for one in made]
    with crew(key, tier, workers) as members:
        passed = members.pass_all(jobs)
    return (one for one, passes in zip(made, passed, strict=True) if passes)


def _found(
    hunting: Hunt, survivor: Survivor, key: AnswerKey, sandbox: Sandbox, effort: Effort
) -> list[Found]:
    source_map = SourceMap(f"{key.topic}.py")
    program = Program({source_map.file: survivor.source.encode()}, source_map)
    with Quarry(program, key, sandbox, effort.seconds) as quarry:
        return hunting.of(quarry, survivor.tasks)


def _line(words: str, what: str, found: Found) -> str:
    return words.format(what=what, call=call_of(found), says=found.says)
