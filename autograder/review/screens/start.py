"""The first screen: what wants a person, and how far each topic is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from autograder.gradebook import views
from autograder.gradebook.mark import Reason, State
from autograder.gradebook.views import Listed
from autograder.review.names import Names
from autograder.review.pages import page
from autograder.review.session import session_of


@dataclass(frozen=True)
class Wants:
    """What of one topic wants a person: how many marks for which reason, and the first of them."""

    topic: str
    reasons: Counter[Reason]
    first: int


def start(request: Request) -> Response:
    """What wants you, and every topic with the states of its marks."""
    session = session_of(request)
    with session.book.reading() as connection:
        topics = views.topic_counts(connection)
        wanted = views.wanted(connection)
        people = views.people(connection)
    names = Names(people, shown=session.names_shown, course=[one.topic for one in topics])
    by_topic: dict[str, list[Listed]] = {}
    for topic, one in wanted:
        by_topic.setdefault(topic, []).append(one)
    wants = [
        Wants(topic, Counter(look.reason for one in some for look in one.look), some[0].mark_id)
        for topic, some in by_topic.items()
    ]
    return page(request, "start.html", names, topics=topics, wants=wants, states=list(State))
