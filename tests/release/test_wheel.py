"""The wheel holds what students need and nothing that grades them."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.conftest import ROOT


def test_the_wheel_holds_no_reference(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path]
    subprocess.run([*map(str, command), str(ROOT)], check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if name.split("/")[0] in ("reference", "tests")]
    outside = [name for name in names if not name.startswith("autograder/rubric/")]
    assert not [name for name in outside if "solution" in name or "misconceptions" in name]
    assert "autograder/assignments/activations/activations.key" in names
    assert "autograder/assignments/activations/activations.ipynb" in names
    files = {name.split("/")[-1] for name in names}
    assert {"class.html", "feedback.css", "words.tsv"} <= files
    templates = {
        path.relative_to(ROOT).as_posix() for path in ROOT.glob("autograder/**/templates/*")
    }
    assert len(templates) > 10 and templates <= set(names)
