"""Marks on their way to where a course keeps them: one module a format."""

from __future__ import annotations

from autograder.errors import UserError

__all__ = ["ExportError"]


class ExportError(UserError):
    """The reports, or the file to be filled in, cannot be used; the message says why."""
