"""What came back for one case: a value, an exception, or why there is neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# Characters of a message, of a name of a type, of a warning: what a report has room for.
MAX_TEXT = 500


@dataclass(frozen=True)
class Opaque:
    """Stands for a value of a type that does not leave a worker."""

    type_name: str


@dataclass(frozen=True)
class RaisedError:
    """An exception as data: type and base classes, text, and where in the student's file it arose.

    `line` is 0 where no line of the file took part; `place` names the line in the student's own
    terms where that is a notebook's cell. `unbound` are the names that an import which failed was
    to define.
    """

    type: str
    ancestors: tuple[str, ...]
    message: str
    line: int
    function: str
    place: str = ""
    unbound: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Value:
    """The call returned. Arrays, numbers, texts and nestings of them; else `Opaque`.

    `warned` names floating-point warnings on the way. Where the case asked for it, `again` is what
    a second, equal call returned, and `changed` the arguments that the call changed.
    """

    value: Any
    again: Any = None
    warned: tuple[str, ...] = ()
    changed: tuple[str, ...] | None = None


@dataclass(frozen=True, eq=False)
class Guesses(Value):
    """Guesses for held-out samples, replaced by which checks they satisfy, by title.

    `sentences` says of each how many guesses were right. Two trainings never give equal guesses,
    so this, and not the guesses, is what is compared. `learnt` is how far each came on the way from
    always saying the most frequent class (0) to what the reference reaches (1).
    """

    sentences: Mapping[str, str] = field(default_factory=dict)
    learnt: Mapping[str, float] = field(default_factory=dict)


# The exception by which a driver, or the look for differences, refuses a derivative.
DIFFERENCES = "FoundByDifferences"


@dataclass(frozen=True)
class Raised:
    """The call raised an exception."""

    error: RaisedError
    warned: tuple[str, ...] = ()
    changed: tuple[str, ...] | None = None

    @property
    def by_differences(self) -> bool:
        """Whether it says that a derivative was found by differences."""
        return self.error.type == DIFFERENCES


@dataclass(frozen=True)
class Missing:
    """There is no such name in the submission."""

    name: str


@dataclass(frozen=True)
class Faulted:
    """The worker did not answer (it hung, died, or spoke nonsense); `reason` says it in words."""

    reason: str


Observation = Value | Raised | Missing | Faulted
