"""A cheat earns no more than the same code without it."""

from __future__ import annotations

import re
import string
import textwrap
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from autograder.course.topic import Topic
from autograder.grading.grade import grade
from autograder.keys import files as key_files
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.limits import Limits
from autograder.model.observation import Value
from autograder.model.report import Report
from autograder.model.submission import Submission
from autograder.sandbox import Sandbox
from tests.conftest import TOPICS, trains
from tests.hostile.cheats import CHEATS, PRELUDE

LIMITS = Limits(load_s=10, task_s=5, case_s=2, memory_bytes=1 << 30)
# Two topics with everything that is worth attacking: drivers, sweeps, lending, side checks.
ATTACKED = ("activations", "backprop")
# Named in docs/evidence/sandbox.md, with what it is worth.
STILL_WINS = {("backprop", "partly right", "patches what is provided")}


class Bases:
    """Submissions that earn nothing, or a part, and what they earn."""

    def __init__(self, topic: Topic, sandbox: Sandbox) -> None:
        self.topic = topic
        self.key: AnswerKey = build(topic, "a secret seed")
        self._sandbox = sandbox
        junk = "import numpy as np\n" + "".join(
            f"def {task.name}(*a, **k):\n    return np.zeros_like(a[0])\n"
            for task in self.key.tasks
        )
        partly = topic.wrong(topic.misconceptions[0])
        self.sources = {"junk": junk, "partly right": partly, "a stub": topic.stub}
        self.honest = {name: self.grade(source) for name, source in self.sources.items()}

    def grade(self, source: str) -> Report:
        name = self.topic.name
        return grade(
            Submission("s", name, {f"{name}.py": source.encode()}), self.key, self._sandbox, LIMITS
        )

    def cheating(self, base: str, cheat: str) -> Report:
        words = {
            "tasks": repr([task.name for task in self.key.tasks]),
            "topic": self.topic.name,
        }
        text = string.Template(PRELUDE + textwrap.dedent(cheat)).safe_substitute(words)
        return self.grade(self.sources[base] + text)


@pytest.fixture(scope="module", params=ATTACKED)
def bases(request: pytest.FixtureRequest, sandbox: Sandbox) -> Bases:
    return Bases(TOPICS[request.param], sandbox)


def test_the_bases_are_as_they_should_be(bases: Bases) -> None:
    assert bases.honest["junk"].score == bases.honest["a stub"].score == 0
    assert 0 < (bases.honest["partly right"].score or 0) < bases.key.points


@pytest.mark.parametrize("base", ["junk", "partly right", "a stub"])
@pytest.mark.parametrize("name", CHEATS)
def test_a_cheat_earns_nothing(
    bases: Bases, base: str, name: str, request: pytest.FixtureRequest
) -> None:
    if (bases.topic.name, base, name) in STILL_WINS:
        reason = "a table answers whatever it is asked: 1.5 points beside an own `forward`"
        request.applymarker(pytest.mark.xfail(strict=True, reason=reason))
    without, cheated = bases.honest[base], bases.cheating(base, CHEATS[name])
    assert cheated.score is not None, f"taken for a fault of the kit: {cheated.problems}"
    # As a whole: a task may gain from an earlier one that was spoilt, whose results are provided.
    assert cheated.score <= (without.score or 0), [(t.name, t.score) for t in cheated.tasks]


def literal(value: Any) -> str:
    """A value as Python source."""
    with np.printoptions(threshold=10**9, precision=17):
        return re.sub(
            r"\b(nan|inf)\b", r"np.\1", repr(value).replace("array(", "np.array(")
        ).replace("dtype=float32", "dtype=np.float32")


def lookup(key: AnswerKey) -> str:
    """A submission that holds every answer of a key, by a digest of the arguments.

    Calls of the driver are answered as well, in place of its functions, wherever they are held.
    """
    lines = ["import gc, types", "import numpy as np", "", "ANSWERS = {}"]
    for task in key.tasks:
        for case, expected in zip(task.cases, task.expected, strict=True):
            if isinstance(expected, Value):
                known = repr((case.call, digest(list(case.arguments.values()))))
                lines.append(f"ANSWERS[{known}] = {literal(expected.value)}")
    lines += [
        "def digest(tree):",
        "    if isinstance(tree, dict):",
        "        return sum(map(digest, tree.values()))",
        "    if isinstance(tree, (list, tuple)):",
        "        return sum(map(digest, tree))",
        "    if isinstance(tree, str) or tree is None:",
        "        return float(len(tree or ''))",
        "    return round(float(np.abs(np.asarray(tree, float)).sum()), 6)",
    ]
    lines += [
        "def pass_on(*a, _to, **k):",
        "    return _to(*a, **k)",
        "def aim(name, answer):",
        "    for one in gc.get_objects():",
        "        if type(one) is types.FunctionType and one.__name__ == name:",
        "            if one.__code__.co_filename == 'driver.py':",
        "                one.__code__, one.__kwdefaults__ = pass_on.__code__, {'_to': answer}",
    ]
    names = {task.name for task in key.tasks}
    for call in sorted(names | {case.call for task in key.tasks for case in task.cases}):
        arguments = "*a" if call in names else "module, **a"
        values = "a" if call in names else "list(a.values())"
        lines += [
            f"def {call}({arguments}):",
            f"    return ANSWERS.get(({call!r}, digest({values})), 0.0)",
        ]
        if call not in names:
            lines.append(f"aim({call!r}, {call})")
    return "\n".join(lines) + "\n"


def digest(tree: Any) -> float:
    if isinstance(tree, dict):
        return sum(map(digest, tree.values()))
    if isinstance(tree, list | tuple):
        return sum(map(digest, tree))
    if isinstance(tree, str) or tree is None:
        return float(len(tree or ""))
    return round(float(np.abs(np.asarray(tree, float)).sum()), 6)


@pytest.fixture(scope="module")
def looked_up(topic: Topic) -> Iterator[str]:
    yield lookup(key_files.read(topic.assignment / f"{topic.name}.key"))


def test_the_answers_of_the_public_key_earn_nothing(
    topic: Topic, key: AnswerKey, looked_up: str, sandbox: Sandbox
) -> None:
    if trains(topic):
        pytest.skip(
            "building another key trains for minutes; here the tests' key is the public one"
        )
    submitted = Submission("s", topic.name, {f"{topic.name}.py": looked_up.encode()})
    public = key_files.read(topic.assignment / f"{topic.name}.key")
    assert (grade(submitted, public, sandbox, LIMITS).score or 0) > 0, "the look-up itself works"
    report = grade(submitted, key, sandbox, LIMITS)
    assert report.score == 0, [(t.name, t.score) for t in report.tasks if t.score]
