"""Fixtures of the platforms that run the kit."""

from __future__ import annotations

import pytest

from autograder.sandbox.tiers import Tier


@pytest.fixture
def confined(tier: Tier) -> None:
    """Skips where nothing can be graded."""
    if tier.letter == "D":
        pytest.skip("nothing is graded here")
