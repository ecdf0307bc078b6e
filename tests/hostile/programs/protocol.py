"""Bytes that nobody asked for, or that are no answer, from code that knows the worker by heart."""

from __future__ import annotations

import textwrap

from tests.hostile.programs import FAILED, PASSED, Program, Verdict, at_import, body
from tests.hostile.running import RUNNING

TOOLS = (
    RUNNING
    + """
import inspect, json, stat, struct

def channel():
    found = []
    for number in range(3, 256):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                found.append(number)
        except OSError:
            pass
    return found[-1]

def send(data):
    while data:
        data = data[os.write(channel(), data):]

def number():
    frame = inspect.currentframe()
    while frame:
        if frame.f_code.co_name == "serve":
            return frame.f_locals["number"]
        frame = frame.f_back

def prefix(header, payload, n=None):
    return struct.pack("<4sQQQ", b"NAF1", number() if n is None else n, header, payload)

def frame(text, payload=b"", n=None):
    return prefix(len(text), len(payload), n) + text + payload

def answer(value, n=None):
    return frames.encode(value, number() if n is None else n)

GOOD = {"is": "value", "value": np.zeros(5)}

def observed(*found):
    return {"is": "observed", "observations": list(found)}
"""
)
NO_ANSWER = Verdict(says="sent bytes that are no answer")
OUT_OF_TURN = Verdict(says="answered out of turn")
UNKNOWN = Verdict(says="unknown form")
DIED = Verdict(says="ended its process")
TIMEOUT = Verdict(says="took longer than")


def raw(name: str, text: str, verdict: Verdict) -> Program:
    """`double` sends something of its own, then gives the right answer."""
    return body(name, f"{textwrap.dedent(text).strip()}\nreturn 2 * x", verdict, TOOLS)


def header(name: str, text: str, payload: str = 'b""') -> Program:
    """`double` answers with a header of its own making."""
    return raw(name, f"send(frame({text}, {payload}))", NO_ANSWER)


def observation(name: str, text: str, verdict: Verdict = UNKNOWN) -> Program:
    """The worker's own code is patched: whatever is called, this is what was observed."""
    forged = f"serve.run_reply_tree = lambda reply: observed(*[{text} for _ in reply])"
    return body(name, f"{forged}\nreturn 2 * x", verdict, TOOLS)


PROGRAMS = [
    raw("closes every descriptor", "os.closerange(0, 256)", DIED),
    raw("closes its end", "os.close(channel())", Verdict((PASSED, FAILED))),
    raw("garbage", "send(b'garbage' * 10)", NO_ANSWER),
    raw("zeros", "send(bytes(1 << 20))", NO_ANSWER),
    raw("a header of exabytes", "send(prefix(1 << 60, 0))", NO_ANSWER),
    raw("arrays of exabytes", "send(prefix(2, (1 << 64) - 1))", NO_ANSWER),
    raw("announces and never sends", "send(prefix(1000, 1000)); time.sleep(60)", TIMEOUT),
    raw("half a frame, then gone", "send(prefix(1000, 0) + b'{'); os._exit(0)", DIED),
    raw("half a prefix, then gone", "send(b'NAF1'); os._exit(0)", DIED),
    raw(
        "one byte at a time",
        "for byte in prefix(1 << 20, 0): send(bytes([byte])); time.sleep(0.1)",
        TIMEOUT,
    ),
    raw("an answer to nothing", "send(answer(observed(), 1))", OUT_OF_TURN),
    raw(
        "an answer to the last request",
        "send(answer(observed(), number() - 1))",
        OUT_OF_TURN,
    ),
    raw("no observations", "send(answer(observed()))", Verdict(says="every case")),
    raw(
        "observations that are none",
        "send(answer(observed(1, 2)))",
        Verdict(says="unknown form|every case"),
    ),
    raw("an answer that is a list", "send(answer([GOOD, GOOD]))", UNKNOWN),
    raw("an answer that is nothing", "send(answer(None))", UNKNOWN),
    raw(
        "an answer about loading",
        "send(answer({'is': 'loaded', 'names': [], 'failures': [], 'driver_failures': []}))",
        Verdict(says="answered another question"),
    ),
    raw(
        "its answer, then the next one in advance",
        """
        real = frames.encode
        frames.encode = lambda body, n: real(body, n) + real(observed(GOOD, GOOD), n + 1)
        """,
        # The first answer counts; what stands behind it is a fault of the next task, which then
        # starts anew in a process where nothing is patched yet.
        Verdict(PASSED),
    ),
    raw(
        "its answer twice",
        "real = frames.encode; frames.encode = lambda *a: real(*a) * 2",
        Verdict(PASSED),
    ),
    at_import(
        "an answer before it is asked",
        f"{TOOLS}\nsend(answer(protocol.load_reply_tree(serve.Loaded(('double', 'add_one')))))\n",
        Verdict(FAILED, FAILED, "before it was asked|out of turn"),
    ),
    at_import(
        "garbage at import",
        f"{TOOLS}\nsend(b'garbage' * 10)\n",
        Verdict(FAILED, FAILED, "no answer", "import_protocol"),
    ),
    header("no JSON", "b'{'"),
    header("not even text", "b'\\xff\\xfe' * 100"),
    header("JSON in another encoding", "'{\"v\": 1, \"a\": []}'.encode('utf-16')"),
    header("JSON that is deep", "b'[' * 1_000_000"),
    header("JSON that is deep and closed", "b'{\"v\":' + b'[' * 900 + b']' * 900 + b',\"a\":[]}'"),
    header(
        "JSON of three million lists", "b'{\"v\":{\"l\":[' + b'[],' * 2_999_999 + b'[]]},\"a\":[]}'"
    ),
    header("JSON of a million objects", "b'{\"v\":[' + b'{\"\":0},' * 999_999 + b'{}],\"a\":[]}'"),
    header(
        "a million arrays", 'b\'{"v":0,"a":[\' + b\'["|b1",[0]],\' * 999_999 + b\'["|b1",[0]]]}\''
    ),
    header("an integer of a million digits", "b'{\"v\":' + b'9' * 1_000_000 + b',\"a\":[]}'"),
    header("an integer beyond 64 bits", "b'{\"v\":' + b'9' * 400 + b',\"a\":[]}'"),
    header("not a number, as a number", 'b\'{"v":NaN,"a":[]}\''),
    header("more parts than there are", 'b\'{"v":0,"a":[],"x":0}\''),
    header("an array that is not there", 'b\'{"v":{"a":0},"a":[]}\''),
    header("an array with a negative index", 'b\'{"v":{"a":-1},"a":[["|b1",[1]]]}\'', "b'1'"),
    header(
        "an array with a truth value for an index",
        'b\'{"v":{"a":false},"a":[["|b1",[1]]]}\'',
        "b'1'",
    ),
    header("an array of a negative size", 'b\'{"v":{"a":0},"a":[["<f8",[-1]]]}\''),
    header("an array of a fractional size", 'b\'{"v":{"a":0},"a":[["<f8",[0.5]]]}\''),
    header(
        "an array of overflowing size", 'b\'{"v":{"a":0},"a":[["<f8",[4294967296,4294967296]]]}\''
    ),
    header("an array beyond its frame", 'b\'{"v":{"a":0},"a":[["<f8",[100]]]}\'', "bytes(8)"),
    header("arrays that leave bytes over", 'b\'{"v":{"a":0},"a":[["<f8",[1]]]}\'', "bytes(80)"),
    header("an array of objects", 'b\'{"v":{"a":0},"a":[["|O",[1]]]}\'', "bytes(8)"),
    header("an array of nothing", 'b\'{"v":{"a":0},"a":[["|V0",[1000000000000]]]}\''),
    header("an array of records", 'b\'{"v":{"a":0},"a":[[[["x","<f8"]],[1]]]}\'', "bytes(8)"),
    header("an array of a program", 'b\'{"v":{"a":0},"a":[["__import__",[1]]]}\'', "bytes(8)"),
    observation("an observation that is nothing", "None"),
    observation("an observation of nothing", "{}"),
    observation("an observation that is a fault", "{'is': 'faulted', 'reason': 'x'}"),
    observation("a value that is an error as well", "{**GOOD, 'error': 'x'}"),
    observation("an observation of two kinds", "{'is': ['value', 'raised'], 'value': 2}"),
    observation("an error that is a text", "{'is': 'raised', 'error': 'x'}"),
    observation(
        "an error with a truth value for a line",
        "{'is': 'raised', 'error': {'type': 'E', 'ancestors': [], 'message': '', 'line': True, "
        "'function': ''}}",
    ),
    observation(
        "an error whose ancestors are numbers",
        "{'is': 'raised', 'error': {'type': 'E', 'ancestors': [1], 'message': '', 'line': 1, "
        "'function': ''}}",
    ),
    observation("warnings that are numbers", "{**GOOD, 'warned': [1]}"),
    observation("changes that are no list", "{**GOOD, 'changed': 'x'}"),
    body(
        "an encoder that gives nothing",
        "frames.encode = lambda *a: b''\nreturn 2 * x",
        TIMEOUT,
        TOOLS,
    ),
    body("an encoder that raises", "frames.encode = lambda *a: 1 / 0\nreturn 2 * x", DIED, TOOLS),
    body(
        "a decoder that raises",
        "frames.read = lambda *a: 1 / 0\nreturn 2 * x",
        Verdict(PASSED),
        TOOLS,
    ),
    body(
        "reading without waiting",
        "os.set_blocking(channel(), False)\nreturn 2 * x",
        Verdict(PASSED),
        TOOLS,
    ),
]
