"""Find out how far this machine can confine a submission, by trying to break out.

| tier | holds |
|---|---|
| A | namespaces, seccomp, Landlock where the kernel has it, resource limits, control groups |
| B | A without control groups: memory is bounded for each process, not for their sum |
| C | Landlock and seccomp without namespaces: a default container, some hosted CI runners |
| D | less: a fresh process with limits (macOS, Windows) |
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.model.limits import Limits
from autograder.model.observation import Value
from autograder.model.requests import Case, Loaded, LoadRequest, RunRequest
from autograder.sandbox.fresh import FreshProcesses
from autograder.sandbox.session import EncodedRun, Sandbox, SandboxError, WorkerFault

ATTEMPTS = Path(__file__).with_name("escape_attempts.py")
SECONDS = 20.0


@dataclass(frozen=True)
class Tier:
    """What was found: the tier's letter, and why it is no better one."""

    letter: str
    namespaces: bool = False
    cgroups: bool = False
    reasons: tuple[str, ...] = ()

    def sandbox(self, frameworks: tuple[str, ...] = (), packages: tuple[str, ...] = ()) -> Sandbox:
        """A sandbox of this tier whose workers have these frameworks warm, and these packages."""
        if self.letter == "D":
            return FreshProcesses(frameworks, packages)
        from autograder.sandbox.cgroups import Cgroups
        from autograder.sandbox.fork_server import ForkServers, Isolation

        groups = Cgroups.find() if self.cgroups else None
        return ForkServers(self.letter, Isolation(self.namespaces, groups), frameworks, packages)

    def clean_up(self) -> None:
        """Remove what judges that were killed left behind."""
        if self.cgroups:
            from autograder.sandbox.cgroups import Cgroups

            Cgroups.find()  # which sweeps


def find() -> Tier:
    """The best tier in which the self-test gets nothing; tried once, at start."""
    if sys.platform != "linux":
        return Tier("D", reasons=(f"{sys.platform} has no namespaces, seccomp or Landlock",))
    try:
        from autograder.sandbox import bubblewrap
        from autograder.sandbox.cgroups import Cgroups
        from autograder.sandbox.fork_server import ForkServers, Isolation
    except (ImportError, OSError, RuntimeError) as error:
        return Tier("D", reasons=(f"seccomp or Landlock cannot be used: {error}",))
    reasons: list[str] = []
    if bubblewrap.program() is None:
        reasons.append("bubblewrap is not installed (Debian: apt-get install bubblewrap)")
    else:
        groups = Cgroups.find()
        letter = "A" if groups else "B"
        if groups is None:
            reasons.append("no control group can be made here: memory is bounded by process only")
        escaped = _escapes(ForkServers(letter, Isolation(True, groups)))
        if not escaped:
            return Tier(letter, True, groups is not None, tuple(reasons))
        reasons.append(f"namespaces do not hold: {escaped}")
    escaped = _escapes(ForkServers("C", Isolation(False, None)))
    if not escaped:
        return Tier("C", reasons=tuple(reasons))
    return Tier("D", reasons=(*reasons, f"Landlock and seccomp do not hold: {escaped}"))


def _escapes(sandbox: Sandbox) -> str:
    """What the self-test managed in this sandbox, in words; empty where it managed nothing."""
    managed = []
    try:
        with _bait() as bait, sandbox.open(Limits(memory_bytes=1 << 30)) as session:
            loaded = session.load(_attempts(), SECONDS)
            if not isinstance(loaded, Loaded) or loaded.failures:
                return f"a worker cannot import the standard library ({loaded})"
            for name, argument in bait.items():
                request = EncodedRun.of(RunRequest((Case(name, {"what": argument}),)))
                try:
                    [seen] = session.run(request, SECONDS)
                    if not isinstance(seen, Value) or seen.value is not False:
                        managed.append(name)
                except WorkerFault:
                    managed.append(name)
                    break
    except (SandboxError, WorkerFault, OSError) as error:
        return f"no worker can be started ({error})"
    finally:
        sandbox.close()
    return ", ".join(name.replace("_", " ") for name in managed)


def _attempts() -> LoadRequest:
    source = ATTEMPTS.read_text(encoding="utf-8")
    return LoadRequest("escape_attempts", ATTEMPTS.name, source, driver="")


@contextlib.contextmanager
def _sleeper() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(["sleep", "60"]) as process:
        try:
            yield process
        finally:
            process.kill()


@contextlib.contextmanager
def _bait() -> Iterator[dict[str, Any]]:
    """Things of this machine that a submission must not reach, by the attempt that tries."""
    with (
        tempfile.TemporaryDirectory() as folder,
        socket.socket(socket.AF_INET) as listener,
        socket.socket(socket.AF_UNIX) as abstract,
        _sleeper() as sleeper,
    ):
        secret = Path(folder, "secret")
        secret.write_text("secret")
        os.chmod(folder, 0o755)  # what must hold is the sandbox, not the folder's mode
        os.chmod(secret, 0o666)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        name = f"autograder-{secrets.token_hex(8)}"
        abstract.bind("\0" + name)
        abstract.listen()
        yield {
            "reads_a_host_file": str(secret),
            "writes_a_host_file": str(secret),
            "cuts_a_host_file": str(secret),
            "changes_the_mode_of_a_host_file": str(secret),
            "changes_the_times_of_a_host_file": str(secret),
            "writes_into_python": 0,
            "connects": listener.getsockname()[1],
            "connects_to_an_abstract_socket": name,
            "signals_the_judge": os.getpid(),
            "ends_a_process": sleeper.pid,
            "reads_the_judges_memory": os.getpid(),
            "sees_other_processes": 0,
            "starts_a_process": 0,
            "becomes_root": 0,
            "makes_a_namespace": 0,
            "shares_memory": 0,
            "traces": 0,
            "takes_any_memory": 0,
            "leaves_a_file": 0,
            "runs_a_program": 0,
        }
