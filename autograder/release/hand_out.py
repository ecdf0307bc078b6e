"""What students get of a topic, copied from where `autograder build` put it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from autograder.course.notebook_form import PLACED
from autograder.figures.picture import FILE as PICTURE

SCRIPT, NOTEBOOK = ".py", ".ipynb"
# What a topic trains on, for students to train on by themselves, what draws more of it, and the
# picture in its handout.
BESIDE = ("data.npz", "make_data.py", PICTURE)


def hand_out(assignment: Path, target: Path, forms: Sequence[str]) -> None:
    """Copy handout, key, data and the wanted forms (SCRIPT, NOTEBOOK) of a topic; OSError."""
    hand_out_beside(assignment, target)
    for form in forms:
        name = f"{assignment.name}{form}"
        shutil.copyfile(assignment / name, target / name)
    handout = (assignment / "README.md").read_text(encoding="utf-8")
    (target / "README.md").write_text(PLACED.sub("", handout), encoding="utf-8")


def hand_out_beside(assignment: Path, target: Path) -> None:
    """Copy what a topic's notebook works with: its key, data and picture; OSError."""
    target.mkdir(parents=True, exist_ok=True)
    key = f"{assignment.name}.key"
    shutil.copyfile(assignment / key, target / key)
    for name in BESIDE:
        if (assignment / name).exists():
            shutil.copyfile(assignment / name, target / name)


def title(handout: str) -> str:
    """The heading of a handout, by which people know its topic; empty where it has none."""
    return handout.partition("\n")[0].removeprefix("# ")
