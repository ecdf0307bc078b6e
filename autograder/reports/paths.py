"""Where the report of a student and topic lies, below the folder of the whole class."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from autograder.model.report import Report

PLAIN = re.compile(r"\w(?:[\w.@+-]{0,62}\w)?", re.ASCII)


def report_path(report: Report) -> str:
    """reports/<student>/<topic>, to which .json or .html is added."""
    return f"reports/{folder_name(report.student)}/{folder_name(report.topic)}"


def folder_name(name: str) -> str:
    """`name` itself if it is plain; otherwise what is legible of it and a digest of all of it.

    Two names never share a folder: a plain one holds no "~", and the digest tells apart the rest.
    """
    if PLAIN.fullmatch(name):
        return name
    legible = re.sub(r"[^\w.@+-]+", "_", unicodedata.normalize("NFC", name)).strip("._-")
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    # 40 characters of 4 bytes and the digest stay below the 255 bytes of a file name.
    return f"{legible[:40] or 'name'}~{digest[:16]}"
