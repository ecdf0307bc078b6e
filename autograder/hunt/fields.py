"""What is hunted in: the calls of a topic's checks, and the inputs that their cases allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from hypothesis import strategies as st

from autograder.course.topic import Topic
from autograder.hunt.contract import nesting
from autograder.hunt.inference import forms
from autograder.hunt.strategies import of_form
from autograder.keys.drawing import draw
from autograder.model.answer_key import Asked, KeyTask
from autograder.model.checks import Check
from autograder.model.requests import Case
from autograder.rubric.cases import Arguments, is_only_as_drawn
from autograder.rubric.checks.base import Cases, Declared
from autograder.rubric.checks.matches import Matches
from autograder.rubric.checks.pure import Pure
from autograder.rubric.checks.shape import ShapeAndDtype
from autograder.rubric.checks.stable import Stable
from autograder.rubric.checks.unchanged import ArgumentsUnchanged
from autograder.rubric.language import DeclaredTask

# So many of a field's inputs are made up for each that the rubric draws itself.
MADE_UP = 4
SEEDS = 2**32 - 1


@dataclass(frozen=True, eq=False)
class Field:
    """The calls that one function of cases is for, with what their checks ask of a result.

    `values` says that results are compared with the reference's, `dtype` that their dtypes are as
    well; with `warnings` there may be none that the reference does not give. `view` is that of the
    check. `task` has no cases. `others` are all cases of the task, `lent` those of other checks
    that are nested otherwise: nets of another depth.
    """

    task: KeyTask
    call: str
    asks: str | None
    cases: Cases
    drawn: Sequence[Case]
    others: Sequence[Arguments]
    lent: Sequence[Arguments]
    values: bool
    dtype: bool
    warnings: bool
    view: str | None

    @property
    def watched(self) -> Case:
        """A case with what is to be watched beside the value."""
        repeat = any(one.repeat for one in self.drawn)
        watch = any(one.watch for one in self.drawn)
        return Case(self.call, {}, repeat=repeat, watch=watch)

    @property
    def only_as_drawn(self) -> bool:
        """Whether there are no inputs but those that the rubric draws itself."""
        return is_only_as_drawn(self.cases)

    @cached_property
    def inputs(self) -> st.SearchStrategy[Case]:
        """Inputs that the contract allows."""
        like = self.watched
        chosen: st.SearchStrategy[Arguments] = st.integers(0, SEEDS).flatmap(self._drawn_anew)
        if not self.only_as_drawn:
            own = [one.arguments for one in self.drawn]
            allowed = [*forms(own, self.others), *forms(self.lent, self.lent)]
            new = st.one_of([of_form(form) for form in allowed])
            chosen = _mostly(new, chosen)
        return chosen.map(lambda arguments: replace(like, arguments=arguments))

    def _drawn_anew(self, seed: int) -> st.SearchStrategy[Arguments]:
        """One of the cases that the rubric draws with this seed."""
        drawn = list(self.cases(np.random.default_rng(seed)))
        return st.sampled_from([one.arguments for one in drawn])

    def as_task(self, cases: Sequence[Case]) -> KeyTask:
        """The task on these inputs alone, and as the driver looks at them."""
        asked = {i: Asked(self.asks) for i in range(len(cases))} if self.asks else {}
        return replace(self.task, cases=tuple(cases), asked=asked)


def hunted_tasks(topic: Topic) -> list[DeclaredTask]:
    """The tasks of a topic that a hunt can say something about."""
    return [task for task in topic.rubric.tasks if not task.trains]


def fields(topic: Topic, seed: str) -> list[Field]:
    """Every field of a topic, in the order of its checks; of some seed, for it hardly matters.

    Left out are tasks that train, of which one input takes seconds and two results never are the
    same, and checks without a right answer: of exceptions, laws alone, a course's own kinds.
    """
    found: list[Field] = []
    for declared in hunted_tasks(topic):
        task = draw(topic.name, declared, seed)
        pairs = [
            (one, check)
            for one, check in zip(declared.checks, task.checks, strict=True)
            if check.compares_values
            or isinstance(check, Stable | ShapeAndDtype | Pure | ArgumentsUnchanged)
        ]
        others = [case.arguments for _, check in pairs for case in _cases(task, check)]
        by_call: dict[tuple[Any, ...], list[tuple[Declared, Check]]] = {}
        for pair in pairs:
            same = (_cases(task, pair[1])[0].call, pair[0].asks, pair[0].cases)
            by_call.setdefault(same, []).append(pair)
        bare = replace(task, cases=(), checks=(), asked={})
        for (call, asks, cases), some in by_call.items():
            checks = [check for _, check in some]
            views = (check.view for check in checks if isinstance(check, Matches))
            found.append(
                Field(
                    task=bare,
                    call=call,
                    asks=asks,
                    cases=cases,
                    drawn=_cases(task, checks[0]),
                    others=others,
                    lent=(),
                    values=not all(isinstance(c, Pure | ArgumentsUnchanged) for c in checks),
                    dtype=any(isinstance(one, ShapeAndDtype) for one in checks),
                    warnings=any(isinstance(one, Stable) for one in checks),
                    view=next(views, None),
                )
            )
    return [replace(one, lent=_lent(one, found)) for one in found]


def _lent(field: Field, fields: Sequence[Field]) -> list[Arguments]:
    """Cases with the same arguments that are nested in other ways than its own.

    What a topic calls by one name has one contract: one layer, if another function is given that.
    Extremes, and single precision, are promised function by function.
    """
    names = [*field.drawn[0].arguments]
    own = {nesting(one.arguments) for one in field.drawn}
    return [
        case.arguments
        for other in fields
        if not (other.only_as_drawn or other.warnings or other.dtype)
        for case in other.drawn
        if [*case.arguments] == names and nesting(case.arguments) not in own
    ]


@st.composite
def _mostly(draw: Any, new: st.SearchStrategy[Arguments], drawn: Any) -> Arguments:
    arguments: Arguments = draw(new if draw(st.integers(0, MADE_UP)) < MADE_UP else drawn)
    return arguments


def _cases(task: KeyTask, check: Check) -> list[Case]:
    return [task.cases[place] for place in check.cases]
