"""The local engine: judge processes that each grade one submission at a time in a sandbox.

A judge process that dies costs nothing: what it was grading goes to another. A submission at which
judges keep dying is given up as ungraded.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from autograder.grading.grade import grade_and_file, ungraded
from autograder.keys import files as key_files
from autograder.model.answer_key import AnswerKey
from autograder.model.behaviour import Graded
from autograder.model.limits import Limits
from autograder.model.outcomes import ProblemKind
from autograder.model.report import Problem, Report
from autograder.model.submission import Submission
from autograder.reading.process import reader_here
from autograder.sandbox.pool import SandboxPool
from autograder.sandbox.tiers import Tier

Reports = Iterator[Report]
# A judge process takes about a second to start: below this, one after the other is sooner done.
WORTH_A_PROCESS = 8
MAX_DEATHS = 3
# Those to which a judge and its workers are bound, if they are.
Cores = frozenset[int] | None


def run(
    submissions: list[Submission],
    keys: dict[str, AnswerKey],
    tier: Tier,
    workers: int,
    limits: Limits | None = None,
) -> Reports:
    """The reports of all; else as `graded`."""
    with contextlib.closing(graded(submissions, keys, tier, workers, limits)) as found:
        for one in found:
            yield one.report


def graded(
    submissions: list[Submission],
    keys: dict[str, AnswerKey],
    tier: Tier,
    workers: int,
    limits: Limits | None = None,
) -> Generator[Graded]:
    """Grade all, in no particular order; leaving early kills what is still under way.

    `limits` are used instead of those of the topics.
    """
    workers = min(workers, -(-len(submissions) // WORTH_A_PROCESS))
    if workers <= 1:
        with _Judge(keys, tier, limits) as judge:
            for submission in submissions:
                yield judge.grade(submission)
        return
    with contextlib.ExitStack() as stack:
        stack.callback(tier.clean_up)  # once the judges are gone
        # As bytes: a course's own kinds of check are known only to who reads the key.
        encoded = {name: key_files.encode(key) for name, key in keys.items()}
        crew = [
            stack.enter_context(_Process(encoded, tier, limits, cores))
            for cores in _shared_out(workers)
        ]
        waiting = deque(submissions)
        deaths: dict[int, int] = {}
        while waiting or any(process.busy for process in crew):
            for process in crew:
                if waiting and not process.busy:
                    process.give(waiting.popleft())
            for process in _with_news(crew):
                done = process.take()
                if done is not None:
                    yield done
                    continue
                lost = process.lost()
                process.restart()
                if lost is None:
                    continue
                deaths[id(lost)] = deaths.get(id(lost), 0) + 1
                if deaths[id(lost)] < MAX_DEATHS:
                    waiting.appendleft(lost)
                else:
                    said = f"the grader died {MAX_DEATHS} times while grading this"
                    problem = Problem(kind=ProblemKind.KIT, message=said)
                    points = keys[lost.topic].points
                    yield Graded(ungraded(lost, problem, points, tier.letter))


class _Judge:
    """Grades one submission after the other."""

    def __init__(self, keys: dict[str, AnswerKey], tier: Tier, limits: Limits | None) -> None:
        self._keys = keys
        self._limits = limits
        self._pool = SandboxPool(tier)
        self._reader = reader_here()

    def grade(self, submission: Submission) -> Graded:
        key = self._keys[submission.topic]
        sandbox = self._pool.of(key.frameworks, key.packages)
        return grade_and_file(submission, key, sandbox, self._limits, self._reader)

    def __enter__(self) -> _Judge:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()
        self._reader.close()


class _Process:
    """A judge in a process of its own, and what it was given last."""

    def __init__(
        self, keys: dict[str, bytes], tier: Tier, limits: Limits | None, cores: Cores
    ) -> None:
        self._arguments = (keys, tier, limits, cores)
        self._given: Submission | None = None
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=_serve, args=(theirs, *self._arguments), daemon=True
        )
        self._process.start()
        theirs.close()

    @property
    def busy(self) -> bool:
        """Whether a report is due."""
        return self._given is not None

    @property
    def signs(self) -> list[Connection | int]:
        """What becomes readable when there is a report, or when the process is dead."""
        return [self._connection, self._process.sentinel]

    def give(self, submission: Submission) -> None:
        """Hand over a submission; a dead process is noticed when its report is due."""
        self._given = submission
        with contextlib.suppress(OSError):
            self._connection.send(submission)

    def take(self) -> Graded | None:
        """What came of it, or None where the process died."""
        try:
            if not self._connection.poll():
                return None
            done = self._connection.recv()
        except (EOFError, OSError):
            return None
        self._given = None
        assert isinstance(done, Graded)
        return done

    def lost(self) -> Submission | None:
        """What a dead process was grading."""
        given, self._given = self._given, None
        return given

    def restart(self) -> None:
        """Another process in place of a dead one."""
        self._end()
        self._start()

    def _end(self) -> None:
        self._process.kill()
        self._process.join()
        self._connection.close()

    def __enter__(self) -> _Process:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()


def _shared_out(judges: int) -> list[Cores]:
    """Processor cores for each judge, so that a submission with many threads slows only itself.

    None where the system cannot bind a process to cores, or has fewer than there are judges.
    """
    if not hasattr(os, "sched_setaffinity"):
        return [None] * judges
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < judges:
        return [None] * judges
    return [frozenset(cores[place::judges]) for place in range(judges)]


def _with_news(crew: list[_Process]) -> list[_Process]:
    """The processes that have a report or are dead; waits for the first."""
    busy = [process for process in crew if process.busy]
    ready = wait([sign for process in busy for sign in process.signs])
    return [process for process in busy if any(sign in ready for sign in process.signs)]


def _serve(
    connection: Connection,
    encoded: dict[str, bytes],
    tier: Tier,
    limits: Limits | None,
    cores: Cores,
) -> None:
    """A judge process: grade what comes until the coordinator hangs up or dies."""
    if cores is not None:
        os.sched_setaffinity(0, cores)  # and so all that it starts; a worker may not leave them
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the coordinator's to handle
    threading.Thread(target=_die_with_coordinator, daemon=True).start()
    keys = {name: key_files.decode(content) for name, content in encoded.items()}
    with _Judge(keys, tier, limits) as judge, contextlib.suppress(EOFError):
        while True:
            connection.send(judge.grade(connection.recv()))


def _die_with_coordinator() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
