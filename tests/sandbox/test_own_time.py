"""Own time: what a worker computes and sleeps, and not what others take from it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from autograder.model.limits import Limits
from autograder.model.observation import Value
from autograder.model.requests import Case, LoadRequest, RunReply, RunRequest
from autograder.sandbox import Sandbox, Session, own_time
from autograder.sandbox.own_time import WALL, Deadline, OwnTime, ProcessClock
from autograder.sandbox.session import EncodedRun, WorkerFault
from autograder.sandbox.tiers import Tier

linux = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere the CPU time of others is not known"
)
LIMIT_S = 2.0
BUSY_THREADS = 60


class Worker:
    """A clock under control: each second on the wall brings so much CPU time."""

    def __init__(self, cpu_share: float, waits: bool) -> None:
        self.now = 100.0
        self._cpu_share = cpu_share
        self._waits = waits

    def cpu_s(self) -> float:
        return self.now * self._cpu_share

    def waits(self) -> bool:
        return self._waits


@pytest.fixture
def end(monkeypatch: pytest.MonkeyPatch) -> Callable[[Worker, bool], tuple[float, str]]:
    def end(worker: Worker, idle: bool) -> tuple[float, str]:
        """When an endless request ends, in seconds on the wall, and with what words."""
        monkeypatch.setattr(own_time, "time", SimpleNamespace(monotonic=lambda: worker.now))
        deadline, started = Deadline(OwnTime(worker), LIMIT_S), worker.now
        with pytest.raises(WorkerFault) as caught:
            while worker.now - started < 10 * WALL * LIMIT_S:
                worker.now += deadline.pause_s
                deadline.look(idle)
        assert caught.value.kind == "timeout"
        return round(worker.now - started, 1), str(caught.value)

    return end


End = Callable[[Worker, bool], tuple[float, str]]


def test_a_loop_ends_at_its_limit(end: End) -> None:
    assert end(Worker(1.0, waits=False), True) == (LIMIT_S, "took longer than 2 s")


def test_a_sleeper_ends_at_its_limit(end: End) -> None:
    assert end(Worker(0.0, waits=True), True) == (LIMIT_S, "took longer than 2 s")


def test_several_threads_share_one_limit(end: End) -> None:
    assert end(Worker(4.0, waits=False), True) == (LIMIT_S / 4, "used more than 2 s of CPU time")


def test_what_neighbours_take_is_not_its_own(end: End) -> None:
    assert end(Worker(0.1, waits=False), True) == (10 * LIMIT_S, "took longer than 2 s")


def test_waiting_beside_some_work_counts_once(end: End) -> None:
    assert end(Worker(0.5, waits=True), True) == (LIMIT_S, "took longer than 2 s")


@pytest.mark.parametrize(("waits", "idle"), [(False, True), (True, False)])
def test_whoever_hides_its_time_ends_by_the_clock_on_the_wall(
    end: End, waits: bool, idle: bool
) -> None:
    """Never seen at rest, or never without a message under way."""
    passed, said = end(Worker(0.0, waits=waits), idle)
    assert (round(passed), said) == (WALL * LIMIT_S, "did not answer within 40 s")


def test_a_judge_that_looks_late_charges_for_what_it_planned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worker = Worker(0.0, waits=True)
    monkeypatch.setattr(own_time, "time", SimpleNamespace(monotonic=lambda: worker.now))
    deadline = Deadline(OwnTime(worker), LIMIT_S)
    worker.now += 10 * LIMIT_S
    deadline.look(idle=True)  # raises nothing


BURN = """
import hashlib, threading, time
DATA = bytes(1 << 22)

def burn():
    while True:
        hashlib.sha256(DATA).digest()  # which lets other threads run

def start(count):
    for _ in range(int(count)):
        threading.Thread(target=burn, daemon=True).start()
    return True

def work(seconds):
    started = time.process_time()
    while time.process_time() - started < seconds:
        sum(range(1000))
    return time.process_time()

def rest(seconds):
    time.sleep(seconds)
"""


def call(session: Session, name: str, number: float, limit_s: float) -> RunReply:
    arguments = {"number": number}
    return session.run(EncodedRun.of(RunRequest((Case(name, arguments),))), limit_s)


def loaded(sandbox: Sandbox) -> Session:
    session = sandbox.open(Limits())
    session.load(LoadRequest("m", "m.py", BURN, driver=""), 20)
    return session


@linux
def test_all_threads_of_a_worker_are_seen(sandbox: Sandbox) -> None:
    with loaded(sandbox) as session:
        before = call(session, "work", 0.0, 20)
        began = session.spent_s
        call(session, "start", 2, 20)
        after = call(session, "work", 0.2, 20)
        assert isinstance(before[0], Value) and isinstance(after[0], Value)
        # The process clock of the worker itself has the two threads in it.
        assert session.spent_s - began >= 0.9 * (after[0].value - before[0].value)


def test_a_worker_that_sleeps_is_seen_at_rest(sandbox: Sandbox) -> None:
    with loaded(sandbox) as session, pytest.raises(WorkerFault, match="took longer than 0.2 s"):
        call(session, "rest", 3600, 0.2)


PROGRAM = """
import hashlib, sys, threading, time
def burn():
    while True:
        hashlib.sha256(bytes(1 << 20)).digest()
for _ in range(int(sys.argv[1])):
    threading.Thread(target=burn, daemon=True).start()
print(flush=True)
time.sleep(60)
"""


@linux
@pytest.mark.parametrize(("threads", "waits"), [(0, True), (2, False)])
def test_a_process_waits_if_no_thread_of_it_computes(threads: int, waits: bool) -> None:
    command = [sys.executable, "-c", PROGRAM, str(threads)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        clock = ProcessClock(process.pid, None)
        # Where it prints, it still computes a little.
        assert any(clock.waits() == waits for _ in range(1000))
        assert waits or not clock.waits()
        process.kill()


@linux
def test_threads_that_take_turns_are_not_taken_for_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each seen while another has its turn; that some CPU time was used meanwhile tells."""
    monkeypatch.setattr(own_time, "_state", lambda path: "S")
    assert not ProcessClock(os.getpid(), None).waits()


@linux
def test_the_number_of_a_process_that_is_gone_tells_nothing() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        pidfd = os.pidfd_open(process.pid)
        clock = ProcessClock(process.pid, pidfd)
    seen = clock.cpu_s()
    clock._clock = time.CLOCK_MONOTONIC  # as if another had the number now
    assert clock.cpu_s() == seen
    os.close(pidfd)


@pytest.fixture
def one_core(tier: Tier) -> Iterator[Sandbox]:
    """A sandbox whose workers share one core: no scheduler can move them apart."""
    if tier.letter == "D":
        pytest.skip("workers of this tier cannot be bound to a core")
    mine = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(mine)})
    sandbox = tier.sandbox()
    with sandbox.open(Limits()):
        os.sched_setaffinity(0, mine)  # the fork server keeps the core, the judge need not
    yield sandbox
    sandbox.close()


def test_a_busy_neighbour_takes_nothing_of_a_limit(one_core: Sandbox) -> None:
    with loaded(one_core) as honest, loaded(one_core) as neighbour:
        call(neighbour, "start", BUSY_THREADS, 20)
        [seen] = call(honest, "work", 0.03, 1.0)  # which takes two seconds or more
        assert isinstance(seen, Value)
