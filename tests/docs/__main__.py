"""Write into pages what their examples really give: `python -m tests.docs PAGE…`.

Look at the difference before you keep it: an example that changed may be a bug of the kit.
"""

from __future__ import annotations

import sys
import tempfile
from difflib import SequenceMatcher
from pathlib import Path

from tests.docs.pages import Block, Page
from tests.docs.sessions import ANY, PROMPT, Example, Session, results, same


def brought_up_to_date(page: Page) -> str:
    """The page's text with each output that differs replaced."""
    fresh: dict[Block, list[tuple[Example, str]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        work, home = Path(folder, "work"), Path(folder, "home")
        work.mkdir()
        home.mkdir()
        for example, given in results(page, Session(work, home)):
            fits = same(example.shown, given)
            text = example.shown if fits else renewed(example.shown, given)
            fresh.setdefault(example.block, []).append((example, text))
    lines = page.text.splitlines(keepends=True)
    for block, examples in reversed(fresh.items()):
        if block.language == "console":
            written = "".join(f"{PROMPT}{one.asked}\n{text}" for one, text in examples)
        else:
            written = "\n".join(_cell(number, *one) for number, one in enumerate(examples, 1))
        lines[block.first : block.last] = [written]
    return "".join(lines)


def renewed(shown: str, given: str) -> str:
    """What an example gives, with the page's `…` where it still stands between the same lines."""
    old, new = shown.splitlines(), given.rstrip().splitlines()
    partly = [line for line in old if ANY in line and line.strip() != ANY]
    new = [next((one for one in partly if same(one, line)), line) for line in new]
    lines: list[str] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, first, last, start, end in matcher.get_opcodes():
        was, now = old[first:last], new[start:end]
        if was.count(ANY) == 1:
            before = was.index(ANY)
            after = len(was) - before - 1
            if len(now) > before + after:
                now = [*now[:before], ANY, *now[len(now) - after :]]
        lines += now
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _cell(number: int, example: Example, text: str) -> str:
    first, *rest = example.asked.splitlines()
    code = "\n".join([f"In [{number}]: {first}", *(f"   ...: {line}".rstrip() for line in rest)])
    return f"{code}\n" + (f"Out[{number}]:\n{text}" if text.strip() else "")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        one = Page(Path(name).resolve())
        one.path.write_text(brought_up_to_date(one), encoding="utf-8")
