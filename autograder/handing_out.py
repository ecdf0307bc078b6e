"""What students get of a topic, copied from where `autograder build` put it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from autograder.notebooks.writing import PLACED

SCRIPT, NOTEBOOK = ".py", ".ipynb"
# What a topic trains on, for students to train on by themselves.
DATA = "data.npz"


def hand_out(assignment: Path, target: Path, forms: Sequence[str]) -> None:
    """Copy handout, key, data and the wanted forms (SCRIPT, NOTEBOOK) of a topic; OSError."""
    topic = assignment.name
    target.mkdir(parents=True, exist_ok=True)
    for form in (*forms, ".key"):
        shutil.copyfile(assignment / f"{topic}{form}", target / f"{topic}{form}")
    if (assignment / DATA).exists():
        shutil.copyfile(assignment / DATA, target / DATA)
    handout = (assignment / "README.md").read_text(encoding="utf-8")
    (target / "README.md").write_text(PLACED.sub("", handout), encoding="utf-8")
