"""Pairs: the first leaves something in the process, the folders or the kernel; the second looks."""

from __future__ import annotations

import textwrap

from tests.hostile.programs import PASSED, PLAIN, Program, Verdict, attempt, body

SCRATCH_ONLY = {PLAIN: Verdict(says="PermissionError|FileNotFoundError")}


def leaves(name: str, text: str, elsewhere: dict[str, Verdict] | None = None) -> Program:
    """An odd program that gives the right answer."""
    text = f"{textwrap.dedent(text)}\nreturn 2 * x"
    return body(f"leaves {name}", text, Verdict(PASSED), elsewhere=elsewhere)


PROGRAMS = [
    leaves("a patched numpy", "np.multiply = np.exp = np.array_equal = lambda *a, **k: 7"),
    attempt("finds a patched numpy", "return np.exp(0.0) == 7"),
    leaves("patched built-in functions", "import builtins; builtins.abs = lambda x: 7"),
    attempt("finds patched built-in functions", "return abs(1) == 7"),
    leaves("a patched clock", "time.time = time.monotonic = lambda: 7"),
    attempt("finds a patched clock", "return time.time() == 7"),
    leaves("a patched worker", "from autograder.worker import observing; observing.MINE = 7"),
    attempt(
        "finds a patched worker",
        "from autograder.worker import observing; return hasattr(observing, 'MINE')",
    ),
    leaves("a module", "sys.modules['$token'] = sys"),
    attempt("finds a module", "return '$token' in sys.modules"),
    leaves("a variable of the environment", "os.environ['$token'] = '7'; os.putenv('$token', '7')"),
    attempt("finds a variable of the environment", "return '$token' in os.environ"),
    leaves(
        "files",
        """
        for place in ("/scratch/own", ".", "/tmp", "/var/tmp", "/dev/shm"):
            try:
                open(place + "/$token", "w").write("7")
            except OSError:
                pass
        """,
    ),
    attempt(
        "finds files",
        """
        places = "/scratch/own", ".", "/tmp", "/var/tmp", "/dev/shm"
        return [place for place in places if os.path.exists(place + "/$token")]
        """,
    ),
    leaves(
        "a folder that cannot be removed",
        "os.makedirs('/scratch/own/a/b', exist_ok=True); os.chdir('/scratch/own/a/b')",
        SCRATCH_ONLY,
    ),
    attempt("finds a folder", "return os.path.isdir('/scratch/own') and os.listdir('.')"),
    leaves(
        "shared memory",
        """
        from multiprocessing import shared_memory
        try:
            shared_memory.SharedMemory("$token", True, 64)
        except OSError:
            pass
        """,
    ),
    attempt(
        "finds shared memory",
        "from multiprocessing import shared_memory; return shared_memory.SharedMemory('$token')",
    ),
    leaves(
        "another mask, folder and time zone",
        "os.umask(0); os.chdir('/'); os.environ['TZ'] = 'UTC-7'; time.tzset()",
    ),
    attempt("finds another mask", "old = os.umask(0o22); os.umask(old); return old == 0"),
    leaves(
        "a locked file",
        "import fcntl; global kept; kept = open(sys.executable); fcntl.flock(kept, fcntl.LOCK_EX)",
    ),
    attempt(
        "finds a locked file",
        "import fcntl; fcntl.flock(open(sys.executable, 'rb'), fcntl.LOCK_EX | fcntl.LOCK_NB)",
    ),
    leaves("ignored signals", "signal.signal(signal.SIGTERM, signal.SIG_IGN)"),
    attempt("finds ignored signals", "return signal.getsignal(signal.SIGTERM) == signal.SIG_IGN"),
    leaves("used random numbers", "np.random.seed(7); import random; random.seed(7)"),
    attempt("finds used random numbers", "return np.random.get_state()[1][0] == 7"),
    leaves("floating-point settings", "np.seterr(all='ignore'); sys.setswitchinterval(100)"),
    attempt("finds floating-point settings", "return sys.getswitchinterval() > 1"),
]
