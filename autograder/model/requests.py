"""What a judge asks of a worker, and what it hears."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from autograder.model.observation import Observation, RaisedError


class EvaluationKind(StrEnum):
    """How a function is evaluated around a point (`worker.perturbation`)."""

    SLOPE = "slope"  # every element of an array at once
    GRADIENT = "gradient"  # one element, or one direction, of one tensor after the other
    QUICK_CHECK = "quick_check"  # all tensors at once, in one direction


@dataclass(frozen=True)
class Evaluation:
    """Evaluate the call around the value of the argument `wrt`, not at it."""

    wrt: str
    kind: EvaluationKind


@dataclass(frozen=True, eq=False)
class Case:
    """One call that the worker makes for a task: the function's name and its arguments, in order.

    `repeat` asks for a second call, `watch` for the names of arguments that the call changed.
    `derivative` says by what the result is a derivative, and of which kind: then one that is found
    by differences is refused.
    """

    call: str
    arguments: dict[str, Any]
    evaluation: Evaluation | None = None
    repeat: bool = False
    watch: bool = False
    derivative: Evaluation | None = None


@dataclass(frozen=True, eq=False)
class ResultRows:
    """Calls of one task whose arguments are nested alike, and what the reference gives for them.

    `rows` (calls, numbers) holds all numbers of the arguments of each call. `results` is an array
    (calls, numbers) where all results are nested as `like`; else a list of encoded results.
    """

    form: Any
    rows: Any
    results: Any
    like: Any = None


# The provided results of one task: one entry for each nesting of arguments.
ResultTable = tuple[ResultRows, ...]


@dataclass(frozen=True)
class LoadRequest:
    """Import a submission, and the driver that will call it.

    `companions` are the submission's other files, by name. `accelerator` says whether work that
    takes long may go to one.
    """

    name: str
    file_name: str
    source: str
    driver: str
    companions: Mapping[str, str] = field(default_factory=dict)
    accelerator: bool = True


@dataclass(frozen=True)
class Alternative:
    """Another text of the function or class `name` of a submission."""

    name: str
    text: str


@dataclass(frozen=True)
class RunRequest:
    """Run cases, with right results provided for some earlier tasks.

    `provided` holds tables of arguments and results by task; `doubles` names the tasks in whose
    place the driver's test double stands. With `alternatives` all cases are run with each of them
    in place, and not as they are.
    """

    cases: tuple[Case, ...]
    provided: Mapping[str, ResultTable] = field(default_factory=dict)
    doubles: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()

    @property
    def count(self) -> int:
        """How many observations it asks for."""
        return len(self.cases) * (len(self.alternatives) or 1)


Request = LoadRequest | RunRequest


@dataclass(frozen=True)
class Loaded:
    """The names that a module defines, and the statements that failed; also those of the driver."""

    names: tuple[str, ...]
    failures: tuple[RaisedError, ...] = ()
    driver_failures: tuple[RaisedError, ...] = ()


@dataclass(frozen=True)
class NotPython:
    """The text could not be compiled at all."""

    error: RaisedError


LoadReply = Loaded | NotPython
RunReply = tuple[Observation, ...]
