"""A PrairieLearn question grades there, and what is malformed costs no attempt."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.platforms.hosting import SOLUTION, TOPIC, release


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "prairielearn"
    done = release("prairielearn", folder, "--image", "uni/grader:1")
    assert done.exit_code == 0, done.output
    return folder


TEXT, FLAG = {"type": "string"}, {"type": "boolean"}
# What PrairieLearn's own schema of info.json says of the keys that are used, in words of ours; none
# of its packages holds it. `entrypoint` was required until the end of 2024.
INFO = {
    "type": "object",
    "additionalProperties": False,
    "required": ["uuid", "type", "title", "topic"],
    "properties": {
        "uuid": {"pattern": "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"},
        "type": {"const": "v3"},
        "title": TEXT,
        "topic": TEXT,
        "tags": {"type": "array", "items": TEXT},
        "singleVariant": FLAG,
        "gradingMethod": {"enum": ["Internal", "External", "Manual"]},
        "externalGradingOptions": {
            "type": "object",
            "additionalProperties": False,
            "required": ["image", "entrypoint"],
            "properties": {
                "enabled": FLAG,
                "image": TEXT,
                "entrypoint": TEXT,
                "timeout": {"type": "integer"},
                "enableNetworking": FLAG,
            },
        },
    },
}


def test_info_json_keeps_to_prairielearns_rules(questions: Path) -> None:
    info = json.loads((questions / TOPIC / "info.json").read_text())
    jsonschema.validate(info, INFO)
    dockerfile = (questions / "image/Dockerfile").read_text()
    [entrypoint] = json.loads(dockerfile.partition("ENTRYPOINT ")[2])
    assert entrypoint == info["externalGradingOptions"]["entrypoint"]
    assert f"install -m 755 grade.sh {entrypoint}" in dockerfile


def test_a_question_is_complete(questions: Path) -> None:
    question = questions / TOPIC
    info = json.loads((question / "info.json").read_text())
    assert (info["type"], info["gradingMethod"]) == ("v3", "External")
    assert info["externalGradingOptions"]["image"] == "uni/grader:1"
    assert str(uuid.UUID(info["uuid"])) == info["uuid"]
    page = (question / "question.html").read_text()
    for path in (question / "clientFilesQuestion").iterdir():
        assert f'<pl-file-download file-name="{path.name}">' in page
    assert f'<pl-file-upload file-names="{TOPIC}.py">' in page
    assert {path.name for path in (question / "tests").iterdir()} == {
        f"{TOPIC}.key",
        "settings.json",
    }
    assert {path.name for path in (questions / "image").iterdir()} == {
        "Dockerfile",
        "grade.sh",
        "requirements.txt",
    }
    assert {path.name for path in questions.iterdir()} == {TOPIC, "image"}


def grade(questions: Path, root: Path, work: str | None) -> dict[str, Any]:
    """As the image's entrypoint does."""
    (root / "student").mkdir(parents=True)
    (root / "tests").symlink_to(questions / TOPIC / "tests")
    if work is not None:
        (root / f"student/{TOPIC}.py").write_text(work)
    words = [sys.executable, "-P", "-I", "-m", "autograder.platforms.prairielearn.run", str(root)]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    tree = json.loads((root / "results/results.json").read_text())
    assert isinstance(tree, dict)
    return tree


@pytest.mark.usefixtures("confined")
def test_a_question_is_graded_and_what_is_malformed_costs_no_attempt(
    questions: Path, tmp_path: Path
) -> None:
    tree = grade(questions, tmp_path / "a", SOLUTION)
    assert (tree["gradable"], tree["score"]) == (True, 1)
    tree = grade(questions, tmp_path / "b", "def sigmoid(z:\n")
    assert tree["gradable"] is False and "line 1" in tree["format_errors"][0]
    tree = grade(questions, tmp_path / "c", None)
    assert tree["gradable"] is False and "nothing was submitted" in tree["format_errors"][0]


def test_a_question_needs_the_name_of_its_image(tmp_path: Path) -> None:
    done = release("prairielearn", tmp_path / "out")
    assert done.exit_code == 2 and "--image" in done.output
    assert not list(tmp_path.iterdir())
