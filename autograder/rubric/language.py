"""Topics, tasks, checks and cases, as an instructor declares them. See docs/rubric.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

import numpy as np

from autograder.errors import UserError
from autograder.model.limits import Limits

Arguments = dict[str, Any]
Cases = Callable[[np.random.Generator], Iterable["Case"]]
Transform = Callable[[Arguments, np.random.Generator], Arguments]
Role = Literal["value", "side"]
T = TypeVar("T")


class RubricError(UserError):
    """A rubric contradicts itself or its reference; the message says where."""


@dataclass(frozen=True)
class Case:
    """One set of inputs of a task, in the order of its parameters.

    `truth` is what only the judge knows: the labels of held-out samples, (rounds, samples).
    """

    arguments: Arguments
    truth: Any = None

    def with_truth(self, labels: Any) -> Case:
        """The same with the labels that `learns` compares guesses with."""
        return replace(self, truth=labels)


def case(**arguments: Any) -> Case:
    """Build a case from named arguments; their order is the order of the call."""
    return Case(arguments)


@dataclass(frozen=True)
class Law:
    """An invariant: either a property of one result or a relation between two."""

    name: str
    parameters: dict[str, float] = field(default_factory=dict)
    transform: Transform | None = None
    reordered: tuple[str, ...] = ()


def rows_sum_to(total: float) -> Law:
    """Every row of the result (last axis) sums to `total`."""
    return Law("rows_sum_to", {"total": total})


def within(low: float, high: float) -> Law:
    """Every element of the result lies in [low, high]."""
    return Law("within", {"low": low, "high": high})


def unchanged_by(transform: Transform) -> Law:
    """The result stays the same when `transform(arguments, rng)` is applied to the inputs."""
    return Law("unchanged", transform=transform)


def rows_follow(*names: str) -> Law:
    """Reordering the rows of these arguments reorders the rows of the result alike."""
    return Law("rows_follow", reordered=names)


@dataclass(frozen=True)
class Check:
    """One thing verified about a task; `cases` is evaluated when the key is built."""

    kind: str
    title: str
    role: Role
    weight: float
    cases: Cases
    call: str | None = None
    view: str | None = None
    of: str | None = None
    wrt: str | None = None
    law: Law | None = None
    exception: str | None = None
    share: float | None = None


@dataclass
class Task:
    """One function or class, worth points; the methods add checks and return the task."""

    name: str
    points: float
    summary: str = ""
    after: tuple[str, ...] = ()
    call: str | None = None
    hints: tuple[str, ...] = ()
    follow_through: float = 1.0
    checks: list[Check] = field(default_factory=list)

    def _add(self, check: Check) -> Task:
        if check.weight <= 0:
            raise RubricError(f"{self.name}: the weight of “{check.title}” must be positive")
        self.checks.append(check)
        return self

    def matches(
        self,
        cases: Cases,
        *,
        title: str = "gives the right values",
        weight: float = 6,
        view: str | None = None,
        call: str | None = None,
        side: bool = False,
    ) -> Task:
        """The result equals the reference's on every case."""
        role: Role = "side" if side else "value"
        return self._add(
            Check("matches", title, role, weight, cases, call=call or self.call, view=view)
        )

    def learns(
        self,
        cases: Cases,
        *,
        share: float,
        title: str,
        weight: float = 3,
        call: str | None = None,
    ) -> Task:
        """The guesses for held-out samples are about as good as the reference's.

        `cases` gives one `case(...).with_truth(labels)`, the call a list of arrays of classes, one
        a round. `share` is how much of the way from guessing to the reference is asked for.
        """
        if not 0 < share <= 1:
            raise RubricError(f"{self.name}: a share of the reference lies in (0, 1]")
        return self._add(
            Check("learns", title, "value", weight, cases, call=call or self.call, share=share)
        )

    def is_derivative_of(
        self,
        function: str,
        cases: Cases,
        *,
        wrt: str | None = None,
        weight: float = 3,
        call: str | None = None,
    ) -> Task:
        """The result is the element-wise slope of `function` (the student's own)."""
        title = f"is the slope of {function}"
        chosen = call or self.call
        return self._add(
            Check("slope", title, "value", weight, cases, call=chosen, of=function, wrt=wrt)
        )

    def gradient_agrees(
        self,
        of: str,
        cases: Cases,
        *,
        wrt: str,
        title: str = "",
        weight: float = 3,
        call: str | None = None,
    ) -> Task:
        """The result is the gradient of the scalar `of` with respect to argument `wrt`.

        Give a `title` where `of` is a function of the driver, whose name tells a student nothing.
        """
        said = title or f"is the gradient of {of} with respect to {wrt}"
        chosen = call or self.call
        return self._add(
            Check("gradient", said, "value", weight, cases, call=chosen, of=of, wrt=wrt)
        )

    def stable(self, cases: Cases, *, weight: float = 1, call: str | None = None) -> Task:
        """Right, finite and free of floating-point warnings on extreme inputs."""
        title = "stays right and finite on extreme inputs"
        return self._add(Check("stable", title, "side", weight, cases, call=call or self.call))

    def keeps_shape_and_dtype(
        self, cases: Cases, *, weight: float = 1, call: str | None = None
    ) -> Task:
        """Shape and dtype follow the inputs as the reference's do."""
        title = "keeps shape and dtype"
        return self._add(Check("shape", title, "side", weight, cases, call=call or self.call))

    def leaves_arguments_unchanged(
        self, cases: Cases, *, weight: float = 1, call: str | None = None
    ) -> Task:
        """The arguments hold the same numbers after the call."""
        title = "leaves its arguments unchanged"
        return self._add(Check("untouched", title, "side", weight, cases, call=call or self.call))

    def pure(self, cases: Cases, *, weight: float = 1, call: str | None = None) -> Task:
        """Two equal calls give equal results."""
        title = "gives the same result twice"
        return self._add(Check("pure", title, "side", weight, cases, call=call or self.call))

    def invariant(
        self, title: str, cases: Cases, law: Law, *, weight: float = 1, call: str | None = None
    ) -> Task:
        """The result obeys `law`."""
        chosen = call or self.call
        return self._add(Check("invariant", title, "side", weight, cases, call=chosen, law=law))

    def varies(self, cases: Cases, *, weight: float = 1, call: str | None = None) -> Task:
        """The cases' results differ from one another."""
        title = "depends on the random generator"
        return self._add(Check("varies", title, "side", weight, cases, call=call or self.call))

    def raises(
        self, exception: str, cases: Cases, *, weight: float = 1, call: str | None = None
    ) -> Task:
        """Raises `exception` (or a subclass of it)."""
        title = f"raises {exception} on bad input"
        chosen = call or self.call
        return self._add(
            Check("raises", title, "side", weight, cases, call=chosen, exception=exception)
        )


@dataclass(frozen=True)
class Figure:
    """Curves of a submission's own beside curves of reference, for its report; earns nothing."""

    title: str
    x_axis: str
    y_axis: str
    logarithmic: bool
    call: str
    curves: Callable[[np.random.Generator], dict[str, Case]]
    references: Callable[[np.random.Generator], dict[str, Iterable[float]]] | None
    beside: str


class Rubric:
    """All tasks of a topic; `frameworks` are what its submissions import beside numpy.

    `limits` bound what one submission may use of the machine.
    """

    def __init__(
        self,
        topic: str,
        *,
        title: str = "",
        frameworks: tuple[str, ...] = (),
        limits: Limits | None = None,
    ) -> None:
        self.topic = topic
        self.frameworks = frameworks
        self.limits = limits or Limits()
        self.title = title or topic.replace("_", " ")
        self.tasks: list[Task] = []
        self.figures: list[Figure] = []

    def figure(
        self,
        title: str,
        *,
        x_axis: str,
        y_axis: str,
        call: str,
        curves: Callable[[np.random.Generator], dict[str, Case]],
        references: Callable[[np.random.Generator], dict[str, Iterable[float]]] | None = None,
        beside: str = "",
        logarithmic: bool = False,
    ) -> None:
        """Plot in every report what `call` (of the driver) gives on the case of each curve.

        A curve is one number for each of x = 1, 2, …. `curves` names the submission's own, and
        `references` those beside them; both draw from generators that are equal. Under the name
        `beside` (for a figure with one curve) stands what the topic's own solution gives.
        """
        self.figures.append(
            Figure(title, x_axis, y_axis, logarithmic, call, curves, references, beside)
        )

    def task(
        self,
        name: str,
        *,
        points: float,
        summary: str = "",
        after: tuple[str, ...] | str = (),
        call: str | None = None,
        hints: tuple[str, ...] = (),
        follow_through: float = 1.0,
    ) -> Task:
        """Declare a task; the checks are chained onto what comes back.

        `follow_through` is the share of its points for work that is right given an earlier task
        of the student's own that is wrong.
        """
        if not 0 <= follow_through <= 1:
            raise RubricError(f"{name}: follow_through is a share between 0 and 1")
        if points <= 0:
            raise RubricError(f"{name}: points must be positive, not {points}")
        if any(task.name == name for task in self.tasks):
            raise RubricError(f"{name}: declared twice in topic {self.topic}")
        before = (after,) if isinstance(after, str) else tuple(after)
        known = {task.name for task in self.tasks}
        for other in before:
            if other not in known:
                raise RubricError(f"{name}: comes after {other}, which is not declared before it")
        task = Task(name, points, summary, before, call, tuple(hints), follow_through)
        self.tasks.append(task)
        return task


@dataclass(frozen=True)
class Misconception:
    """A wrong implementation that students really write, of one task.

    `raises` is what its exception says, where an exception gives it away.
    """

    id: str
    task: str
    says: str
    hint: str
    attribute: str
    raises: str = ""


def misconception(
    task: str, id: str, *, says: str, hint: str, raises: str = ""
) -> Callable[[T], T]:
    """Mark a function or class as the wrong implementation `id` of `task`.

    All arguments are written out in place: `course` reads the mark from the text. An exception
    alone names nothing, for many slips raise the same one; `raises` are words of a message that
    only this slip causes.
    """

    def mark(wrong: T) -> T:
        return wrong

    return mark
