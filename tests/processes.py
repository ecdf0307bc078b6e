"""Which tests share a process, where several processes share the work.

pytest-xdist's own groups (`--dist loadgroup`) are without effect under pytest 9.2.
"""

from __future__ import annotations

import re
from collections.abc import Collection

import pytest
from xdist.scheduler import LoadScopeScheduling

# Hostile settings are started from the list of all that were chosen.
WHOLE_FILES = ("tests/hostile/",)


class ByTopic(LoadScopeScheduling):  # type: ignore[misc]  # xdist tells no types
    """Tests of one topic stay together, for its key is slow to make; all others by their file."""

    def __init__(self, config: pytest.Config, log: object, topics: Collection[str]) -> None:
        super().__init__(config, log)
        self.topics = topics

    def _split_scope(self, nodeid: str) -> str:
        place, _, parameters = nodeid.partition("[")
        file = place.partition("::")[0]
        if file.startswith(WHOLE_FILES):
            return file
        named = re.findall(r"\w+", parameters)
        return next((name for name in named if name in self.topics), file)
