"""What a key is made from, as one hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from autograder.course.topic import Topic
from autograder.keys.files import FORMAT
from autograder.model.report import RepairUse


def fingerprint(topic: Topic, seed: str) -> str:
    """Hash of what a key is made from: the topic's texts, the seed, and the form of the file.

    Not of the kit's version: a release changes no key. What changes how cases are drawn or observed
    changes `files.FORMAT`; a test that builds keys and compares them with those that are shipped
    finds out where that was forgotten.
    """
    parts = [str(FORMAT), seed, topic.solution, topic.driver, *topic.variants.values()]
    parts += [f"{name}\n{text}" for name, text in sorted(topic.check_kinds.items())]
    for path in (topic.rubric_file, topic.misconceptions_file, topic.generator_file):
        parts.append(path.read_text(encoding="utf-8") if path.exists() else "")
    parts += topic.packages_of_course
    if topic.repair != RepairUse.LINE:
        parts.append(f"repair {topic.repair}")
    if topic.show_expected:
        parts.append("show_expected")
    return digest_of(part.encode() for part in parts)


def digest_of(parts: Iterable[bytes]) -> str:
    """A hash of some texts in their order, of which none can take from another."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:32]
