"""Whether results keep a form, whatever their values: what checks of shape and stability share."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.model.observation import Observation, Value
from autograder.numerics.comparison import same_form


def all_in_form(
    mine: Sequence[Observation], expected: Sequence[Observation], *, dtype: bool
) -> bool:
    """Whether results have structure, shape and finiteness as they should, and no new warnings."""
    for one, wanted in zip(mine, expected, strict=True):
        if not isinstance(one, Value) or not isinstance(wanted, Value):
            return False
        if set(one.warned) - set(wanted.warned):
            return False
        if not same_form(one.value, wanted.value, dtype=dtype):
            return False
    return True
