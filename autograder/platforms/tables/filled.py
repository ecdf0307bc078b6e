"""A table that an export filled in, and what it tells whoever exports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

# So many rows without a report are listed by name.
SHOWN = 10


@dataclass(frozen=True)
class Filled:
    """The file with its marks, their number, what was left alone and why, rows without a report."""

    content: bytes
    marks: int
    left: tuple[str, ...]
    without: tuple[str, ...]

    def summary(self, target: Path) -> tuple[str, ...]:
        """What to tell of the file that was written to `target`."""
        marks = "1 mark" if self.marks == 1 else f"{self.marks} marks"
        lines = [f"{marks} in {target}"]
        if self.left:
            lines.append(f"left alone: {len(self.left)}")
            lines += [f"  {line}" for line in self.left]
        if self.without:
            names = "; ".join(self.without[:SHOWN])
            more = "; …" if len(self.without) > SHOWN else ""
            lines.append(f"rows without a report: {len(self.without)} ({names}{more})")
        return tuple(lines)
