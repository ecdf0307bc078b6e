"""Results that are not what they seem, or more than anyone wants to compare."""

from __future__ import annotations

from tests.hostile.programs import PASSED, Verdict, body

NO_ARRAY = Verdict(says="expected a numpy array, got a")
# On a busy machine the time may be up before a result of this size is made.
TOO_LARGE = Verdict(says="a result of more than .* is not sent|took longer than")
SHAPE = Verdict(says="got shape")
WRONG = Verdict(says="not right|NaN")
RIGHT = Verdict(PASSED)
LIAR = """
    class Liar:
        __eq__ = __ge__ = __le__ = __lt__ = __gt__ = lambda self, other: True
        __ne__ = lambda self, other: False
        __bool__ = __hash__ = lambda self: True
        __float__ = lambda self: 0.0
        __array__ = lambda self, *a, **k: np.zeros(5)
"""

PROGRAMS = [
    body("nothing", "return None", Verdict(says="returned None")),
    body("array of objects", "return (2 * x).astype(object)", NO_ARRAY),
    body("array of texts", "return (2 * x).astype(str)", NO_ARRAY),
    body("array of dates", "return x.astype('M8[s]')", NO_ARRAY),
    body("array of records", "return np.zeros(len(x), 'f8,f8')", NO_ARRAY),
    body("array of nothing", "return np.zeros(len(x), 'V0')", NO_ARRAY),
    body("complex numbers", "return 2 * x + 0j", NO_ARRAY),
    body("long doubles", "return (2 * x).astype(np.longdouble)", NO_ARRAY),
    body("the other byte order, and right", "return (2 * x).astype('>f8')", RIGHT),
    body("strides backwards, and right", "return (2 * x[::-1])[::-1]", RIGHT),
    body("the argument itself, changed", "x *= 2\nreturn x", RIGHT),
    body("masked but right", "return np.ma.array(2 * x, mask=True)", RIGHT),
    body("a giant that takes no room", "return np.broadcast_to(1.0, (10**6, 10**6))", TOO_LARGE),
    body("a giant of no size", "return np.zeros((1 << 39, 0))", TOO_LARGE),
    body("a large array of the wrong shape", "return np.ones(12 << 20)", TOO_LARGE),
    body(
        "a gigabyte of zeros",
        "return np.zeros(1 << 27)",
        Verdict(says="MemoryError|TooLarge"),
    ),
    body("the same array a million times", "return [x] * 1_000_000", TOO_LARGE),
    body("a text of 100 MB", "return 'x' * 100_000_000", NO_ARRAY),
    body("bytes", "return (2 * x).tobytes()", NO_ARRAY),
    body("a list", "return (2 * x).tolist()", NO_ARRAY),
    body("a generator", "return (2 * item for item in x)", NO_ARRAY),
    body("a function", "return double", NO_ARRAY),
    body("a module", "return np", NO_ARRAY),
    body("an exception", "return ValueError()", NO_ARRAY),
    body("an integer of 5000 digits", "return 10**5000", NO_ARRAY),
    body("a dictionary with odd keys", "return {1: x, None: x, (1, 2): x}", NO_ARRAY),
    body("a dictionary of 300 000 keys", "return {str(n): n for n in range(300_000)}", TOO_LARGE),
    body("a list that holds itself", "a = []\na.append(a)\nreturn a", NO_ARRAY),
    body("a dictionary that holds itself", "a = {}\na['a'] = a\nreturn a", NO_ARRAY),
    body(
        "two to the thirtieth lists",
        "a = []\nfor _ in range(30): a = [a, a]\nreturn a",
        TOO_LARGE,
    ),
    body("a list of 30 million", "return [0] * 30_000_000", TOO_LARGE),
    body("NaN", "return np.full_like(x, np.nan)", Verdict(says="are NaN")),
    body("infinity", "return np.full_like(x, np.inf)", WRONG),
    body("NaN that is a number", "return float('nan')", SHAPE),
    body("equal to everything", "return Liar()", NO_ARRAY, LIAR),
    body(
        "array that is equal to everything",
        """
        class A(np.ndarray):
            __eq__ = lambda self, other: np.ones(self.shape, bool)
            __array_ufunc__ = lambda self, *a, **k: np.ones(5, bool)
            __array_function__ = lambda self, *a, **k: True
            __array_wrap__ = __array_finalize__ = lambda self, *a, **k: None
            tobytes = lambda self, *a: bytes(40)
        return np.zeros_like(x).view(A)
        """,
        WRONG,
    ),
    body(
        "array that lies about itself",
        """
        class A(np.ndarray):
            dtype = property(lambda self: np.dtype("O"))
            shape = property(lambda self: (1 << 40,))
            nbytes = size = property(lambda self: -1)
        return (2 * x).view(A)
        """,
        Verdict((PASSED, "failed"), says="^$|expected|ended|TooLarge"),
    ),
    body(
        "number that lies",
        """
        class F(float):
            __eq__ = lambda self, other: True
            __float__ = lambda self: 1 / 0
            __repr__ = __str__ = lambda self: "}]"
        return F("nan")
        """,
        SHAPE,
    ),
    body(
        "list that lies",
        """
        class L(list):
            __len__ = lambda self: 5
            __iter__ = lambda self: iter(int, 1)
        return L(2 * x)
        """,
        NO_ARRAY,
    ),
    body(
        "dictionary that lies",
        """
        class D(dict):
            items = keys = __iter__ = lambda self: iter(int, 1)
        return D(a=1)
        """,
        NO_ARRAY,
    ),
    body(
        "text that lies",
        """
        class S(str):
            __str__ = encode = __getitem__ = lambda self, *a: object()
            __len__ = lambda self: -1
        return S("text")
        """,
        NO_ARRAY,
    ),
    body(
        "object that claims to be an array",
        "return Claim()",
        Verdict(says="expected|ended its process"),
        before="""
        class Claim:
            __class__ = property(lambda self: np.ndarray)
            __array_interface__ = dict(shape=(5,), typestr="<f8", data=(16, True), version=3)
        """,
    ),
    body(
        "object that claims to be a dictionary",
        "return Claim()",
        Verdict(says="expected|ended its process"),
        before="""
        class Claim:
            __class__ = property(lambda self: dict)
        """,
    ),
    body(
        "object whose array is somewhere else",
        "return Claim()",
        NO_ARRAY,
        before="""
        class Claim:
            __array_interface__ = dict(shape=(5,), typestr="<f8", data=(16, True), version=3)
        """,
    ),
    body(
        "array whose memory is gone",
        """
        import mmap
        held = mmap.mmap(-1, 4096)
        address = ctypes.addressof(ctypes.c_char.from_buffer(held))
        ctypes.CDLL(None).munmap(ctypes.c_void_p(address), 4096)
        return np.frombuffer((ctypes.c_double * 5).from_address(address))
        """,
        Verdict(says="ended its process"),
    ),
    body(
        "type whose name is an attack",
        "return Odd()",
        NO_ARRAY,
        before="""
        class Meta(type):
            __name__ = property(lambda cls: "<script>alert(1)</script>" + "x" * 10_000_000)
        class Odd(metaclass=Meta):
            pass
        """,
    ),
    body(
        "type whose name no file can hold",
        "return Odd()",
        Verdict(says="expected a numpy array|no answer"),
        before=r"""
        class Meta(type):
            __name__ = property(lambda cls: "\ud800")
        class Odd(metaclass=Meta):
            pass
        """,
    ),
    body(
        "type without a name",
        "return Odd()",
        Verdict(says="expected|ended its process"),
        before="""
        class Meta(type):
            __name__ = property(lambda cls: 1 / 0)
        class Odd(metaclass=Meta):
            pass
        """,
    ),
    body("text that no file can hold", r"return '\ud800'", Verdict(says="expected a numpy array")),
    body(
        "keys that no file can hold",
        r"return {'\ud800': x, 'a': {'\udfff': 1}}",
        Verdict(says="expected a numpy array|no answer"),
    ),
    body(
        "result that a thread goes on changing",
        """
        result = 2 * x
        def change():
            while True:
                result[:] = np.nan
                result[:] = 2 * x
        threading.Thread(target=change, daemon=True).start()
        return result
        """,
        Verdict((PASSED, "failed"), says="^$|not right|NaN"),
    ),
    body(
        "list that grows while it is read",
        """
        class Grow(float):
            pass
        result = [0.0]
        def grow():
            while True:
                result.extend([0.0] * 1000)
        threading.Thread(target=grow, daemon=True).start()
        return result
        """,
        Verdict(says="expected a numpy array|TooLarge|took longer|ended its process|MemoryError"),
    ),
]
