"""Where the half of each topic is that students get, and in which order the topics come."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def assignments_folder() -> Path:
    """What students get: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "assignments"
    return inside if inside.is_dir() else package.parent / "assignments"


def in_order(names: Iterable[str], assignments: Path) -> list[str]:
    """Topics as `assignments/ORDER` lists them; then those that it does not name, by name."""
    places = {name: place for place, (_, name) in enumerate(listed(assignments))}
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))


def listed(assignments: Path) -> list[tuple[int, str]]:
    """The names in `assignments/ORDER`, one a line, each with its line; `#` begins a comment."""
    path = assignments / "ORDER"
    lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    names = ((number, line.partition("#")[0].strip()) for number, line in enumerate(lines, 1))
    return [(number, name) for number, name in names if name]
