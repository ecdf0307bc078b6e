"""The one session of a review: whose it is, whether names are shown, and what was last done."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import cast

from starlette.requests import Request

from autograder.gradebook.book import Book
from autograder.gradebook.people import Person
from autograder.reading.shown_programs import Programs
from autograder.review.forms import Forms


@dataclass
class Session:
    """What a running review keeps in memory; all that matters is in the gradebook."""

    book: Book
    staff: Person
    forms: Forms = field(default_factory=Forms)
    programs: Programs = field(default_factory=Programs)
    names_shown: bool = False
    _notices: dict[str, str] = field(default_factory=dict)

    def notice(self, words: str) -> str:
        """Keep what was done, to be shown by the page that is opened next, under this name."""
        name = secrets.token_hex(8)
        self._notices[name] = words
        return name

    def said(self, name: str) -> str:
        """What was done; empty for a name that is not from here."""
        return self._notices.get(name, "")


def session_of(request: Request) -> Session:
    """The session of the application that was asked."""
    return cast(Session, request.app.state.session)
