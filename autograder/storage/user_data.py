"""What the kit keeps on a machine: built keys, and the secret that hidden cases come from."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import click


def keys_folder() -> Path:
    """Where answer keys lie that were built here."""
    return _folder() / "keys"


def secret() -> str:
    """This machine's own secret, made once: hidden cases are the same for every run here."""
    path = _folder() / "seed"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(secrets.token_hex(16))
    return path.read_text(encoding="utf-8").strip()


def _folder() -> Path:
    return Path(click.get_app_dir("neural-autograder"))
