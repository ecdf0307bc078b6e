"""Build an answer key: draw the cases, run the reference and every misconception on them."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np

import autograder
from autograder.course.topic import Topic
from autograder.keys.call_graph import reached
from autograder.keys.drawing import draw, draw_figure
from autograder.keys.provided_results import lendings, stand_ins
from autograder.keys.run_reference import Observe, observer
from autograder.keys.small_inputs import holds_array, probes
from autograder.model import answer_key
from autograder.model.answer_key import (
    AnswerKey,
    AnswerKeyError,
    KeyCheck,
    KeyFigure,
    KeyMisconception,
    KeyTask,
)
from autograder.model.outcomes import Outcome
from autograder.numerics import gradient_check as two_oracles
from autograder.numerics.comparison import same_observation
from autograder.rubric import Figure, Misconception, RubricError, figures, held_out
from autograder.rubric.verdicts import verdicts


def build(topic: Topic, seed: str) -> AnswerKey:
    """Run the reference and every misconception on fresh cases drawn from `seed`."""
    with observer(topic) as observe:
        return _build(topic, seed, observe)


def _build(topic: Topic, seed: str, observe: Observe) -> AnswerKey:
    rubric = topic.rubric
    bare = [draw(topic.name, task, seed) for task in rubric.tasks]
    observed = observe(topic.solution, [task.cases for task in bare])
    tasks = []
    for task, observations in zip(bare, observed, strict=True):
        probed = probes(topic, task, observe)
        complete = replace(
            task,
            lent=lendings(topic, task, bare),
            probes=tuple(case for case, _ in probed),
            probe_results=tuple(right for _, right in probed),
        )
        complete = _with_stand_ins(topic, complete, observe)
        complete = held_out.settled(complete, observations)
        _examine(topic, complete, observe)
        checks = tuple(
            _with_dependence(topic, complete, check, observe) for check in complete.checks
        )
        tasks.append(replace(complete, checks=checks))
    reach = reached(topic, tasks)
    mistakes = tuple(
        _mistake(
            topic, mistake, [task for task in tasks if mistake.task in reach[task.name]], observe
        )
        for mistake in topic.misconceptions
    )
    return AnswerKey(
        topic=topic.name,
        title=rubric.title,
        hash=fingerprint(topic, seed),
        driver=topic.driver,
        frameworks=rubric.frameworks,
        limits=rubric.limits,
        tasks=tuple(tasks),
        misconceptions=mistakes,
        figures=tuple(_figure(topic, figure, seed, observe) for figure in rubric.figures),
    )


def cached(topic: Topic, seed: str, folder: Path) -> AnswerKey:
    """The key from `folder` if it was built before from the same texts and seed, else built."""
    # Cached under the kit's own code as well: a changed worker may observe differently.
    kit = Path(autograder.__file__).parent
    code = sorted(kit.rglob("*.py"))
    digest = _digest([fingerprint(topic, seed).encode(), *(path.read_bytes() for path in code)])
    path = folder / f"{topic.name}-{digest}.key"
    if path.exists():
        try:
            return answer_key.read(path)
        except AnswerKeyError:  # damaged or of another version: what follows replaces it
            path.unlink(missing_ok=True)
    key = build(topic, seed)
    with contextlib.suppress(OSError):  # a full disk costs building it again, nothing else
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


def _examine(topic: Topic, task: KeyTask, observe: Observe) -> None:
    """The reference must pass its own checks, its gradients its own finite differences."""
    for check, verdict in zip(task.checks, verdicts(task, list(task.expected)), strict=True):
        reason = "" if verdict.outcome == Outcome.PASSED else verdict.message
        if not reason and check.of is not None:
            sweeps = tuple(check.sweep_of(task.cases[i]) for i in check.cases)
            [swept] = observe(topic.solution, [sweeps])
            results = [task.expected[i] for i in check.cases]
            if not two_oracles.agree(check, sweeps, results, swept):
                reason = f"it differs from the finite differences of {check.of}"
        if reason:
            raise RubricError(
                f"{topic.name}: the reference itself fails at {task.name}, "
                f"“{check.title}”: {reason}"
            )


def _with_stand_ins(topic: Topic, task: KeyTask, observe: Observe) -> KeyTask:
    """What is right where the driver's functions stand in for earlier tasks."""
    names = stand_ins(topic, task)
    if not names:
        return task
    [alone] = observe(topic.solution, [task.cases], names)
    complete = replace(task, stand_ins=names, expected_alone=alone)
    for verdict in verdicts(complete.aided, list(alone)):
        if verdict.outcome != Outcome.PASSED:
            raise RubricError(
                f"{topic.name}: the reference's {task.name} fails with the driver's "
                f"{' and '.join(names)} standing in: {verdict.message}"
            )
    return complete


def _with_dependence(topic: Topic, task: KeyTask, check: KeyCheck, observe: Observe) -> KeyCheck:
    """A gradient's check with the names of the arguments that its function depends on."""
    if check.of is None:
        return check
    case = task.cases[check.cases[0]]
    names = tuple(  # of arrays: a slip that leaves out a constant is still a function of the data
        name for name, value in case.arguments.items() if name != check.wrt and holds_array(value)
    )
    calls = replace(check, depends=names).around(case)
    here, _, _, *others = observe(topic.solution, [calls])[0]
    depends = tuple(
        name
        for name, other in zip(names, others, strict=True)
        if "value" in other
        and np.isfinite(other["value"]).all()
        and two_oracles.differ(np.asarray(other["value"]), np.asarray(here["value"]))
    )
    return replace(check, depends=depends)


def _figure(topic: Topic, figure: Figure, seed: str, observe: Observe) -> KeyFigure:
    """A figure in which the reference, too, has every curve."""
    drawn = draw_figure(topic.name, figure, seed)
    [observed] = observe(topic.solution, [drawn.cases])
    if len(figures.own_curves(drawn, list(observed))) != len(drawn.names):
        raise RubricError(f"{topic.name}: the reference has no curve in “{figure.title}”")
    if not figure.beside:
        return drawn
    curve = np.asarray(observed[0]["value"], dtype=np.float64)
    return replace(drawn, references={**drawn.references, figure.beside: curve})


def _mistake(
    topic: Topic, mistake: Misconception, tasks: list[KeyTask], observe: Observe
) -> KeyMisconception:
    """What it changes in `tasks`, those that may call it."""
    if not tasks:
        raise RubricError(f"{mistake.id}: there is no task {mistake.task}")
    # Trainings cost seconds: they are run for slips of their own task, and are right for others.
    asked = [
        [
            place
            for place in range(len(task.cases))
            if task.name == mistake.task or place not in held_out.places(task)
        ]
        for task in tasks
    ]
    cases = [tuple(task.cases[i] for i in some) for task, some in zip(tasks, asked, strict=True)]
    observed = observe(topic.wrong(mistake), cases)
    differences = {}
    for task, some, answers in zip(tasks, asked, observed, strict=True):
        given = dict(zip(some, answers, strict=True))
        observations = [given.get(place, right) for place, right in enumerate(task.expected)]
        found = held_out.marked(task, observations)
        different = {
            str(place): mine
            for place, (mine, right) in enumerate(zip(found, task.expected, strict=True))
            if place in given and not same_observation(mine, right)
        }
        if different:
            differences[task.name] = different
    for task in tasks:
        if task.stand_ins and task.name == mistake.task:
            [alone] = observe(topic.wrong(mistake), [task.cases], task.stand_ins)
            differences[task.aided.name] = {
                str(place): mine
                for place, (mine, right) in enumerate(zip(alone, task.expected_alone, strict=True))
                if not same_observation(mine, right)
            }
    return KeyMisconception(
        id=mistake.id,
        task=mistake.task,
        says=mistake.says,
        hint=mistake.hint,
        differences=differences,
        raises=mistake.raises,
    )
