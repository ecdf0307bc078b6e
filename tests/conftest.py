from __future__ import annotations

from pathlib import Path

import pytest

from autograder import course, key_building
from autograder.answer_key import AnswerKey
from autograder.course import Topic

ROOT = Path(__file__).resolve().parents[1]
TOPICS = course.topics(ROOT)


@pytest.fixture(scope="session", params=sorted(TOPICS))
def topic(request: pytest.FixtureRequest) -> Topic:
    return TOPICS[request.param]


@pytest.fixture(scope="session")
def key(topic: Topic) -> AnswerKey:
    return key_building.build(topic, "tests")
