"""Build an answer key: draw the cases, run the reference and every misconception on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from queue import SimpleQueue

import numpy as np

from autograder.course.sources import Program
from autograder.course.topic import Topic
from autograder.keys.call_graph import reached
from autograder.keys.drawing import draw, draw_figure
from autograder.keys.driver_calls import functions_called
from autograder.keys.fingerprint import fingerprint
from autograder.keys.provided_results import doubles, provided
from autograder.keys.run_reference import Observe, observer, observers
from autograder.keys.small_inputs import holds_array, small_inputs
from autograder.model.answer_key import (
    AnswerKey,
    Differences,
    KeyFigure,
    KeyMisconception,
    KeyTask,
)
from autograder.model.checks import Check, DerivativeCheck
from autograder.model.observation import Observation, Value
from autograder.numerics import gradient_check
from autograder.numerics.comparison import same_observation
from autograder.rubric import Figure, Misconception, RubricError
from autograder.rubric.checks import learns
from autograder.rubric.figures import own_curves
from autograder.rubric.verdicts import verdicts


def build(topic: Topic, seed: str) -> AnswerKey:
    """Run the reference and every misconception on fresh cases drawn from `seed`; RubricError."""
    with observers(topic) as free:
        return _build(topic, seed, free)


def tasks_of(topic: Topic, seed: str) -> list[KeyTask]:
    """The tasks of a key alone, without what misconceptions give; RubricError."""
    with observer(topic) as observe:
        return _tasks(topic, seed, observe)


def _tasks(topic: Topic, seed: str, observe: Observe) -> list[KeyTask]:
    drawn = [draw(topic.name, task, seed) for task in topic.rubric.tasks]
    observed = observe(topic.program(), [task.cases for task in drawn])
    complete = []
    for task, some in zip(drawn, observed, strict=True):
        seen = looked_at(topic, task, dict(enumerate(some)), observe)
        complete.append(_complete(topic, task, drawn, [*seen.values()], observe))
    return complete


def _build(topic: Topic, seed: str, observers: Sequence[Observe]) -> AnswerKey:
    rubric = topic.rubric
    observe = observers[0]
    tasks = _tasks(topic, seed, observe)
    return AnswerKey(
        topic=topic.name,
        title=rubric.title,
        hash=fingerprint(topic, seed),
        driver=topic.driver,
        frameworks=rubric.frameworks,
        limits=rubric.limits,
        tasks=tuple(tasks),
        misconceptions=tuple(_misconceptions(topic, tasks, observers)),
        figures=tuple(_figure(topic, figure, seed, tasks, observe) for figure in rubric.figures),
        check_kinds=topic.check_kinds,
        packages=topic.packages,
        repair=topic.repair,
        show_expected=topic.show_expected,
    )


def looked_at(
    topic: Topic, task: KeyTask, observed: Mapping[int, Observation], observe: Observe
) -> dict[int, Observation]:
    """What was observed, by number of the case, as the driver looks at it without a submission."""
    asked = task.questions(observed)
    if not asked:
        return dict(observed)
    [answers] = observe(topic.program(), [tuple(asked.values())])
    return task.with_answers(observed, dict(zip(asked, answers, strict=True)))


def _complete(
    topic: Topic,
    task: KeyTask,
    drawn: list[KeyTask],
    observed: Sequence[Observation],
    observe: Observe,
) -> KeyTask:
    """A task with what is expected, what can be provided, and small inputs."""
    small = small_inputs(topic, task, observe)
    complete = replace(
        task,
        provided=provided(topic, task, drawn),
        small_cases=tuple(case for case, _ in small),
        small_results=tuple(right for _, right in small),
    )
    complete = _with_doubles(topic, complete, observe)
    complete = learns.settled(complete, observed)
    _examine(topic, complete, observe)
    checks = tuple(_with_dependence(topic, complete, check, observe) for check in complete.checks)
    return replace(complete, checks=checks)


def _examine(topic: Topic, task: KeyTask, observe: Observe) -> None:
    """The reference must pass its own checks, its gradients its own finite differences."""
    for check, verdict in zip(task.checks, verdicts(task, task.expected), strict=True):
        reason = "" if verdict.passed else verdict.message
        if not reason and isinstance(check, DerivativeCheck):
            cases = tuple(gradient_check.evaluation_case(check, task.cases[i]) for i in check.cases)
            [around] = observe(topic.program(), [cases])
            results = [task.expected[i] for i in check.cases]
            agreed = map(lambda *one: gradient_check.agrees(check, *one), cases, results, around)
            if not all(agreed):
                reason = f"it differs from the finite differences of {check.of}"
        if reason:
            raise RubricError(
                f"{topic.name}: the reference itself fails at {task.name}, "
                f"“{check.title}”: {reason}"
            )


def _with_doubles(topic: Topic, task: KeyTask, observe: Observe) -> KeyTask:
    """What is right where the driver's test doubles stand in for earlier tasks."""
    names = doubles(topic, task)
    if not names:
        return task
    [beside] = observe(topic.program(), [task.cases], names)
    beside = tuple(looked_at(topic, task, dict(enumerate(beside)), observe).values())
    complete = replace(task, doubles=names, expected_with_doubles=beside)
    for verdict in verdicts(complete.with_provided_results, beside):
        if not verdict.passed:
            raise RubricError(
                f"{topic.name}: the reference's {task.name} fails with the driver's test doubles "
                f"of {' and '.join(names)}: {verdict.message}"
            )
    return complete


def _with_dependence(topic: Topic, task: KeyTask, check: Check, observe: Observe) -> Check:
    """A derivative's check with the arguments that its function depends on, and what it calls."""
    if not isinstance(check, DerivativeCheck):
        return check
    case = task.cases[check.cases[0]]
    names = tuple(  # of arrays: a bug that leaves out a constant is still a function of the data
        name for name, value in case.arguments.items() if name != check.wrt and holds_array(value)
    )
    calls = gradient_check.cases_elsewhere(replace(check, depends=names), case)
    [[here, _, _, *others]] = observe(topic.program(), [calls])
    depends = tuple(
        name
        for name, other in zip(names, others, strict=True)
        if isinstance(other, Value)
        and isinstance(here, Value)
        and np.isfinite(other.value).all()
        and gradient_check.differ(np.asarray(other.value), np.asarray(here.value))
    )
    return replace(check, depends=depends, calls=functions_called(topic.driver, check.of))


def _figure(
    topic: Topic, figure: Figure, seed: str, tasks: Sequence[KeyTask], observe: Observe
) -> KeyFigure:
    """A figure in which the reference, too, has every curve."""
    drawn = draw_figure(topic.name, figure, seed, tasks)
    [observed] = observe(topic.program(), [drawn.cases])
    curves = own_curves(drawn, observed)
    if len(curves) != len(drawn.names):
        raise RubricError(f"{topic.name}: the reference has no curve in “{figure.title}”")
    if not figure.beside:
        return drawn
    assert isinstance(observed[0], Value)
    curve = np.asarray(observed[0].value, dtype=np.float64)
    return replace(drawn, references={**drawn.references, figure.beside: curve})


def _misconceptions(
    topic: Topic, tasks: Sequence[KeyTask], observers: Sequence[Observe]
) -> Iterator[KeyMisconception]:
    """What each of them changes, in their order; each observer runs one after the other."""
    reach = reached(topic.solution, topic.driver, tasks)
    # Made before there are threads: in Python 3.11 two of them that parse at the same time can fail
    # with “AST constructor recursion depth mismatch”.
    programs = [topic.program(one) for one in topic.misconceptions]
    free: SimpleQueue[Observe] = SimpleQueue()
    for observe in observers:
        free.put(observe)

    def observed(one: Misconception, program: Program) -> KeyMisconception:
        changed = [task for task in tasks if one.changes & reach[task.name]]
        observe = free.get()
        try:
            return _misconception(topic, one, program, changed, observe)
        finally:
            free.put(observe)

    with ThreadPoolExecutor(len(observers)) as threads:
        yield from threads.map(observed, topic.misconceptions, programs)


def _misconception(
    topic: Topic, one: Misconception, program: Program, tasks: list[KeyTask], observe: Observe
) -> KeyMisconception:
    """What it changes in `tasks`, those that may call it."""
    if not tasks:
        raise RubricError(f"{one.id}: there is no task {one.task}")
    # Trainings cost seconds: they are run for bugs of their own task, and are right for others.
    asked = [
        [
            place
            for place in range(len(task.cases))
            if task.name == one.task or place not in learns.places(task)
        ]
        for task in tasks
    ]
    cases = [tuple(task.cases[i] for i in some) for task, some in zip(tasks, asked, strict=True)]
    observed = observe(program, cases)
    found = {
        task.name: _differences(
            task, looked_at(topic, task, dict(zip(some, answers, strict=True)), observe)
        )
        for task, some, answers in zip(tasks, asked, observed, strict=True)
    }
    beside = {}
    for task, some in zip(tasks, asked, strict=True):
        if task.doubles:
            some_cases = task.of_cases(some)
            [alone] = observe(program, [some_cases.cases], task.doubles)
            seen = looked_at(topic, some_cases, dict(enumerate(alone)), observe)
            by_place = {some[number]: answer for number, answer in seen.items()}
            beside[task.name] = _differences(task.with_provided_results, by_place)
    return KeyMisconception(
        id=one.id,
        task=one.task,
        says=one.says,
        hint=one.hint,
        differences={name: some for name, some in found.items() if some},
        beside_doubles={name: some for name, some in beside.items() if some},
        raises=one.raises,
        parts=one.parts,
    )


def _differences(task: KeyTask, given: dict[int, Observation]) -> Differences:
    """The observations that tell another story than the expected ones, by number of the case."""
    observations = [given.get(place, right) for place, right in enumerate(task.expected)]
    scored = learns.scored(task, observations)
    return {
        place: mine
        for place, (mine, right) in enumerate(zip(scored, task.expected, strict=True))
        if place in given and not same_observation(mine, right)
    }
