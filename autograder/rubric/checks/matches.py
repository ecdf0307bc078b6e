"""The result equals the reference's on every case."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Unpack

import numpy as np

from autograder.model.checks import Role, Verdict
from autograder.model.observation import Observation
from autograder.rubric.checks.base import (
    Cases,
    Declared,
    KindOfCheck,
    Where,
    compared,
    failed,
    values,
)


@dataclass(frozen=True, kw_only=True)
class Matches(KindOfCheck):
    """Equal values; of batches in any order, through a `view` that leaves their order open."""

    kind = "matches"
    method = "matches"
    compares_values = True

    view: str | None = None

    @classmethod
    def declare(
        cls,
        cases: Cases,
        *,
        title: str = "gives the right values",
        weight: float = 6,
        view: str | None = None,
        side: bool = False,
        **where: Unpack[Where],
    ) -> Declared:
        """The result equals the reference's on every case.

        `view` compares batches of arrays by what their contract fixes: "shapes", or "rows" in any
        order. `side` makes it count only once the other values are right. `call` gives the result,
        and `asks` what is compared of it.
        """
        role = Role.SUPPLEMENTARY if side else Role.REQUIRED
        return Declared(
            kind=cls,
            title=title,
            weight=weight,
            cases=cases,
            role=role,
            settings={"view": view},
            **where,
        )

    def judged(self, mine: Sequence[Observation], expected: Sequence[Observation]) -> Verdict:
        """Equal in every case."""
        pairs = [
            (seen_through(self.view, one.value), seen_through(self.view, wanted.value))
            for one, wanted in zip(values(mine), values(expected), strict=True)
        ]
        if self.view is not None and any(value is None for value, _ in pairs):
            return failed("expected a sequence of batches, each with its arrays")
        return compared(pairs)


def seen_through(view: str | None, value: Any) -> Any:
    """A digest that leaves open what the contract leaves open; None where there is none."""
    if view is None:
        return value
    batches = value if isinstance(value, list | tuple) else []
    parts = [batch if isinstance(batch, list | tuple) else (batch,) for batch in batches]
    if not parts or any(not isinstance(x, np.ndarray) or x.ndim == 0 for p in parts for x in p):
        return None
    if view == "shapes":
        return json.dumps([[list(x.shape) for x in part] for part in parts])
    try:
        rows = np.concatenate(
            [
                np.concatenate([x.reshape(len(x), -1).astype(np.float64) for x in part], axis=1)
                for part in parts
            ]
        )
    except ValueError:
        return None
    return rows[np.lexsort(rows.T[::-1])]
