"""The figure of a topic, drawn from its reference, and whether it still is what that gives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from autograder.course.errors import AuthoringError, BrokenCourse
from autograder.course.refusals import Refusal
from autograder.course.topic import Topic
from autograder.figures.picture import Picture
from autograder.keys.fingerprint import digest_of
from autograder.rubric import RubricError

# Changes with whatever in the kit makes another drawing of the same figure.
FORMAT = 1
# A framework divides its sums by its threads, and one thread adds in one order.
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
SECONDS = 600.0


def drawn(topic: Topic) -> Picture:
    """The topic's figure, computed now, in a process of its own: it may need a framework.

    Raises BrokenCourse where `figure.py` fails, and RubricError where it takes too long.
    """
    files = [str(topic.figure_file), str(topic.assignment)]
    command = [sys.executable, "-P", "-m", "autograder.keys.drawing_figure", *files, topic.name]
    environment = {**os.environ, **ONE_THREAD, "TF_CPP_MIN_LOG_LEVEL": "3"}
    try:
        ran = subprocess.run(
            [*command, made_from(topic)],
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise RubricError(f"{topic.name}: its figure takes longer than {SECONDS:g} s") from None
    if ran.returncode:
        raise RubricError(f"{topic.name}: its figure could not be drawn: {ran.stderr[-2000:]}")
    answer = json.loads(ran.stdout.rpartition("\n")[2])
    if "errors" in answer:
        raise BrokenCourse([_error(*one) for one in answer["errors"]])
    return Picture(answer["svg"])


def up_to_date(topic: Topic) -> Picture:
    """The figure that stands in the assignment, or a new one where it is stale."""
    picture = topic.picture
    return drawn(topic) if picture is None or is_stale(topic) else picture


def is_stale(topic: Topic) -> bool:
    """Whether the topic has a figure, and what was drawn of it is of other sources."""
    picture = topic.picture
    made = picture.made_from if picture else ""
    return topic.figure_file.exists() and made != made_from(topic)


def made_from(topic: Topic) -> str:
    """A hash of what a figure is drawn from."""
    files = topic.figure_file, topic.solution_file, topic.generator_file, topic.data_file
    parts = [path.read_bytes() if path.exists() else b"" for path in files]
    return digest_of([str(FORMAT).encode(), *parts])


def require_shown(topic: Topic, picture: Picture) -> None:
    """Raise BrokenCourse unless the handout shows the figure with its alternative text."""
    if picture.markdown not in topic.handout.split("\n"):
        lacking = Refusal.FIGURE_NOT_SHOWN.at(topic.handout_file, text=picture.markdown)
        raise BrokenCourse([lacking])


def _error(file: str, line: int, problem: str, remedy: str) -> AuthoringError:
    return AuthoringError(Path(file), line, problem, remedy)
