"""The names in Moodle's download of all submissions; none of them is translated.

Folders are called `<full name>_<participant>_assignsubmission_<kind>`, and where Moodle makes none,
the names of files begin so.
"""

from __future__ import annotations

import re

from autograder.collect.downloads import Owner

FOLDER = re.compile(r"(?P<student>.+)_(?P<id>\d+)_assignsubmission_(?P<kind>[a-z]+)_?")
FILE = re.compile(r"(?P<student>.+?)_(?P<id>\d+)_assignsubmission_(?P<kind>[a-z]+)_(?P<file>.+)")


class MoodleDownload:
    """Moodle's form of `DownloadFormat`."""

    platform = "moodle"

    def owner_of_file(self, name: str) -> Owner | None:
        """Whose a file is that Moodle put into no folder."""
        found = FILE.fullmatch(name)
        return None if found is None else _owner(found, found["file"])

    def owner_of_folder(self, name: str) -> Owner | None:
        """Whose a folder is."""
        found = FOLDER.fullmatch(name)
        return None if found is None else _owner(found, "")


def _owner(found: re.Match[str], file: str) -> Owner:
    typed_in = found["kind"] != "file"
    return Owner(student=found["student"], account=found["id"], file=file, typed_in=typed_in)
