"""The mutation score: of the programs that differ from the reference, how many the checks catch.

A mutant is caught by the first check that is not passed to the last digit, or where it hangs or
ends. Only the tasks that the changed function can have an effect on are run, for the others are
those of a right program. One that passes them all is run again on wider inputs than the rubric
draws. If it differs there beyond rounding, the checks have missed it; if not, it is the same
function in other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from autograder.course.topic import Topic
from autograder.keys.call_graph import reached
from autograder.model.answer_key import AnswerKey
from autograder.proofs.crew import Job, crew
from autograder.proofs.mutation import Mutant, mutants
from autograder.proofs.wider_inputs import wider_key
from autograder.sandbox.tiers import Tier

WIDER_SEEDS = ("wide-1", "wide-2")


@dataclass(frozen=True)
class Score:
    """Counts for one topic; every mutant that was missed, in words."""

    topic: str
    caught: int
    equivalent: int
    missed: tuple[str, ...]

    @property
    def total(self) -> int:
        """All mutants that were graded."""
        return self.caught + self.equivalent + len(self.missed)

    @property
    def summary(self) -> str:
        """The counts in a line."""
        return (
            f"{self.total} mutants; {self.caught} caught, {self.equivalent} equivalent, "
            f"{len(self.missed)} missed"
        )

    @property
    def breaches(self) -> tuple[str, ...]:
        """Every mutant that was missed."""
        return tuple(f"missed mutant: {what}" for what in self.missed)


def score(topic: Topic, key: AnswerKey, tier: Tier, workers: int, count: int) -> Score:
    """Grade at least `count` mutants, of the reference first and then of the variants."""
    made, survivors = survivors_of(topic, key, tier, workers, count)
    other: set[Mutant] = set()
    if survivors:
        for seed in WIDER_SEEDS:
            other |= differing(topic, wider_key(topic, key, seed), survivors, tier, workers)
    return Score(
        topic.name,
        caught=len(made) - len(survivors),
        equivalent=len(survivors) - len(other),
        missed=tuple(mutant.what for mutant in survivors if mutant in other),
    )


def survivors_of(
    topic: Topic, key: AnswerKey, tier: Tier, workers: int, count: int
) -> tuple[list[Mutant], list[Mutant]]:
    """At least `count` mutants, if there are so many, and those of them with full marks."""
    made = list(_mutants_of(topic, count))
    with crew(key, tier, workers) as members:
        passed = members.pass_all([_job(mutant, key) for mutant in made])
    return made, [mutant for mutant, passes in zip(made, passed, strict=True) if passes]


def differing(
    topic: Topic, wide: AnswerKey, survivors: Sequence[Mutant], tier: Tier, workers: int
) -> set[Mutant]:
    """Those that differ from the reference where all variants agree with it.

    Where right submissions disagree, the contract leaves something open.
    """
    with crew(wide, tier, workers) as members:
        found = members.differing([_job(mutant, wide) for mutant in survivors])
        somewhere = sorted({case for cases in found for case in cases})
        cases: dict[str, list[int]] = {}
        for name, index in somewhere:
            cases.setdefault(name, []).append(index)
        variants = [Job(source, cases) for source in topic.variants.values()] if cases else []
        left_open = {case for one in members.differing(variants) for case in one}
    return {mutant for mutant, differs in zip(survivors, found, strict=True) if differs - left_open}


def _job(mutant: Mutant, key: AnswerKey) -> Job:
    """A mutant on all cases of the tasks that the changed definition can have an effect on."""
    reach = reached(mutant.source, key.driver, key.tasks)
    return Job(
        mutant.source,
        {
            task.name: range(len(task.cases))
            for task in key.tasks
            if mutant.inside in reach[task.name] and task.cases
        },
    )


def _mutants_of(topic: Topic, count: int) -> Iterator[Mutant]:
    """All of the reference; then evenly chosen ones of each variant until there are enough."""
    made = mutants(topic.solution)
    yield from made
    left = count - len(made)
    variants = sorted(topic.variants.items())
    for index, (name, source) in enumerate(variants):
        if left <= 0:
            return
        of_variant = mutants(source)
        share = -(-left // (len(variants) - index))
        chosen = of_variant[:: max(1, len(of_variant) // share)]
        left -= len(chosen)
        for mutant in chosen:
            yield replace(mutant, what=f"variant {name}, {mutant.what}")
