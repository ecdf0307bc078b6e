"""Topics and tasks, as an instructor declares them (docs/authors/rubric.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Required, TypedDict, Unpack

import numpy as np

from autograder.model.limits import Limits
from autograder.model.packages import why_not
from autograder.rubric import kinds
from autograder.rubric.cases import DeclaredCase, RubricError
from autograder.rubric.checks.base import Declared
from autograder.rubric.checks.learns import Learns

Curves = Callable[[np.random.Generator], Mapping[str, DeclaredCase]]
# A task, and the title of one of its checks.
OfACheck = tuple[str, str]
ReferenceCurves = Callable[[np.random.Generator], Mapping[str, Iterable[float]]]


@dataclass(frozen=True)
class DeclaredTask:
    """One function or class, worth points, and its checks in order."""

    name: str
    points: float
    summary: str = ""
    after: tuple[str, ...] = ()
    call: str | None = None
    hints: tuple[str, ...] = ()
    carried_share: float = 1.0
    doubles: tuple[str, ...] | None = None
    slope_by: str | None = None
    gradient_by: str | None = None
    checks: tuple[Declared, ...] = ()

    @property
    def trains(self) -> bool:
        """Whether submissions train models whose guesses are judged, which takes seconds."""
        return any(issubclass(check.kind, Learns) for check in self.checks)


class TaskSettings(TypedDict, total=False):
    """What a task may be declared with."""

    points: Required[float]
    summary: str
    after: tuple[str, ...] | str
    call: str | None
    hints: Iterable[str]
    carried_share: float
    doubles: tuple[str, ...]
    slope_by: str
    gradient_by: str


class Task:
    """What adds checks to a task. Each kind of check has a method: `task.matches(cases)`.

    The methods return the task, so that they can be chained. Those of a course's own kinds are
    there, too.
    """

    def __init__(self, declared: DeclaredTask) -> None:
        self.declared = declared
        self._kinds = {one.method: one for one in kinds.current().values()}

    def check(self, declared: Declared) -> Task:
        """Add a check; raises RubricError where its weight is not positive."""
        task = self.declared
        if declared.weight <= 0:
            raise RubricError(f"{task.name}: the weight of “{declared.title}” must be positive")
        checks = (*task.checks, declared)
        self.declared = DeclaredTask(**{**vars(task), "checks": checks})
        return self

    def __getattr__(self, name: str) -> Callable[..., Task]:
        if name.startswith("_") or name not in self._kinds:
            there_are = ", ".join(sorted(self.__dict__.get("_kinds", ())))
            raise AttributeError(f"there is no kind of check “{name}”; there are: {there_are}")
        kind = self._kinds[name]

        def declare(*arguments: Any, **named: Any) -> Task:
            try:
                return self.check(kind.declare(*arguments, **named))
            except TypeError as error:
                raise RubricError(f"{self.declared.name}: {name}: {error}") from None

        return declare

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *self._kinds]


@dataclass(frozen=True)
class Figure:
    """Curves of a submission's own beside curves of reference, for its report; earns nothing.

    The arguments of its call are drawn by `curves`, by name of the curve, or are those of a check
    of which the figure is shown: then what took long for one is there for the other.
    """

    title: str
    x_axis: str
    y_axis: str
    call: str
    curves: Curves | OfACheck
    references: ReferenceCurves | None = None
    beside: str = ""
    logarithmic: bool = False


class FigureSettings(TypedDict, total=False):
    """What a figure may be declared with."""

    x_axis: Required[str]
    y_axis: Required[str]
    call: Required[str]
    curves: Required[Curves | OfACheck]
    references: ReferenceCurves | None
    beside: str
    logarithmic: bool


class Rubric:
    """All tasks of a topic; `frameworks` are what its submissions import beside numpy.

    `packages` are others that they may import; what is not named is not there. `limits` bound what
    one submission may use of the machine. Raises RubricError.
    """

    def __init__(
        self,
        topic: str,
        *,
        title: str = "",
        frameworks: tuple[str, ...] = (),
        packages: tuple[str, ...] = (),
        limits: Limits | None = None,
    ) -> None:
        self.topic = topic
        self.frameworks = frameworks
        self.packages = _packages(topic, packages)
        self.limits = limits or Limits()
        self.title = title or topic.replace("_", " ")
        self._tasks: list[Task] = []
        self._figures: list[Figure] = []

    @property
    def tasks(self) -> tuple[DeclaredTask, ...]:
        """All tasks in the order in which they were declared."""
        return tuple(task.declared for task in self._tasks)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures in the order in which they were declared."""
        return tuple(self._figures)

    def figure(self, title: str, **settings: Unpack[FigureSettings]) -> None:
        """Plot in every report what `call` (of the driver) gives on the case of each curve.

        A curve is one number for each of x = 1, 2, …. `curves` names the submission's own, and
        `references` those beside them; both draw from generators that are equal. Under the name
        `beside` (for a figure with one curve) stands what the topic's own solution gives.
        """
        self._figures.append(Figure(title, **settings))

    def task(self, name: str, **settings: Unpack[TaskSettings]) -> Task:
        """Declare a task; the checks are chained onto what comes back.

        `points` is what it is worth, `after` names the tasks that it builds on, `call` the function
        of the driver by which it is called, where that is not the task itself. `carried_share` is
        the share of its points for work that is right given an earlier task of the student's own
        that is wrong (error carried forward). `doubles` are those of `after` in whose place the
        driver's test doubles may stand, by default all that it has. `slope_by` and `gradient_by`
        name the argument by which its result is an element-wise slope, or comes of a gradient: one
        that is found by differences is refused. Of tasks with `is_derivative_of` or
        `gradient_agrees` that is known. Raises RubricError.
        """
        for setting in settings.keys() - TaskSettings.__annotations__.keys():
            raise RubricError(f"{name}: a task has no setting “{setting}”")
        if "points" not in settings:
            raise RubricError(f"{name}: say what the task is worth, as points=…")
        after = settings.get("after", ())
        declared = DeclaredTask(
            name,
            settings["points"],
            settings.get("summary", ""),
            (after,) if isinstance(after, str) else tuple(after),
            settings.get("call"),
            tuple(settings.get("hints", ())),
            settings.get("carried_share", 1.0),
            settings.get("doubles"),
            settings.get("slope_by"),
            settings.get("gradient_by"),
        )
        self._refuse(declared)
        task = Task(declared)
        self._tasks.append(task)
        return task

    def _refuse(self, task: DeclaredTask) -> None:
        if not 0 <= task.carried_share <= 1:
            raise RubricError(f"{task.name}: carried_share is a share between 0 and 1")
        if task.points <= 0:
            raise RubricError(f"{task.name}: points must be positive, not {task.points}")
        known = {one.declared.name for one in self._tasks}
        if task.name in known:
            raise RubricError(f"{task.name}: declared twice in topic {self.topic}")
        for other in task.after:
            if other not in known:
                raise RubricError(
                    f"{task.name}: comes after {other}, which is not declared before it"
                )
        for other in task.doubles or ():
            if other not in task.after:
                raise RubricError(f"{task.name}: doubles names {other}, which it is not after")


def _packages(topic: str, named: Iterable[str]) -> tuple[str, ...]:
    if isinstance(named, str):
        raise RubricError(f'{topic}: write packages with a comma, as in packages=("{named}",)')
    for reason in filter(None, map(why_not, named)):
        raise RubricError(f"{topic}: packages: {reason}")
    return tuple(named)
