"""The error of a platform's files."""

from __future__ import annotations

from autograder.errors import UserError


class PlatformError(UserError):
    """What came from a platform, or is meant for it, cannot be used; the message says why."""
