"""The hooks before a commit are the project's own tools, and pass."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

CONFIGURATION = ROOT / ".pre-commit-config.yaml"
HERE = Path(sys.executable).parent
# What `make test` runs by itself is not run twice.
DONE_ELSEWHERE = "mypy,ruff-check,ruff-format"

has_git = pytest.mark.skipif(
    shutil.which("git") is None or not (ROOT / ".git").exists() or HERE != ROOT / ".venv/bin",
    reason="needs a git checkout with its own .venv",
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty repository with these hooks; some of them change files."""
    folder = tmp_path / "project"
    folder.mkdir()
    git("init", "-q", folder=folder)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    shutil.copy(CONFIGURATION, folder)
    return folder


def git(*arguments: str, folder: Path) -> str:
    """What git prints."""
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the hooks on all files of a repository, with a cache of its own."""
    git("add", "--all", ":!.venv", folder=folder)
    environment = {
        **os.environ,
        "PRE_COMMIT_HOME": str(folder.parent / "home"),
        "SKIP": DONE_ELSEWHERE,
    }
    command = [str(HERE / "pre-commit"), "run", "--all-files"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_no_hook_is_downloaded() -> None:
    text = CONFIGURATION.read_text(encoding="utf-8")
    assert re.findall(r"repo: (.*)", text) == ["local"]
    assert set(re.findall(r"language: (.*)", text)) == {"system"}
    entries = re.findall(r"entry: (.*)", text)
    assert entries and all(entry.startswith(".venv/bin/") for entry in entries)


@has_git
def test_the_hooks_pass(project: Path) -> None:
    for name in git("ls-files", "--cached", "--others", "--exclude-standard", folder=ROOT).split(
        "\n"
    ):
        if (ROOT / name).is_file():
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, project / name, follow_symlinks=False)
    done = run(project)
    assert done.returncode == 0, done.stdout + done.stderr


@has_git
def test_hooks_that_should_fail_do(project: Path) -> None:
    for name, text in {"page.md": "a \n", "end.txt": "a", "settings.toml": "a = \n"}.items():
        (project / name).write_text(text, encoding="utf-8")
    done = run(project)
    assert done.returncode == 1
    failed = {line.split("..")[0] for line in done.stdout.splitlines() if line.endswith("Failed")}
    assert failed == {
        "files end with one newline",
        "no spaces at the end of lines",
        "TOML is valid",
    }
