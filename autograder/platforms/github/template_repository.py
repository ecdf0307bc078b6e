"""A template repository: what students get, and a workflow that checks or grades each push."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.platforms.errors import PlatformError
from autograder.release import plain
from autograder.release.format import Release
from autograder.release.templates import rendered, template

HERE = "autograder.platforms.github"
GRADER = re.compile(r"(?P<repository>[\w.-]+/[\w.-]+)@(?P<ref>[\w./-]+)", re.ASCII)


def fill(release: Release, kit: str | None, grader: str | None) -> None:
    """Put a template repository into a release's folder.

    `kit` is how pip is to install the kit. `grader` (OWNER/REPOSITORY@REF) names where the workflow
    is that grades on GitHub; without it each push is checked with the public keys. Raises
    PlatformError for a `grader` of another form.
    """
    workflow = _checking(release) if grader is None else _grading(grader)
    plain.fill(release, kit)
    _write(release.folder / ".github/workflows/autograder.yml", workflow)
    _write(release.folder / ".gitignore", template(HERE, "gitignore"))
    readme = release.folder / "README.md"
    _write(readme, readme.read_text(encoding="utf-8") + template(HERE, "README.md"))


def _checking(release: Release) -> str:
    topics = ", ".join(topic.name for topic in release.topics)
    return rendered(HERE, "check.yml", topics=f"[{topics}]")


def _grading(grader: str) -> str:
    named = GRADER.fullmatch(grader)
    if named is None:
        raise PlatformError("write --grader OWNER/REPOSITORY@REF")
    return rendered(HERE, "grade.yml", repository=named["repository"], ref=named["ref"])


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
