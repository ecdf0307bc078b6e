"""Build an answer key: draw the cases, run the reference and every misconception on them."""

from __future__ import annotations

import contextlib
import copy
import hashlib
import inspect
import io
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

import autograder
from autograder import answer_key, probes, two_oracles
from autograder.answer_key import (
    AnswerKey,
    AnswerKeyError,
    KeyCase,
    KeyCheck,
    KeyMisconception,
    KeyTask,
    Observation,
)
from autograder.comparison import same_observation
from autograder.course import Topic
from autograder.rubric import Case, Check, Misconception, RubricError, Task
from autograder.verdicts import verdicts
from autograder.worker import execute, frames, prerequisites

HUNDREDTHS = 100


def build(topic: Topic, seed: str) -> AnswerKey:
    """Run the reference and every misconception on fresh cases drawn from `seed`."""
    rubric = topic.rubric
    bare = [_task(topic.name, task, seed) for task in rubric.tasks]
    observed = _observe(topic.solution, topic, [task.cases for task in bare])
    tasks = []
    for task, observations in zip(bare, observed, strict=True):
        probed = _probes(topic, task)
        complete = replace(
            task,
            expected=observations,
            lent=_lendings(topic, task, bare),
            probes=tuple(case for case, _ in probed),
            probe_results=tuple(right for _, right in probed),
        )
        _examine(topic, complete)
        tasks.append(complete)
    mistakes = tuple(_mistake(topic, mistake, tasks) for mistake in topic.misconceptions)
    return AnswerKey(
        topic=topic.name,
        title=rubric.title,
        hash=fingerprint(topic, seed),
        driver=topic.driver,
        frameworks=rubric.frameworks,
        tasks=tuple(tasks),
        misconceptions=mistakes,
    )


def cached(topic: Topic, seed: str, folder: Path) -> AnswerKey:
    """The key from `folder` if it was built before from the same texts and seed, else built."""
    # Cached under the kit's own code as well: a changed worker may observe differently.
    kit = Path(autograder.__file__).parent
    code = sorted([*kit.glob("*.py"), *kit.glob("rubric/*.py"), *kit.glob("worker/*.py")])
    digest = _digest([fingerprint(topic, seed).encode(), *(path.read_bytes() for path in code)])
    path = folder / f"{topic.name}-{digest}.key"
    if path.exists():
        try:
            return answer_key.read(path)
        except AnswerKeyError:  # damaged or of another version: what follows replaces it
            path.unlink(missing_ok=True)
    key = build(topic, seed)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    answer_key.save(key, path)
    return key


def fingerprint(topic: Topic, seed: str) -> str:
    """Hash of what a key is made from: the kit's version, the topic's texts, and the seed."""
    parts = [autograder.__version__, seed, topic.solution, topic.driver, *topic.variants.values()]
    for path in (topic.reference / "rubric.py", topic.reference / "misconceptions.py"):
        parts.append(path.read_text(encoding="utf-8") if path.exists() else "")
    return _digest([part.encode() for part in parts])


def _digest(parts: list[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:32]


def allocate(points: float, weights: list[float]) -> list[float]:
    """Split points by weight in hundredths that add up exactly (largest remainder)."""
    total = round(points * HUNDREDTHS)
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: shares[i] - exact[i])
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return [share / HUNDREDTHS for share in shares]


def observe_reference(
    topic: Topic, cases: list[tuple[KeyCase, ...]]
) -> list[tuple[Observation, ...]]:
    """What the reference gives on any cases."""
    return _observe(topic.solution, topic, cases)


def _observe(
    source: str, topic: Topic, cases: list[tuple[KeyCase, ...]]
) -> list[tuple[Observation, ...]]:
    """Run trusted source in this process, through the same codec as a submission's answers."""
    file_name = f"{topic.name}.py"
    with contextlib.redirect_stdout(io.StringIO()):
        driver, _ = execute.load(topic.driver, "_trusted_driver", "driver.py")
        module, failures = execute.load(source, "_trusted_module", file_name)
        if failures:
            raise RubricError(
                f"{topic.name}: the reference or a misconception does not load: {failures[0]}"
            )
        observed = [
            [execute.run(module, driver, asdict(case), file_name) for case in some]
            for some in cases
        ]
    return [tuple(frames.decode(frames.encode(some))) for some in observed]


def _examine(topic: Topic, task: KeyTask) -> None:
    """The reference must pass its own checks, its gradients its own finite differences."""
    for check, verdict in zip(task.checks, verdicts(task, list(task.expected)), strict=True):
        reason = "" if verdict.outcome == "passed" else verdict.message
        if not reason and check.of is not None:
            sweeps = tuple(two_oracles.sweep_of(check, task.cases[i]) for i in check.cases)
            [swept] = _observe(topic.solution, topic, [sweeps])
            results = [task.expected[i] for i in check.cases]
            if not two_oracles.agree(check, sweeps, results, swept):
                reason = f"it differs from the finite differences of {check.of}"
        if reason:
            raise RubricError(
                f"{topic.name}: the reference itself fails at {task.name}, "
                f"“{check.title}”: {reason}"
            )


def _lendings(
    topic: Topic, task: KeyTask, tasks: list[KeyTask]
) -> dict[str, list[tuple[list[Any], Any]]]:
    """What the reference asks of earlier tasks on this task's cases, and gets.

    Only of tasks whose results the contract fixes: one that is called through a driver (a forward
    pass with a cache of the student's own form) cannot be lent. Where the reference does without an
    earlier task it is asked here, if the case's arguments name all it needs.
    """
    lendable = [
        other.name
        for other in tasks
        if other.name in task.after and all(case.call == other.name for case in other.cases)
    ]
    found: dict[str, dict[bytes, tuple[list[Any], Any]]] = {name: {} for name in lendable}
    driver, _ = execute.load(topic.driver, "_trusted_driver", "driver.py")
    module, _ = execute.load(topic.solution, "_trusted_module", f"{topic.name}.py")

    def recorder(name: str, function: Any) -> Any:
        def record(*arguments: Any, **named: Any) -> Any:
            given = copy.deepcopy(prerequisites.bound(function, arguments, named))
            result = function(*arguments, **named)
            if _is_plain([given, result]):
                found[name].setdefault(frames.encode(given), (given, copy.deepcopy(result)))
            return result

        return record

    for name in lendable:
        function = getattr(module, name)
        parameters = inspect.signature(function).parameters
        setattr(module, name, recorder(name, function))
        for case in task.cases:
            if set(parameters) <= set(case.arguments):
                asked = {one: copy.deepcopy(case.arguments[one]) for one in parameters}
                with contextlib.suppress(Exception):  # a case for `raises`
                    getattr(module, name)(**asked)
    for case in task.cases:
        execute.run(module, driver, asdict(case), f"{topic.name}.py")
    return {name: list(table.values()) for name, table in found.items() if table}


def _probes(topic: Topic, task: KeyTask) -> list[tuple[KeyCase, Observation]]:
    """Small inputs on which the reference and every variant agree; only for plain calls.

    Where right hand-ins differ the contract leaves something open, or the small form breaks it.
    """
    check = next((check for check in task.checks if check.role == "value"), None)
    if check is None or check.view is not None or task.cases[check.cases[0]].call != task.name:
        return []
    forms = [
        KeyCase(task.name, arguments)
        for place in check.cases[:2]
        for arguments in probes.simpler(task.cases[place].arguments)
    ]
    seen: set[bytes] = set()
    distinct = []
    for form in forms:
        text = frames.encode(form.arguments)
        if text not in seen:
            seen.add(text)
            distinct.append(form)
    [right] = _observe(topic.solution, topic, [tuple(distinct)])
    kept = [
        (form, one)
        for form, one in zip(distinct, right, strict=True)
        if "value" in one and not one["warned"]
    ]
    for source in topic.variants.values():
        [theirs] = _observe(source, topic, [tuple(form for form, _ in kept)])
        kept = [
            pair for pair, one in zip(kept, theirs, strict=True) if same_observation(one, pair[1])
        ]
    return kept[: probes.MAX_PROBES]


def _is_plain(value: Any) -> bool:
    """Whether a frame carries the value as it is."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(item) for key, item in value.items())
    if isinstance(value, list | tuple):
        return all(_is_plain(item) for item in value)
    if isinstance(value, np.ndarray):
        return value.dtype.str in frames.DTYPES
    return value is None or isinstance(value, bool | int | float | str | np.generic)


def _mistake(topic: Topic, mistake: Misconception, tasks: list[KeyTask]) -> KeyMisconception:
    if mistake.task not in {task.name for task in tasks}:
        raise RubricError(f"{mistake.id}: there is no task {mistake.task}")
    observed = _observe(topic.wrong(mistake), topic, [task.cases for task in tasks])
    differences = {}
    for task, observations in zip(tasks, observed, strict=True):
        different = {
            str(place): mine
            for place, (mine, right) in enumerate(zip(observations, task.expected, strict=True))
            if not same_observation(mine, right)
        }
        if different:
            differences[task.name] = different
    return KeyMisconception(mistake.id, mistake.task, mistake.says, mistake.hint, differences)


def _generator(*words: str) -> np.random.Generator:
    digest = hashlib.sha256("\0".join(words).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "little"))


@dataclass
class _CaseTable:
    """The cases of a task: checks that look at the same call share one case."""

    cases: list[KeyCase] = field(default_factory=list)
    places: dict[tuple[str, int], int] = field(default_factory=dict)

    def add(
        self,
        call: str,
        arguments: dict[str, Any],
        *,
        repeat: bool = False,
        watch: bool = False,
    ) -> int:
        # Arguments are kept alive by the case, so that their identity stays theirs.
        what = (call, id(arguments))
        if what in self.places:
            place = self.places[what]
            known = self.cases[place]
            self.cases[place] = replace(
                known, repeat=known.repeat or repeat, watch=known.watch or watch
            )
            return place
        self.cases.append(KeyCase(call, arguments, repeat=repeat, watch=watch))
        self.places[what] = len(self.cases) - 1
        return len(self.cases) - 1


def _task(topic: str, task: Task, seed: str) -> KeyTask:
    if not any(check.role == "value" for check in task.checks):
        raise RubricError(
            f"{task.name}: no check needs the right values, so junk would earn points"
        )
    table = _CaseTable()
    checks: list[KeyCheck] = []
    drawn: dict[Any, list[Case]] = {}
    shares = allocate(task.points, [check.weight for check in task.checks])
    for number, (check, points) in enumerate(zip(task.checks, shares, strict=True)):
        if check.cases not in drawn:
            drawn[check.cases] = list(check.cases(_generator(seed, topic, task.name, str(number))))
        given = drawn[check.cases]
        if not given:
            raise RubricError(f"{task.name}: “{check.title}” has no case")
        rng = _generator(seed, topic, task.name, str(number), "law")
        indices, parameters = _cases(table, task, check, given, rng)
        checks.append(
            KeyCheck(
                kind=check.kind,
                title=check.title,
                role=check.role,
                points=points,
                cases=indices,
                view=check.view,
                of=check.of,
                wrt=check.wrt or (next(iter(given[0].arguments)) if check.of else None),
                law=check.law.name if check.law else None,
                parameters=parameters,
                exception=check.exception,
            )
        )
    return KeyTask(
        name=task.name,
        points=task.points,
        summary=task.summary,
        after=task.after,
        hints=task.hints,
        checks=tuple(checks),
        cases=tuple(table.cases),
        expected=(),
        lent={},
        probes=(),
        probe_results=(),
        follow_through=task.follow_through,
    )


def _cases(
    table: _CaseTable, task: Task, check: Check, given: list[Case], rng: np.random.Generator
) -> tuple[tuple[int, ...], dict[str, Any] | None]:
    call = check.call or task.name
    law = check.law
    parameters: dict[str, Any] | None = dict(law.parameters) if law else None
    indices = []
    orders = []
    for entry in given:
        arguments = entry.arguments
        indices.append(
            table.add(call, arguments, repeat=check.kind == "pure", watch=check.kind == "untouched")
        )
        if law is not None and law.transform is not None:
            indices.append(table.add(call, law.transform(dict(arguments), rng)))
        if law is not None and law.reordered:
            order = rng.permutation(len(arguments[law.reordered[0]]))
            moved = {name: arguments[name][order] for name in law.reordered}
            indices.append(table.add(call, {**arguments, **moved}))
            orders.append(order)
    if orders and parameters is not None:
        parameters["orders"] = orders
    return tuple(indices), parameters
