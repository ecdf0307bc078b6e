"""Floods, closed streams, and texts that attack whoever reads them."""

from __future__ import annotations

from tests.hostile.programs import PASSED, Verdict, at_import, body

ODD = Verdict(PASSED)
DIED = Verdict(says="ended its process")

PROGRAMS = [
    body(
        "prints 10 GB",
        """
        piece = bytes(1 << 24)
        for _ in range(640):
            os.write(1, piece)
            os.write(2, piece)
        return 2 * x
        """,
        ODD,
    ),
    body("prints line after line", "for n in range(100_000): print(n)\nreturn 2 * x", ODD),
    body(
        "warns without end",
        "for n in range(5000): warnings.warn(str(n))\nreturn 2 * x",
        ODD,
        "import warnings",
    ),
    body("closes its streams", "sys.stdout.close(); sys.stderr.close(); return 2 * x", ODD),
    body("closes the standard descriptors", "os.closerange(0, 3); return 2 * x", ODD),
    body(
        "puts nothing in place of its streams",
        "sys.stdout = sys.stderr = None; print(); return 2 * x",
        ODD,
    ),
    body(
        "its streams leave when written to",
        """
        class Trap:
            def write(self, text):
                os._exit(0)
            flush = write
        sys.stdout = sys.stderr = Trap()
        return 2 * x
        """,
        ODD,
    ),
    body(
        "prints to where it is not allowed",
        "print('x', file=open('/$token', 'w'))",
        Verdict(says="PermissionError|OSError"),
    ),
    body(
        "error text of 100 MB",
        "raise ValueError('x' * 100_000_000)",
        Verdict(says="^raised ValueError: x{400,}"),
    ),
    body(
        "name of an error of 10 MB",
        "raise type('E' * 10_000_000, (Exception,), {})()",
        Verdict(says="^raised E{50,100}: "),
    ),
    body(
        "error that is an application",
        "raise ValueError('<script>alert(1)</script><img src=http://example.org/x>')",
        Verdict(says="<script>"),
    ),
    body(
        "error that writes to the terminal",
        "raise ValueError('\\x1b[2J\\x1b]0;owned\\x07\\x9b1m\\u202e2 of 2 points\\u2066')",
        Verdict(says="raised ValueError"),
    ),
    body(
        "error that no file can hold",
        "raise ValueError('\\ud800 \\udfff')",
        Verdict(says="raised ValueError|no answer"),
    ),
    body(
        "error whose text raises",
        """
        class E(Exception):
            def __str__(self):
                raise self
        raise E
        """,
        Verdict(says="could not be read"),
    ),
    body(
        "error whose text leaves",
        """
        class E(Exception):
            def __str__(self):
                os._exit(0)
        raise E
        """,
        DIED,
    ),
    body(
        "error whose text never comes",
        """
        class E(Exception):
            def __str__(self):
                while True:
                    pass
        raise E
        """,
        Verdict(says="took longer than"),
    ),
    body(
        "error whose text is no text",
        """
        class Text(str):
            def __getitem__(self, what):
                return object()
        class E(Exception):
            def __str__(self):
                return Text("boo")
        raise E
        """,
        Verdict(says="raised E|ended its process"),
    ),
    body(
        "error without ancestors",
        """
        class Meta(type):
            __mro__ = property(lambda cls: 1 / 0)
            __name__ = property(lambda cls: 1 / 0)
        class E(Exception, metaclass=Meta):
            pass
        raise E
        """,
        Verdict(says="raised|ended its process"),
    ),
    body(
        "error with a name that is no text",
        """
        class Meta(type):
            __name__ = property(lambda cls: [float("nan")] * 1000)
        class E(Exception, metaclass=Meta):
            pass
        raise E
        """,
        Verdict(says="unknown form|raised|ended its process"),
    ),
    body(
        "errors in a circle",
        """
        first, second = ValueError("first"), ValueError("second")
        first.__cause__, second.__cause__ = second, first
        raise first
        """,
        Verdict(says="raised ValueError: first"),
    ),
    body(
        "errors in groups in groups",
        """
        group = ExceptionGroup("g", [ValueError("x")])
        for _ in range(500):
            group = ExceptionGroup("g", [group])
        raise group
        """,
        Verdict(says="raised ExceptionGroup"),
    ),
    body(
        "says that it is not written yet",
        "raise NotImplementedError('<b>10 of 10</b>')",
        Verdict("not_attempted", says="not written yet"),
    ),
    body(
        "says that another task is not written yet",
        """
        def add_one(x):
            raise NotImplementedError
        add_one(x)
        """,
        Verdict("not_attempted", says="not written yet"),
    ),
    at_import(
        "a hundred thousand names",
        "globals().update({f'a{n}': n for n in range(100_000)})",
        Verdict(PASSED, PASSED, problem="missing_names"),
    ),
    at_import(
        "names of four megabytes",
        "globals().update({chr(97 + n) * 4_000_000: n for n in range(26)})",
        Verdict(PASSED),
    ),
    at_import(
        "a thousand failures",
        "\n".join(["1 / 0"] * 1000),
        Verdict(PASSED, PASSED, problem="import_error"),
    ),
]
