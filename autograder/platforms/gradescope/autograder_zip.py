"""The zip that an instructor uploads to Gradescope as an autograder, one for each topic."""

from __future__ import annotations

import zipfile
from pathlib import Path

from autograder.platforms.gradescope.settings import GradescopeSettings
from autograder.platforms.gradescope.visibility import Visibility
from autograder.platforms.hosted.contents import key_and_settings, kit_files
from autograder.release.format import Release
from autograder.release.templates import template

HERE = "autograder.platforms.gradescope"
SCRIPTS = ("setup.sh", "run_autograder")
EXECUTABLE, PLAIN = 0o755, 0o644
# The first year that a zip can hold: the same release gives the same file.
EPOCH = (1980, 1, 1, 0, 0, 0)


def fill(release: Release, kit: str | None, seed: str, visibility: Visibility) -> None:
    """Write `<topic>-gradescope.zip` for each topic; raises CourseError."""
    for topic in release.topics:
        settings = GradescopeSettings(
            topic=topic.name, topics=tuple(release.known), visibility=visibility
        )
        data = key_and_settings(release, topic, seed, settings) | kit_files(release, kit)
        scripts = {name: template(HERE, name).encode() for name in SCRIPTS}
        _zip(release.folder / f"{topic.name}-gradescope.zip", scripts, data)


def _zip(path: Path, scripts: dict[str, bytes], data: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for files, mode in ((scripts, EXECUTABLE), (data, PLAIN)):
            for name, content in files.items():
                entry = zipfile.ZipInfo(name, EPOCH)
                entry.external_attr = (0o100000 | mode) << 16
                archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
