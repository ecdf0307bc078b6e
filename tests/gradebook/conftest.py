"""What the tests of the gradebook share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.gradebook import book
from tests.gradebook.classroom import Classroom


@pytest.fixture
def classroom(database_url: str) -> Iterator[Classroom]:
    """An empty gradebook, on SQLite and on PostgreSQL."""
    made = book.make(database_url)
    yield Classroom(made)
    made.engine.dispose()
