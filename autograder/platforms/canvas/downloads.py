"""The names in Canvas' download of all submissions; none of them is translated.

Files `lastfirst[_LATE]_<user>_<file>_<name>` lie in one folder; a text that was typed in is
`lastfirst_<user>_text.html`. Where Canvas grades anonymously, `[LATE_]anon_<five signs>` stands for
name and user.
"""

from __future__ import annotations

import re

from autograder.collect.downloads import Owner

FILE = re.compile(r"(?P<student>.+?)(?:_late)?_(?P<id>\d+)_\d+_(?P<file>.+)", re.IGNORECASE)
TYPED = re.compile(r"(?P<student>.+?)(?:_late)?_(?P<id>\d+)_(?:text|link)\.html", re.IGNORECASE)
# Where Canvas hides the students' names: five letters and digits, which may be digits alone.
NAMELESS = re.compile(
    r"(?:late_)?(?P<id>anon(?:ymous)?_[a-z0-9]{5})_(?:\d+_(?P<file>.+)|(?:text|link)\.html)",
    re.IGNORECASE,
)
# Canvas numbers the versions of a file that was submitted again.
VERSION = re.compile(r"(?P<stem>.+)-\d+(?P<suffix>\.\w+)")


class CanvasDownload:
    """Canvas' form of `DownloadFormat`."""

    platform = "canvas"

    def owner_of_file(self, name: str) -> Owner | None:
        """Whose a file is, by its name."""
        found = NAMELESS.fullmatch(name) or TYPED.fullmatch(name) or FILE.fullmatch(name)
        if found is None:
            return None
        parts = found.groupdict()
        file = parts.get("file") or ""
        version = VERSION.fullmatch(file)
        return Owner(
            student=parts.get("student") or parts["id"],
            account=parts["id"],
            file=file,
            without_version=version["stem"] + version["suffix"] if version else "",
            typed_in=not file,
        )

    def owner_of_folder(self, name: str) -> Owner | None:
        """None: Canvas puts all files side by side."""
        return None
