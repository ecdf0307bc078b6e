"""What a worker is sent for a task: encoded once for all submissions."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from autograder.model.answer_key import KeyFigure, KeyTask
from autograder.model.requests import Case, RunRequest
from autograder.numerics import gradient_check
from autograder.sandbox.session import EncodedRun

# More tasks and choices of cases than a class asks for.
_remembered = lru_cache(maxsize=1024)


@_remembered
def all_cases(task: KeyTask) -> EncodedRun:
    """All cases of a task."""
    return EncodedRun.of(RunRequest(first_cases(task)))


@_remembered
def some_cases(task: KeyTask, places: tuple[int, ...]) -> EncodedRun:
    """Some cases of a task, as they are first observed."""
    cases = first_cases(task)
    return EncodedRun.of(RunRequest(tuple(cases[place] for place in places)))


def first_cases(task: KeyTask) -> tuple[Case, ...]:
    """The cases of a task as they are first observed: in one, differences are looked for."""
    check = task.derivative_check
    if check is None:  # or where the rubric says so
        return task.cases
    [place, *_] = check.cases
    looked = replace(task.cases[place], derivative=gradient_check.evaluation_of(check))
    return (*task.cases[:place], looked, *task.cases[place + 1 :])


@_remembered
def small_cases(task: KeyTask) -> EncodedRun:
    """The small inputs."""
    return EncodedRun.of(RunRequest(task.small_cases))


@_remembered
def with_provided_results(task: KeyTask) -> EncodedRun:
    """All cases, with right results of earlier tasks, or test doubles in their place."""
    return EncodedRun.of(RunRequest(task.cases, task.provided, task.doubles))


@_remembered
def quick_checks(task: KeyTask, places: tuple[int, ...]) -> EncodedRun:
    """A quick check around each of some cases."""
    check = task.derivative_check
    assert check is not None
    return EncodedRun.of(
        RunRequest(
            tuple(gradient_check.quick_check_case(check, task.cases[place]) for place in places)
        )
    )


@_remembered
def evaluations(task: KeyTask, places: tuple[int, ...]) -> EncodedRun:
    """For each of some cases the evaluations around it, then its `cases_elsewhere`."""
    check = task.derivative_check
    assert check is not None
    cases: list[Case] = []
    for place in places:
        case = task.cases[place]
        cases.append(gradient_check.evaluation_case(check, case))
        cases += gradient_check.cases_elsewhere(check, case)
    return EncodedRun.of(RunRequest(tuple(cases)))


@_remembered
def figure(drawn: KeyFigure) -> EncodedRun:
    """The cases of a figure's curves."""
    return EncodedRun.of(RunRequest(drawn.cases))


def one_case(case: Case) -> EncodedRun:
    """A single case, where a task has to be run case by case."""
    return EncodedRun.of(RunRequest((case,)))
