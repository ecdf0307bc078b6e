"""What a sandbox promises beside confinement (tests/hostile): nothing of it outlives its judge."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from autograder.model.answer_key import KeyCase, run_request
from autograder.sandbox import Limits, Sandbox
from autograder.sandbox.tiers import Tier
from autograder.worker import frames

LOOP = "def f(x):\n    while True:\n        pass\n"
JUDGE = """
import os, signal, sys, threading
from autograder.sandbox import Limits, tiers
from autograder.sandbox.fork_server import _process_of
from autograder.worker import frames
from tests.sandbox.test_fork_server import LOOP, call, load

session = tiers.find().sandbox().open(Limits())
session.request(load(LOOP), 5)
print(_process_of(session._pidfd), flush=True)
threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGKILL)).start()
session.request(call("f"), 60)
"""


def load(source: str) -> bytes:
    return frames.encode(
        {
            "kind": "load",
            "name": "m",
            "file_name": "m.py",
            "source": source,
            "driver": "",
            "companions": {},
            "accelerator": True,
        }
    )


def call(name: str) -> bytes:
    return run_request([KeyCase(name, {"x": 1.0})])


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
        assert session.request(load(source), 5)["failures"] == []
        [seen] = session.request(call("f"), 5)["observations"]
    if sandbox.tier in "AB":
        assert seen["value"] == (0.0, 1.0, 1)
