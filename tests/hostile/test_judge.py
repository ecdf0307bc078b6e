"""Whatever well-formed observations a worker sends, the judge gives a grade.

An exception here would make the submission ungraded, which is better than the zero it has earned.
"""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np

from autograder.grading.error_carried_forward import Answers, Question, put, questions
from autograder.grading.judge import judge
from autograder.model.answer_key import AnswerKey, KeyTask, Observation
from autograder.rubric import held_out
from autograder.worker.frames import Opaque

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
        """One observation in a form that `observing` lets through, or a fault of its own."""
        kind = self._random.random()
        if kind < 0.1:
            return self._random.choice([{"missing": task.name}, {"fault": "took too long"}])
        if kind < 0.2:
            error = {
                "type": self._random.choice(["NotImplementedError", "ValueError"]),
                "ancestors": ["ValueError"],
                "message": "",
                "line": 1,
                "function": self._random.choice(["f", *task.after]),
            }
            return {"error": error, "warned": []}
        one: Observation = {"warned": self._random.choice([[], ["overflow"]])}
        known = right is not None and "value" in right and self._random.random() < 0.6
        one["value"] = self._near(right["value"]) if known and right else self._odd()
        if self._random.random() < 0.5:
            one["again"] = self._random.choice([one["value"], self._odd()])
        if self._random.random() < 0.5:
            one["changed"] = self._random.choice([[], ["x"]])
        return one

    def answers(self, question: Question) -> Answers:
        """Answers to a question of the second round."""
        task = question.task

        def came(count: int) -> list[Observation]:
            return [self.observation(self._random.choice(task.expected), task)] * count

        if self._random.random() < 0.5:
            first = [self.observation(right, task) for right in task.expected]
            return put(question, first, lambda _, count: self._random.choice([came(count), None]))
        return Answers(
            question,
            came(len(task.probes)) if question.probe else None,
            came(len(task.cases)) if question.lend else None,
            came(len(task.sweeps(question.swept))) if question.oracle else None,
        )

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
        observed = {
            task.name: [forger.observation(right, task) for right in task.expected]
            for task in key.tasks
        }
        for task in key.tasks:  # as an interview hands guesses on
            observed[task.name] = held_out.marked(task, observed[task.name])
        with np.errstate(all="ignore"):
            second = {q.task.name: forger.answers(q) for q in questions(key, observed)}
            for task in judge(key, observed, second):
                assert 0 <= task.score <= task.max_score
