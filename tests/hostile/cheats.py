"""Cheats that know this kit by heart, to be put at the end of a submission of a real topic.

Each is a text in which $tasks is the list of the tasks' names. `redefine` replaces every task by a
function that consults the cheat first and falls back on what the submission had there.
"""

from __future__ import annotations

from tests.hostile.running import RUNNING

REDEFINE = """
def redefine(answer):
    def make(name, own):
        def task(*arguments, **named):
            found = answer(name, arguments)
            return own(*arguments, **named) if found is None else found
        return task
    for name in $tasks:
        globals()[name] = make(name, globals().get(name) or (lambda *a, **k: 0.0))
"""
ARRAYS = """
def arrays(tree, depth=0):
    if isinstance(tree, np.ndarray):
        yield tree
    elif isinstance(tree, dict) and depth < 6:
        for item in list(tree.values()):
            yield from arrays(item, depth + 1)
    elif isinstance(tree, (list, tuple)) and depth < 6:
        for item in list(tree):
            yield from arrays(item, depth + 1)
"""
PRELUDE = f"\nimport gc, os, sys\nimport numpy as np\n{REDEFINE}\n{ARRAYS}\n{RUNNING}\n"

CHEATS = {
    "finds what is expected in the callers' frames": """
        def answer(name, arguments):
            frame = sys._getframe()
            while frame:
                for key in ("expected", "right", "wanted", "provided", "request", "case", "key"):
                    for found in arrays(frame.f_locals.get(key)):
                        if not any(found is one for one in arguments):
                            return found
                frame = frame.f_back
        redefine(answer)
    """,
    "finds what is expected among all objects": """
        def answer(name, arguments):
            for one in gc.get_objects():
                if type(one) is dict and ("expected" in one or "observations" in one):
                    for found in arrays(one):
                        return found
        redefine(answer)
    """,
    "returns any array there is of the right shape": """
        def answer(name, arguments):
            mine = {id(one) for one in arrays(list(arguments))}
            shapes = [one.shape for one in arrays(list(arguments))]
            for one in gc.get_objects():
                if type(one) is np.ndarray and one.shape in shapes and id(one) not in mine:
                    return one
        redefine(answer)
    """,
    "returns what was provided": """
        def answer(name, arguments):
            provided_results = serve.provided_results
            frame = sys._getframe()
            while frame:
                if frame.f_code.co_name == "run" and "request" in frame.f_locals:
                    for table in frame.f_locals["request"].provided.values():
                        for entry in table:
                            return provided_results.result_of(entry, 0)
                frame = frame.f_back
        redefine(answer)
    """,
    "everything is close": """
        yes = lambda *a, **k: True
        np.allclose = np.array_equal = np.array_equiv = yes
        np.isclose = np.equal = lambda a, b, **k: np.ones(np.shape(a), bool)
        import numpy.testing as t
        for name in dir(t):
            if name.startswith("assert"):
                setattr(t, name, lambda *a, **k: None)
    """,
    "differences are nothing": """
        np.abs = np.absolute = np.subtract = lambda a, *b, **k: np.zeros(np.shape(a))
        np.max = np.linalg.norm = lambda *a, **k: 0.0
    """,
    "the exponential is patched": """
        np.exp = np.log = np.tanh = lambda a, **k: np.zeros(np.shape(a))
    """,
    "the built-in functions are patched": """
        import builtins
        builtins.abs = lambda x: 0
        builtins.all = builtins.any = lambda x: True
    """,
    "results that are equal to everything": """
        class Equal:
            __eq__ = __le__ = __ge__ = __lt__ = __gt__ = lambda self, other: True
            __hash__ = __bool__ = lambda self: True
            shape, dtype, size, ndim = (), float, 1, 0
            __array__ = lambda self, *a, **k: np.zeros(())
            __float__ = __sub__ = __rsub__ = __abs__ = __mul__ = lambda self, *a: 0.0
        redefine(lambda name, arguments: Equal())
    """,
    "arrays that are equal to everything": """
        class Equal(np.ndarray):
            __eq__ = __le__ = lambda self, other: np.ones(self.shape, bool)
            __sub__ = __rsub__ = lambda self, other: np.zeros(self.shape)
            __array_ufunc__ = lambda self, *a, **k: np.zeros(self.shape, bool)
            __array_function__ = lambda self, *a, **k: True
            all = any = lambda self, *a, **k: True
        redefine(lambda name, arguments: np.zeros(np.shape(arguments[0])).view(Equal))
    """,
    "results that change when they are copied": """
        class Chameleon(np.ndarray):
            __deepcopy__ = __copy__ = copy = lambda self, *a: np.ones(3)
            tobytes = lambda self, *a: bytes(8 * self.size)
            __reduce__ = __reduce_ex__ = lambda self, *a: (float, (0.0,))
        redefine(lambda name, arguments: np.zeros(np.shape(arguments[0])).view(Chameleon))
    """,
    "writes results to every descriptor": """
        import json
        good = json.dumps({"score": 20.0, "status": "graded", "tests": [{"score": 20.0}]}).encode()
        for number in [1, 2]:
            os.write(number, good)
        for name in ("results.json", "/results.json", "/autograder/results/results.json",
                     "report.json", "grades.csv", "/scratch/own/results.json"):
            try:
                open(name, "wb").write(good)
            except OSError:
                pass
    """,
    "writes frames to every descriptor": """
        frames = serve.frames
        zero = {"is": "value", "value": 0.0}
        forged = frames.encode({"is": "observed", "observations": [zero] * 20})
        for number in range(3, 64):
            try:
                os.write(number, forged)
            except OSError:
                pass
    """,
    "leaves with success": "os._exit(0)",
    "leaves with success from a task": "redefine(lambda name, arguments: os._exit(0))",
    "leaves politely": "sys.exit(0)",
    "rewrites the results at exit": """
        import atexit
        atexit.register(lambda: open("results.json", "w").write('{"score": 20}'))
        atexit.register(os._exit, 0)
    """,
    "reads the reference": """
        import glob
        texts = []
        for place in [*sys.path, "/", "/work", "/kit", os.getcwd(), os.path.expanduser("~")]:
            for found in glob.glob(place + "/reference/*/solution.py"):
                texts.append(open(found).read())
        for text in texts:
            exec(text, globals())
    """,
    "imports the reference": """
        for module in ("reference.$topic.solution", "$topic_solution", "solution",
                       "_trusted_module", "autograder.keys.build"):
            try:
                found = __import__(module, fromlist=["x"])
            except Exception:
                continue
            for name in $tasks:
                globals()[name] = getattr(found, name, globals().get(name))
    """,
    "reads the keys": """
        import glob, zlib
        for place in [*sys.path, "/", os.getcwd(), os.path.expanduser("~")]:
            for found in glob.glob(place + "/**/*.key", recursive=True)[:3]:
                raise RuntimeError(zlib.decompress(open(found, "rb").read().partition(b"\\n")[2]))
    """,
    "guesses the seed": """
        import hashlib
        def answer(name, arguments):
            for seed in ("public", "verify", "tests", "", "0"):
                text = "\\0".join((seed, "$topic", name, "0")).encode()
                digest = hashlib.sha256(text).digest()
                rng = np.random.default_rng(int.from_bytes(digest[:16], "little"))
                for one in arrays(list(arguments)):
                    if np.array_equal(rng.normal(size=one.shape), one):
                        return rng.normal(size=one.shape)
        redefine(answer)
    """,
    "patches how it is run: no value is wrong": """
        Value = serve.Value
        serve.observe = lambda module, driver, case, file_name: Value(None, changed=())
    """,
    "patches how it is run: nothing failed": """
        Value = serve.Value
        own = serve.observe
        def observe(*a):
            seen = own(*a)
            value = getattr(seen, "value", 0.0)
            warned, changed = getattr(seen, "warned", ()), getattr(seen, "changed", None)
            return Value(value, value, warned, changed)
        serve.observe = observe
    """,
    "patches how it is run: everything is missing": """
        Missing = observing.Missing
        serve.observe = lambda module, driver, case, file_name: Missing(case.call)
    """,
    "patches how it is run: right errors everywhere": """
        Raised, RaisedError = serve.Raised, serve.RaisedError
        ancestors = ("ValueError", "Exception", "TypeError")
        error = RaisedError("ValueError", ancestors, "", 1, "")
        serve.observe = lambda module, driver, case, file_name: Raised(error)
    """,
    "patches the encoder: zeros of the right shape": """
        frames = serve.frames
        own = frames._Encoder._array
        frames._Encoder._array = lambda self, value: own(self, np.zeros(np.shape(value)))
    """,
    "patches the encoder: what the judge compares with": """
        frames = serve.frames
        frames.MAX_PAYLOAD = frames.MAX_ITEMS = frames.MAX_HEADER = 1 << 62
        frames.DTYPES = frozenset(["|O", "<c16"])
    """,
    "patches the finite-difference evaluations": """
        perturbation = observing.perturbation
        perturbation.steps = lambda x: np.zeros(np.shape(x))
        perturbation.evaluate = lambda call, given, evaluation: np.zeros(
            (4, *np.shape(given[evaluation.wrt])))
    """,
    "patches what is provided": """
        provided_results = serve.provided_results
        provided_results._Rows.find = lambda self, numbers: 0
    """,
    "catches what is provided": """
        import types
        class Module(types.ModuleType):
            def __setattr__(self, name, value):
                if callable(value):
                    for other in $tasks:
                        self.__dict__[other] = value
        sys.modules["$topic"].__class__ = Module
    """,
    "patches the driver, wherever it is held": """
        import types
        def nothing(module, *a, **k):
            return 0.0
        for one in gc.get_objects():
            if type(one) is types.FunctionType and one.__code__.co_filename == "driver.py":
                one.__code__, one.__defaults__ = nothing.__code__, None
                one.__kwdefaults__ = None
    """,
    "patches the clock and the random numbers": """
        import random, time
        time.time = time.monotonic = time.perf_counter = lambda: 0.0
        np.random.default_rng = random.random = lambda *a: 0.0
    """,
    "pretends to be the grader": """
        import types
        for name in ("grading.judge", "numerics.comparison", "rubric.verdicts", "model.report",
                     "model.answer_key", "numerics"):
            sys.modules[f"autograder.{name}"] = types.SimpleNamespace(compare=lambda *a, **k: None)
    """,
    "says that it is not written yet": """
        def answer(name, arguments):
            raise NotImplementedError(name)
        redefine(answer)
    """,
    "raises what some checks ask for": """
        def answer(name, arguments):
            class All(ValueError, TypeError, IndexError, KeyError, ZeroDivisionError):
                pass
            raise All
        redefine(answer)
    """,
    "prints that all is well": """
        print("OK\\n\\n100% passed\\n::set-output name=score::20\\n{\\"score\\": 20}")
    """,
}
