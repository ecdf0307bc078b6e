"""A submission that tries to escape: what it manages decides which tier this machine has.

It runs exactly as students' code runs. Each function returns True where an escape worked. The text
of this file is sent to a worker; the judge never calls these functions.
"""

import colorsys  # noqa: F401  a module that nothing has imported before: honest code imports, too
import ctypes
import os
import signal
import socket
import sys
import tempfile


def attempt(action):
    """Whether an action gave something; what the sandbox refuses is an error."""
    try:
        return bool(action())
    except (OSError, ValueError, AttributeError, RuntimeError):
        return False


def reads_a_host_file(path):
    """A file of the host that no submission has a reason to read."""
    return attempt(lambda: open(path, "rb").read(1) is not None)


def writes_a_host_file(path):
    """Its contents, at the end."""

    def write():
        with open(path, "ab") as stream:
            stream.write(b"escaped")
        return True

    return attempt(write)


def cuts_a_host_file(path):
    """Its length: another call than writing, with a rule of its own."""
    return attempt(lambda: os.truncate(path, 0) is None)


def changes_the_mode_of_a_host_file(path):
    """Its permissions, which Landlock does not guard."""
    return attempt(lambda: os.chmod(path, 0o644) is None)


def changes_the_times_of_a_host_file(path):
    """Its times, by which deadlines go."""
    return attempt(lambda: os.utime(path) is None)


def writes_into_python(path):
    """Into the interpreter's folder, from which others import."""

    def write():
        name = os.path.join(sys.prefix, "escaped.txt")
        with open(name, "wb"):
            pass
        os.unlink(name)
        return True

    return attempt(write)


def connects(port):
    """Over the network, to a port at which the judge listens."""

    def connect():
        with socket.socket(socket.AF_INET) as sock:
            sock.settimeout(1)
            sock.connect(("127.0.0.1", int(port)))
        return True

    return attempt(connect)


def connects_to_an_abstract_socket(name):
    """To a local socket without a file, which no file rule guards."""

    def connect():
        with socket.socket(socket.AF_UNIX) as sock:
            sock.connect("\0" + name)
        return True

    return attempt(connect)


def signals_the_judge(number):
    """The judge, by the number that it has on the host."""

    def send():
        os.kill(int(number), 0)
        # In an own process tree the number may name nobody, or this very process.
        return int(number) != os.getpid()

    return attempt(send)


def ends_a_process(number):
    """A process of the same user, by the call that names a thread."""
    return attempt(lambda: ctypes.CDLL(None).tgkill(int(number), int(number), signal.SIGTERM) == 0)


def reads_the_judges_memory(number):
    """The judge's memory map, the first step to its secrets."""
    return attempt(lambda: open(f"/proc/{int(number)}/maps", "rb").read(1))


def sees_other_processes(_):
    """Any number beside its own and its parent."""

    def look():
        return [name for name in os.listdir("/proc") if name.isdigit() and int(name) > 2]

    return attempt(look)


def starts_a_process(_):
    """A child, which could outlive the submission."""

    def fork():
        child = os.fork()
        if child == 0:
            os._exit(0)
        return True

    return attempt(fork)


def runs_a_program(_):
    """Another program in its own place."""
    # As a last act, were it to work: the answer would never come, which the judge takes for a yes.
    return attempt(lambda: os.execv(sys.executable, [sys.executable, "-c", ""]) is None)


def becomes_root(_):
    """The superuser, with privileges that hold."""
    return attempt(lambda: os.setuid(0) is None and os.geteuid() == 0 and _privileged())


def makes_a_namespace(_):
    """A user namespace, in which it would be root."""
    return attempt(lambda: ctypes.CDLL(None).unshare(0x10000000) == 0)


def shares_memory(_):
    """A segment of System V that outlives the process."""
    return attempt(lambda: ctypes.CDLL(None).shmget(1234, 4096, 0o1000 | 0o600) >= 0)


def traces(_):
    """Itself being traced, as a debugger would."""
    return attempt(lambda: ctypes.CDLL(None).ptrace(0, 0, 0, 0) == 0)


def takes_any_memory(_):
    """A terabyte, which no limit may let pass."""

    def hog():
        return len(bytearray(1 << 40)) > 0

    try:
        return hog()
    except MemoryError:
        return False


def leaves_a_file(_):
    """A file outside its own scratch folder."""
    return attempt(lambda: tempfile.mkstemp(dir="/tmp")[0] and not os.path.ismount("/scratch/own"))


def _privileged():
    with open("/proc/self/status", encoding="ascii") as stream:
        return any(line.startswith("CapEff:") and int(line.split()[1], 16) for line in stream)
