"""What a course gives to its students, as one folder: nothing of the references is in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from autograder import __version__
from autograder.course.authoring import require_sound
from autograder.course.errors import CourseError
from autograder.course.topic import Topic
from autograder.keys import files as key_files
from autograder.keys.files import PUBLIC_SEED, AnswerKeyError
from autograder.keys.fingerprint import fingerprint
from autograder.release.hand_out import NOTEBOOK, SCRIPT, hand_out
from autograder.storage.atomic_write import new_folder

Format = Literal["plain", "github"]

README = """\
# Assignments
Each folder is one topic, with its own `README.md` to read first:

TOPICS

## Set up
With Python 3.11 or newer, in this folder:

    python -m pip install -r requirements.txt

## Work
Either fill in the Python file of a topic, then

    cd FIRST
    autograder check

or open its notebook in Jupyter (`python -m pip install jupyterlab`, then `jupyter lab`), in which
each function is followed by a cell that checks it. The file and the notebook ask for the same:
choose one of them and delete the other. `autograder hint` followed by the name of a function helps
when you are stuck.
"""
CHECKED = """
## On GitHub
Each push checks every topic: see the tab “Actions”. A topic is red until all of it is right; what
is still to do stands in its log, in the same words as on your own machine.
"""
WORKFLOW = """\
name: autograder
on: [push, pull_request, workflow_dispatch]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    strategy:
      fail-fast: false
      matrix:
        topic: [TOPICS]
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
          cache: pip
      - run: python -m pip install -r requirements.txt
      - run: autograder check ${{ matrix.topic }}
"""
# With this one nothing of the student's decides: how to grade stands in the course's repository.
CALLING = """\
name: autograder
on: [push, workflow_dispatch]
permissions:
  contents: read
  checks: write
jobs:
  grade:
    uses: GRADER
"""
GRADER = re.compile(r"[\w.-]+/[\w.-]+@[\w./-]+", re.ASCII)
IGNORED = ".autograder.json\n.ipynb_checkpoints/\n__pycache__/\n.venv/\n"


def release(
    topics: Sequence[Topic], target: Path, form: Format, kit: str | None, grader: str | None = None
) -> None:
    """Make the folder `target`, complete or not at all; it must be new or empty.

    `kit` is how pip is to install the kit; by default this version from the package index.
    `grader` (OWNER/REPOSITORY@REF) names where the workflow is that grades on GitHub. Raises
    CourseError where what `autograder build` made is no longer that of the reference.
    """
    if grader is not None and (form != "github" or not GRADER.fullmatch(grader)):
        raise CourseError("write --grader OWNER/REPOSITORY@REF, with --format github")
    for topic in topics:
        refuse_stale(topic)
    with new_folder(target) as folder:
        for topic in topics:
            hand_out(topic.assignment, folder / topic.name, [SCRIPT, NOTEBOOK])
        for name, text in _files(topics, form, kit, grader).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")


def _files(
    topics: Sequence[Topic], form: Format, kit: str | None, grader: str | None
) -> dict[str, str]:
    names = [topic.name for topic in topics]
    titles = "\n".join(f"- [{_title(topic)}]({topic.name}/README.md)" for topic in topics)
    readme = README.replace("TOPICS", titles).replace("FIRST", names[0])
    files = {"README.md": readme, "requirements.txt": (kit or this_kit(topics)) + "\n"}
    if form == "github":
        files["README.md"] += CHECKED
        workflow = WORKFLOW.replace("TOPICS", ", ".join(names))
        if grader is not None:
            repository, _, ref = grader.partition("@")
            called = f"{repository}/.github/workflows/autograder-classroom.yml@{ref}"
            workflow = CALLING.replace("GRADER", called)
        files[".github/workflows/autograder.yml"] = workflow
        files[".gitignore"] = IGNORED
    return files


def _title(topic: Topic) -> str:
    return topic.handout.partition("\n")[0].removeprefix("# ")


def this_kit(topics: Sequence[Topic]) -> str:
    """This version of the kit, as pip gets it from the package index."""
    return f"neural-autograder{extras(topics)}=={__version__}"


def extras(topics: Sequence[Topic]) -> str:
    """The kit's extras that some topics need, as they stand in a requirement."""
    found = sorted({name for topic in topics for name in topic.rubric.frameworks})
    return f"[{','.join(found)}]" if found else ""


def refuse_stale(topic: Topic) -> None:
    """What was built must be what the reference makes now; raises CourseError."""
    require_sound([topic])
    folder = topic.assignment
    try:
        built = {
            form: (folder / f"{topic.name}{form}").read_text(encoding="utf-8")
            for form in (SCRIPT, NOTEBOOK)
        }
        key = key_files.read(folder / f"{topic.name}.key").hash
    except (OSError, UnicodeDecodeError, AnswerKeyError) as error:
        raise CourseError(f"{topic.name}: run `autograder build` first ({error})") from None
    wanted = {SCRIPT: topic.stub, NOTEBOOK: topic.notebook}
    if built != wanted or key != fingerprint(topic, PUBLIC_SEED):
        raise CourseError(f"{topic.name}: its reference has changed: run `autograder build` first")
