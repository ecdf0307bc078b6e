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
    try:
        return bool(action())
    except (OSError, ValueError, AttributeError, RuntimeError):
        return False


def reads_a_host_file(path):
    return attempt(lambda: open(path, "rb").read(1) is not None)


def writes_a_host_file(path):
    def write():
        with open(path, "ab") as stream:
            stream.write(b"escaped")
        return True

    return attempt(write)


def cuts_a_host_file(path):
    return attempt(lambda: os.truncate(path, 0) is None)


def changes_the_mode_of_a_host_file(path):
    return attempt(lambda: os.chmod(path, 0o644) is None)


def changes_the_times_of_a_host_file(path):
    return attempt(lambda: os.utime(path) is None)


def writes_into_python(path):
    def write():
        name = os.path.join(sys.prefix, "escaped.txt")
        with open(name, "wb"):
            pass
        os.unlink(name)
        return True

    return attempt(write)


def connects(port):
    def connect():
        with socket.socket(socket.AF_INET) as sock:
            sock.settimeout(1)
            sock.connect(("127.0.0.1", int(port)))
        return True

    return attempt(connect)


def connects_to_an_abstract_socket(name):
    def connect():
        with socket.socket(socket.AF_UNIX) as sock:
            sock.connect("\0" + name)
        return True

    return attempt(connect)


def signals_the_judge(number):
    def send():
        os.kill(int(number), 0)
        # In an own process tree the number may name nobody, or this very process.
        return int(number) != os.getpid()

    return attempt(send)


def ends_a_process(number):
    return attempt(lambda: ctypes.CDLL(None).tgkill(int(number), int(number), signal.SIGTERM) == 0)


def reads_the_judges_memory(number):
    return attempt(lambda: open(f"/proc/{int(number)}/maps", "rb").read(1))


def sees_other_processes(_):
    def look():
        return [name for name in os.listdir("/proc") if name.isdigit() and int(name) > 2]

    return attempt(look)


def starts_a_process(_):
    def fork():
        child = os.fork()
        if child == 0:
            os._exit(0)
        return True

    return attempt(fork)


def runs_a_program(_):
    # As a last act, were it to work: the answer would never come, which the judge takes for a yes.
    return attempt(lambda: os.execv(sys.executable, [sys.executable, "-c", ""]) is None)


def becomes_root(_):
    return attempt(lambda: os.setuid(0) is None and os.geteuid() == 0 and _privileged())


def makes_a_namespace(_):
    return attempt(lambda: ctypes.CDLL(None).unshare(0x10000000) == 0)


def shares_memory(_):
    return attempt(lambda: ctypes.CDLL(None).shmget(1234, 4096, 0o1000 | 0o600) >= 0)


def traces(_):
    return attempt(lambda: ctypes.CDLL(None).ptrace(0, 0, 0, 0) == 0)


def takes_any_memory(_):
    def hog():
        return len(bytearray(1 << 40)) > 0

    try:
        return hog()
    except MemoryError:
        return False


def leaves_a_file(_):
    return attempt(lambda: tempfile.mkstemp(dir="/tmp")[0] and not os.path.ismount("/scratch/own"))


def _privileged():
    with open("/proc/self/status", encoding="ascii") as stream:
        return any(line.startswith("CapEff:") and int(line.split()[1], 16) for line in stream)
