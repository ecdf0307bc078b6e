"""Which tests are of which kind, by where they lie and what they use.

A marker is never written at a test but where neither tells it (`slow`, `browser`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.topic import Topic

# By folder or file below tests/: they prove the kit as a whole, and take minutes (`make proofs`).
PROOFS = ("hostile", "proofs", "engines/test_faults.py")
FRAMEWORKS = (
    "topics/test_torch.py",
    "topics/test_tensorflow.py",
    "topics/test_capstones.py",
    "topics/test_claims_torch.py",
    "topics/test_claims_tensorflow.py",
    "worker/test_gradient_watch.py",
)
# They use the kit from end to end, as a process, or build what it hands out: seconds each.
SLOW = (
    "cli/test_authoring.py",
    "cli/test_ci.py",
    "cli/test_command_line.py",
    "cli/test_regrade.py",
    "diagnosis/test_cases.py",
    "docs/test_links.py",
    "docs/test_pre_commit.py",
    "keys/test_frameworks.py",
    "platforms/coursera/",
    "platforms/gradescope/test_autograder_zip.py",
    "platforms/nbgrader/",
    "platforms/prairielearn/test_question.py",
    "release/test_release.py",
    "student/",
)
SANDBOXES = frozenset(["tier", "sandbox", "sandbox_of_topic", "confined", "bases", "bench"])


def mark(items: list[pytest.Item], tests: Path, topics: dict[str, Topic]) -> None:
    """Add the markers."""
    for item in items:
        place = item.path.relative_to(tests).as_posix()
        topic = _topic(item, topics)
        if place.startswith(PROOFS):
            item.add_marker("proof")
        if place.startswith("hostile"):
            item.add_marker("hostile")
        if place.startswith(FRAMEWORKS) or (topic is not None and topic.rubric.frameworks):
            item.add_marker("framework")
        if place.startswith(SLOW):
            item.add_marker("slow")
        if SANDBOXES & set(getattr(item, "fixturenames", ())):
            item.add_marker("sandbox")


def _topic(item: pytest.Item, topics: dict[str, Topic]) -> Topic | None:
    """The topic that a test is about, if it is run once for each."""
    call = getattr(item, "callspec", None)
    if call is None:
        return None
    named = (call.params.get(name) for name in ("topic", "bench", "bases", "name"))
    return next((topics[one] for one in named if isinstance(one, str) and one in topics), None)
