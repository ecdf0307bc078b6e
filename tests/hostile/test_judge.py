"""Whatever well-formed observations a worker sends, the judge gives a grade.

An exception here would make the submission ungraded, which is better than the zero it has earned.
"""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np

from autograder.grading.error_carried_forward import (
    Answers,
    Around,
    FirstRound,
    Question,
    ask,
    questions,
)
from autograder.grading.judge import judge
from autograder.model.answer_key import AnswerKey, KeyTask
from autograder.model.observation import (
    Faulted,
    Missing,
    Observation,
    Opaque,
    Raised,
    RaisedError,
    Value,
)
from autograder.model.requests import RunReply
from autograder.rubric.checks import learns
from autograder.sandbox.session import EncodedRun

ROUNDS = 25
ODD = [
    None,
    True,
    0,
    2**62,
    1.5,
    math.nan,
    math.inf,
    "",
    "text",
    Opaque("generator"),
    np.zeros(()),
    np.zeros(3),
    np.zeros(0),
    np.zeros((2, 0)),
    np.ones((5, 4)),
    np.ones((4, 5, 3)),
    np.array([True, False]),
    np.array(2**64 - 1, dtype=np.uint64),
    np.full((5, 4), np.nan),
    np.array([np.inf, -np.inf]),
    np.ones(7, np.int8),
]


class Forger:
    """Draws observations that are near the right ones, or nothing like them."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def observation(self, right: Observation | None, task: KeyTask) -> Observation:
        """One observation in a form that `sandbox.replies` lets through, or a fault of its own."""
        kind = self._random.random()
        if kind < 0.1:
            faults: list[Observation] = [Missing(task.name), Faulted("took too long")]
            return self._random.choice(faults)
        if kind < 0.2:
            type_name = self._random.choice(["NotImplementedError", "ValueError"])
            function = self._random.choice(["f", *task.after])
            return Raised(RaisedError(type_name, ("ValueError",), "", 1, function))
        known = isinstance(right, Value) and self._random.random() < 0.6
        value = self._near(right.value) if known and isinstance(right, Value) else self._odd()
        return Value(
            value,
            self._random.choice([None, value, self._odd()]),
            self._random.choice([(), ("overflow",)]),
            self._random.choice([None, (), ("x",)]),
        )

    def answers(self, question: Question, first: RunReply) -> Answers:
        """Answers to a question about errors carried forward."""
        task = question.task

        def send(request: EncodedRun) -> RunReply | None:
            if self._random.random() < 0.3:
                return None
            drawn = self._random.choices(task.expected, k=request.count)
            return tuple(self.observation(right, task) for right in drawn)

        return ask(question, first, send)

    def around(self, question: Question) -> Answers:
        """The same, as if every quick check had looked right."""
        task, check = question.task, question.task.derivative_check

        def one() -> Observation:
            return self.observation(self._random.choice(task.expected), task)

        if check is None:
            return Answers(question)
        count = 3 + len(check.depends)
        around = {
            place: Around(one(), tuple(one() for _ in range(count))) for place in question.measure
        }
        return Answers(question, around=around)

    def _near(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {k: self._near(v) for k, v in value.items() if self._random.random() < 0.95}
        if isinstance(value, list | tuple):
            return type(value)(self._near(item) for item in value)
        if isinstance(value, np.ndarray):
            ways = [value, value.astype(np.float32), value.reshape(-1), value + 1, value.tolist()]
            return self._random.choice([*ways, np.atleast_1d(value)[..., :1], self._odd()])
        return self._random.choice([value, self._odd()])

    def _odd(self, depth: int = 0) -> Any:
        kind = self._random.random()
        if depth < 3 and kind < 0.45:
            items = [self._odd(depth + 1) for _ in range(self._random.randrange(4))]
            if kind < 0.15:
                return items
            if kind < 0.3:
                return tuple(items)
            return dict(zip(("W1", "b1", "a"), items, strict=False))
        return self._random.choice(ODD)


def test_any_well_formed_observation_is_judged(key: AnswerKey) -> None:
    forger = Forger(seed=1)
    for _ in range(ROUNDS):
        rounds = {}
        for task in key.tasks:
            seen = [forger.observation(right, task) for right in task.expected]
            rounds[task.name] = FirstRound.of(task, learns.scored(task, seen))
        with np.errstate(all="ignore"):
            asked = questions(key, rounds)
            first = {q.task.name: rounds[q.task.name].observations for q in asked}
            for answers in (
                {q.task.name: forger.answers(q, first[q.task.name]) for q in asked},
                {q.task.name: forger.around(q) for q in asked},
            ):
                for task_report in judge(key, rounds, answers):
                    assert 0 <= task_report.score <= task_report.max_score
