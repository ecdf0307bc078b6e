"""Draw a task's cases from a seed, and share out its points over its checks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from autograder.model import tree
from autograder.model.answer_key import Asked, KeyFigure, KeyTask
from autograder.model.checks import Role
from autograder.model.requests import Case, Evaluation, EvaluationKind
from autograder.rubric import DeclaredCase, DeclaredTask, Figure, RubricError
from autograder.rubric.checks.base import Call
from autograder.rubric.language import OfACheck

HUNDREDTHS = 100


def _generator(*words: str) -> np.random.Generator:
    digest = hashlib.sha256("\0".join(words).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "little"))


@dataclass
class _CaseTable:
    """The cases of a task: checks that look at the same call share one case."""

    cases: list[Case] = field(default_factory=list)
    places: dict[tuple[str, int, str | None], int] = field(default_factory=dict)

    def add(self, function: str, call: Call, asks: str | None) -> int:
        """The number of the case that observes this call, as it is looked at by `asks`."""
        # Arguments are kept alive by the case, so that their identity stays theirs.
        what = (function, id(call.arguments), asks)
        if what not in self.places:
            self.cases.append(Case(function, call.arguments))
            self.places[what] = len(self.cases) - 1
        place = self.places[what]
        known = self.cases[place]
        self.cases[place] = replace(
            known, repeat=known.repeat or call.repeat, watch=known.watch or call.watch
        )
        return place


def draw(topic: str, task: DeclaredTask, seed: str) -> KeyTask:
    """A task's cases and checks, without what is expected; RubricError if it has no values."""
    if not any(check.role == Role.REQUIRED for check in task.checks):
        raise RubricError(
            f"{task.name}: no check needs the right values, so junk would earn points"
        )
    table = _CaseTable()
    checks = []
    asked: dict[int, Asked] = {}
    drawn: dict[Any, list[DeclaredCase]] = {}
    shares = allocate(task.points, [check.weight for check in task.checks])
    for number, (check, points) in enumerate(zip(task.checks, shares, strict=True)):
        words = (seed, topic, task.name, str(number))
        if check.cases not in drawn:
            drawn[check.cases] = list(check.cases(_generator(*words)))
        given = drawn[check.cases]
        if not given:
            raise RubricError(f"{task.name}: “{check.title}” has no case")
        try:
            found = check.kind.draw(check, given, _generator(*words, "law"))
        except RubricError as error:
            raise RubricError(f"{task.name}: {error}") from None
        function = check.call or task.call or task.name
        places = tuple(table.add(function, call, check.asks) for call in found.calls)
        if check.asks:
            with_own = {id(one.arguments): one.asked_with for one in given}
            for place, call in zip(places, found.calls, strict=True):
                asked[place] = Asked(check.asks, with_own.get(id(call.arguments)) or None)
        checks.append(
            check.kind.made(
                title=check.title,
                role=check.role,
                points=points,
                cases=places,
                **found.settings,
            )
        )
    return KeyTask(
        name=task.name,
        points=task.points,
        summary=task.summary,
        after=task.after,
        hints=task.hints,
        checks=tuple(checks),
        cases=_without_differences(task, table.cases),
        carried_share=task.carried_share,
        asked=asked,
    )


def _without_differences(task: DeclaredTask, cases: Sequence[Case]) -> tuple[Case, ...]:
    """The cases, with a look for differences in the first whose derivative is by an array."""
    if task.slope_by is not None:
        by = Evaluation(task.slope_by, EvaluationKind.SLOPE)
    elif task.gradient_by is not None:
        by = Evaluation(task.gradient_by, EvaluationKind.GRADIENT)
    else:
        return tuple(cases)
    for number, one in enumerate(cases):
        arrays = tree.leaves(one.arguments.get(by.wrt))
        if any(isinstance(leaf, np.ndarray) and leaf.size > 2 for _, leaf in arrays):
            looked = replace(one, derivative=by)
            return (*cases[:number], looked, *cases[number + 1 :])
    raise RubricError(f"{task.name}: no case has an argument {by.wrt} with an array in it")


def draw_figure(topic: str, figure: Figure, seed: str, tasks: Sequence[KeyTask]) -> KeyFigure:
    """A figure's cases, of its own or those of a check of these tasks, and its references."""

    def rng() -> np.random.Generator:
        return _generator(seed, topic, "figure", figure.title)

    if isinstance(figure.curves, tuple):
        own = {"yours": _arguments_of(topic, figure.title, figure.curves, tasks)}
    else:
        own = {name: entry.arguments for name, entry in figure.curves(rng()).items()}
    references = {
        name: np.array(list(curve), dtype=np.float64)
        for name, curve in (figure.references(rng()) if figure.references else {}).items()
    }
    if len({*own, *references, figure.beside}) < len(own) + len(references) + 1:
        raise RubricError(f"{topic}: two curves of “{figure.title}” have one name")
    if figure.beside and len(own) != 1:
        raise RubricError(f"{topic}: “{figure.title}” has not one curve to stand beside another")
    return KeyFigure(
        title=figure.title,
        x_axis=figure.x_axis,
        y_axis=figure.y_axis,
        logarithmic=figure.logarithmic,
        names=tuple(own),
        cases=tuple(Case(figure.call, arguments) for arguments in own.values()),
        references=references,
    )


def _arguments_of(
    topic: str, figure: str, check: OfACheck, tasks: Sequence[KeyTask]
) -> dict[str, Any]:
    name, title = check
    for task in tasks:
        for one in task.checks:
            if task.name == name and one.title == title:
                return task.cases[one.cases[0]].arguments
    raise RubricError(f"{topic}: “{figure}” is of “{title}” of {name}, which is not there")


def allocate(points: float, weights: list[float]) -> list[float]:
    """Split points by weight in hundredths that add up exactly (largest remainder)."""
    total = round(points * HUNDREDTHS)
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: shares[i] - exact[i])
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return [share / HUNDREDTHS for share in shares]
