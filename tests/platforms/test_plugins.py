"""Another distribution adds a platform; one that is broken keeps no other away."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.reports import files
from tests.conftest import ROOT, TOPICS
from tests.platforms.builders import report

PAGE = (ROOT / "docs/contributors/platforms.md").read_text(encoding="utf-8")
KITS = ("canvas", "coursera", "gradescope", "junit", "moodle", "prairielearn")


def run(extra: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """The command line where the distributions in a folder are installed as well."""
    return subprocess.run(
        [sys.executable, "-m", "autograder", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(extra), str(ROOT)])},
        cwd=extra,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def slate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example of the documentation, built and installed."""
    blocks = re.findall(r"`(\S+)`:\n\n```\w+\n(.*?)```", PAGE, re.DOTALL)
    assert [name for name, _ in blocks] == ["pyproject.toml", "autograder_slate.py"]
    source = tmp_path_factory.mktemp("source")
    for name, text in blocks:
        (source / name).write_text(text, encoding="utf-8")
    target = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    words = [*pip, "--no-build-isolation", "--target", str(target), str(source)]
    subprocess.run(words, check=True, capture_output=True)
    return target


def test_the_example_is_well_written(slate: Path) -> None:
    ruff = [sys.executable, "-m", "ruff", "check", "--config", str(ROOT / "pyproject.toml")]
    mypy = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml")]
    for words in (ruff, mypy):
        path = slate / "autograder_slate.py"
        done = subprocess.run([*words, path], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


def test_help_lists_what_it_adds(slate: Path) -> None:
    shown = run(slate, "export", "--help").stdout
    assert re.search(r"^  slate +Each student and their points", shown, re.MULTILINE)
    assert all(re.search(rf"^  {name} ", shown, re.MULTILINE) for name in KITS)
    shown = run(slate, "export", "slate", "--help").stdout
    assert "GRADED/slate.txt" in " ".join(shown.split()) and "--separator" in shown
    shown = run(slate, "release", "--help").stdout
    assert re.search(r"^  slate +What students get, with a greeting\.$", shown, re.MULTILINE)
    assert re.search(r"^  --greeting TEXT +slate: Their first words\.", shown, re.MULTILINE)
    assert re.search(r"^  --kit REQUIREMENT +plain, github, gradescope", shown, re.MULTILINE)


def test_its_export_is_written(slate: Path, tmp_path: Path) -> None:
    for one in (report("ada"), report("ben", None)):
        files.write_report(one, tmp_path)
    done = run(slate, "export", "slate", tmp_path, "--separator", "=")
    assert done.returncode == 0 and done.stdout == f"{tmp_path / 'slate.txt'}\n", done.stderr
    assert (tmp_path / "slate.txt").read_text() == "ada=17.5\n"


def test_its_release_is_made(slate: Path, tmp_path: Path) -> None:
    common = ("--topics", "activations", "--course", ROOT)
    out = tmp_path / "out"
    done = run(slate, "release", out, "--greeting", "Hello", "--format", "slate", *common)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"1 topic in {out}", "Upload the folder to Slate."]
    assert (out / "greeting.txt").read_text() == "Hello\n"
    assert (out / "activations/activations.key").exists()
    done = run(slate, "release", tmp_path / "plain", "--greeting", "Hello", *common)
    assert done.returncode == 2 and "--greeting goes with --format slate only" in done.stderr
    assert not (tmp_path / "plain").exists()


def test_its_download_is_graded(slate: Path, tmp_path: Path) -> None:
    download = tmp_path / "download"
    download.mkdir()
    (download / "Ada Lovelace#7#activations.py").write_text(TOPICS["activations"].solution)
    (download / "Ada Lovelace#8#homework.py").write_text("x = 1\n")
    (download / "loose.py").write_text("")
    options = ("--course", ROOT, "--seed", "tests", "--output", tmp_path / "graded")
    done = run(slate, "grade", download, "--topic", "activations", *options)
    assert done.returncode == 0, done.stderr
    assert "In no student's folder, so not graded: loose.py" in done.stdout
    reports = [json.loads(one.read_text()) for one in tmp_path.glob("graded/reports/*/*.json")]
    assert {one["student"]: (one["account"], one["score"]) for one in reports} == {
        "Ada Lovelace (7)": ({"platform": "slate", "id": "7"}, 20.0),
        "Ada Lovelace (8)": ({"platform": "slate", "id": "8"}, 0.0),
    }


# Each is a module and what its entry points name.
BROKEN = {
    "fails": ("import nothing_of_this_name\n", "fails:platform"),
    "leaves": ("import sys\nsys.exit(0)\n", "leaves:platform"),
    "lacks": ("", "lacks:platform"),
    "strange": ("platform = 'canvas'\n", "strange:platform"),
    "twice": (
        "from dataclasses import replace\n"
        "from autograder.platforms.canvas.plugin import platform as canvas\n"
        "platform = replace(canvas, name='twice')\n",
        "twice:platform",
    ),
}
SAID = {
    "fails": "cannot be loaded: ModuleNotFoundError: No module named 'nothing_of_this_name'",
    "leaves": "cannot be loaded: SystemExit: 0",
    "lacks": "cannot be loaded: AttributeError: module 'lacks' has no attribute 'platform'",
    "strange": "is not a Platform: strange:platform is of another type",
    "twice": "is not used: there already is an export “canvas” of neural-autograder 0.1.0",
}


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Distributions that cannot be used, as an installer would have left them."""
    for name, (text, value) in BROKEN.items():
        (tmp_path / f"{name}.py").write_text(f"open('loaded', 'a').close()\n{text}")
        notes = tmp_path / f"{name}-1.dist-info"
        notes.mkdir()
        (notes / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        points = f"[autograder.platforms]\n{name} = {value}\n"
        (notes / "entry_points.txt").write_text(points)
    return tmp_path


def test_a_broken_one_is_one_line(broken: Path) -> None:
    done = run(broken, "export", "--help")
    assert done.returncode == 0
    assert all(re.search(rf"^  {name} ", done.stdout, re.MULTILINE) for name in KITS)
    assert done.stderr.splitlines() == [
        f"Warning: the platform “{name}” of {name} 1 {said}" for name, said in sorted(SAID.items())
    ]
    done = run(broken, "release", "--help")
    assert done.returncode == 0 and done.stderr.count("\n") == len(BROKEN)


def test_checking_ones_own_work_loads_no_platform(broken: Path) -> None:
    for words in (["--help"], ["check", "--help"], ["start", "activations"], ["check"]):
        done = run(broken, *words)
        assert done.stderr == "", done.stderr
    assert (broken / "activations/activations.py").exists()
    assert not (broken / "loaded").exists()
    run(broken, "export", "--help")
    assert (broken / "loaded").exists()
