"""What a sandbox promises beside confinement (tests/hostile): nothing of it outlives its judge."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from autograder.model.limits import Limits
from autograder.model.observation import Value
from autograder.model.requests import Case, Loaded, LoadRequest, RunRequest
from autograder.sandbox import Sandbox
from autograder.sandbox.session import EncodedRun, WorkerFault
from autograder.sandbox.tiers import Tier

LOOP = "def f(x):\n    while True:\n        pass\n"
JUDGE = """
import os, signal, sys, threading
from autograder.model.limits import Limits
from autograder.sandbox import tiers
from autograder.sandbox.own_time import process_of
from tests.sandbox.test_fork_server import LOOP, call, load

session = tiers.find().sandbox().open(Limits())
session.load(load(LOOP), 5)
print(process_of(session._pidfd), flush=True)
threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGKILL)).start()
session.run(call("f"), 60)
"""


def load(source: str) -> LoadRequest:
    return LoadRequest("m", "m.py", source, driver="")


def call(name: str) -> EncodedRun:
    return EncodedRun.of(RunRequest((Case(name, {"x": 1.0}),)))


def test_a_judge_that_is_killed_leaves_no_worker_running(tier: Tier) -> None:
    if tier.letter == "D":
        pytest.skip("no fork servers on this machine: " + "; ".join(tier.reasons))
    judge = subprocess.run([sys.executable, "-c", JUDGE], capture_output=True, text=True)
    assert judge.returncode == -signal.SIGKILL, judge.stderr
    worker = int(judge.stdout)
    for _ in range(100):  # the kernel ends it at once, but not before this process may look
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("the worker went on without its judge")


def test_students_modules_are_found_and_the_kits_are_not(sandbox: Sandbox) -> None:
    source = (
        "import colorsys, wave\n"
        "def f(x):\n"
        "    try:\n"
        "        import autograder.grading.judge\n"
        "    except ImportError:\n"
        "        return colorsys.rgb_to_hsv(1, 0, 0)\n"
    )
    with sandbox.open(Limits()) as session:
        loaded = session.load(load(source), 5)
        assert isinstance(loaded, Loaded) and not loaded.failures
        [seen] = session.run(call("f"), 5)
    if sandbox.tier in "AB":
        assert isinstance(seen, Value) and seen.value == (0.0, 1.0, 1)


def test_the_kernel_ends_a_worker_whose_time_is_over_if_the_judge_does_not(tier: Tier) -> None:
    if tier.letter == "D":
        pytest.skip("a fresh process has no such limit")
    sandbox = tier.sandbox()
    with sandbox.open(Limits(total_s=0)) as session:
        session.load(load(LOOP), 5)
        with pytest.raises(WorkerFault) as caught:
            session.run(call("f"), 60)
    sandbox.close()
    assert caught.value.kind == "died"
