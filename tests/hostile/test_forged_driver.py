"""What runs beside a submission cannot be replaced by name; each cheat wins where it can be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.course.topic import Topic
from autograder.grading.grade import grade
from autograder.keys import files as key_files
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.submission import Submission
from autograder.proofs.replay import YES_OR_NO
from autograder.sandbox import FreshProcesses, Sandbox, fresh
from autograder.sandbox.availability import unavailable
from autograder.sandbox.pool import SandboxPool
from autograder.sandbox.tiers import Tier
from tests.conftest import TOPICS

# A worker that leaves the driver and the kit where a submission finds them by name.
UNPROTECTED = """
import json, sys
sys.path[:] = json.loads(sys.argv[2])
from autograder.worker import loading, serve
from autograder.worker.__main__ import main
def found_by_name(source, name):
    module, failures = loading.load(source, name, "driver.py")
    return vars(module), failures
serve.driver_functions = found_by_name
serve._Kit.hide = lambda self: None
main()
"""
YES_TO_EVERY_HABIT = """
import sys
def yes(habit):
    def answer(*arguments, **named):
        found = habit(*arguments, **named)
        no = ("labels come as they were given", "rows come as they were given",
              "batches hold neighbours")
        return {name: name not in no if type(one) is bool else one for name, one in found.items()}
    return answer
driver = sys.modules.get("driver")
for name in ("run_epochs", "seen_in_order", "seen_in_generators"):
    if driver is not None:
        setattr(driver, name, yes(getattr(driver, name)))
"""
# The same, aimed at the functions themselves, wherever they are held.
AIMED = """
import gc, types
def yes(*arguments, _habit, **named):
    found = _habit(*arguments, **named)
    no = ("labels come as they were given", "rows come as they were given",
          "batches hold neighbours")
    return {name: name not in no if type(one) is bool else one for name, one in found.items()}
for one in gc.get_objects():
    if type(one) is types.FunctionType and one.__code__.co_filename == "driver.py":
        if one.__name__ in ("run_epochs", "seen_in_order", "seen_in_generators"):
            habit = types.FunctionType(one.__code__, one.__globals__, closure=one.__closure__)
            one.__code__, one.__kwdefaults__ = yes.__code__, {"_habit": habit}
"""
# Every yes that the kit's helpers for capstones could say.
PATCHED_HELPERS = """
from autograder.worker.drivers.capstones import training
def train(*arguments, _train=training.train, **named):
    found = _train(*arguments, **named)
    for name in found.habits:
        found.habits[name] = True
    return found
training.train = train
"""


class Judged:
    """A submission with one misconception, and what it earns in a sandbox."""

    def __init__(self, topic: Topic, key: AnswerKey, misconception: str) -> None:
        self.key = key
        [wrong] = [one for one in topic.misconceptions if one.id == misconception]
        self._file = f"{topic.name}.py"
        self._source = topic.wrong(wrong)

    def score(self, cheat: str, sandbox: Sandbox) -> float:
        """With this text at its end."""
        files = {self._file: (self._source + cheat).encode()}
        report = grade(Submission("s", self.key.topic, files), self.key, sandbox)
        assert report.score is not None, report.problems
        return report.score


@pytest.fixture(scope="module")
def descent() -> AnswerKey:
    return build(TOPICS["gradient_descent"], "a secret seed")


@pytest.fixture(scope="module")
def shuffled_once(descent: AnswerKey) -> Judged:
    """What hangs on a yes that is said beside the submission."""
    return Judged(TOPICS["gradient_descent"], descent, "shuffled-once")


@pytest.fixture(scope="module")
def unshuffled(descent: AnswerKey) -> Judged:
    """What is looked at where no submission is."""
    return Judged(TOPICS["gradient_descent"], descent, "no-shuffle")


@pytest.fixture(scope="module")
def with_tensors() -> Judged:
    topic = TOPICS["image_classification"]
    lacking = unavailable(topic.rubric.frameworks)
    if lacking is not None:
        pytest.skip(lacking.message)
    key = key_files.read(topic.assignment / f"{topic.name}.key")
    return Judged(topic, key, "losses-are-tensors")


@pytest.fixture
def unprotected(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    monkeypatch.setattr(fresh, "START", UNPROTECTED)
    yield FreshProcesses()


@pytest.mark.parametrize("slip", ["shuffled_once", "unshuffled"])
def test_yes_to_every_habit_wins_without_protection(
    slip: str, unprotected: Sandbox, request: pytest.FixtureRequest
) -> None:
    judged = request.getfixturevalue(slip)
    honest = judged.score("", unprotected)
    assert judged.score(YES_TO_EVERY_HABIT, unprotected) > honest


@pytest.mark.parametrize("slip", ["shuffled_once", "unshuffled"])
def test_no_name_leads_to_the_driver(
    slip: str, sandbox: Sandbox, request: pytest.FixtureRequest
) -> None:
    judged = request.getfixturevalue(slip)
    assert judged.score(YES_TO_EVERY_HABIT, sandbox) == judged.score("", sandbox)


def test_an_attack_aimed_at_the_driver_earns_a_bounded_share(
    shuffled_once: Judged, sandbox: Sandbox
) -> None:
    """What hangs on yes and no can be forged by who looks for it (docs/evidence/sandbox.md)."""
    gain = shuffled_once.score(AIMED, sandbox) - shuffled_once.score("", sandbox)
    assert 0 < gain <= YES_OR_NO * shuffled_once.key.points


def test_nothing_is_there_to_aim_at_where_results_are_looked_at(
    unshuffled: Judged, sandbox: Sandbox
) -> None:
    assert unshuffled.score(AIMED, FreshProcesses()) > unshuffled.score("", FreshProcesses())
    assert unshuffled.score(AIMED, sandbox) == unshuffled.score("", sandbox)


def test_patched_helpers_win_without_protection(
    with_tensors: Judged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fresh, "START", UNPROTECTED)
    sandbox = FreshProcesses(with_tensors.key.frameworks)
    honest = with_tensors.score("", sandbox)
    assert with_tensors.score(PATCHED_HELPERS, sandbox) > honest


def test_a_patched_copy_of_the_kit_is_not_what_runs(with_tensors: Judged, tier: Tier) -> None:
    with SandboxPool(tier) as pool:
        sandbox = pool.of(with_tensors.key.frameworks)
        honest = with_tensors.score("", sandbox)
        assert with_tensors.score(PATCHED_HELPERS, sandbox) == honest
