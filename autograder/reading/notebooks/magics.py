"""A cell's text without what only a notebook understands: `%`, `%%`, `!`, `?`.

Lines keep their numbers. What they would have done (install, plot, time, show help) defines
nothing.
"""

from __future__ import annotations

import ast
import re
import warnings

from autograder.reading import memory

# Cell magics whose body is Python and defines what it defines in the notebook.
PYTHON_CELLS = ("%%time", "%%capture", "%%prun")
# Of a line without its indentation. No two parts of a pattern may match the same signs: else a
# line of n spaces is gone through n times.
MAGIC = re.compile(
    r"[%!?]"  # %matplotlib inline, !pip install, ?np.exp
    r"|[\w.,\[\]][\w.,\[\] \t]*=[ \t]*[%!]"  # files = !ls
    r"|[\w.*]+\?{1,2}[ \t]*$"  # np.exp?
    # Commands that a notebook takes without a sign, where no Python could stand.
    r"|(?:pip|conda|mamba|cd|ls|cat|mkdir)[ \t]+[\w./~-]"
)
TOKEN = re.compile(
    r"""\#.*
    |(?P<long>\"{3}|'{3})
    |"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?
    |(?P<open>[(\[{])|(?P<close>[)\]}])
    |(?P<continued>\\$)""",
    re.VERBOSE,
)


def as_python(text: str) -> str | None:
    """The cell as Python, line for line; None for a cell of another language (`%%bash`)."""
    lines = text.split("\n")
    first = next((place for place, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%"):
        if lines[first].split()[0] not in PYTHON_CELLS:
            return None
        lines[first] = ""
    text = "\n".join(lines)
    return text if _parses(text) else _without_magics(lines)


def _parses(text: str) -> bool:
    """Whether this is Python as it is, so that no sign in it can be a magic."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return False
    except MemoryError:
        if memory.is_exhausted():
            raise
        return False
    return True


def _without_magics(lines: list[str]) -> str:
    """Magics become `pass`, where a statement begins: not within brackets or a long string."""
    kept = []
    end_of_string, depth, continued, in_magic = "", 0, False, False
    for line in lines:
        begins = not end_of_string and depth == 0 and not continued
        code = line.lstrip()
        if in_magic or (begins and MAGIC.match(code)):
            indent = line[: len(line) - len(code)]
            kept.append("" if in_magic else f"{indent}pass")
            in_magic = line.endswith("\\")
            continue
        kept.append(line)
        place, continued = 0, False
        while place < len(line):
            if end_of_string:
                ending = re.compile(rf"(?:\\.|[^\\])*?{end_of_string}").match(line, place)
                if ending is None:
                    break
                place, end_of_string = ending.end(), ""
                continue
            token = TOKEN.search(line, place)
            if token is None:
                break
            place = token.end()
            end_of_string = token["long"] or ""
            depth = max(0, depth + bool(token["open"]) - bool(token["close"]))
            continued = bool(token["continued"])
    return "\n".join(kept)
