"""The wheel holds what students need and nothing that grades them."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.conftest import ROOT, TOPICS


def test_the_wheel_holds_no_reference(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path]
    subprocess.run([*map(str, command), str(ROOT)], check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    archive = zipfile.ZipFile(wheel)
    names = archive.namelist()
    assert not [name for name in names if name.split("/")[0] in ("reference", "tests")]
    # By content: no text of a reference, whatever its file is called.
    secrets = {
        path.read_bytes()
        for name in ("solution.py", "misconceptions.py", "rubric.py")
        for path in ROOT.glob(f"reference/*/{name}")
    }
    assert len(secrets) == 3 * len(TOPICS)
    assert not [name for name in names if archive.read(name) in secrets]
    assert "autograder/assignments/activations/activations.key" in names
    assert "autograder/assignments/activations/activations.ipynb" in names
    files = {name.split("/")[-1] for name in names}
    assert {"class.html", "feedback.css", "words.tsv"} <= files
    templates = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.glob("autograder/**/templates/**/*")
        if path.is_file()
    }
    assert len(templates) > 15 and templates <= set(names)
