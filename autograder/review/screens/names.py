"""Showing and hiding names. That somebody looked is an event of the log."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request

from autograder.gradebook.events import Event, note
from autograder.review.session import session_of


def choose(request: Request, fields: Mapping[str, str]) -> str:
    """Show names from now on, or hide them; back to the page on which that was asked."""
    session = session_of(request)
    show = fields.get("show") == "1"
    if show and not session.names_shown:
        with session.book.writing() as connection:
            note(connection, Event("names shown", session.staff.id))
    session.names_shown = show
    back = fields.get("back", "/")
    # An address of this host only: another one could look like this page.
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"
