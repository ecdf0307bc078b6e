"""All marks of a topic that a filter finds, as a table."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from autograder.gradebook import views
from autograder.gradebook.mark import State
from autograder.gradebook.views import Sort
from autograder.model.outcomes import Outcome
from autograder.review.filters import filter_of, query_of
from autograder.review.names import Names
from autograder.review.pages import page
from autograder.review.session import session_of

ROWS = 100


def topic(request: Request) -> Response:
    """One page of the table; the address holds filter, order and page."""
    session = session_of(request)
    which = filter_of(request.path_params["topic"], request.query_params)
    given = request.query_params.get("page", "1")
    number = int(given) if given.isascii() and given.isdecimal() else 1
    with session.book.reading() as connection:
        counts = {one.topic: one for one in views.topic_counts(connection)}
        if which.topic not in counts:
            raise HTTPException(404)
        people = views.people(connection)
        listed = views.matching(connection, which, people, names=session.names_shown)
        last = max(1, -(-len(listed) // ROWS))
        number = min(max(number, 1), last)
        shown = listed[(number - 1) * ROWS : number * ROWS]
        rows = views.rows(connection, [one.mark_id for one in shown])
    tasks = list(dict.fromkeys(task.task for row in rows for task in row.tasks))
    names = Names(people, shown=session.names_shown, course=[*counts, *tasks])
    return page(
        request,
        "topic.html",
        names,
        which=which,
        query=query_of(which),
        counts=counts[which.topic],
        listed=listed,
        rows=rows,
        tasks=tasks,
        first=next((one for one in listed if one.look), None),
        sections=sorted({one.section for one in people.values() if one.section}),
        states=list(State),
        outcomes=list(Outcome),
        sorts=list(Sort),
        number=number,
        last=last,
    )
