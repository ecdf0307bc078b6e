"""Ways out of the process, at once and later, in the body, in a thread, at import."""

from __future__ import annotations

from tests.hostile.programs import FAILED, PASSED, PLAIN, Verdict, at_import, body

DIED = Verdict(says="ended its process")
LATER = Verdict(PASSED)  # the answer was right; the next task starts a new process
# Waits in a thread until the worker waits for its next request.
BETWEEN = """
def between(action):
    main = threading.main_thread().ident
    def wait():
        while sys._current_frames()[main].f_code.co_name != "read_exactly":
            time.sleep(0.001)
        action()
    threading.Thread(target=wait, daemon=True).start()
"""
GONE = Verdict(FAILED, FAILED, "ended its process", "import_died")

PROGRAMS = [
    body("leaves at once", "os._exit(0)", DIED),
    body(
        "leaves from a thread",
        """
        thread = threading.Thread(target=os._exit, args=(0,))
        thread.start()
        thread.join()
        return 2 * x
        """,
        DIED,
    ),
    body("leaves politely", "sys.exit(0)", Verdict(says="raised SystemExit")),
    body("leaves as in a session", "exit()", Verdict(says="raised SystemExit")),
    body("aborts", "os.abort()", DIED),
    body("reads address zero", "ctypes.string_at(0)", DIED),
    body(
        "writes over the interpreter", "ctypes.memset(id(type), 255, 4096); return type(x)()", DIED
    ),
    body("jumps into nothing", "ctypes.CFUNCTYPE(None)(16)()", DIED),
    body(
        "ends itself by a signal",
        "signal.raise_signal(signal.SIGTERM)",
        Verdict(says="returned None"),  # the first process of a namespace does not hear it
        elsewhere={PLAIN: DIED},
    ),
    body("kills itself", "signal.raise_signal(signal.SIGKILL)", Verdict(says="PermissionError")),
    body("is interrupted", "raise KeyboardInterrupt", Verdict(says="raised KeyboardInterrupt")),
    body(
        "raises what ends generators", "raise GeneratorExit", Verdict(says="raised GeneratorExit")
    ),
    body(
        "a returned object leaves when it is forgotten",
        """
        class Bomb:
            def __del__(self):
                os._exit(0)
        return Bomb()
        """,
        # The object may be forgotten before its answer is sent, or after.
        Verdict(says="a Bomb|ended its process"),
    ),
    body(
        "leaves between two tasks",
        "between(lambda: os._exit(0))\nreturn 2 * x",
        LATER,
        BETWEEN,
    ),
    body("an alarm ends it during the next task", "signal.alarm(1); return 2 * x", LATER),
    body(
        "is interrupted between two tasks",
        "import _thread\nbetween(_thread.interrupt_main)\nreturn 2 * x",
        LATER,
        BETWEEN,
    ),
    body("leaves at exit", "atexit.register(os._exit, 0); return 2 * x", LATER, "import atexit"),
    body(
        "forgets all modules",
        "sys.modules.clear(); return 2 * x",
        # What is imported already goes on; what the answer still imports does not.
        Verdict((PASSED, FAILED), says="^$|ended its process"),
    ),
    body(
        "takes the built-in functions away",
        "import builtins; del builtins.isinstance, builtins.len; return 2 * x",
        DIED,
    ),
    at_import("leaves at import", "os._exit(0)", GONE),
    at_import("crashes at import", "ctypes.string_at(0)", GONE),
    at_import(
        "leaves politely at import", "sys.exit(0)", Verdict(PASSED, PASSED, problem="import_error")
    ),
    at_import(
        "raises a lie at import",
        "raise NotImplementedError('double')",
        Verdict(PASSED, PASSED, problem="import_error"),
    ),
    at_import(
        "names that are no text",
        "globals()[1] = 2",
        Verdict(PASSED),
    ),
    at_import(
        "is not Python",
        "def (:",
        Verdict(FAILED, FAILED, "not valid Python", "syntax_error"),
    ),
    at_import(
        "nested deeper than the compiler",
        "(" * 5000 + ")" * 5000,
        Verdict(FAILED, FAILED, "not valid Python", "syntax_error"),
    ),
    at_import(
        "a zero byte in the text",
        "\0",
        Verdict(FAILED, FAILED, "not valid Python", "syntax_error"),
    ),
]
