"""Marks on their way to where a course keeps them: one module a format."""

from __future__ import annotations

__all__ = ["ExportError"]


class ExportError(Exception):
    """The reports, or the file to be filled in, cannot be used; the message says why."""
