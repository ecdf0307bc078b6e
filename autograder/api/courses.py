"""Courses and answer keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from types import MappingProxyType

from autograder.course import settings
from autograder.course.deadlines import Deadlines
from autograder.course.topic import Topic
from autograder.course.topics import find_course, topics
from autograder.keys import files
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey

AnyPath = str | PathLike[str]


@dataclass(frozen=True)
class Course:
    """A course on disk: a folder with `reference` and `assignments` (docs/authors)."""

    folder: Path

    @classmethod
    def load(cls, folder: AnyPath | None = None) -> Course:
        """The course in a folder; by default the one found from here upwards, or the kit's own.

        Raises UserError where there is none.
        """
        return cls(find_course(None if folder is None else Path(folder)))

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """Its topics by name, in the order in which they are taught."""
        return MappingProxyType(topics(self.folder))

    @cached_property
    def deadlines(self) -> Deadlines:
        """Its due dates and what lateness costs; without `course.toml` nothing is late."""
        return Deadlines.read(self.folder / settings.FILE, list(self.topics))


def build_key(topic: Topic, seed: str) -> AnswerKey:
    """The answer key of a topic: its reference and misconceptions are run on cases from `seed`.

    The same seed gives the same key; who knows it knows the cases. Takes from a second to minutes.
    Raises UserError where the topic contradicts itself.
    """
    return build(topic, seed)


def save_key(key: AnswerKey, path: AnyPath) -> None:
    """Write a key to a file, whole or not at all; raises UserError."""
    files.save(key, Path(path))


def read_key(path: AnyPath) -> AnswerKey:
    """Read a key from a file; raises UserError where it is damaged or of another version."""
    return files.read(Path(path))
