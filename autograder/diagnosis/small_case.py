"""The smallest input at which a submission goes wrong, as one line to run beside its file.

Students are shown what came back. What is right they see where the course shows it.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.model import tree
from autograder.model.answer_key import KeyTask
from autograder.model.observation import Faulted, Missing, Observation, Opaque, Raised, Value
from autograder.model.report import SmallCase
from autograder.model.requests import Case
from autograder.numerics.comparison import kind_of
from autograder.numerics.precision import nearly

MAX_LENGTH = 300
NOTEBOOK = ".ipynb"
NOT_FOUND = "ModuleNotFoundError"
# Of a result, in a sentence.
MAX_RESULT = 80
DIGITS = 6
RAISES = "it raises {type}"
NOT_RIGHT = "it is not right yet"
YOURS = "yours gives {got}"
BOTH = "yours gives {got}, and {expected} is right"
TO_TRY = "A small case to try ({happens}): {call}"
TO_TRY_IN_A_CELL = "A small case to try, in a cell ({happens}): {call}"


def small_failing_case(
    file_name: str, task: KeyTask, observations: Sequence[Observation]
) -> SmallCase | None:
    """The first small input that fails; None where none does, or it is long."""
    for case, right, mine in zip(task.small_cases, task.small_results, observations, strict=True):
        if isinstance(mine, Faulted | Missing):
            return None
        if isinstance(mine, Raised) and mine.error.type == NOT_FOUND:
            return None  # on the student's own machine the package may well be there
        assert isinstance(right, Value)
        if isinstance(mine, Value) and nearly(mine.value, right.value):
            continue
        line = reproduction(file_name, case)
        if not line or len(line) > MAX_LENGTH:
            return None
        raised = mine.error.type if isinstance(mine, Raised) else ""
        got = "" if isinstance(mine, Raised) else shown(mine.value)
        return SmallCase(call=line, got=got, raised=raised, expected=shown(right.value))
    return None


def in_words(found: SmallCase, file_name: str, show_expected: bool) -> str:
    """The sentence that a student reads."""
    template = TO_TRY_IN_A_CELL if file_name.endswith(NOTEBOOK) else TO_TRY
    return template.format(happens=_happens(found, show_expected), call=found.call)


def _happens(found: SmallCase, show_expected: bool) -> str:
    if found.raised:
        return RAISES.format(type=found.raised)
    # Too long, or alike to the digits that are shown: the call itself shows more.
    if len(found.got) > MAX_RESULT or found.got == found.expected:
        return NOT_RIGHT
    if show_expected and len(found.expected) <= MAX_RESULT:
        return BOTH.format(got=found.got, expected=found.expected)
    return YOURS.format(got=found.got)


def shown(value: Any) -> str:
    """A result on one line, its numbers rounded; cut where it is long."""
    text = str(tree.map_leaves(_Shown, value))
    return text if len(text) <= MAX_LENGTH else text[:MAX_LENGTH] + "…"


class _Shown:
    """A leaf of a result, as it is shown within others."""

    def __init__(self, leaf: Any) -> None:
        self._leaf = leaf

    def __repr__(self) -> str:
        leaf = self._leaf
        if isinstance(leaf, Opaque):
            return kind_of(leaf)
        if isinstance(leaf, np.ndarray):
            text = np.array2string(
                leaf, precision=DIGITS, separator=", ", max_line_width=MAX_LENGTH, threshold=50
            )
            return re.sub(r"\s+(?=[,\]])|(?<=\[)\s+", "", " ".join(text.split()))
        return f"{leaf:.{DIGITS}g}" if isinstance(leaf, float | np.floating) else repr(leaf)


def reproduction(file_name: str, case: Case) -> str:
    """What makes the call and prints what comes back: a shell command, or a notebook's cell.

    Empty for a name that a shell would not take as it is.
    """
    module, _, _ = file_name.rpartition(".py")
    arguments = ", ".join(literal(value) for value in case.arguments.values())
    call = f"print({case.call}({arguments}))"
    if file_name.endswith(NOTEBOOK):
        return call
    if module.isidentifier() and not keyword.iskeyword(module):
        return f'python -c "import numpy as np; from {module} import {case.call}; {call}"'
    if set(file_name) & set("\"'`$\\!"):
        return ""
    read = f"{case.call} = runpy.run_path('{file_name}')['{case.call}']"
    return f'python -c "import runpy; import numpy as np; {read}; {call}"'


def literal(value: Any) -> str:
    """A value as Python writes it, with numpy as `np`."""
    if isinstance(value, np.ndarray):
        kind = ", dtype='float32'" if value.dtype == np.float32 else ""
        return f"np.array({_plain(value.tolist())}{kind})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"'{name}': {literal(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        inner = ", ".join(literal(item) for item in value)
        if isinstance(value, list):
            return f"[{inner}]"
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    return repr(value)


def _plain(value: Any) -> str:
    return repr(value).replace('"', "'")
