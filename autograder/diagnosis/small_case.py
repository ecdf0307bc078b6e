"""The smallest input at which a submission goes wrong, as one line to run beside its file."""

from __future__ import annotations

import keyword
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.model.answer_key import KeyTask
from autograder.model.observation import Faulted, Missing, Observation, Raised, Value
from autograder.model.requests import Case
from autograder.numerics.precision import nearly

MAX_LENGTH = 300
NOTEBOOK = ".ipynb"
NOT_FOUND = "ModuleNotFoundError"
NOT_RIGHT = "it is not right yet"


def small_failing_case(file_name: str, task: KeyTask, observations: Sequence[Observation]) -> str:
    """A sentence with the first small input that fails; empty where none does, or it is long."""
    for case, right, mine in zip(task.small_cases, task.small_results, observations, strict=True):
        if isinstance(mine, Faulted | Missing):
            return ""
        if isinstance(mine, Raised) and mine.error.type == NOT_FOUND:
            return ""  # on the student's own machine the package may well be there
        assert isinstance(right, Value)
        if isinstance(mine, Value) and nearly(mine.value, right.value):
            continue
        line = reproduction(file_name, case)
        if not line or len(line) > MAX_LENGTH:
            return ""
        happens = f"it raises {mine.error.type}" if isinstance(mine, Raised) else NOT_RIGHT
        where = ", in a cell" if file_name.endswith(NOTEBOOK) else ""
        return f"A small case to try{where} ({happens}): {line}"
    return ""


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
