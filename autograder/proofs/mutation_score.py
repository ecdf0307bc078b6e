"""The mutation score: of the programs that differ from the reference, how many the checks catch.

A mutant that earns every point is run again on wider inputs than the rubric draws. If it differs
there beyond rounding, the checks have missed it; if not, it is the same function in other words.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np

from autograder.course.topic import Topic
from autograder.engines import local as engine
from autograder.grading.grade import first_rounds
from autograder.grading.run_submission import SubmissionRun
from autograder.keys import build as key_building
from autograder.keys.run_reference import observer
from autograder.model import tree
from autograder.model.answer_key import AnswerKey, KeyTask
from autograder.model.limits import Limits
from autograder.model.observation import Observation, Value
from autograder.model.program import Program, SourceMap
from autograder.model.requests import Case
from autograder.model.submission import Submission
from autograder.numerics.comparison import same_observation
from autograder.proofs.mutation import Mutant, mutants
from autograder.sandbox import Sandbox
from autograder.sandbox.tiers import Tier

WIDER_SEEDS = ("wide-1", "wide-2")


@dataclass
class Score:
    """Counts for one topic; every mutant that was missed, in words."""

    topic: str
    caught: int = 0
    equivalent: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All mutants that were graded."""
        return self.caught + self.equivalent + len(self.missed)


def score(topic: Topic, key: AnswerKey, tier: Tier, workers: int, count: int) -> Score:
    """Grade at least `count` mutants, of the reference first and then of the variants."""
    made = list(_mutants_of(topic, count))
    result = Score(topic.name)
    submissions = [
        Submission(str(number), topic.name, {f"{topic.name}.py": mutant.source.encode()})
        for number, mutant in enumerate(made)
    ]
    limits = _impatient(key.limits)
    survivors = []
    for report in engine.run(submissions, {topic.name: key}, tier, workers, limits):
        if report.score == report.max_score:
            survivors.append(int(report.student))
        else:
            result.caught += 1
    if survivors:
        sandbox = tier.sandbox(key.frameworks)
        try:
            wide = [_wider(key_building.build(topic, seed), topic, sandbox) for seed in WIDER_SEEDS]
            for number in sorted(survivors):
                files = submissions[number].files
                if any(_differs(files, one, sandbox, limits) for one in wide):
                    result.missed.append(made[number].what)
                else:
                    result.equivalent += 1
        finally:
            sandbox.close()
    return result


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
            yield Mutant(f"variant {name}, {mutant.what}", mutant.source)


def _impatient(limits: Limits) -> Limits:
    """A mutant may loop; a right answer takes a small part of what a submission may."""
    return replace(
        limits,
        load_s=limits.load_s / 4,
        task_s=limits.task_s / 3,
        case_s=limits.case_s / 2,
        total_s=limits.total_s / 6,
    )


def _differs(files: dict[str, bytes], key: AnswerKey, sandbox: Sandbox, limits: Limits) -> bool:
    observed = _observed(files, key, sandbox, limits)
    return any(
        not same_observation(mine, right)
        for task in key.tasks
        for mine, right in zip(observed[task.name], task.expected, strict=True)
    )


def _observed(
    files: dict[str, bytes], key: AnswerKey, sandbox: Sandbox, limits: Limits
) -> dict[str, tuple[Observation, ...]]:
    """What a file gives on all cases of a key, with guesses scored."""
    program = Program(files, SourceMap(f"{key.topic}.py"))
    with SubmissionRun(program, key, sandbox, limits) as run:
        observed, _ = run.observe()
    return {
        name: first.observations
        for name, first in first_rounds(key, observed, program.source_map).items()
    }


def _wider(key: AnswerKey, topic: Topic, sandbox: Sandbox) -> AnswerKey:
    """The same tasks on the rubric's cases and on scaled, shifted and sparse forms of them.

    Without the cases on which right submissions disagree: there the contract leaves something open.
    """
    tasks = []
    widened = []
    for task in key.tasks:
        cases = list(task.cases)
        for number, case in enumerate(task.cases):
            rng = np.random.default_rng([number, len(task.cases)])
            cases += [replace(case, arguments=form) for form in _forms(case.arguments, rng)]
        widened.append(tuple(cases))
    with observer(topic) as observe_trusted:
        seen_by_task = observe_trusted(topic.program(), widened)
    for task, wide_cases, observed in zip(key.tasks, widened, seen_by_task, strict=True):
        kept = [
            (case, seen)
            for case, seen in zip(wide_cases, observed, strict=True)
            if isinstance(seen, Value) and not seen.warned
        ]
        tasks.append(_with_cases(task, [case for case, _ in kept], [seen for _, seen in kept]))
    wide = replace(key, tasks=tuple(tasks))
    for source in topic.variants.values():
        files = {f"{topic.name}.py": source.encode()}
        found = _observed(files, wide, sandbox, key.limits)
        agreed = []
        for task in wide.tasks:
            seen = zip(task.cases, task.expected, found[task.name], strict=True)
            same = [(c, right) for c, right, mine in seen if same_observation(mine, right)]
            agreed.append(_with_cases(task, [c for c, _ in same], [right for _, right in same]))
        wide = replace(wide, tasks=tuple(agreed))
    return wide


def _with_cases(task: KeyTask, cases: list[Case], expected: list[Observation]) -> KeyTask:
    return replace(task, cases=tuple(cases), expected=tuple(expected), checks=())


def _forms(arguments: dict[str, Any], rng: np.random.Generator) -> Iterator[dict[str, Any]]:
    """Float arrays scaled, negated, and with zeros; everything else as it is."""

    for rule in (
        lambda v: 3 * v,
        lambda v: -v,
        lambda v: 0.1 * v,
        lambda v: v * (rng.random(v.shape) < 0.6),
    ):
        yield tree.map_leaves(partial(_changed, rule), arguments)


def _changed(rule: Callable[[Any], Any], leaf: Any) -> Any:
    if isinstance(leaf, np.ndarray) and leaf.dtype.kind == "f":
        return rule(leaf).astype(leaf.dtype)
    return copy.copy(leaf)
