"""What a gradebook refuses: known without its libraries."""

from __future__ import annotations

from autograder.errors import UserError


class BookError(UserError):
    """A gradebook cannot be used; the message says why, and what to do."""


class Refused(BookError):
    """What was asked for cannot be done to the book as it is now."""


class Conflict(Refused):
    """Somebody else changed the mark since it was looked at."""
