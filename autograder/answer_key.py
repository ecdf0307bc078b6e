"""The answer key: cases, expected observations, and what every misconception would give.

Plain data in one frame. All rubric code runs while the key is built; the judge needs none of it.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder import __version__
from autograder.course import Topic
from autograder.rubric import Case, Check, Misconception, RubricError, Task
from autograder.worker import execute, frames

Observation = dict[str, Any]
PUBLIC_SEED = "public"
HUNDREDTHS = 100


class AnswerKeyError(Exception):
    """A key file that is missing, damaged or of another version."""


@dataclass(frozen=True)
class KeyCase:
    """One call that the worker makes for a task."""

    call: str
    arguments: dict[str, Any]
    sweep: tuple[str, bool] | None = None
    repeat: bool = False
    watch: bool = False


@dataclass(frozen=True)
class KeyCheck:
    """A check, its points, and the indices of its cases within the task."""

    kind: str
    title: str
    role: str
    points: float
    cases: tuple[int, ...]
    view: str | None = None
    of: str | None = None
    wrt: str | None = None
    law: str | None = None
    parameters: dict[str, Any] | None = None
    exception: str | None = None


@dataclass(frozen=True)
class KeyTask:
    """A task with everything the judge compares against."""

    name: str
    points: float
    summary: str
    after: tuple[str, ...]
    hints: tuple[str, ...]
    checks: tuple[KeyCheck, ...]
    cases: tuple[KeyCase, ...]
    expected: tuple[Observation, ...]

    def request(self) -> list[dict[str, Any]]:
        """The cases as the worker gets them: inputs only."""
        return [asdict(case) for case in self.cases]


@dataclass(frozen=True)
class KeyMisconception:
    """What a wrong implementation gives, for each task in which it differs from the reference."""

    id: str
    task: str
    says: str
    hint: str
    observations: dict[str, tuple[Observation, ...]]


@dataclass(frozen=True)
class AnswerKey:
    """Everything that is needed to grade one topic."""

    topic: str
    title: str
    hash: str
    driver: str
    tasks: tuple[KeyTask, ...]
    misconceptions: tuple[KeyMisconception, ...]

    @property
    def points(self) -> float:
        """The most a submission can earn."""
        return round(sum(task.points for task in self.tasks), 2)


def build(topic: Topic, seed: str) -> AnswerKey:
    """Run the reference and every misconception on fresh cases drawn from `seed`."""
    rubric = topic.rubric
    bare = [_task(topic.name, task, seed) for task in rubric.tasks]
    expected = observe(topic.solution, topic.driver, bare, topic.name)
    tasks = []
    for task, observations in zip(bare, expected, strict=True):
        for case, observation in zip(task.cases, observations, strict=True):
            wanted = any(
                check.kind == "raises" and task.cases[index] is case
                for check in task.checks
                for index in check.cases
            )
            if not wanted and ("error" in observation or "missing" in observation):
                raise RubricError(
                    f"{topic.name}: the reference itself fails at {task.name}: {observation}"
                )
        tasks.append(KeyTask(**{**vars(task), "expected": tuple(observations)}))
    mistakes = tuple(_mistake(topic, mistake, tasks) for mistake in topic.misconceptions)
    return AnswerKey(
        topic.name, rubric.title, _hash(topic, seed), topic.driver, tuple(tasks), mistakes
    )


def observe(
    source: str, driver_source: str, tasks: list[KeyTask], name: str
) -> list[list[Observation]]:
    """Run trusted source in this process, through the same codec as a submission's answers."""
    file_name = f"{name}.py"
    driver, _ = execute.load(driver_source, "_trusted_driver", "driver.py")
    module, failures = execute.load(source, "_trusted_module", file_name)
    if failures:
        raise RubricError(f"{name}: the reference or a misconception does not load: {failures[0]}")
    return [
        frames.decode(
            frames.encode([execute.run(module, driver, case, file_name) for case in task.request()])
        )
        for task in tasks
    ]


def save(key: AnswerKey, path: Path) -> None:
    """Write the key so that only a complete file ever stands at `path`."""
    body = frames.encode(asdict(key))
    digest = hashlib.sha256(body).hexdigest()
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(digest.encode() + b"\n" + body)
    os.replace(partial, path)


def read(path: Path) -> AnswerKey:
    """Read a key file; damage is found by its digest."""
    try:
        digest, _, body = path.read_bytes().partition(b"\n")
    except OSError as error:
        raise AnswerKeyError(f"the key {path} cannot be read: {error.strerror}") from None
    if hashlib.sha256(body).hexdigest().encode() != digest:
        raise AnswerKeyError(f"the key {path} is damaged: fetch it again")
    try:
        return _from_tree(frames.decode(body))
    except (frames.FrameError, TypeError, KeyError) as error:
        raise AnswerKeyError(f"the key {path} is of another version of the kit ({error})") from None


def _from_tree(tree: dict[str, Any]) -> AnswerKey:
    tasks = []
    for task in tree["tasks"]:
        checks = tuple(KeyCheck(**check) for check in task["checks"])
        cases = tuple(KeyCase(**case) for case in task["cases"])
        tasks.append(KeyTask(**{**task, "checks": checks, "cases": cases}))
    mistakes = tuple(KeyMisconception(**mistake) for mistake in tree["misconceptions"])
    return AnswerKey(**{**tree, "tasks": tuple(tasks), "misconceptions": mistakes})


def _hash(topic: Topic, seed: str) -> str:
    digest = hashlib.sha256()
    rubric = (topic.reference / "rubric.py").read_bytes()
    path = topic.reference / "misconceptions.py"
    wrong = path.read_bytes() if path.exists() else b""
    for part in (__version__, seed, topic.solution, topic.driver):
        digest.update(hashlib.sha256(part.encode()).digest())
    for raw in (rubric, wrong):
        digest.update(hashlib.sha256(raw).digest())
    return digest.hexdigest()[:32]


def _generator(*words: str) -> np.random.Generator:
    digest = hashlib.sha256("\0".join(words).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "little"))


def _task(topic: str, task: Task, seed: str) -> KeyTask:
    if not any(check.role == "value" for check in task.checks):
        raise RubricError(
            f"{task.name}: no check needs the right values, so junk would earn points"
        )
    cases: list[KeyCase] = []
    checks: list[KeyCheck] = []
    shares = allocate(task.points, [check.weight for check in task.checks])
    for number, (check, points) in enumerate(zip(task.checks, shares, strict=True)):
        rng = _generator(seed, topic, task.name, str(number))
        given = list(check.cases(rng))
        if not given:
            raise RubricError(f"{task.name}: “{check.title}” has no case")
        made, parameters = _cases(task, check, given, rng)
        first = len(cases)
        cases.extend(made)
        checks.append(
            KeyCheck(
                kind=check.kind,
                title=check.title,
                role=check.role,
                points=points,
                cases=tuple(range(first, len(cases))),
                view=check.view,
                of=check.of,
                wrt=check.wrt or (next(iter(given[0].arguments)) if check.of else None),
                law=check.law.name if check.law else None,
                parameters=parameters,
                exception=check.exception,
            )
        )
    return KeyTask(
        task.name,
        task.points,
        task.summary,
        task.after,
        task.hints,
        tuple(checks),
        tuple(cases),
        (),
    )


def _cases(
    task: Task, check: Check, given: list[Case], rng: np.random.Generator
) -> tuple[list[KeyCase], dict[str, Any] | None]:
    call = check.call or task.name
    made: list[KeyCase] = []
    parameters: dict[str, Any] | None = None
    law = check.law
    if law is not None:
        parameters = dict(law.parameters)
    orders = []
    for entry in given:
        arguments = entry.arguments
        made.append(
            KeyCase(
                call,
                arguments,
                repeat=check.kind == "pure",
                watch=check.kind == "untouched",
            )
        )
        if check.of is not None:
            wrt = check.wrt or next(iter(arguments))
            # The function itself at the point, then around it: the second oracle.
            made.append(KeyCase(check.of, arguments))
            made.append(KeyCase(check.of, arguments, sweep=(wrt, check.kind == "slope")))
        if law is not None and law.transform is not None:
            made.append(KeyCase(call, law.transform(dict(arguments), rng)))
        if law is not None and law.reordered:
            order = rng.permutation(len(arguments[law.reordered[0]]))
            moved = {name: arguments[name][order] for name in law.reordered}
            made.append(KeyCase(call, {**arguments, **moved}))
            orders.append(order)
    if orders and parameters is not None:
        parameters["orders"] = orders
    return made, parameters


def _mistake(topic: Topic, mistake: Misconception, tasks: list[KeyTask]) -> KeyMisconception:
    if mistake.task not in {task.name for task in tasks}:
        raise RubricError(f"{mistake.id}: there is no task {mistake.task}")
    from autograder.comparison import same_observation

    observed = observe(topic.wrong(mistake), topic.driver, tasks, topic.name)
    differing = {}
    for task, observations in zip(tasks, observed, strict=True):
        pairs = zip(observations, task.expected, strict=True)
        if task.name == mistake.task or not all(same_observation(a, b) for a, b in pairs):
            differing[task.name] = tuple(observations)
    return KeyMisconception(mistake.id, mistake.task, mistake.says, mistake.hint, differing)


def allocate(points: float, weights: list[float]) -> list[float]:
    """Split points by weight in hundredths that add up exactly (largest remainder)."""
    total = round(points * HUNDREDTHS)
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: shares[i] - exact[i])
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return [share / HUNDREDTHS for share in shares]
