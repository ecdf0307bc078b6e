"""What an instructor copies into a PrairieLearn course: a question a topic, and their image."""

from __future__ import annotations

import json
import uuid

from autograder.course.topic import Topic
from autograder.platforms.hosted.contents import key_and_settings, kit_files, write
from autograder.platforms.hosted.settings import Settings
from autograder.release.format import Release
from autograder.release.hand_out import NOTEBOOK, SCRIPT, hand_out, title
from autograder.release.templates import rendered, template

HERE = "autograder.platforms.prairielearn"
# The question names it, too: PrairieLearn required that until the end of 2024. One path is a form
# that every version takes.
ENTRYPOINT = "/kit/grade"
SECONDS = 300
IMAGE = ("Dockerfile", "grade.sh")


def fill(release: Release, kit: str | None, seed: str, image: str) -> None:
    """Write a question's folder for each topic, and `image/` from which its image is built.

    Raises CourseError.
    """
    for topic in release.topics:
        question = release.folder / topic.name
        downloads = question / "clientFilesQuestion"
        hand_out(topic.assignment, downloads, [SCRIPT, NOTEBOOK])
        settings = Settings(topic=topic.name, topics=tuple(release.known))
        write(question / "tests", key_and_settings(release, topic, seed, settings))
        names = sorted(path.name for path in downloads.iterdir())
        page = rendered(HERE, "question.html", topic=topic.name, files=names)
        info = json.dumps(_info(topic, image), indent=2) + "\n"
        write(question, {"question.html": page.encode(), "info.json": info.encode()})
    files = {name: template(HERE, name).encode() for name in IMAGE}
    write(release.folder / "image", files | kit_files(release, kit))


def _info(topic: Topic, image: str) -> dict[str, object]:
    return {
        "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{image}/{topic.name}")),
        "title": title(topic.handout) or topic.name,
        "topic": topic.name,
        "tags": ["autograder"],
        "type": "v3",
        "singleVariant": True,
        "gradingMethod": "External",
        "externalGradingOptions": {
            "enabled": True,
            "image": image,
            "entrypoint": ENTRYPOINT,
            "timeout": SECONDS,
            "enableNetworking": False,
        },
    }
