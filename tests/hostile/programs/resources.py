"""Time, memory, processes, threads, files: more of it than there is."""

from __future__ import annotations

from tests.hostile.programs import FAILED, PASSED, PLAIN, Verdict, at_import, body

TIMEOUT = Verdict(says="took longer than")
# Where much memory is moved, a busy machine may come to the time limit first.
DIED = Verdict(says="ended its process|took longer than")
REFUSED = Verdict(says="PermissionError")
NO_MEMORY = Verdict(says="MemoryError|took longer than")

PROGRAMS = [
    body("endless loop", "while True: pass", TIMEOUT),
    body(
        "loop inside C that never lets go of the interpreter",
        "return sum(range(10**12))",
        TIMEOUT,
    ),
    body(
        "loop that ignores every signal",
        """
        for number in range(1, 65):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        while True:
            pass
        """,
        TIMEOUT,
    ),
    body(
        "loop that catches what it is sent",
        """
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
        """,
        TIMEOUT,
    ),
    body(
        "regular expression that hangs", "re.match(r'(a+)+$', 'a' * 64 + 'b')", TIMEOUT, "import re"
    ),
    body("waits for ever", "threading.Event().wait()", TIMEOUT),
    body("waits for an answer from the terminal", "return input()", Verdict(says="EOFError")),
    at_import(
        "endless loop at import",
        "while True: pass",
        Verdict(FAILED, FAILED, "took longer than 3 s", "import_timeout"),
    ),
    body("stops itself", "signal.raise_signal(signal.SIGSTOP)", REFUSED),
    body(
        "stops itself by its number",
        "os.kill(os.getpid(), signal.SIGSTOP)",
        REFUSED,
    ),
    body("fork bomb", "while True: os.fork()", REFUSED),
    body("starts a program", "subprocess.run(['/bin/true'])", REFUSED, "import subprocess"),
    body(
        "starts a shell", "return os.system('sleep 60 &') and None", Verdict(says="returned None")
    ),
    body(
        "pool of processes",
        "return multiprocessing.Pool(2).map(abs, x)",
        Verdict(says="PermissionError|OSError|FileNotFoundError"),
        "import multiprocessing",
    ),
    body(
        "threads without end",
        """
        threading.stack_size(32768)
        try:
            while True:
                threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        except RuntimeError:
            return 2 * x
        """,
        # Either the kernel refuses one more, or the time is up first; so many threads may keep the
        # worker waiting for one another until the bound of wall time.
        Verdict(
            (PASSED, FAILED),
            says="^$|took longer than|did not answer within|ended its process|MB of memory",
        ),
    ),
    body(
        "a spinning thread is left behind",
        """
        def spin():
            while True:
                pass
        threading.Thread(target=spin, daemon=True).start()
        return 2 * x
        """,
        Verdict(PASSED),
    ),
    body("array of 100 GB", "return np.ones(100 << 27) * 2", NO_MEMORY),
    body("array of 4 GB that is never touched", "return np.empty(4 << 27)", NO_MEMORY),
    body(
        "mapping of a terabyte",
        "mmap.mmap(-1, 1 << 40)",
        Verdict(says="OSError|MemoryError"),
        "import mmap",
    ),
    body(
        "list that creeps",
        """
        kept = []
        while True:
            kept.append(bytes(1 << 20))
        """,
        NO_MEMORY,
    ),
    body(
        "list that creeps and does not mind the error",
        """
        kept = []
        while True:
            try:
                kept.append(bytes(1 << 20))
            except MemoryError:
                pass
        """,
        TIMEOUT,
    ),
    body(
        "integer of a terabit", "return 1 << (1 << 40)", Verdict(says="MemoryError|OverflowError")
    ),
    body("text of a gigabyte", "return '%1000000000d' % 1", NO_MEMORY),
    body(
        "archive that unfolds to gigabytes",
        """
        packer = zlib.compressobj(9)
        small = b"".join(packer.compress(bytes(1 << 20)) for _ in range(20)) + packer.flush()
        return [zlib.decompress(small) for _ in range(100)]
        """,
        Verdict(says="MemoryError|took longer than"),
        "import zlib",
    ),
    body(
        "fills the disk",
        """
        with open("full", "wb") as stream:
            while True:
                stream.write(bytes(1 << 20))
        """,
        Verdict(says="OSError"),
        elsewhere={PLAIN: REFUSED},
    ),
    body(
        "sparse file of a terabyte",
        """
        with open("sparse", "wb") as stream:
            stream.truncate(1 << 40)
        """,
        Verdict(says="OSError"),
        elsewhere={PLAIN: REFUSED},
    ),
    body(
        "files without end",
        """
        for number in range(1 << 20):
            open(str(number), "wb").close()
        """,
        Verdict(says="OSError"),
        elsewhere={PLAIN: REFUSED},
    ),
    body(
        "folders in folders",
        """
        for _ in range(300):
            os.mkdir("deeper")
            os.chdir("deeper")
        return 2 * x
        """,
        Verdict(PASSED),
        elsewhere={PLAIN: REFUSED},
    ),
    body(
        "keeps every descriptor there is",
        """
        global kept
        kept = []
        try:
            while True:
                kept.append(os.open(os.devnull, os.O_RDONLY))
        except OSError:
            return 2 * x
        """,
        Verdict(PASSED),
    ),
    body(
        "fills every pipe there is",
        """
        try:
            while True:
                _, end = os.pipe()
                os.set_blocking(end, False)
                try:
                    while True:
                        os.write(end, bytes(1 << 16))
                except BlockingIOError:
                    pass
        except OSError:
            return 2 * x
        """,
        Verdict(PASSED),
    ),
    body("recursion", "return double(x)", Verdict(says="RecursionError")),
    body(
        "recursion through C without a limit",
        """
        sys.setrecursionlimit(1 << 30)
        one, other = [], []
        for _ in range(1 << 18):
            one, other = [one], [other]
        return one == other
        """,
        DIED,
    ),
    body(
        "a storm of alarms",
        """
        signal.signal(signal.SIGALRM, lambda *_: None)
        signal.setitimer(signal.ITIMER_REAL, 1e-3, 1e-3)
        return 2 * x
        """,
        Verdict(PASSED),
    ),
]
