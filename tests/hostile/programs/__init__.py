"""The table of hostile programs, one module for each family.

A program is a whole submission of the topic `probe`. Words with a dollar sign are filled in by the
runner: $secret and $host_file (paths), $port, $abstract (socket names), $judge, $fork_server
(process ids), $token (in the name of whatever a program tries to leave behind), $root (this
repository).

Where an attempt has nothing to show but its success, the program gives the right answer if it
failed and raises ESCAPED if it worked: "passed" then means that nothing was reached.
"""

from __future__ import annotations

import importlib
import textwrap
from dataclasses import dataclass, field

FAMILIES = (
    "resources",
    "exits",
    "output",
    "protocol",
    "values",
    "escape",
    "system_calls",
    "leftovers",
    "honest",
    "frameworks",
)
PASSED, FAILED = "passed", "failed"
NAMESPACES, PLAIN = "with namespaces", "without namespaces"


@dataclass(frozen=True)
class Verdict:
    """What must come out: outcomes of both tasks, words of the first, a problem of the whole.

    `double` may be a tuple where a race decides; `says` is a regular expression.
    """

    double: str | tuple[str, ...] = FAILED
    add_one: str | tuple[str, ...] = PASSED
    says: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Program:
    """One hostile submission and its verdict; `elsewhere` where a setting legitimately differs."""

    name: str
    source: str
    verdict: Verdict
    files: dict[str, str] = field(default_factory=dict)
    elsewhere: dict[str, Verdict] = field(default_factory=dict)
    needs: str = ""

    def expected(self, setting: str) -> Verdict:
        """The verdict in a setting, which is named as in `settings.SETTINGS`."""
        return next((v for words, v in self.elsewhere.items() if words in setting), self.verdict)


HEAD = "import ctypes, os, sys, signal, threading, time\nimport numpy as np\n"
REST = "\ndef add_one(x):\n    return x + 1\n"


def body(
    name: str,
    text: str,
    verdict: Verdict,
    before: str = "",
    elsewhere: dict[str, Verdict] | None = None,
    files: dict[str, str] | None = None,
) -> Program:
    """A program whose `double` has this body; `before` stands above it."""
    source = f"{HEAD}{textwrap.dedent(before)}\ndef double(x):\n"
    source += textwrap.indent(textwrap.dedent(text).strip(), "    ") + "\n" + REST
    return Program(name, source, verdict, files or {}, elsewhere or {})


def at_import(name: str, text: str, verdict: Verdict) -> Program:
    """A program whose functions are right; it attacks while it is imported."""
    return body(name, "return 2 * x", verdict, before=text)


def attempt(name: str, text: str, before: str = "", files: dict[str, str] | None = None) -> Program:
    """An attempt to reach something: the body of a function whose true result means success."""
    attack = textwrap.indent(textwrap.dedent(text).strip(), "    ")
    before = f"{textwrap.dedent(before)}\ndef attack():\n{attack}\n"
    return body(
        name,
        """
        try:
            got = attack()
        except Exception:
            got = None
        if got:
            raise RuntimeError(f"ESCAPED: {got!r:.200}")
        return 2 * x
        """,
        Verdict(PASSED),
        before=before,
        files=files,
    )


def family(name: str) -> list[Program]:
    """The programs of one family."""
    programs: list[Program] = importlib.import_module(f"{__name__}.{name}").PROGRAMS
    return programs


def everything() -> dict[str, Program]:
    """All programs by name, in their order: some look for what an earlier one left."""
    table: dict[str, Program] = {}
    for module in FAMILIES:
        for program in family(module):
            full = f"{module}: {program.name}"
            assert full not in table, f"two programs are called {full}"
            table[full] = program
    return table
