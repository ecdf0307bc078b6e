"""The submissions of a class, taken apart by the reader; and those that are not compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.course.topic import Topic
from autograder.model.passages import Fingerprints
from autograder.model.submission import Submission, TimeStamp
from autograder.reading.reader import Reader, Reading
from autograder.reading.requests import MakeFingerprints
from autograder.reading.unreadable import Unreadable
from autograder.similarity.handed_out import course_names

NOTHING = "nothing was submitted"
TOO_SHORT = "it is too short: no function in it has {least} tokens in a row"


@dataclass(frozen=True)
class Text:
    """A submission that is compared. `earlier` says that it is of an earlier term."""

    student: str
    file: str
    submitted: TimeStamp | None
    earlier: bool
    prints: Fingerprints


@dataclass(frozen=True)
class NotCompared:
    """A submission that is not compared, and why."""

    student: str
    earlier: bool
    reason: str


def class_texts(
    submissions: Sequence[Submission], topic: Topic, reader: Reader, earlier: bool = False
) -> tuple[list[Text], list[NotCompared]]:
    """The submissions of a topic; of a file and a notebook the file is taken, as in grading."""
    tasks, kept = course_names(topic)
    texts, left = [], []
    for one in submissions:
        names = [name for name in (f"{topic.name}.py", f"{topic.name}.ipynb") if name in one.files]
        if not names:
            reason = one.problems[0].message if one.problems else NOTHING
            left.append(NotCompared(one.student, earlier, reason))
            continue
        request = MakeFingerprints(names[0], one.files[names[0]], tasks, kept)
        try:
            found = Reading(reader, one.reading_s).ask(request)
        except Unreadable as error:
            left.append(NotCompared(one.student, earlier, str(error)))
            continue
        if found.passages:
            texts.append(Text(one.student, names[0], one.submitted, earlier, found))
        else:
            reason = TOO_SHORT.format(least=12)
            left.append(NotCompared(one.student, earlier, reason))
    return texts, left
