from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course import topics as course
from autograder.course.topic import Topic
from autograder.keys import files as key_files
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.sandbox import Sandbox, tiers
from autograder.sandbox.availability import unavailable
from autograder.sandbox.tiers import Tier
from tests import markers
from tests.processes import ByTopic

pytest_plugins = ["tests.databases"]

ROOT = Path(__file__).resolve().parents[1]
TOPICS = course.topics(ROOT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test by what it uses, and begin with what takes longest."""
    markers.mark(items, ROOT / "tests", TOPICS)
    # So that neither of two processes is left with a framework's key at the end.
    items.sort(key=lambda item: item.get_closest_marker("framework") is None)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByTopic:
    """Where two processes share the work, each topic's key is built in one of them only."""
    return ByTopic(config, log, TOPICS)


@pytest.fixture(scope="session", params=sorted(TOPICS))
def topic(request: pytest.FixtureRequest) -> Topic:
    chosen = TOPICS[request.param]
    lacking = unavailable(chosen.rubric.frameworks)
    if lacking is not None:
        pytest.skip(f"{chosen.name}: {lacking.message}")
    return chosen


@pytest.fixture(scope="session")
def tier() -> Tier:
    """The best confinement of this machine; without any, the tests still run."""
    return tiers.find()


@pytest.fixture(scope="session")
def sandbox(tier: Tier) -> Iterator[Sandbox]:
    made = tier.sandbox()
    yield made
    made.close()


@pytest.fixture(scope="session")
def sandbox_of_topic(topic: Topic, tier: Tier) -> Iterator[Sandbox]:
    """One whose workers have the topic's frameworks warm."""
    made = tier.sandbox(topic.rubric.frameworks)
    yield made
    made.close()


@pytest.fixture(scope="session")
def key(topic: Topic, tmp_path_factory: pytest.TempPathFactory) -> AnswerKey:
    if trains(topic):
        # One's own takes minutes; that this one is of today's reference is another test's business.
        return key_files.read(topic.assignment / f"{topic.name}.key")
    # As everybody has it: written, and read again.
    path = tmp_path_factory.mktemp("keys") / f"{topic.name}.key"
    key_files.save(build(topic, "tests"), path)
    return key_files.read(path)


def trains(topic: Topic) -> bool:
    """Whether submissions train models whose guesses are graded."""
    return any(task.trains for task in topic.rubric.tasks)
