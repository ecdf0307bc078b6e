"""Whether what was built of a topic is what its reference makes now."""

from __future__ import annotations

from autograder.course.errors import CourseError
from autograder.course.topic import Topic
from autograder.keys import files as key_files
from autograder.keys.figures import is_stale
from autograder.keys.files import PUBLIC_SEED, AnswerKeyError
from autograder.keys.fingerprint import fingerprint
from autograder.release.hand_out import NOTEBOOK, SCRIPT


def refuse_stale(topic: Topic) -> None:
    """Raise CourseError unless the topic's stub, notebook, figure and public key are up to date."""
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
    if built != wanted or is_stale(topic) or key != fingerprint(topic, PUBLIC_SEED):
        raise CourseError(f"{topic.name}: its reference has changed: run `autograder build` first")
