"""Grades every hostile program in one setting, and looks what each reached, harmed and left.

Prints one line of JSON for each program. Run by `settings.run`, never imported by the kit.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import secrets
import socket
import string
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.course.topic import Topic
from autograder.grading.grade import grade
from autograder.grading.requests import all_cases
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.limits import Limits
from autograder.model.report import Report
from autograder.model.requests import LoadRequest
from autograder.model.submission import Submission
from autograder.reports import files, json_form
from autograder.sandbox.cgroups import Cgroups
from autograder.sandbox.fork_server import ForkedSession, ForkServers, Isolation
from tests.hostile import programs
from tests.hostile.programs import HEAD, REST, Program
from tests.hostile.settings import PRIVATE, ROOT

COURSE = Path(__file__).with_name("course")
LIMITS = Limits(load_s=3, task_s=1, case_s=0.5, memory_bytes=512 << 20)
HONEST = f"{HEAD}\ndef double(x):\n    return 2 * x\n{REST}"
SHARED_PLACES = ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue")
PR_SET_CHILD_SUBREAPER = 36


def sandbox(setting: str, frameworks: tuple[str, ...] = ()) -> ForkServers:
    """The confinement of a setting."""
    if "without" in setting:
        return ForkServers("C", Isolation(False, None), frameworks)
    groups = Cgroups.find()
    return ForkServers("A" if groups else "B", Isolation(True, groups), frameworks)


def probe_key() -> AnswerKey:
    """The key of the course's only topic."""
    place = COURSE / "reference/probe"
    return build(Topic("probe", place, COURSE / "assignments/probe"), "hostile")


def submission(name: str, source: str, **others: str) -> Submission:
    """A submission of the probe topic."""
    texts = {"probe.py": source, **others}
    return Submission(name, "probe", {n: t.encode() for n, t in texts.items()})


def comparable(report: Report) -> str:
    """A report without what differs between two runs of the same work."""
    return json_form.encode(replace(report, duration_s=0.0, student=""))


class Sibling:
    """Another student's session, open all the while."""

    def __init__(self, sandbox: ForkServers, key: AnswerKey) -> None:
        self.session: ForkedSession = sandbox.open(LIMITS)
        self._request = all_cases(key.tasks[0])
        self.session.load(LoadRequest("probe", "probe.py", HONEST, driver=""), 10)
        self._right = self._ask()

    def _ask(self) -> list[str]:
        """What it answers, its values written out."""
        return [repr(vars(one)) for one in self.session.run(self._request, 10)]

    def is_well(self) -> bool:
        """Whether it still answers, and the same."""
        return self._ask() == self._right


@dataclass(frozen=True)
class Traces:
    """All that a program could leave behind, where the runner can see it."""

    processes: frozenset[int]
    descriptors: tuple[tuple[int, int], ...]
    names: frozenset[str]
    ipc: str
    groups: frozenset[str]
    host_file: tuple[object, ...]
    touched: bool

    def since(self, before: Traces) -> list[str]:
        """What is there now and was not before, in words."""
        found = [
            f"{name}: {getattr(before, name)} became {getattr(self, name)}"
            for name in ("processes", "descriptors", "ipc", "groups", "host_file")
            if getattr(self, name) != getattr(before, name)
        ]
        found += [f"left {name}" for name in sorted(self.names - before.names)]
        return [*found, "touched a listener"] if self.touched else found


class Bait:
    """Things of the host that a program must not reach; their names are filled into programs."""

    def __init__(self, folder: Path, resources: contextlib.ExitStack) -> None:
        self.token = f"hostile{secrets.token_hex(6)}"
        self.marker = f"marker{secrets.token_hex(12)}"
        self.folder = folder
        secret, self.host_file = folder / "secret", folder / "host_file"
        for path in (secret, self.host_file):
            path.write_text(self.marker)
            path.chmod(0o666)  # what must hold is the sandbox, not the mode
        folder.chmod(0o777)
        os.utime(self.host_file, (1e9, 1e9))
        os.environ["HOSTILE_SECRET"] = self.marker
        self.listeners = []
        for family in (socket.AF_INET, socket.AF_UNIX):
            listener = resources.enter_context(socket.socket(family))
            address = ("127.0.0.1", 0) if family == socket.AF_INET else f"\0{self.token}"
            listener.bind(address)
            listener.listen()
            listener.setblocking(False)
            self.listeners.append(listener)
        self.words = {
            "secret": str(secret),
            "host_file": str(self.host_file),
            "port": str(self.listeners[0].getsockname()[1]),
            "abstract": self.token,
            "token": self.token,
            "judge": str(os.getpid()),
            "root": str(ROOT),
        }

    def fill(self, text: str) -> str:
        """A program's text with the names in it."""
        return string.Template(text).safe_substitute(self.words)

    def traces(self) -> Traces:
        """Look at everything at once."""
        family = _descendants(os.getpid())
        return Traces(
            processes=frozenset(family),
            descriptors=tuple((n, _descriptors(n)) for n in sorted({os.getpid(), *family})),
            names=frozenset(self._names()),
            ipc="".join(Path("/proc/sysvipc", kind).read_text() for kind in ("shm", "sem", "msg"))
            if PRIVATE in os.environ
            else "",
            groups=frozenset(_groups()),
            host_file=self._state(self.host_file),
            touched=any(_touched(listener) for listener in self.listeners),
        )

    def _names(self) -> Iterator[str]:
        """Names in places that are private to this runner, elsewhere those that programs make."""
        private = (str(self.folder), *(SHARED_PLACES if PRIVATE in os.environ else ()))
        for place in (*private, *SHARED_PLACES, "/", sys.prefix, str(ROOT)):
            with contextlib.suppress(OSError):
                for name in os.listdir(place):
                    if place in private or self.token in name:
                        yield f"{place}/{name}"

    def _state(self, path: Path) -> tuple[object, ...]:
        now, parent = path.stat(), path.parent.stat()
        attributes = ("st_mode", "st_uid", "st_gid", "st_size", "st_mtime", "st_nlink")
        return (
            path.read_text(),
            os.listxattr(path),
            parent.st_mode,
            *(getattr(now, name) for name in attributes),
        )


def _descendants(root: int) -> set[int]:
    """Numbers of all processes below this one; orphans come back to it, a subreaper."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError):
                after_name = Path("/proc", name, "stat").read_text().rpartition(")")[2]
                parents[int(name)] = int(after_name.split()[1])
    found: set[int] = set()
    new = {root}
    while new:
        new = {child for child, parent in parents.items() if parent in new} - found
        found |= new
    return found


def _descriptors(process: int) -> int:
    try:
        return len(os.listdir(f"/proc/{process}/fd"))
    except OSError:  # a confined process shows nothing of itself
        return -1


def _groups() -> Iterator[str]:
    # os.walk, unlike glob, does not mind folders of others that vanish meanwhile.
    for folder, names, _ in os.walk("/sys/fs/cgroup"):
        yield from (f"{folder}/{n}" for n in names if n.startswith(f"autograder-{os.getpid()}-"))


def _touched(listener: socket.socket) -> bool:
    try:
        listener.accept()
    except BlockingIOError:
        return False
    return True


def examine(setting: str, chosen: dict[str, Program], frameworks: tuple[str, ...]) -> None:
    """Grade programs one after the other in one fork server, an honest neighbour after each."""
    key = probe_key()
    with contextlib.ExitStack() as resources:
        folder = Path(resources.enter_context(tempfile.TemporaryDirectory()))
        pages = Path(resources.enter_context(tempfile.TemporaryDirectory()))
        bait = Bait(folder, resources)
        servers = sandbox(setting, frameworks)
        resources.callback(servers.close)
        neighbour = submission("neighbour", HONEST)
        honest = comparable(grade(neighbour, key, servers, LIMITS))
        others = _descendants(os.getpid())
        bait.words["fork_server"] = str(max(others))
        sibling = Sibling(servers, key)
        resources.callback(sibling.session.close)
        [bait.words["sibling"]] = map(str, _descendants(os.getpid()) - others)
        print(json.dumps({"honest": json.loads(honest), "tier": servers.tier}), flush=True)
        before = bait.traces()
        for name, program in chosen.items():
            texts = {bait.fill(n): bait.fill(text) for n, text in program.files.items()}
            submitted = submission("mallory", bait.fill(program.source), **texts)
            report = grade(submitted, key, servers, LIMITS)
            told = {"name": name, "report": json.loads(json_form.encode(report))}
            files.write_report(report, pages)
            page = (pages / "reports/mallory/probe.html").read_text()
            after = comparable(grade(neighbour, key, servers, LIMITS))
            told |= {
                "left": bait.traces().since(before),
                "secrets": [
                    w for w in (bait.marker, "ESCAPED") if w in json_form.encode(report) + page
                ],
                "page": [w for w in ("<script", "<img", "\x1b", "\x9b") if w in page],
                "size": len(json_form.encode(report)) + len(page),
                "neighbour": "" if after == honest else after,
                "sibling": sibling.is_well(),
            }
            print(json.dumps(told), flush=True)


def main() -> None:
    """`runner SETTING FRAMEWORK`: the programs that need this framework, or none."""
    setting, framework = sys.argv[1], sys.argv[2]
    if ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError("this process cannot adopt orphans")
    chosen = {n: p for n, p in programs.everything().items() if p.needs == framework}
    wanted = os.environ.get("HOSTILE_ONLY", "")
    chosen = {name: program for name, program in chosen.items() if wanted in name}
    examine(setting, chosen, (framework,) if framework else ())


if __name__ == "__main__":
    main()
