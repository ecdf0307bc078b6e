"""Open a release: nothing out of date gets into it, and it is complete or not there at all."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.course.authoring import require_sound
from autograder.course.topic import Topic
from autograder.release.format import Release
from autograder.release.freshness import refuse_stale
from autograder.storage.atomic_write import new_folder


@contextlib.contextmanager
def new_release(
    target: Path, topics: Sequence[Topic], course: Path, known: Sequence[str]
) -> Iterator[Release]:
    """A release whose folder becomes `target` when it is filled; `target` must be new or empty.

    Raises OutputError, and CourseError where a topic would show its solution, or where what
    `autograder build` made of it is no longer what its reference makes.
    """
    require_sound(topics)
    for topic in topics:
        refuse_stale(topic)
    with new_folder(target) as folder:
        yield Release(folder, topics, course, known)
