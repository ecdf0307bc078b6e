"""Processes that run mutants, each with a key and a sandbox of its own."""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing.util import Finalize

from autograder.grading.budget import Budget
from autograder.grading.grade import first_round
from autograder.grading.run_submission import SubmissionRun
from autograder.keys import files as key_files
from autograder.model.answer_key import AnswerKey, KeyTask
from autograder.model.limits import Limits
from autograder.model.observation import Observation
from autograder.model.program import Program, SourceMap
from autograder.numerics.comparison import same_observation
from autograder.rubric.checks import learns
from autograder.sandbox import Sandbox
from autograder.sandbox.pool import SandboxPool
from autograder.sandbox.tiers import Tier


@dataclass(frozen=True)
class Job:
    """A program, and on what it is to be run: indices of cases, by the name of their task."""

    source: str
    cases: Mapping[str, Sequence[int]]


# A case of a key: the name of its task, and its index there.
CaseId = tuple[str, int]


class Crew:
    """What answers questions about programs, given a key; in the order in which they were asked."""

    def __init__(self, executor: ProcessPoolExecutor) -> None:
        self._executor = executor

    def pass_all(self, jobs: Sequence[Job]) -> list[bool]:
        """Of each, whether it passes every check of its tasks; ends a program's run where not."""
        return list(self._executor.map(_passes_all, jobs))

    def differing(self, jobs: Sequence[Job]) -> list[set[CaseId]]:
        """Of each, its cases that do not give what the key expects."""
        return list(self._executor.map(_differing, jobs))


@contextlib.contextmanager
def crew(key: AnswerKey, tier: Tier, workers: int) -> Iterator[Crew]:
    """So many processes, for as long as the context lasts."""
    with ProcessPoolExecutor(
        workers,
        multiprocessing.get_context("spawn"),
        initializer=_start,
        # As bytes: a course's own kinds of check are known only to who reads the key.
        initargs=(key_files.encode(key), tier),
    ) as executor:
        yield Crew(executor)
    tier.clean_up()


@dataclass(frozen=True)
class _Member:
    """One process's key and sandbox."""

    key: AnswerKey
    sandbox: Sandbox

    @property
    def source_map(self) -> SourceMap:
        return SourceMap(f"{self.key.topic}.py")

    def run(self, job: Job) -> SubmissionRun:
        program = Program({self.source_map.file: job.source.encode()}, self.source_map)
        return SubmissionRun(program, self.key, self.sandbox, Budget(_impatient(self.key.limits)))

    def passes_all(self, job: Job) -> bool:
        tasks = [task for task in self.key.tasks if task.name in job.cases]
        with self.run(job) as run:
            return all(self._passes(run, task) for task in tasks)

    def _passes(self, run: SubmissionRun, task: KeyTask) -> bool:
        """Whether it passes every check of a task; asked check by check, to end at the first."""
        seen: dict[int, Observation] = {}
        for places in _in_turn(task):
            found = run.some_cases(task, places)
            if found is None:
                return False
            seen |= zip(places, found, strict=True)
            checks = tuple(check for check in task.checks if seen.keys() >= set(check.cases))
            # What was not asked yet is as it should be, and belongs to none of these checks.
            observed = tuple(seen.get(place, right) for place, right in enumerate(task.expected))
            asked = replace(task, checks=checks)
            if not first_round(asked, observed, self.source_map).all_right:
                return False
        return True

    def differing(self, job: Job) -> set[CaseId]:
        chosen = [
            task.of_cases(job.cases[task.name]) for task in self.key.tasks if task.name in job.cases
        ]
        found = set()
        with self.run(job) as run:
            for task, observed, _ in run.task_by_task(chosen):
                pairs = zip(job.cases[task.name], observed, task.expected, strict=True)
                found |= {
                    (task.name, index)
                    for index, seen, expected in pairs
                    if not same_observation(seen, expected)
                }
        return found


def _in_turn(task: KeyTask) -> Iterator[tuple[int, ...]]:
    """The cases that each check adds to those before it; models are trained last."""
    trained = learns.places(task)
    asked: set[int] = set()
    for check in sorted(task.checks, key=lambda one: not trained.isdisjoint(one.cases)):
        places = tuple(place for place in check.cases if place not in asked)
        if places:
            yield places
        asked |= set(places)


def _impatient(limits: Limits) -> Limits:
    """A mutant may loop; a right answer takes a small part of what a submission may."""
    return replace(
        limits,
        load_s=limits.load_s / 4,
        task_s=limits.task_s / 3,
        case_s=limits.case_s / 2,
        total_s=limits.total_s / 6,
    )


# In a process of the crew: its one member.
_members: list[_Member] = []


def _start(encoded: bytes, tier: Tier) -> None:
    key = key_files.decode(encoded)
    pool = SandboxPool(tier)
    Finalize(None, pool.close, exitpriority=1)
    _members.append(_Member(key, pool.of(key.frameworks, key.packages)))


def _passes_all(job: Job) -> bool:
    return _members[0].passes_all(job)


def _differing(job: Job) -> set[CaseId]:
    return _members[0].differing(job)
