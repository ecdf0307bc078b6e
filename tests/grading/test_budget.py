"""The time of one submission: a budget for all that it does, which neighbours do not spend."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from autograder.grading.budget import Budget
from autograder.grading.error_carried_forward import Question
from autograder.grading.grade import first_rounds, grade
from autograder.grading.run_submission import SubmissionRun
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.limits import Limits
from autograder.model.outcomes import FaultKind
from autograder.model.program import Program, SourceMap
from autograder.model.requests import Loaded, LoadRequest
from autograder.model.submission import Submission
from autograder.sandbox import Sandbox, Session, WorkerFault
from autograder.sandbox.kept import Kept
from autograder.sandbox.tiers import Tier
from autograder.worker import protocol
from tests.conftest import TOPICS

ACTIVATIONS = TOPICS["activations"]
GOOD = ACTIVATIONS.variants["masks"]
NOTEBOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
# Beside 60 threads on its core this takes twice the limit on the wall, or more.
IMPORT_S = 0.03
THINKS = f"import time\nwhile time.process_time() < {IMPORT_S}: pass\n"
BUSY = """
import hashlib, threading
DATA = bytes(1 << 22)
def burn():
    while True:
        hashlib.sha256(DATA).digest()  # which lets other threads run
for _ in range(60):
    threading.Thread(target=burn, daemon=True).start()
"""


@pytest.fixture(scope="module")
def activations() -> AnswerKey:
    return build(ACTIVATIONS, "tests")


class Spender:
    """A sandbox whose workers import within half of what they may, and never answer."""

    tier = "A"
    kept = Kept()

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.sessions: list[Sleeper] = []

    def open(self, limits: Limits) -> Session:
        self.sessions.append(Sleeper(self.limits.load_s / 2))
        return self.sessions[-1]

    def close(self) -> None: ...

    @property
    def spent_s(self) -> float:
        return sum(session.spent_s for session in self.sessions)


class Sleeper(Session):
    def __init__(self, import_s: float) -> None:
        self._import_s = import_s
        self._spent_s = 0.0
        self._loaded = False

    def exchange(self, frame: bytes, limit_s: float) -> object:
        if not self._loaded and self._import_s < limit_s:
            self._loaded = True
            self._spent_s += self._import_s
            return protocol.load_reply_tree(Loaded(("sigmoid",)))
        self._spent_s += limit_s
        raise WorkerFault(FaultKind.TIMEOUT, f"took longer than {limit_s:g} s")

    @property
    def spent_s(self) -> float:
        return self._spent_s

    def close(self) -> None: ...


def run(key: AnswerKey, sandbox: Sandbox, budget: Budget) -> SubmissionRun:
    program = Program({"activations.py": GOOD.encode()}, SourceMap("activations.py"))
    return SubmissionRun(program, key, sandbox, budget)


def test_imports_that_are_repeated_are_paid(activations: AnswerKey) -> None:
    sandbox = Spender(activations.limits)
    report = grade(submitted({"activations.py": GOOD}), activations, sandbox)
    assert len(sandbox.sessions) > 2
    assert sandbox.spent_s == pytest.approx(activations.limits.total_s)
    assert any("the 60 s that the whole submission has" in one.message for one in report.problems)


def test_a_file_and_a_notebook_share_one_budget(activations: AnswerKey) -> None:
    sandbox = Spender(activations.limits)
    files = {"activations.py": GOOD, "activations.ipynb": NOTEBOOK}
    report = grade(submitted(files), activations, sandbox)
    assert report.score == 0
    assert sandbox.spent_s == pytest.approx(activations.limits.total_s)


def test_what_is_asked_again_and_figures_are_paid(activations: AnswerKey, sandbox: Sandbox) -> None:
    budget = Budget(activations.limits)
    with run(activations, sandbox, budget) as first:
        observed, _ = first.observe()
        rounds = first_rounds(activations, observed, SourceMap("activations.py"))
    budget.spend(activations.limits.total_s)
    unused = Spender(activations.limits)
    with run(activations, unused, budget) as later:
        asked = [Question(task, small_inputs=True) for task in activations.tasks]
        assert later.ask(asked, rounds) == {}
        assert later.curves() == ()
    assert not unused.sessions


def test_a_grade_pays_for_what_ran(activations: AnswerKey, sandbox: Sandbox) -> None:
    budget = Budget(activations.limits)
    with run(activations, sandbox, budget) as only:
        only.observe()
    assert 0 < activations.limits.total_s - budget.left_s() < activations.limits.total_s


def test_an_attempt_that_the_kit_spoilt_leaves_enough_or_is_not_repeated(
    activations: AnswerKey,
) -> None:
    broke = 0

    class Breaks(Spender):
        def open(self, limits: Limits) -> Session:
            nonlocal broke
            if self.spent_s > limits.total_s / 2:
                broke += 1
                raise RuntimeError("ours")
            return super().open(limits)

    sandbox = Breaks(activations.limits)
    report = grade(submitted({"activations.py": GOOD}), activations, sandbox)
    assert (report.status, report.score, broke) == ("ungraded", None, 1)


def submitted(files: dict[str, str]) -> Submission:
    return Submission("s", "activations", {name: text.encode() for name, text in files.items()})


@pytest.fixture
def one_core(tier: Tier) -> Iterator[Sandbox]:
    """A sandbox whose workers share one core, and one group of the scheduler."""
    if tier.letter == "D":
        pytest.skip("workers of this tier cannot be bound to a core")
    mine = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(mine)})
    sandbox = tier.sandbox()
    with sandbox.open(Limits()):
        os.sched_setaffinity(0, mine)  # the fork server keeps the core, the judge need not
    yield sandbox
    sandbox.close()


def test_an_honest_submission_beside_busy_threads_keeps_all_points(
    activations: AnswerKey, one_core: Sandbox
) -> None:
    limits = Limits(load_s=1.0, task_s=1.0, case_s=0.5)
    with one_core.open(limits) as neighbour:
        neighbour.load(LoadRequest("n", "n.py", BUSY, driver=""), 20)
        report = grade(submitted({"activations.py": THINKS + GOOD}), activations, one_core, limits)
    assert report.score == report.max_score
    assert not report.problems
