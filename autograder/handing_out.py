"""What students get of a topic, copied from where `autograder build` put it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

SCRIPT, NOTEBOOK = ".py", ".ipynb"
ALWAYS = ("README.md", "{topic}.key")


def hand_out(assignment: Path, target: Path, forms: Sequence[str]) -> None:
    """Copy handout, public key and the wanted forms (SCRIPT, NOTEBOOK) of a topic; OSError."""
    topic = assignment.name
    target.mkdir(parents=True, exist_ok=True)
    for name in (*(f"{topic}{form}" for form in forms), *ALWAYS):
        name = name.format(topic=topic)
        shutil.copyfile(assignment / name, target / name)
