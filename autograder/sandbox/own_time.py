"""A worker's own time: what it computes and what it sleeps, but not what it waits for a processor.

Own time is the CPU time of all threads, and the time in which none of them was ready to run. On an
idle machine it is what a clock on the wall shows, so that a limit means the same. On a busy one it
does not grow while a neighbour has the processor: 60 busy threads beside it made 0.2 s of honest
work take 48 s.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import Protocol

from autograder.model.outcomes import FaultKind
from autograder.sandbox.replies import WorkerFault

# Own time is seen in samples, which a program may try to outwit: this many times the limit, by the
# clock on the wall, is the end of it. Honest work takes a few percent of its limits, and came to
# 150 times its CPU time beside 60 busy threads on the same cores.
WALL = 20
# Between two looks. One costs 0.1 ms; at its first a quick answer has long come.
MOST_S, LEAST_S = 0.1, 0.005
# For the limit of a request, what was seen so lately is not looked at again.
FRESH_S = 0.001
# Who is at its limit in less than this part of it has several threads, and is told so.
SEVERAL = 0.9
# States of a thread in /proc: running or ready to run, and waiting for a disk. The others wait for
# time, for another thread, or for whoever could continue them: that is the program's own doing.
NOT_ITS_OWN = "RD"
# Of `clock_gettime`: the clock of all threads of a process. From CPUCLOCK_SCHED in Linux'
# include/linux/posix-timers_types.h; glibc's clock_getcpuclockid makes it in the same way.
PROCESS_CLOCK = 2


class Clock(Protocol):
    """How a worker is seen from outside."""

    def cpu_s(self) -> float:
        """Seconds of CPU time that it used so far, over all threads."""
        ...

    def waits(self) -> bool:
        """Whether no thread of it is ready to run."""
        ...


class OwnTime:
    """Adds up the own time of one worker, `spent_s` seconds since it was made."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._cpu_s = clock.cpu_s()
        self._looked = time.monotonic()
        self._spent_s = 0.0

    @property
    def spent_s(self) -> float:
        """Own time so far; what happens between two requests counts only as far as it computes."""
        self.look(waiting_s=0.0)
        return self._spent_s

    @property
    def seen_s(self) -> float:
        """Own time as it was seen a moment ago: a look takes longer than that."""
        return self.spent_s if time.monotonic() - self._looked >= FRESH_S else self._spent_s

    def look(self, waiting_s: float) -> None:
        """Count what it used since the last look; at most `waiting_s` of that as waiting."""
        now, cpu_s = time.monotonic(), self._clock.cpu_s()
        used = cpu_s - self._cpu_s
        waited = min(now - self._looked, waiting_s)
        if waited > used and self._clock.waits():
            used = waited
        self._spent_s += used
        self._cpu_s, self._looked = cpu_s, now


class Deadline:
    """The end of one request: so many seconds of own time."""

    def __init__(self, own: OwnTime, limit_s: float) -> None:
        self._own = own
        self._limit_s = limit_s
        self._started_s = own.seen_s
        self._started = time.monotonic()
        self._interval_s = min(MOST_S, max(LEAST_S, limit_s / 20))
        self._next = self._started + min(self._interval_s, limit_s)

    @property
    def pause_s(self) -> float:
        """How long to wait for an answer before the next look."""
        return max(0.0, self._next - time.monotonic())

    def look(self, idle: bool) -> None:
        """Look, if it is time; `idle` if the worker owes the answer and nothing else.

        Raises WorkerFault where the time is up.
        """
        now = time.monotonic()
        if now < self._next:
            return
        # A judge that was itself kept from running looks late: that is not the worker's doing.
        self._own.look(2 * self._interval_s if idle else 0.0)
        left = self._limit_s - (self._own.seen_s - self._started_s)
        passed = now - self._started
        if left <= 0:
            raise WorkerFault(FaultKind.TIMEOUT, self._exceeded(passed))
        if passed >= WALL * self._limit_s:
            said = f"did not answer within {WALL * self._limit_s:g} s"
            raise WorkerFault(FaultKind.TIMEOUT, said)
        self._next = now + min(self._interval_s, max(LEAST_S, left))

    def _exceeded(self, passed: float) -> str:
        if passed < SEVERAL * self._limit_s:
            return f"used more than {self._limit_s:g} s of CPU time"
        return f"took longer than {self._limit_s:g} s"


class ProcessClock:
    """Of a Linux process; raises OSError where it cannot be read.

    One that somebody else may reap comes with a descriptor, or its number may soon be another's.
    Children are not counted: a confined worker has none, and an unconfined one waits for its own.
    """

    def __init__(self, process: int, pidfd: int | None) -> None:
        self._process = process
        self._pidfd = pidfd
        self._clock = (~process << 3) | PROCESS_CLOCK
        self._seen_s = time.clock_gettime(self._clock)

    def cpu_s(self) -> float:
        """CPU seconds; of a process that is gone, what was last seen."""
        try:
            seen_s = time.clock_gettime(self._clock)
            if self._pidfd is not None:  # alive, so that the number was still its own
                signal.pidfd_send_signal(self._pidfd, 0)
        except OSError:
            return self._seen_s
        self._seen_s = seen_s
        return seen_s

    def waits(self) -> bool:
        """Whether no thread is ready to run; False where the system does not say."""
        before = self.cpu_s()
        tasks = f"/proc/{self._process}/task"
        try:
            if any(_state(f"{tasks}/{thread}/stat") in NOT_ITS_OWN for thread in os.listdir(tasks)):
                return False
        except OSError:
            return False
        # While one thread was looked at, it may have handed the interpreter on to another.
        return self.cpu_s() == before


class WallClock:
    """Where a system does not tell the CPU time of others: all time counts, whoever took it."""

    def cpu_s(self) -> float:
        """Seconds of any time."""
        return time.monotonic()

    def waits(self) -> bool:
        """That is counted already."""
        return False


def clock(process: int, pidfd: int | None = None) -> Clock:
    """The clock of a child of ours, or of a process with a descriptor."""
    if sys.platform == "linux":
        try:
            return ProcessClock(process, pidfd)
        except OSError:  # an emulated kernel, say
            pass
    return WallClock()


def process_of(pidfd: int) -> int:
    """The number of a process in our own PID namespace, from its descriptor."""
    with open(f"/proc/self/fdinfo/{pidfd}", encoding="ascii") as stream:
        for line in stream:
            if line.startswith("Pid:"):
                return int(line.split()[1])
    raise ProcessLookupError("a worker's process has no number here")


def _state(path: str) -> str:
    """The letter for a thread's state; of one that just ended, that it ended."""
    try:
        with open(path, "rb") as stream:
            return chr(stream.read().rpartition(b") ")[2][0])
    except (FileNotFoundError, ProcessLookupError):
        return "X"
