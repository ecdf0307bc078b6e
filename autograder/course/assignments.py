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
    """Topics as `assignments/ORDER` lists them, one a line; then those that it does not name."""
    path = assignments / "ORDER"
    order = path.read_text(encoding="utf-8").split() if path.exists() else []
    places = {name: place for place, name in enumerate(order)}
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))
