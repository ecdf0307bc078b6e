"""Runs the examples of a page as a reader would, in one folder, from top to bottom.

| block | what is done with it |
|---|---|
| `console` | the lines after `$ ` are run by bash; what they print is compared |
| `pycon` | run and compared as a doctest |
| `ipython` | the cells are run in a notebook's shell; what they show is compared |
| any language, after `<!-- file: PATH -->` | written to that file |
| `python`, after `<!-- into: PATH -->` | its functions take the place of those of that file |
| `<!-- run: COMMAND -->` | run by bash, not shown; `$ROOT` is the project |

In what is compared, `…` stands for any text of one line, and a line of `…` for any lines.
Everything else (`sh`, `python`, `toml`, `text`) is for reading: `test_commands` looks at it.
"""

from __future__ import annotations

import ast
import contextlib
import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from tests.conftest import ROOT
from tests.docs.pages import Block, Page

SECONDS = 120
PROMPT, ANY = "$ ", "…"
RUN = ("console", "pycon", "ipython", "run")
CELLS = Path(__file__).with_name("cells.py")
# What a machine has, not what the page is about.
VARYING = ((re.compile(r"(sandbox tier) [ABC]\b"), r"\1 A"),)


class Different(AssertionError):
    """An example does not give what its page shows."""


@dataclass(frozen=True)
class Example:
    """One thing that a page asks for, and what it shows after it, line by line."""

    block: Block
    asked: str
    shown: str


@dataclass
class Session:
    """A reader with an empty folder, a home folder and no settings."""

    folder: Path
    home: Path
    names: dict[str, object] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the machine's own but where programs are."""
        return {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.home),
            "ROOT": str(ROOT),
            "AUTOGRADER_SEED": "documentation",
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            "COLUMNS": "80",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def bash(self, command: str) -> str:
        """What a command prints, with its errors if it fails. A `cd` in it stays."""
        done = self._bash(command)
        return done.stdout + (done.stderr if done.returncode else "")

    def hidden(self, command: str) -> None:
        """A command that the page does not show; it must not fail. A `cd` in it stays."""
        done = self._bash(command)
        if done.returncode:
            raise Different(f"{command}\n{done.stdout}{done.stderr}")

    def _bash(self, command: str) -> subprocess.CompletedProcess[str]:
        here = self.home / ".here"
        script = f'{command}\nstatus=$?\npwd > "{here}"\nexit $status'
        done = self._run(["bash", "-c", script], None)
        if here.exists():
            self.folder = Path(here.read_text(encoding="utf-8").strip())
        return done

    def cells(self, texts: list[str]) -> list[str]:
        """What a notebook's shell shows of each of these cells."""
        joined = "\0".join(texts)
        done = self._run([sys.executable, "-P", str(CELLS)], joined)
        if done.returncode:
            raise Different(done.stdout + done.stderr)
        return done.stdout.split("\0")[:-1]

    def _run(self, command: list[str], given: str | None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            input=given,
            stdin=None if given is not None else subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )


def runs(page: Page) -> bool:
    """Whether there is anything to run in a page."""
    return any(block.language in RUN for block in page.blocks)


def results(page: Page, session: Session) -> Iterator[tuple[Example, str]]:
    """Every example of a page with what it really gives; what is not shown is done on the way."""
    for block in page.blocks:
        if block.language == "run":
            session.hidden(block.text)
        elif block.file:
            target = session.folder / block.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")
        elif block.into:
            target = session.folder / block.into
            old = target.read_text(encoding="utf-8")
            target.write_text(_replaced(old, block.text), encoding="utf-8")
        elif block.language == "console":
            for example in commands(block):
                yield example, session.bash(example.asked)
        elif block.language == "ipython":
            examples = cells(block)
            texts = session.cells([example.asked for example in examples])
            yield from zip(examples, texts, strict=True)
        elif block.language == "pycon":
            _doctest(page, block, session)


def commands(block: Block) -> list[Example]:
    """The commands of a console block, each with the lines after it."""
    found: list[Example] = []
    for line in block.text.splitlines(keepends=True):
        if line.startswith(PROMPT):
            found.append(Example(block, line.removeprefix(PROMPT).rstrip("\n"), ""))
        elif found:
            found[-1] = Example(block, found[-1].asked, found[-1].shown + line)
        else:
            raise Different(f"a console block begins with `{PROMPT}`, not with {line!r}")
    return found


def cells(block: Block) -> list[Example]:
    """The cells of an `ipython` block (In [1]: …), each with what it shows (Out[1]: …)."""
    found = []
    for part in re.split(r"^In \[\d+\]: ", block.text, flags=re.MULTILINE)[1:]:
        asked, _, shown = part.partition("\nOut[")
        code = re.sub(r"^ +\.\.\.: ?", "", asked, flags=re.MULTILINE).strip("\n") + "\n"
        found.append(Example(block, code, shown.partition("]:")[2].strip("\n") + "\n"))
    return found


def same(shown: str, given: str) -> bool:
    """Whether an example gives what the page shows, which may leave things out (…)."""
    pattern = ""
    for line in _settled(shown).splitlines():
        if line.strip() == ANY:
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*?".join(re.escape(part) for part in line.split(ANY)) + r"[ ]*\n"
    return re.fullmatch(pattern, _settled(given)) is not None


def _settled(text: str) -> str:
    """Without what depends on the machine, and with no spaces or empty lines at the end."""
    for pattern, instead in VARYING:
        text = pattern.sub(instead, text)
    return "\n".join(line.rstrip() for line in text.rstrip().splitlines()) + "\n"


def _replaced(old: str, new: str) -> str:
    """A module's text with the functions of another put in the place of its own."""
    lines = old.splitlines(keepends=True)
    fresh = {one.name: one for one in ast.parse(new).body if isinstance(one, ast.FunctionDef)}
    for node in reversed(ast.parse(old).body):
        if isinstance(node, ast.FunctionDef) and node.name in fresh:
            text = ast.get_source_segment(new, fresh.pop(node.name))
            lines[node.lineno - 1 : node.end_lineno] = [f"{text}\n"]
    if fresh:
        raise Different(f"there is no function {', '.join(fresh)} to replace")
    return "".join(lines)


def _doctest(page: Page, block: Block, session: Session) -> None:
    """Run a block as a doctest; names stay for the page's next one."""
    parsed = doctest.DocTestParser().get_doctest(
        block.text, session.names, page.name, page.name, block.first
    )
    flags = doctest.ELLIPSIS | doctest.REPORT_NDIFF
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=flags, verbose=False)
    with contextlib.chdir(session.folder), mock.patch.dict(os.environ, session.environment):
        failed = runner.run(parsed, out=said.append, clear_globs=False).failed
    session.names.update(parsed.globs)
    if failed:
        raise Different("".join(said))
