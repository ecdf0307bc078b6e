"""The result obeys a law: a property of one result, or a relation between two."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np

from autograder.model.checks import Role, Verdict
from autograder.model.observation import Observation
from autograder.numerics.comparison import same
from autograder.rubric.cases import Arguments, DeclaredCase
from autograder.rubric.checks.base import (
    PASSED,
    Call,
    Cases,
    Declared,
    Drawn,
    KindOfCheck,
    failed,
    values,
)

Transform = Callable[[Arguments, np.random.Generator], Arguments]
NUMBERS = np.ndarray | np.generic | float | int


class LawName(StrEnum):
    """The laws that there are."""

    ROWS_SUM_TO = "rows_sum_to"
    WITHIN = "within"
    UNCHANGED = "unchanged"
    ROWS_FOLLOW = "rows_follow"


@dataclass(frozen=True)
class Law:
    """A law as a rubric declares it."""

    name: LawName
    numbers: Mapping[str, float] = field(default_factory=dict)
    transform: Transform | None = None
    reordered: tuple[str, ...] = ()


def rows_sum_to(total: float) -> Law:
    """Every row of the result (last axis) sums to `total`."""
    return Law(LawName.ROWS_SUM_TO, {"total": total})


def within(low: float, high: float) -> Law:
    """Every element of the result lies in [low, high]."""
    return Law(LawName.WITHIN, {"low": low, "high": high})


def unchanged_by(transform: Transform) -> Law:
    """The result stays the same when `transform(arguments, rng)` is applied to the inputs."""
    return Law(LawName.UNCHANGED, transform=transform)


def rows_follow(*names: str) -> Law:
    """Reordering the rows of these arguments reorders the rows of the result alike."""
    return Law(LawName.ROWS_FOLLOW, reordered=names)


@dataclass(frozen=True, kw_only=True)
class Invariant(KindOfCheck):
    """A law with its numbers; `orders` are those in which rows were taken, one for each pair."""

    kind = "invariant"
    method = "invariant"

    law: LawName
    numbers: Mapping[str, float]
    orders: Sequence[Any] = ()

    @classmethod
    def made(cls, **fields: Any) -> Invariant:
        """From the fields as a key file holds them."""
        return cls(**{**fields, "law": LawName(fields["law"])})

    @classmethod
    def declare(
        cls, title: str, cases: Cases, law: Law, *, weight: float = 1, call: str | None = None
    ) -> Declared:
        """The result obeys `law`."""
        return Declared(
            kind=cls,
            title=title,
            weight=weight,
            cases=cases,
            role=Role.SUPPLEMENTARY,
            call=call,
            settings={"law": law},
        )

    @classmethod
    def draw(
        cls, declared: Declared, given: Sequence[DeclaredCase], rng: np.random.Generator
    ) -> Drawn:
        """One call for each case; for a relation, a second one with the inputs changed."""
        law: Law = declared.settings["law"]
        calls = []
        orders = []
        for one in given:
            arguments = one.arguments
            calls.append(Call(arguments))
            if law.transform is not None:
                calls.append(Call(law.transform(dict(arguments), rng)))
            if law.reordered:
                order = rng.permutation(len(arguments[law.reordered[0]]))
                moved = {name: arguments[name][order] for name in law.reordered}
                calls.append(Call({**arguments, **moved}))
                orders.append(order)
        settings = {"law": law.name, "numbers": dict(law.numbers), "orders": orders}
        return Drawn(tuple(calls), settings)

    def judged(self, mine: Sequence[Observation], expected: Sequence[Observation]) -> Verdict:
        """The law holds in every case."""
        results = [one.value for one in values(mine)]
        if self.law in (LawName.ROWS_SUM_TO, LawName.WITHIN):
            found = (self._of_one(result) for result in results)
        else:
            pairs = zip(results[::2], results[1::2], strict=True)
            found = (self._of_two(number, *pair) for number, pair in enumerate(pairs))
        return next((failed(message) for message in found if message), PASSED)

    def _of_one(self, result: Any) -> str:
        """What is wrong with one result; empty where its law holds."""
        if not isinstance(result, NUMBERS) or np.ndim(result) == 0:
            return "expected a numpy array"
        array = np.asarray(result, dtype=np.float64)
        if self.law == LawName.WITHIN:
            low, high = self.numbers["low"], self.numbers["high"]
            held = bool(((array >= low) & (array <= high)).all())
            return "" if held else f"some element does not lie between {low:g} and {high:g}"
        total = self.numbers["total"]
        held = bool(np.allclose(array.sum(axis=-1), total, atol=1e-9))
        return "" if held else f"some row does not sum to {total:g}"

    def _of_two(self, number: int, first: Any, second: Any) -> str:
        """What is wrong with two results that belong together."""
        if self.law == LawName.UNCHANGED:
            return "" if same(second, first) else "the result changes, and should stay the same"
        order = np.asarray(self.orders[number])
        if np.shape(first)[:1] != order.shape:
            return "the result does not have one row a sample"
        if same(second, np.asarray(first)[order]):
            return ""
        return "with the samples in another order, the rows of the result do not follow"
