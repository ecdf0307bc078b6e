"""Faults of our own side, each in a process that adopts whatever they orphan and then looks.

`python -m tests.engines.fault_scenarios NAME FOLDER` prints one object of JSON: what the scenario
told, how it ended, and what was left of processes and control groups.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import multiprocessing
import os
import resource
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.engines import local as engine
from autograder.engines.class_run import ClassRun
from autograder.grading.grade import grade
from autograder.model.answer_key import AnswerKey
from autograder.model.limits import Limits
from autograder.model.report import Report
from autograder.model.submission import Submission
from autograder.sandbox import tiers
from autograder.sandbox.cgroups import Cgroups
from autograder.sandbox.fork_server import ForkedSession, ForkServers
from autograder.sandbox.tiers import Tier
from autograder.storage.atomic_write import OutputError
from tests.hostile.runner import PR_SET_CHILD_SUBREAPER, _descendants, comparable, probe_key

LIMITS = Limits(load_s=10, task_s=10, memory_bytes=512 << 20)
SOURCES = {
    "right": "def double(x):\n    return 2 * x\n\ndef add_one(x):\n    return x + 1\n",
    "wrong": "def double(x):\n    return 3 * x\n\ndef add_one(x):\n    return x + 1\n",
    "slow": (
        "import time\n\ndef double(x):\n    time.sleep(0.05)\n    return 2 * x\n\n"
        "def add_one(x):\n    return x + 1\n"
    ),
    "endless": "def double(x):\n    while True:\n        pass\n",
}
SCORES = {"right": 3.0, "wrong": 1.0, "slow": 3.0}
Told = dict[str, Any]


def submissions(count: int, *kinds: str) -> list[Submission]:
    """Submissions of these kinds in turn, which their names begin with; no two are equal."""
    chosen = [kinds[number % len(kinds)] for number in range(count)]
    return [
        Submission(
            f"{kind}{number:02}", "probe", {"probe.py": f"{SOURCES[kind]}# {number}\n".encode()}
        )
        for number, kind in enumerate(chosen)
    ]


def wrong_grades(reports: list[Report]) -> list[str]:
    """Reports whose score is not that of their kind."""
    return [
        f"{report.student}: {report.score} {report.problems}"
        for report in reports
        if report.score != SCORES[report.student.rstrip("0123456789")]
    ]


def engine_run(
    found: list[Submission], key: AnswerKey, tier: Tier, after: Callable[[int], object]
) -> list[Report]:
    """Grade with two judges; `after` is called with the number of reports there are."""
    reports: list[Report] = []
    for report in engine.run(found, {"probe": key}, tier, 2, LIMITS):
        reports.append(report)
        after(len(reports))
    return reports


def summary(found: list[Submission], reports: list[Report]) -> Told:
    """What must hold after every fault: a report for each, and the right one."""
    return {
        "missing": sorted({one.student for one in found} - {r.student for r in reports}),
        "wrong": wrong_grades(reports),
    }


def _spoilt(spoil: Callable[[ForkServers, ForkedSession], object]) -> Told:
    """Grade while something is killed before the first, the second, … request to a worker."""
    key, tier = probe_key(), tiers.find()
    sandbox = tier.sandbox()
    assert isinstance(sandbox, ForkServers)
    [submitted] = submissions(1, "right")
    whole = comparable(grade(submitted, key, sandbox, LIMITS))
    told: Told = {}
    own = ForkedSession.exchange
    for place, name in enumerate(("import", "first task", "second task")):
        asked = 0

        def exchange(self: ForkedSession, frame: bytes, limit_s: float) -> object:
            nonlocal asked
            asked += 1
            if asked == place + 1:  # noqa: B023  called in this round only
                spoil(sandbox, self)
            return own(self, frame, limit_s)

        ForkedSession.exchange = exchange  # type: ignore[method-assign]
        report = grade(submitted, key, sandbox, LIMITS)
        ForkedSession.exchange = own  # type: ignore[method-assign]
        told[name] = "" if comparable(report) == whole else f"{report.score} {report.problems}"
    sandbox.close()
    return told


def worker_killed(folder: Path) -> Told:
    """The kernel, or an administrator, ends a worker."""
    return _spoilt(lambda _, session: signal.pidfd_send_signal(session._pidfd, signal.SIGKILL))


def fork_server_killed(folder: Path) -> Told:
    """The warm process dies, and its child with it."""

    def spoil(sandbox: ForkServers, session: ForkedSession) -> None:
        assert sandbox._server is not None
        # In namespaces bubblewrap stands above it: the fork server holds the worker.
        family = _descendants(os.getpid())
        worker = _process_of(session)
        for process in family:
            if worker in _descendants(process) and "fork_server" in _command(process):
                os.kill(process, signal.SIGKILL)

    return _spoilt(spoil)


def bubblewrap_killed(folder: Path) -> Told:
    """The program that holds the fork server's namespaces dies."""

    def spoil(sandbox: ForkServers, session: ForkedSession) -> None:
        assert sandbox._server is not None
        sandbox._server._process.kill()

    return _spoilt(spoil)


def judges_killed(folder: Path) -> Told:
    """Both judge processes die in the middle of a batch, twice."""
    found = submissions(20, "right", "wrong", "slow")

    def after(count: int) -> None:
        if count in (3, 7):
            for judge in multiprocessing.active_children():
                judge.kill()

    reports = engine_run(found, probe_key(), tiers.find(), after)
    return summary(found, reports)


def poison(folder: Path) -> Told:
    """A submission at which every judge dies is given up, and costs nobody else anything."""
    found = [*submissions(10, "right"), Submission("poison", "probe", {"probe.py": b""})]
    own = engine._Process.give

    def give(self: engine._Process, submission: Submission) -> None:
        own(self, submission)
        if submission.student == "poison":
            self._process.kill()

    engine._Process.give = give  # type: ignore[method-assign]
    reports = engine_run(found, probe_key(), tiers.find(), lambda _: None)
    [given_up] = [report for report in reports if report.student == "poison"]
    others = [report for report in reports if report.student != "poison"]
    told = {"status": given_up.status, "score": given_up.score}
    return {**summary(found, [*others]), **told, "says": given_up.problems[0].message}


def _batch(folder: Path, after: Callable[[int], object], found: list[Submission]) -> None:
    count = 0

    def advance() -> None:
        nonlocal count
        count += 1
        after(count)

    workers = 2 if len(found) > engine.WORTH_A_PROCESS else 1
    reports = ClassRun(found, {"probe": probe_key()}, tiers.find(), workers, folder).grade(advance)
    print(json.dumps(summary(found, reports)), flush=True)


def _at(number: int, act: Callable[[], None]) -> Callable[[int], None]:
    def after(count: int) -> None:
        if count == number:
            act()

    return after


def coordinator_killed(folder: Path) -> None:
    """The coordinator of two judges dies in the middle of a batch."""
    found = submissions(20, "slow")
    _batch(folder, _at(3, lambda: os.kill(os.getpid(), signal.SIGKILL)), found)


def only_process_killed(folder: Path) -> None:
    """The one process that is coordinator and judge dies while a submission runs."""

    def die_when_it_runs() -> None:
        while len(_descendants(os.getpid())) < 2:
            time.sleep(0.01)
        time.sleep(0.3)
        os.kill(os.getpid(), signal.SIGKILL)

    def after(count: int) -> None:
        threading.Thread(target=die_when_it_runs, daemon=True).start()

    _batch(folder, after, [*submissions(1, "right"), *submissions(1, "endless")])


def interrupted(folder: Path) -> None:
    """Ctrl-C while both judges are at work."""

    def after(count: int) -> None:
        if count == 3:
            raise KeyboardInterrupt

    found = submissions(20, "slow")
    with contextlib.suppress(KeyError):  # wrong_grades knows no score for what is not graded
        _batch(folder, after, found)


def folder_removed(folder: Path) -> None:
    """The output folder vanishes in the middle."""
    _batch(folder, _at(3, lambda: shutil.rmtree(folder)), submissions(6, "right", "wrong"))


def folder_removed_at_the_end(folder: Path) -> None:
    """The output folder vanishes after the last report, before the class's pages are written."""
    _batch(folder, _at(6, lambda: shutil.rmtree(folder)), submissions(6, "right", "wrong"))


def disk_full(folder: Path) -> None:
    """No more than 2 kB can be written into any file: every page is cut off by the system."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
    try:
        _batch(folder, lambda _: None, submissions(6, "right", "wrong"))
    except OutputError as error:
        print(json.dumps({"says": str(error)}), flush=True)


def clock_jumps(folder: Path) -> None:
    """The clock is set back and forth by a day while submissions run."""
    own, jumps = time.time, iter(range(10**9))
    time.time = lambda: own() + (86_400 if next(jumps) % 2 else -86_400)
    _batch(folder, lambda _: None, submissions(6, "right", "slow"))


SCENARIOS = {
    scenario.__name__: scenario
    for scenario in (
        worker_killed,
        fork_server_killed,
        bubblewrap_killed,
        judges_killed,
        poison,
        coordinator_killed,
        only_process_killed,
        interrupted,
        folder_removed,
        folder_removed_at_the_end,
        disk_full,
        clock_jumps,
    )
}


def _process_of(session: ForkedSession) -> int:
    fields = Path(f"/proc/self/fdinfo/{session._pidfd}").read_text().split()
    return int(fields[fields.index("Pid:") + 1])


def _command(process: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes().decode(errors="replace")
    return ""


def _left() -> list[str]:
    """Processes that have not ended, once they had time to."""
    living: list[str] = []
    for _ in range(200):
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        living = [_command(process) for process in _descendants(os.getpid())]
        if not living:
            break
        time.sleep(0.05)
    return living


def _groups() -> set[str]:
    """Control groups of judges that are no more."""
    found = set()
    for folder, names, _ in os.walk("/sys/fs/cgroup"):
        for name in names:
            judge = name.removeprefix("autograder-").partition("-")[0]
            if name.startswith("autograder-") and not os.path.exists(f"/proc/{judge}"):
                found.add(f"{folder}/{name}")
    return found


def main() -> None:
    """Run a scenario in a child, so that it may die, and see what remains."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    foreign = _groups()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writing, 1)
        os.close(reading)
        os.close(writing)
        told = SCENARIOS[name](folder)
        if told is not None:
            print(json.dumps(told), flush=True)
        return
    os.close(writing)
    with os.fdopen(reading) as stream:
        said = stream.read()
    _, status = os.waitpid(child, 0)
    left = _left()
    told = json.loads(said) if said else {}
    ended = os.waitstatus_to_exitcode(status)
    if ended != 0:
        Cgroups.find()  # as the next start does; a batch that ends by itself leaves nothing
    groups = sorted(_groups() - foreign)
    print(json.dumps({**told, "ended": ended, "left": left, "groups": groups}))


if __name__ == "__main__":
    main()
