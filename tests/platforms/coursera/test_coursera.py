"""What a Coursera grader answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.platforms.coursera import results as coursera
from autograder.platforms.errors import PlatformError
from tests.conftest import ROOT
from tests.platforms.builders import GRADED, UNGRADED
from tests.platforms.hosting import SOLUTION, TOPIC


def test_coursera_results() -> None:
    tree = json.loads(coursera.document(GRADED))
    assert set(tree) == {"fractionalScore", "feedback"} and tree["fractionalScore"] == 0.27
    assert "loss: 5 of 6" in tree["feedback"]
    with pytest.raises(PlatformError, match="ungraded"):
        coursera.document(UNGRADED)


@pytest.mark.usefixtures("confined")
@pytest.mark.parametrize(
    ("source", "share"), [(SOLUTION, 1.0), ("def sigmoid(:\n", 0.0), ("# \udcff", None)]
)
def test_the_grader_of_courseras_page_answers(
    source: str, share: float | None, tmp_path: Path
) -> None:
    """As docs/instructors/coursera.md has it; None for what cannot be graded, which is no zero."""
    page = (ROOT / "docs/instructors/coursera.md").read_text(encoding="utf-8")
    script = page.partition("```sh\n")[2].partition("```")[0]
    submission = tmp_path / "submission" / f"{TOPIC}.py"
    submission.parent.mkdir()
    submission.write_bytes(source.encode("utf-8", "surrogateescape"))
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "SHARED": str(tmp_path), "COURSE": str(ROOT), "PATH": path}
    done = subprocess.run(["sh", "-c", script], env=environment, capture_output=True, text=True)
    answer = tmp_path / "feedback.json"
    if share is None:
        assert done.returncode != 0 and not answer.exists(), done.stderr
    else:
        assert done.returncode == 0, done.stderr
        told = json.loads(answer.read_text(encoding="utf-8"))
        assert told["fractionalScore"] == share and told["feedback"]
