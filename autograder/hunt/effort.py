"""How much a hunt tries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    """Inputs for each function of cases of a rubric, and seconds of own time for each program."""

    inputs: int = 100
    seconds: float = 20.0
