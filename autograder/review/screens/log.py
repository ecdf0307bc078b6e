"""The log: what happened, the latest first."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from autograder.gradebook import views
from autograder.gradebook.log import Wanted, log
from autograder.review.names import Names
from autograder.review.pages import page
from autograder.review.session import session_of

ROWS = 200


def events(request: Request) -> Response:
    """The latest events, of one kind where the address says so."""
    session = session_of(request)
    kind = request.query_params.get("kind", "")
    with session.book.reading() as connection:
        found = log(connection, Wanted(kind=kind or None, last=ROWS))
        people = views.people(connection)
        topics = [one.topic for one in views.topic_counts(connection)]
    names = Names(people, shown=session.names_shown, course=topics)
    called = {person.name: names[person.id] for person in people.values()}
    kinds = sorted({one.kind for one in found})
    return page(
        request, "log.html", names, found=found[::-1], called=called, kinds=kinds, kind=kind
    )
