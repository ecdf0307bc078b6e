"""What students get as a template repository on GitHub."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from autograder.cli import main
from tests.conftest import ROOT


def test_a_template_repository_only_calls_the_courses_workflow(tmp_path: Path) -> None:
    options = ["--topics", "activations", "--course", str(ROOT), "--format", "github", "--grader"]
    arguments = ["release", str(tmp_path / "students"), *options, "uni/course@v1"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    text = (tmp_path / "students/.github/workflows/autograder.yml").read_text()
    called = "uses: uni/course/.github/workflows/autograder-classroom.yml@v1\n"
    assert text.endswith(called) and "run:" not in text
    assert (ROOT / "examples/ci/autograder-classroom.yml").exists()
    for wrong in ("uni/course", "uni/course@v1\n  evil: 1", "course@v1"):
        done = CliRunner().invoke(main, ["release", str(tmp_path / "wrong"), *options, wrong])
        assert done.exit_code == 2 and "--grader OWNER/REPOSITORY@REF" in done.output
        assert not (tmp_path / "wrong").exists()
