"""Names in archives: no name that leads anywhere, and no two that are one on some system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

# Left by systems that pack archives, and by tools; not part of the work.
LITTER = ("__MACOSX", ".DS_Store", "__pycache__", ".ipynb_checkpoints", ".git", ".idea", ".vscode")
# A tar may announce a name of any length; no file system has longer paths.
MAX_NAME = 4096
DRIVE = re.compile(r"^[A-Za-z]:")


class RefusedName(Exception):
    """An archive that holds such a name is refused as a whole; the message says why."""


def readable(name: str) -> str:
    """A file's name as text that can be written anywhere: undecodable bytes are replaced."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def is_litter(name: str) -> bool:
    """Whether nobody meant to submit a file of this name."""
    parts = name.replace("\\", "/").split("/")
    return any(part in LITTER or part.startswith("._") for part in parts)


def safe_name(name: str) -> str:
    """The name as a relative path; raises RefusedName."""
    plain = readable(name)
    if len(plain) > MAX_NAME:
        raise RefusedName(f"a name in it has more than {MAX_NAME} letters")
    if any(unicodedata.category(letter) in ("Cc", "Cf") for letter in plain):
        raise RefusedName("a name in it holds invisible signs")
    if "\\" in plain or DRIVE.match(plain) or plain.startswith("/"):
        raise RefusedName(f"the name {plain!r} in it is no relative path")
    parts = PurePosixPath(plain).parts
    if ".." in parts or not parts:
        raise RefusedName(f"the name {plain!r} in it leads out of it")
    return "/".join(parts)


def refuse_twins(names: Iterable[str]) -> None:
    """Raises RefusedName where two names are one file on some systems."""
    seen: dict[str, str] = {}
    for name in names:
        folded = unicodedata.normalize("NFKC", name).casefold()
        if folded in seen:
            raise RefusedName(f"{seen[folded]} and {name} in it are one file on some systems")
        seen[folded] = name
