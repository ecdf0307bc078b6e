"""The answer key: cases, expected observations, and what every misconception would give.

Plain data in one frame. All rubric code runs while the key is built (`key_building`); the judge
needs none of it.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.errors import UserError
from autograder.model.limits import Limits
from autograder.numerics import perturb as elsewhere
from autograder.worker import frames
from autograder.worker import perturbation as sweep
from autograder.worker import provided_results as prerequisites

Observation = dict[str, Any]
PUBLIC_SEED = "public"
# Kinds of check that compare numbers with the reference's.
MEASURED = ("matches", "slope", "gradient")
MAX_KEY = 256 << 20


class AnswerKeyError(UserError):
    """A key file that is missing, damaged or of another version."""


@dataclass(frozen=True)
class KeyCase:
    """One call that the worker makes for a task.

    `repeat` asks for a second call, `watch` for the names of arguments that the call changed;
    `sweep` (in a second round only) names the argument around whose value the call is evaluated,
    and how.
    """

    call: str
    arguments: dict[str, Any]
    sweep: tuple[str, sweep.How] | None = None
    repeat: bool = False
    watch: bool = False


@dataclass(frozen=True)
class KeyCheck:
    """A check, its points, and the indices of its cases within the task.

    `depends` names the arguments, beside `wrt`, on which the reference's `of` depends.
    """

    kind: str
    title: str
    role: str
    points: float
    cases: tuple[int, ...]
    view: str | None = None
    of: str | None = None
    wrt: str | None = None
    law: str | None = None
    parameters: dict[str, Any] | None = None
    exception: str | None = None
    depends: tuple[str, ...] = ()

    def sweep_of(self, case: KeyCase) -> KeyCase:
        """The evaluations of `of` around a case's point that its result is measured against."""
        return self._swept(case, "slope" if self.kind == "slope" else "gradient")

    def glance_of(self, case: KeyCase) -> KeyCase:
        """A few evaluations of `of` around a case's point that show most slips."""
        return self._swept(case, "slope" if self.kind == "slope" else "glance")

    def _swept(self, case: KeyCase, how: sweep.How) -> KeyCase:
        assert self.of is not None and self.wrt is not None
        return KeyCase(self.of, case.arguments, sweep=(self.wrt, how))

    def around(self, case: KeyCase) -> tuple[KeyCase, ...]:
        """Plain calls of `of` that tell what it depends on.

        At the case itself, with `wrt` moved far, and halfway there; then with one other argument
        moved, for each that the reference's function depends on.
        """
        assert self.of is not None and self.wrt is not None
        here = case.arguments
        far = elsewhere.moved(here[self.wrt])
        middle = elsewhere.halfway(here[self.wrt], far)
        calls = [here, {**here, self.wrt: far}, {**here, self.wrt: middle}]
        calls += [{**here, name: elsewhere.moved(here[name])} for name in self.depends]
        return tuple(KeyCase(self.of, arguments) for arguments in calls)


@dataclass(frozen=True)
class KeyTask:
    """A task with everything the judge compares against.

    `lent` holds, for each earlier task that it builds on, a table of the calls that the reference
    makes: lent to a submission in which that earlier task went wrong. `stand_ins` are earlier tasks
    in whose place the driver has a function of its own, which gives other numbers; with them all
    the reference gives `expected_alone`. `probes` are small inputs, the simplest first, at which
    one that fails is shown its first failure.
    """

    name: str
    points: float
    summary: str
    after: tuple[str, ...]
    hints: tuple[str, ...]
    checks: tuple[KeyCheck, ...]
    cases: tuple[KeyCase, ...]
    expected: tuple[Observation, ...]
    lent: dict[str, prerequisites.Table]
    stand_ins: tuple[str, ...]
    expected_alone: tuple[Observation, ...]
    probes: tuple[KeyCase, ...]
    probe_results: tuple[Observation, ...]
    follow_through: float

    # What a worker is sent, inputs only: encoded once for all submissions.

    @cached_property
    def request(self) -> bytes:
        """All cases."""
        return run_request(self.cases)

    @cached_property
    def probe_request(self) -> bytes:
        """The small inputs."""
        return run_request(self.probes)

    @cached_property
    def lent_request(self) -> bytes:
        """All cases, with the right results of earlier tasks, or what stands in their place."""
        return run_request(self.cases, self.lent, self.stand_ins)

    @property
    def lendable(self) -> tuple[str, ...]:
        """Earlier tasks without which this one can be seen."""
        return (*self.lent, *self.stand_ins)

    @cached_property
    def aided(self) -> KeyTask:
        """As it is judged where earlier tasks are lent: beside stand-ins other numbers are right.

        Misconceptions know it by its name.
        """
        if not self.stand_ins:
            return self
        return replace(self, name=f"{self.name}, alone", expected=self.expected_alone)

    def glance_request(self, places: tuple[int, ...]) -> bytes:
        """A glance around each of some cases."""
        return self._around("glance", places, self.glances)

    def sweep_request(self, places: tuple[int, ...]) -> bytes:
        """The evaluations around some cases."""
        return self._around("sweep", places, self.sweeps)

    def _around(
        self,
        what: str,
        places: tuple[int, ...],
        calls: Callable[[tuple[int, ...]], tuple[KeyCase, ...]],
    ) -> bytes:
        if (what, places) not in self._requests_around:
            self._requests_around[what, places] = run_request(calls(places))
        return self._requests_around[what, places]

    @cached_property
    def _requests_around(self) -> dict[tuple[str, tuple[int, ...]], bytes]:
        return {}

    def glances(self, places: Sequence[int]) -> tuple[KeyCase, ...]:
        """A glance for each of some cases."""
        if self.oracle is None:
            return ()
        return tuple(self.oracle.glance_of(self.cases[place]) for place in places)

    def sweeps(self, places: Sequence[int]) -> tuple[KeyCase, ...]:
        """The evaluations around some cases: a sweep for each, then `around` for each."""
        if self.oracle is None:
            return ()
        cases = [self.cases[place] for place in places]
        plain = (call for case in cases for call in self.oracle.around(case))
        return (*(self.oracle.sweep_of(case) for case in cases), *plain)

    @cached_property
    def oracle(self) -> KeyCheck | None:
        """The check that names a function of the student's own to be measured against."""
        return next((check for check in self.checks if check.of is not None), None)

    @cached_property
    def measurable(self) -> tuple[int, ...]:
        """Cases with the oracle's arguments: what they give is a gradient of the same function."""
        if self.oracle is None:
            return ()
        names = set(self.cases[self.oracle.cases[0]].arguments)
        places = {i for check in self.checks if check.kind in MEASURED for i in check.cases}
        return tuple(sorted(i for i in places if set(self.cases[i].arguments) == names))


@dataclass(frozen=True)
class KeyFigure:
    """A plot of the report: the cases of a submission's own curves, and those of reference.

    `names` are those of the own curves, in the order of the cases.
    """

    title: str
    x_axis: str
    y_axis: str
    logarithmic: bool
    names: tuple[str, ...]
    cases: tuple[KeyCase, ...]
    references: dict[str, Any]

    @cached_property
    def request(self) -> bytes:
        """The cases as the worker gets them."""
        return run_request(self.cases)


def run_request(
    cases: Sequence[KeyCase],
    lent: dict[str, prerequisites.Table] | None = None,
    stand_ins: Sequence[str] = (),
) -> bytes:
    """An encoded request to run cases.

    With tables of earlier tasks' right results, and the names of those in whose place the driver's
    function stands.
    """
    return frames.encode(
        {
            "kind": "run",
            "cases": [asdict(case) for case in cases],
            "lent": lent or {},
            "stand_ins": list(stand_ins),
        }
    )


@dataclass(frozen=True)
class KeyMisconception:
    """What a wrong implementation gives, where it differs from the reference.

    `differences` holds, for each task that it changes, the number of a case (as text) and what is
    observed there; on all other cases it gives what is expected. A task is there once more by its
    name as `aided`, if that is another.
    """

    id: str
    task: str
    says: str
    hint: str
    differences: dict[str, dict[str, Observation]]
    raises: str = ""

    def observations(self, task: KeyTask) -> list[Observation] | None:
        """What it gives on every case of a task; None where it differs in none."""
        different = self.differences.get(task.name)
        if different is None:
            return None
        return [different.get(str(place), expected) for place, expected in enumerate(task.expected)]


@dataclass(frozen=True)
class AnswerKey:
    """Everything that is needed to grade one topic."""

    topic: str
    title: str
    hash: str
    driver: str
    frameworks: tuple[str, ...]
    limits: Limits
    tasks: tuple[KeyTask, ...]
    misconceptions: tuple[KeyMisconception, ...]
    figures: tuple[KeyFigure, ...] = ()

    @property
    def points(self) -> float:
        """The most a submission can earn."""
        return round(sum(task.points for task in self.tasks), 2)


def save(key: AnswerKey, path: Path) -> None:
    """Write the key so that only a complete file ever stands at `path`."""
    body = zlib.compress(frames.encode(_tree(key)), 9)
    digest = hashlib.sha256(body).hexdigest()
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    partial.write_bytes(digest.encode() + b"\n" + body)
    os.replace(partial, path)


def _tree(value: Any) -> Any:
    """Dataclasses as dicts, but for `Opaque`, which a frame has a form for."""
    if isinstance(value, dict):
        return {name: _tree(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_tree, value))
    if is_dataclass(value) and not isinstance(value, frames.Opaque):
        return {field.name: _tree(getattr(value, field.name)) for field in fields(value)}
    return value


def read(path: Path) -> AnswerKey:
    """Read a key file; damage is found by its digest."""
    try:
        digest, _, body = path.read_bytes().partition(b"\n")
    except OSError as error:
        raise AnswerKeyError(f"the key {path} cannot be read: {error.strerror}") from None
    if hashlib.sha256(body).hexdigest().encode() != digest:
        raise AnswerKeyError(f"the key {path} is damaged: fetch it again")
    try:
        return _from_tree(frames.decode(zlib.decompressobj().decompress(body, MAX_KEY)))
    except (frames.FrameError, zlib.error, TypeError, KeyError) as error:
        raise AnswerKeyError(f"the key {path} is of another version of the kit ({error})") from None


def _from_tree(tree: dict[str, Any]) -> AnswerKey:
    tasks = []
    for task in tree["tasks"]:
        checks = tuple(KeyCheck(**check) for check in task["checks"])
        cases, probes = (
            tuple(KeyCase(**case) for case in task[name]) for name in ("cases", "probes")
        )
        tasks.append(KeyTask(**{**task, "checks": checks, "cases": cases, "probes": probes}))
    mistakes = tuple(KeyMisconception(**mistake) for mistake in tree["misconceptions"])
    figures = tuple(
        KeyFigure(**{**figure, "cases": tuple(KeyCase(**case) for case in figure["cases"])})
        for figure in tree["figures"]
    )
    rebuilt = {
        "limits": Limits(**tree["limits"]),
        "tasks": tuple(tasks),
        "misconceptions": mistakes,
        "figures": figures,
    }
    return AnswerKey(**{**tree, **rebuilt})
