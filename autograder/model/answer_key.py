"""The answer key: cases, expected observations, and what every misconception would give.

Plain data. All code of the rubric runs while the key is built (`keys.build`); the judge needs none
of it, but for the kinds of check themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from autograder.model.checks import Check, DerivativeCheck, Role
from autograder.model.limits import Limits
from autograder.model.observation import Observation, Value
from autograder.model.packages import permitted
from autograder.model.report import RepairUse
from autograder.model.requests import Case, EvaluationKind, ResultTable


@dataclass(frozen=True)
class Asked:
    """A function of the driver's that looks at a result where no submission is.

    It is called with the `result` and these arguments, by default those of the case.
    """

    function: str
    arguments: Mapping[str, Any] | None = None


@dataclass(frozen=True, eq=False)
class KeyTask:
    """A task with everything that the judge compares against.

    `provided` holds, for each earlier task that it builds on, right results for the calls that the
    reference makes: given to a submission in which that earlier task went wrong. `doubles` are
    earlier tasks in whose place the driver has a test double, which gives other numbers; with
    them all the reference gives `expected_with_doubles`. `small_cases` are small inputs, the
    simplest first, and `small_results` what the reference gives. `carried_share` is the share of
    points that an error carried forward leaves. What is `asked`, by number of the case, takes the
    place of what the submission gives there.
    """

    name: str
    points: float
    summary: str
    after: tuple[str, ...]
    hints: tuple[str, ...]
    checks: tuple[Check, ...]
    cases: tuple[Case, ...]
    carried_share: float
    expected: tuple[Observation, ...] = ()
    provided: Mapping[str, ResultTable] = field(default_factory=dict)
    doubles: tuple[str, ...] = ()
    expected_with_doubles: tuple[Observation, ...] = ()
    small_cases: tuple[Case, ...] = ()
    small_results: tuple[Observation, ...] = ()
    beside_doubles: bool = False
    asked: Mapping[int, Asked] = field(default_factory=dict)

    def questions(self, observed: Mapping[int, Observation]) -> dict[int, Case]:
        """What a worker without the submission is to be asked about what was observed."""
        found = {}
        for place, asked in self.asked.items():
            one = observed.get(place)
            if isinstance(one, Value):
                arguments = asked.arguments
                if arguments is None:
                    arguments = self.cases[place].arguments
                found[place] = Case(asked.function, {"result": one.value, **arguments})
        return found

    def with_answers(
        self, observed: Mapping[int, Observation], answers: Mapping[int, Observation]
    ) -> dict[int, Observation]:
        """What was observed, with the answers to `questions` in place of the results."""
        found = dict(observed)
        for place, answer in answers.items():
            one = found[place]
            if isinstance(one, Value) and isinstance(answer, Value):
                answer = replace(one, value=answer.value)
            found[place] = answer
        return found

    def of_cases(self, places: Sequence[int]) -> KeyTask:
        """The task with these of its cases alone, and without checks."""
        return replace(
            self,
            cases=tuple(self.cases[place] for place in places),
            expected=tuple(self.expected[place] for place in places) if self.expected else (),
            asked={i: self.asked[one] for i, one in enumerate(places) if one in self.asked},
            checks=(),
        )

    @property
    def prerequisites(self) -> tuple[str, ...]:
        """Earlier tasks without which this one can be seen, for results can be provided."""
        return (*self.provided, *self.doubles)

    @cached_property
    def with_provided_results(self) -> KeyTask:
        """As it is judged beside provided results: beside test doubles other numbers are right."""
        if not self.doubles:
            return self
        return replace(self, expected=self.expected_with_doubles, beside_doubles=True)

    @cached_property
    def derivative_check(self) -> DerivativeCheck | None:
        """The check that names a function of the student's own to measure against."""
        return next((one for one in self.checks if isinstance(one, DerivativeCheck)), None)

    @property
    def to_the_last_digit(self) -> bool:
        """Whether almost right numbers are wrong: as a slope, they are what differences give."""
        check = self.derivative_check
        declared = (one.derivative for one in self.cases if one.derivative is not None)
        return (check is not None and check.element_wise) or any(
            one.kind == EvaluationKind.SLOPE for one in declared
        )

    @cached_property
    def measurable(self) -> tuple[int, ...]:
        """Cases with that check's arguments: what they give is a derivative of that function."""
        if self.derivative_check is None:
            return ()
        names = set(self.cases[self.derivative_check.cases[0]].arguments)
        compared = {i for check in self.checks if check.compares_values for i in check.cases}
        return tuple(sorted(i for i in compared if set(self.cases[i].arguments) == names))

    @cached_property
    def required_checks(self) -> tuple[Check, ...]:
        """The checks that decide whether the values are right."""
        return tuple(check for check in self.checks if check.role == Role.REQUIRED)


@dataclass(frozen=True, eq=False)
class KeyFigure:
    """A plot of the report: the cases of a submission's own curves, and those of reference.

    `names` are those of the own curves, in the order of the cases.
    """

    title: str
    x_axis: str
    y_axis: str
    logarithmic: bool
    names: tuple[str, ...]
    cases: tuple[Case, ...]
    references: Mapping[str, Any]


# By number of the case.
Differences = Mapping[int, Observation]


@dataclass(frozen=True, eq=False)
class KeyMisconception:
    """What a wrong implementation gives, where it differs from the reference.

    `differences` holds for each task that it changes what is observed, by number of the case; on
    all other cases it gives what is expected. `beside_doubles` is the same where test doubles stand
    in for earlier tasks: with it alone, whatever else is wrong in those. `parts` are the ids of the
    two that it is made of, if it is two.
    """

    id: str
    task: str
    says: str
    hint: str
    differences: Mapping[str, Differences]
    beside_doubles: Mapping[str, Differences] = field(default_factory=dict)
    raises: str = ""
    parts: tuple[str, ...] = ()

    def observations(self, task: KeyTask) -> list[Observation] | None:
        """What it gives on every case of a task; None where it differs in none."""
        found = self.beside_doubles if task.beside_doubles else self.differences
        different = found.get(task.name)
        if different is None:
            return None
        return [different.get(place, expected) for place, expected in enumerate(task.expected)]


@dataclass(frozen=True, eq=False)
class AnswerKey:
    """Everything that is needed to grade one topic.

    `packages` are what submissions may import beside numpy and the frameworks. `check_kinds` holds
    the texts of the course's own kinds of check, by file name: whoever has the key can judge by it.
    `repair` is who learns of the nearest repair; `show_expected`, whether students see what a small
    case should give.
    """

    topic: str
    title: str
    hash: str
    driver: str
    frameworks: tuple[str, ...]
    limits: Limits
    tasks: tuple[KeyTask, ...]
    misconceptions: tuple[KeyMisconception, ...]
    figures: tuple[KeyFigure, ...] = ()
    check_kinds: Mapping[str, str] = field(default_factory=dict)
    packages: tuple[str, ...] = ()
    repair: RepairUse = RepairUse.LINE
    show_expected: bool = False

    @property
    def permitted(self) -> tuple[str, ...]:
        """All that a submission may import beside the standard library."""
        return permitted(self.frameworks, self.packages)

    @property
    def points(self) -> float:
        """The most a submission can earn."""
        return round(sum(task.points for task in self.tasks), 2)
