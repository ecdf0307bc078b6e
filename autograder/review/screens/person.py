"""One student in all topics: only while names are shown."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from autograder.gradebook import views
from autograder.gradebook.people import STUDENT
from autograder.review.names import Names
from autograder.review.pages import page
from autograder.review.session import session_of


def person(request: Request) -> Response:
    """A student's marks, topic by topic."""
    session, number = session_of(request), request.path_params["person"]
    with session.book.reading() as connection:
        people = views.people(connection)
        if number not in people or people[number].kind != STUDENT:
            raise HTTPException(404)
        mine = views.of_person(connection, number) if session.names_shown else []
        rows = views.rows(connection, mine)
    topics = [row.of.topic for row in rows]
    names = Names(people, shown=session.names_shown, course=topics)
    return page(request, "person.html", names, who=people[number], rows=rows)
