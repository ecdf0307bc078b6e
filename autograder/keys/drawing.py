"""Draw a task's cases from a seed, and share out its points over its checks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from autograder.model.answer_key import KeyCase, KeyCheck, KeyFigure, KeyTask
from autograder.rubric import Case, Check, Figure, RubricError, Task

HUNDREDTHS = 100


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


def draw(topic: str, task: Task, seed: str) -> KeyTask:
    """A task's cases and checks, without what is expected; RubricError if it has no values."""
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
        stand_ins=(),
        expected_alone=(),
        probes=(),
        probe_results=(),
        follow_through=task.follow_through,
    )


def draw_figure(topic: str, figure: Figure, seed: str) -> KeyFigure:
    """A figure's cases and its curves of reference."""

    def rng() -> np.random.Generator:
        return _generator(seed, topic, "figure", figure.title)

    own = figure.curves(rng())
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
        cases=tuple(KeyCase(figure.call, entry.arguments) for entry in own.values()),
        references=references,
    )


def _cases(
    table: _CaseTable, task: Task, check: Check, given: list[Case], rng: np.random.Generator
) -> tuple[tuple[int, ...], dict[str, Any] | None]:
    call = check.call or task.name
    law = check.law
    parameters: dict[str, Any] | None = dict(law.parameters) if law else None
    if check.share is not None:
        truth = given[0].truth
        if len(given) != 1 or np.ndim(truth) != 2:
            raise RubricError(
                f"{task.name}: “{check.title}” needs one case with the truth (rounds, samples)"
            )
        parameters = {"share": check.share, "truth": truth}
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


def allocate(points: float, weights: list[float]) -> list[float]:
    """Split points by weight in hundredths that add up exactly (largest remainder)."""
    total = round(points * HUNDREDTHS)
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: shares[i] - exact[i])
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return [share / HUNDREDTHS for share in shares]
