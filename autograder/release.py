"""What a course gives to its students, as one folder: nothing of the references is in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from autograder import __version__, answer_key, key_building
from autograder.answer_key import AnswerKeyError
from autograder.course import CourseError, Topic
from autograder.handing_out import NOTEBOOK, SCRIPT, hand_out
from autograder.replacing import OutputError

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
IGNORED = ".autograder.json\n.ipynb_checkpoints/\n__pycache__/\n.venv/\n"


def release(topics: Sequence[Topic], target: Path, form: Format, kit: str | None) -> None:
    """Make the folder `target`, complete or not at all; it must be new or empty.

    `kit` is how pip is to install the kit; by default this version from the package index. Raises
    CourseError where what `autograder build` made is no longer that of the reference.
    """
    _refuse_used(target)
    for topic in topics:
        _refuse_stale(topic)
    target = target.absolute()
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        partial.mkdir(parents=True)
        for topic in topics:
            hand_out(topic.assignment, partial / topic.name, [SCRIPT, NOTEBOOK])
        for name, text in _files(topics, form, kit).items():
            (partial / name).parent.mkdir(parents=True, exist_ok=True)
            (partial / name).write_text(text, encoding="utf-8")
        if target.exists():
            target.rmdir()  # not every system puts a folder in an empty one's place
        partial.rename(target)
    except OSError as error:
        raise OutputError(f"cannot write {target}: {error.strerror}") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _files(topics: Sequence[Topic], form: Format, kit: str | None) -> dict[str, str]:
    names = [topic.name for topic in topics]
    titles = "\n".join(f"- [{_title(topic)}]({topic.name}/README.md)" for topic in topics)
    readme = README.replace("TOPICS", titles).replace("FIRST", names[0])
    files = {"README.md": readme, "requirements.txt": (kit or _this_kit(topics)) + "\n"}
    if form == "github":
        files["README.md"] += CHECKED
        files[".github/workflows/autograder.yml"] = WORKFLOW.replace("TOPICS", ", ".join(names))
        files[".gitignore"] = IGNORED
    return files


def _title(topic: Topic) -> str:
    return topic.handout.partition("\n")[0].removeprefix("# ")


def _this_kit(topics: Sequence[Topic]) -> str:
    extras = sorted({name for topic in topics for name in topic.rubric.frameworks})
    return f"neural-autograder{'[' + ','.join(extras) + ']' if extras else ''}=={__version__}"


def _refuse_used(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise OutputError(f"{target} is not a folder")
    if target.exists() and any(target.iterdir()):
        raise OutputError(f"{target} is not empty: a release is made in a new folder")


def _refuse_stale(topic: Topic) -> None:
    """What was built must be what the reference makes now."""
    folder = topic.assignment
    try:
        built = {
            form: (folder / f"{topic.name}{form}").read_text(encoding="utf-8")
            for form in (SCRIPT, NOTEBOOK)
        }
        key = answer_key.read(folder / f"{topic.name}.key").hash
    except (OSError, UnicodeDecodeError, AnswerKeyError) as error:
        raise CourseError(f"{topic.name}: run `autograder build` first ({error})") from None
    wanted = {SCRIPT: topic.stub, NOTEBOOK: topic.notebook}
    if built != wanted or key != key_building.fingerprint(topic, answer_key.PUBLIC_SEED):
        raise CourseError(f"{topic.name}: its reference has changed: run `autograder build` first")
