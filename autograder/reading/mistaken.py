"""What a file is that was saved in the place of a program."""

from __future__ import annotations

BEGINNING = 1000
PAGE = "it is a web page (HTML), perhaps one that asks to sign in: download the file itself"
MISTAKEN = (
    (
        b"version https://git-lfs.github.com/",
        "it is a pointer of Git LFS, not the file itself: submit what `git lfs pull` brings",
    ),
    (b"<!doctype html", PAGE),
    (b"<html", PAGE),
)


def mistaken_for(content: bytes) -> str:
    """What a file is that is neither a program nor a notebook; empty where it may be one."""
    begins = content[:BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((words for mark, words in MISTAKEN if begins.startswith(mark)), "")
