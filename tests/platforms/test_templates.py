"""Templates as they come out of a release are right by the tools of those who read them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from autograder.cli import main
from tests.conftest import ROOT

WORKFLOW = ".github/workflows/autograder.yml"
# What each format makes of the templates, by the names that its release gives them.
MADE: dict[str, tuple[list[str], dict[str, str]]] = {
    "plain": ([], {"release/README.md": "README.md"}),
    "github": (
        [],
        {
            "platforms/github/README.md": "README.md",
            "platforms/github/gitignore": ".gitignore",
            "platforms/github/check.yml": WORKFLOW,
        },
    ),
    "github --grader": (["--grader", "uni/course@v1"], {"platforms/github/grade.yml": WORKFLOW}),
    "nbgrader": ([], {"platforms/nbgrader/nbgrader_config.py.template": "nbgrader_config.py"}),
    "gradescope": (
        [],
        {
            "platforms/gradescope/setup.sh": "activations-gradescope.zip/setup.sh",
            "platforms/gradescope/run_autograder": "activations-gradescope.zip/run_autograder",
        },
    ),
    "prairielearn": (
        ["--image", "uni/grader:1"],
        {
            "platforms/prairielearn/Dockerfile": "image/Dockerfile",
            "platforms/prairielearn/grade.sh": "image/grade.sh",
            "platforms/prairielearn/question.html": "activations/question.html",
        },
    ),
}
EXAMPLES = {path.name: path for path in sorted((ROOT / "examples/ci").iterdir())}
PAGE = (ROOT / "docs/instructors/coursera.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text that came of each template, and of what is told in documentation and examples."""
    texts: dict[str, str] = {}
    for name, (options, made) in MADE.items():
        folder = tmp_path_factory.mktemp("release") / "made"
        arguments = ["release", str(folder), "--format", name.partition(" ")[0], *options]
        arguments += ["--topics", "activations", "--course", str(ROOT)]
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == 0, done.output
        for path in folder.glob("*.zip"):
            zipfile.ZipFile(path).extractall(path.with_suffix(".unpacked"))
        for template, place in made.items():
            texts[template] = (folder / place.replace(".zip/", ".unpacked/")).read_text()
    texts["coursera, grade.sh"] = PAGE.partition("```sh\n")[2].partition("```")[0]
    texts["coursera, Dockerfile"] = PAGE.partition("```dockerfile\n")[2].partition("```")[0]
    texts.update((f"examples/ci/{name}", path.read_text()) for name, path in EXAMPLES.items())
    return texts


SCRIPTS = [
    "platforms/gradescope/setup.sh",
    "platforms/gradescope/run_autograder",
    "platforms/prairielearn/grade.sh",
    "coursera, grade.sh",
]
DOCKERFILES = ["platforms/prairielearn/Dockerfile", "coursera, Dockerfile"]
WORKFLOWS = [
    "platforms/github/check.yml",
    "platforms/github/grade.yml",
    *(f"examples/ci/{name}" for name in EXAMPLES if "gitlab" not in name),
]
PIPELINE = "examples/ci/autograder.gitlab-ci.yml"


def test_each_template_is_checked() -> None:
    package = ROOT / "autograder"
    files = {
        path.relative_to(package).as_posix().replace("templates/", "")
        for part in ("platforms", "release")
        for path in (package / part).rglob("templates/*")
    }
    assert files == {template for _, made in MADE.values() for template in made}


@pytest.fixture
def tool(request: pytest.FixtureRequest) -> str:
    """The path of a program, which the development extras install where there is one."""
    name: str = request.param
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    found = shutil.which(name, path=path)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def run(*words: str, text: str) -> None:
    done = subprocess.run(words, input=text, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("tool", ["shellcheck"], indirect=True)
@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_have_no_flaw(rendered: dict[str, str], tool: str, name: str) -> None:
    run(tool, "-", text=rendered[name])


@pytest.mark.parametrize("tool", ["hadolint"], indirect=True)
@pytest.mark.parametrize("name", DOCKERFILES)
def test_dockerfiles_have_no_flaw(rendered: dict[str, str], tool: str, name: str) -> None:
    # Debian keeps one version of a package only: a pinned one could not be installed later.
    run(tool, "--ignore", "DL3008", "-", text=rendered[name])


@pytest.mark.parametrize("tool", ["check-jsonschema"], indirect=True)
@pytest.mark.parametrize("name", [*WORKFLOWS, PIPELINE])
def test_yaml_keeps_to_its_schema(rendered: dict[str, str], tool: str, name: str) -> None:
    schema = "vendor.gitlab-ci" if name == PIPELINE else "vendor.github-workflows"
    run(tool, "--builtin-schema", schema, "--default-filetype", "yaml", "-", text=rendered[name])


@pytest.mark.parametrize("tool", ["actionlint"], indirect=True)
@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_have_no_flaw(rendered: dict[str, str], tool: str, name: str) -> None:
    run(tool, "-", text=rendered[name])


def scripts_in(tree: Any) -> Iterator[str]:
    """The texts that a shell runs."""
    if isinstance(tree, list):
        for one in tree:
            yield from scripts_in(one)
    elif isinstance(tree, dict):
        for key, one in tree.items():
            if key in ("run", "script"):
                yield one if isinstance(one, str) else "\n".join(one)
            else:
                yield from scripts_in(one)


@pytest.mark.parametrize("tool", ["shellcheck"], indirect=True)
@pytest.mark.parametrize("name", [*WORKFLOWS, PIPELINE])
def test_scripts_in_yaml_have_no_flaw(rendered: dict[str, str], tool: str, name: str) -> None:
    scripts = list(scripts_in(yaml.safe_load(rendered[name])))
    assert bool(scripts) == (name != "platforms/github/grade.yml")  # which only calls another
    for script in scripts:
        # Runners stop at the first command that fails; what is put in is a word to the shell.
        words = re.sub(r"\$\{\{.*?\}\}", "word", script)
        run(tool, "--shell", "bash", "-", text=f"set -e\n{words}")


@pytest.mark.parametrize("name", [f"examples/ci/{name}" for name in EXAMPLES])
def test_examples_take_nothing_from_the_students_folder(
    rendered: dict[str, str], name: str
) -> None:
    text = rendered[name]
    lines = [line.strip() for line in text.splitlines() if not line.lstrip().startswith("#")]
    calls = [line for line in lines if "python" in line and " -m " in line]
    assert len(calls) == 3
    assert all(" -I -m " in line for line in calls)
    [grading] = [line for line in calls if "autograder ci" in line]
    assert " -P -I -m autograder ci" in grading
    # No text of a student's becomes code.
    assert not any("${{" in script for script in scripts_in(yaml.safe_load(text)))
    assert f"`{name}`" in (ROOT / "docs/instructors/ci.md").read_text()


def test_nothing_is_left_to_be_put_in(rendered: dict[str, str]) -> None:
    for _, made in MADE.values():
        for template in made:
            assert not re.search(r"<<(?! *')|<%|%>", rendered[template]), template


def test_settings_of_nbgrader_name_the_course(rendered: dict[str, str]) -> None:
    text = rendered["platforms/nbgrader/nbgrader_config.py.template"]
    compile(text, "nbgrader_config.py", "exec")
    assert f'c.SandboxGrading.course = "{ROOT}"\n' in text
