"""Sessions forked from a warm fork server: imports are paid once, each submission has a process."""

from __future__ import annotations

import contextlib
import json
import math
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import asdict, dataclass

from autograder.model.limits import Limits
from autograder.model.outcomes import FaultKind
from autograder.model.packages import permitted
from autograder.sandbox import bubblewrap
from autograder.sandbox.cgroups import Cgroup, Cgroups
from autograder.sandbox.channel import Channel
from autograder.sandbox.kept import Kept
from autograder.sandbox.own_time import WALL, clock, process_of
from autograder.sandbox.readable import Python
from autograder.sandbox.replies import WorkerFault
from autograder.sandbox.session import SandboxError, Session
from autograder.worker import frameworks as warm_frameworks
from autograder.worker import protocol
from autograder.worker.confinement.plan import SCRATCH, Plan
from autograder.worker.fork_server import CONTROL_BYTES

# Imports may be slow on a cold disk; a fork is not.
WARM_S, BIRTH_S, DEATH_S = 120.0, 10.0, 5.0
# The judge ends a worker whose time is over; the kernel does a little later, if the judge is busy.
SPARE_S = 1
# A range of user ids that no system gives to people or services.
FIRST_USER = 0x70000000
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": SCRATCH,
    "TMPDIR": SCRATCH,
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONSAFEPATH": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    **warm_frameworks.ENVIRONMENT,
}


@dataclass(frozen=True)
class Isolation:
    """What this machine offers: namespaces by bubblewrap, and groups that bound the sum."""

    namespaces: bool
    cgroups: Cgroups | None


class ForkServers:
    """A sandbox whose sessions are children of one warm process.

    May be used from several threads. A fork server that dies is replaced at the next session.
    """

    def __init__(
        self,
        tier: str,
        isolation: Isolation,
        frameworks: tuple[str, ...] = (),
        packages: tuple[str, ...] = (),
    ) -> None:
        self.tier = tier
        self._isolation = isolation
        self._frameworks = frameworks
        self._permitted = permitted(frameworks, packages)
        self._lock = threading.Lock()
        self._server: _ForkServer | None = None
        self.kept = Kept()

    def open(self, limits: Limits) -> ForkedSession:
        """Fork a confined child and wait until it says that it is confined."""
        with self._lock:
            for last in (False, True):
                if self._server is None:
                    self._server = _ForkServer(self._isolation, self._frameworks, self._permitted)
                try:
                    sock, pidfd = self._server.fork(limits)
                    break
                except (OSError, SandboxError) as error:
                    self._server.close()
                    self._server = None
                    if last:
                        raise SandboxError(f"the fork server cannot fork: {error}") from error
        group = None
        try:
            process = process_of(pidfd)
            if self._isolation.cgroups is not None:
                group = self._isolation.cgroups.make(limits.memory_bytes)
                group.add(process)
        except OSError as error:
            _end(pidfd)
            os.close(pidfd)
            sock.close()
            if group is not None:
                group.remove()
            raise SandboxError(f"a worker cannot be bounded: {error}") from error
        session = ForkedSession(Channel(sock, pidfd, clock(process, pidfd)), pidfd, group, limits)
        try:
            session.expect_confinement()
        except BaseException:
            session.close()
            # Whatever spoilt this child may spoil all that follow: the next gets a new fork server.
            self.close()
            raise
        return session

    def close(self) -> None:
        """End the fork server, and with it whatever it forked."""
        self.kept.close()
        with self._lock:
            if self._server is not None:
                self._server.close()
                self._server = None


class ForkedSession(Session):
    """One confined child of a fork server."""

    def __init__(self, channel: Channel, pidfd: int, group: Cgroup | None, limits: Limits) -> None:
        self._channel = channel
        self._pidfd = pidfd
        self._group = group
        self._limits = limits

    def expect_confinement(self) -> None:
        """The child greets once every layer holds; before that no submission reaches it."""
        try:
            greeting = self._channel.greeting(BIRTH_S)
        except WorkerFault as fault:
            raise SandboxError(f"a worker could not be confined: it {fault}") from fault
        if greeting != protocol.CONFINED:
            raise SandboxError("a worker greeted in an unknown form")

    def exchange(self, frame: bytes, limit_s: float) -> object:
        """Send one encoded request and return its answer; raises WorkerFault."""
        try:
            return self._channel.request(frame, limit_s)
        except WorkerFault as fault:
            if (
                fault.kind == FaultKind.DIED
                and self._group is not None
                and self._group.out_of_memory()
            ):
                most = self._limits.memory_bytes / (1 << 20)
                raise WorkerFault(
                    FaultKind.MEMORY, f"used more than {most:.0f} MB of memory"
                ) from None
            raise

    @property
    def spent_s(self) -> float:
        """Seconds of own time since it was born."""
        return self._channel.own_time.spent_s

    def close(self) -> None:
        """Kill the child, and with it its whole PID namespace."""
        if self._pidfd < 0:
            return
        _end(self._pidfd)
        os.close(self._pidfd)
        self._pidfd = -1
        self._channel.close()
        if self._group is not None:
            self._group.remove()


class _ForkServer:
    """The warm process, and the socket over which it is asked for children."""

    def __init__(
        self, isolation: Isolation, frameworks: tuple[str, ...], may_use: tuple[str, ...]
    ) -> None:
        python = Python.with_packages(may_use)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        as_root = os.geteuid() == 0
        plan = Plan(
            namespaces=isolation.namespaces,
            readable=("/",) if isolation.namespaces else bubblewrap.readable(python),
            listable=() if isolation.namespaces else python.folders(),
            user=FIRST_USER if as_root and isolation.namespaces else 0,
        )
        settings = {
            "plan": asdict(plan),
            "frameworks": frameworks,
            "permitted": {"names": python.names, "distributions": python.distributions},
            "tools": bubblewrap.TOOLS if isolation.namespaces else "",
        }
        own = [str(bubblewrap.PACKAGE.parent)]
        if isolation.namespaces:
            own = [bubblewrap.KIT, bubblewrap.TOOLS]
        start = f"import sys; sys.path[:0] = {own!r}; from autograder.worker import fork_server; "
        inner = [sys.executable, "-s", "-P", "-c", start + "fork_server.main()"]
        inner += [str(theirs.fileno()), json.dumps(settings)]
        command = inner
        if isolation.namespaces:
            command = bubblewrap.command(inner, ENVIRONMENT, python)
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115  read when the start fails
        self._control = ours
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._complaints,
                cwd="/",
                env=ENVIRONMENT,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        finally:
            theirs.close()
        self._control.settimeout(WARM_S)
        try:
            ready = self._control.recv(CONTROL_BYTES)
        except OSError as error:
            ready = str(error).encode()
        if ready != b"ready":
            self.close()
            self._complaints.seek(0)
            said = self._complaints.read(2000).decode("utf-8", "replace").strip()
            raise SandboxError(f"the fork server did not start: {said or ready.decode()}")
        self._control.settimeout(WALL * BIRTH_S)  # the machine may be busy

    def fork(self, limits: Limits) -> tuple[socket.socket, int]:
        """A child's socket and a descriptor of its process."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            cpu_s = math.ceil(limits.total_s) + SPARE_S
            bounds = {"memory_bytes": limits.memory_bytes, "cpu_s": cpu_s}
            message = json.dumps(bounds).encode()
            socket.send_fds(self._control, [message], [theirs.fileno()])
            answer, descriptors, _, _ = socket.recv_fds(self._control, CONTROL_BYTES, 1)
            if answer != b"born" or len(descriptors) != 1:
                raise SandboxError("no child was born")
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        return ours, descriptors[0]

    def close(self) -> None:
        """Hang up, which ends the fork server and its PID namespace; then make sure."""
        self._control.close()
        try:
            self._process.wait(DEATH_S)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def _end(pidfd: int) -> None:
    """Kill through the descriptor, which can never name another process, and see it gone."""
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(pidfd, signal.SIGKILL)
    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    poll.poll(DEATH_S * 1000)
