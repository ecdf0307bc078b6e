"""Whether what a topic's submissions import is installed, found out without importing it."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence

from autograder.model.outcomes import ProblemKind
from autograder.model.report import Problem


def unavailable(frameworks: Sequence[str]) -> Problem | None:
    """What is to be installed before the topic can be run here; None where nothing is missing.

    The machine lacks it, not the submission: whoever reads this has no grade, and no zero.
    """
    missing = [name for name in frameworks if importlib.util.find_spec(name) is None]
    if not missing:
        return None
    said = f"not available here: install {' and '.join(missing)} (pip install {' '.join(missing)})"
    return Problem(kind=ProblemKind.NOT_AVAILABLE, message=said)
