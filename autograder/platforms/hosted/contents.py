"""What is uploaded to every platform that runs the kit: the key as data, settings, and the kit.

Neither the reference nor the seed is in it. A built key is all that a judge needs.
"""

from __future__ import annotations

from pathlib import Path

from autograder.course import settings as course_settings
from autograder.course.errors import CourseError
from autograder.course.topic import Topic
from autograder.keys import build as key_building
from autograder.keys import files as key_files
from autograder.platforms.hosted.settings import FILE, Settings
from autograder.release.format import Release
from autograder.release.kit import extras, requirements, this_kit
from autograder.sandbox.availability import unavailable


def key_and_settings(
    release: Release, topic: Topic, seed: str, settings: Settings
) -> dict[str, bytes]:
    """The topic's key with cases drawn from `seed`, the settings, and the rules for lateness.

    Raises CourseError where the key cannot be built here.
    """
    lacking = unavailable(topic.installed)
    if lacking is not None:
        raise CourseError(f"{topic.name}: its key cannot be built: {lacking.message}")
    path = release.folder / f"{topic.name}.key"
    key_files.save(key_building.build(topic, seed), path)
    files = {path.name: path.read_bytes(), FILE: settings.model_dump_json().encode() + b"\n"}
    path.unlink()
    rules = release.course / course_settings.FILE
    if rules.exists():
        files[rules.name] = rules.read_bytes()
    return files


def kit_files(release: Release, kit: str | None) -> dict[str, bytes]:
    """requirements.txt, and the wheel that it names where `kit` is the path of one.

    Raises CourseError where that cannot be read.
    """
    topics = release.topics
    if kit is None:
        return {"requirements.txt": requirements(this_kit(topics), topics).encode()}
    wheel = Path(kit)
    if wheel.suffix != ".whl":
        return {"requirements.txt": requirements(kit, topics).encode()}
    try:
        content = wheel.read_bytes()
    except OSError as error:
        raise CourseError(f"{wheel} cannot be read: {error.strerror}") from None
    return {
        "requirements.txt": requirements(f"./{wheel.name}{extras(topics)}", topics).encode(),
        wheel.name: content,
    }


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Put files into a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
