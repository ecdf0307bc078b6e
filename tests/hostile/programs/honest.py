"""Right work that does what a sandbox might break: none of it may lose a point."""

from __future__ import annotations

from tests.hostile.programs import PASSED, PLAIN, Program, Verdict, body


def honest(name: str, text: str, before: str = "") -> Program:
    """A program that is right everywhere."""
    return body(name, f"{text}\nreturn 2 * x", Verdict(PASSED), before)


PROGRAMS = [
    honest(
        "imports what the fork server did not",
        "",
        """
        import abc, argparse, bisect, calendar, cmath, codecs, csv, dataclasses, datetime, decimal
        import difflib, enum, fractions, glob, graphlib, hashlib, heapq, html, inspect, logging
        import mmap, multiprocessing, numbers, operator, pathlib, pickle, pprint, queue, secrets
        import shelve, sqlite3, statistics, tempfile, timeit, tokenize, unittest, uuid, zipfile
        import numpy.fft, numpy.ma, numpy.polynomial, numpy.testing, numpy.typing
        import concurrent.futures, http.client, urllib.request, xml.etree.ElementTree
        """,
    ),
    honest("prints and logs", "print(x); logging.getLogger().error(x)", "import logging"),
    honest("warns", "warnings.warn('slow')", "import warnings"),
    honest(
        "uses threads",
        """
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(np.sum, [x] * 100))
        """,
        "from concurrent.futures import ThreadPoolExecutor",
    ),
    honest("uses a lock and a timer", "with threading.Lock(): time.sleep(0.001)"),
    honest("measures the time", "time.time(), time.perf_counter(), time.process_time()"),
    honest(
        "knows its machine", "os.cpu_count(), sys.platform, os.getpid(), os.getcwd(), os.uname()"
    ),
    honest(
        "draws random numbers",
        "np.random.default_rng().normal(size=9); random.random(); secrets.token_hex()",
        "import random, secrets",
    ),
    honest("uses 100 MB", "np.ones(12_500_000).sum()"),
    honest("solves and transforms", "np.linalg.solve(np.eye(200), np.ones(200)); np.fft.fft(x)"),
    honest("goes deep", "f = lambda n: n and f(n - 1); f(500)"),
    honest("catches a signal", "signal.signal(signal.SIGALRM, lambda *_: None); signal.alarm(0)"),
    honest("asserts and recovers", "try:\n    assert False\nexcept AssertionError:\n    pass"),
    honest("shuts its output", "with open(os.devnull, 'w') as sink: print('x', file=sink)"),
    honest(
        "redirects its output",
        "with contextlib.redirect_stdout(io.StringIO()): print('x')",
        "import contextlib, io",
    ),
    honest("reads its source", "inspect.getsource(np.mean)", "import inspect"),
    honest("pickles for itself", "pickle.loads(pickle.dumps(x))", "import pickle"),
    honest(
        "keeps what it computed",
        "",
        "from functools import lru_cache\n\n@lru_cache\ndef f(n): return n",
    ),
    honest("uses a class", "Twice()(x)", "class Twice:\n    def __call__(self, x): return 2 * x"),
    honest(
        "runs only as a program",
        "",
        "if __name__ == '__main__':\n    raise SystemExit('not when imported')",
    ),
    body(
        "keeps a file while it works",
        """
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "x.npy")
            np.save(path, x)
            os.chmod(path, 0o600)
            os.rename(path, path + ".npy")
            return 2 * np.load(path + ".npy")
        """,
        Verdict(PASSED),
        "import tempfile",
        elsewhere={PLAIN: Verdict(says="FileNotFoundError|PermissionError")},
    ),
]
