"""Marks on their way to where a course keeps them: one module a format."""

from __future__ import annotations

from autograder.mendable import Mendable

__all__ = ["ExportError"]


class ExportError(Mendable):
    """The reports, or the file to be filled in, cannot be used; the message says why."""
