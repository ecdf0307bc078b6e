"""Shape and dtype follow the inputs as the reference's do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.model.answer_key import KeyTask
from autograder.model.checks import Role, Verdict
from autograder.model.observation import Observation
from autograder.rubric.checks.base import Cases, Declared, KindOfCheck, all_equal
from autograder.rubric.checks.form import all_in_form


@dataclass(frozen=True, kw_only=True)
class ShapeAndDtype(KindOfCheck):
    """Right values of the right dtype."""

    kind = "shape"
    method = "keeps_shape_and_dtype"
    compares_dtype = True

    @classmethod
    def declare(cls, cases: Cases, *, weight: float = 1, call: str | None = None) -> Declared:
        """Shape and dtype follow the inputs as the reference's do."""
        return Declared(
            kind=cls,
            title="keeps shape and dtype",
            weight=weight,
            cases=cases,
            role=Role.SUPPLEMENTARY,
            call=call,
        )

    def judged(self, mine: Sequence[Observation], expected: Sequence[Observation]) -> Verdict:
        """Equal in every case, dtype included."""
        return all_equal(mine, expected, dtype=True)

    def in_form(self, task: KeyTask, observations: Sequence[Observation]) -> bool:
        """Whether shape and dtype are right, whatever the values."""
        mine = [observations[place] for place in self.cases]
        return all_in_form(mine, [task.expected[place] for place in self.cases], dtype=True)
