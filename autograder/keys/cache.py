"""Keys that were built before on this machine, by all that they were made from."""

from __future__ import annotations

import contextlib
import functools
from pathlib import Path

from autograder.course.topic import Topic
from autograder.keys import files
from autograder.keys.build import build
from autograder.keys.fingerprint import digest_of, fingerprint
from autograder.model.answer_key import AnswerKey
from autograder.storage.atomic_write import OutputError

PACKAGE = Path(__file__).resolve().parents[1]


@functools.cache
def code_digest() -> str:
    """A digest of the kit's own code."""
    return digest_of(path.read_bytes() for path in sorted(PACKAGE.rglob("*.py")))


def cached(topic: Topic, seed: str, folder: Path) -> AnswerKey:
    """The key from `folder` if it was built before from the same texts and seed, else built."""
    # Under the kit's own code as well: a changed worker may observe differently.
    digest = digest_of([fingerprint(topic, seed).encode(), code_digest().encode()])
    path = folder / f"{topic.name}-{digest}.key"
    if path.exists():
        try:
            return files.read(path)
        except files.AnswerKeyError:  # damaged or of another version: what follows replaces it
            path.unlink(missing_ok=True)
    key = build(topic, seed)
    with contextlib.suppress(
        OSError, OutputError
    ):  # a full disk costs building it again, nothing else
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        files.save(key, path)
    return key
