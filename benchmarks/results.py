"""RESULTS.md: each benchmark replaces the section that is its own."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from statistics import median

import numpy

RESULTS = Path(__file__).with_name("RESULTS.md")
INTRODUCTION = """# Benchmarks

Ratios count, seconds do not: what is compared ran side by side, in turns, on one machine that was
shared with other work. Figures are medians over the rounds, and a ratio is the median of the
rounds' own ratios, so that load that comes and goes falls on both sides.
"""


def write(title: str, command: str, lines: list[str]) -> None:
    """Replace the section `title`, or add it at the end; and print it."""
    head = [f"## {title}", "", f"`{command}`", "", machine(), ""]
    section = "\n".join([*head, *lines]).rstrip() + "\n"
    sections = _sections()
    sections[title] = section
    RESULTS.write_text("\n".join([INTRODUCTION, *sections.values()]), encoding="utf-8")
    print(section)


def table(columns: list[str], rows: list[list[str]]) -> list[str]:
    """A Markdown table."""
    return ["| " + " | ".join(cells) + " |" for cells in (columns, ["---"] * len(columns), *rows)]


def by_topic(page: Path, section: str, columns: list[str], rows: list[list[str]]) -> None:
    """Put rows, one for each topic, into a section of a page; other topics' rows stay."""
    start, end = f"<!-- {section} -->", f"<!-- end of {section} -->"
    before, _, rest = page.read_text(encoding="utf-8").partition(start)
    old, _, after = rest.partition(end)
    cells = [line.strip("| ").split(" | ") for line in old.splitlines() if line.startswith("| ")]
    merged = {row[0]: row for row in (*cells[2:], *rows) if len(row) == len(columns)}
    lines = "\n".join(table(columns, list(merged.values())))
    page.write_text(f"{before}{start}\n\n{lines}\n\n{end}{after}", encoding="utf-8")


def ratio(above: list[float], below: list[float]) -> float:
    """Median of the ratios of what was measured in the same round."""
    return median(a / b for a, b in zip(above, below, strict=True))


def milliseconds(seconds: list[float]) -> str:
    """The median, in words."""
    return f"{median(seconds) * 1000:.1f} ms"


def machine() -> str:
    """What ran it, in generic words."""
    words = [f"{os.cpu_count()} cores"]
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                words.append(line.split(":", 1)[1].strip())
                break
    words += [f"Python {platform.python_version()}", f"numpy {numpy.__version__}"]
    return f"{platform.system()}, {', '.join(words)}."


def _sections() -> dict[str, str]:
    if not RESULTS.exists():
        return {}
    _, *parts = RESULTS.read_text(encoding="utf-8").split("\n## ")
    return {part.splitlines()[0]: f"## {part.rstrip()}\n" for part in parts}
