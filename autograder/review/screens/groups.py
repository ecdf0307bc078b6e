"""Groups of equal wrong behaviour: all of a topic, and one with what can be said of all in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from urllib.parse import quote

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from autograder.gradebook import batches, views
from autograder.gradebook import groups as book_groups
from autograder.gradebook.errors import BookError
from autograder.gradebook.groups import Group, Member
from autograder.gradebook.histories import of_marks
from autograder.gradebook.mark import settle
from autograder.gradebook.people import Person
from autograder.gradebook.schema import mark as marks
from autograder.gradebook.views import Documents
from autograder.reading.shown_programs import Programs
from autograder.reports.case_view import CaseView, case_view
from autograder.reports.code_view import MAX_COMPARED, CodeView, code_view, report_notes
from autograder.review.changes import Invalid, in_hundredths, shown
from autograder.review.names import Names
from autograder.review.pages import page
from autograder.review.session import session_of

# Of a large group these are read; of them those are shown that differ most from the first.
READ, SHOWN = 8, 2


@dataclass(frozen=True)
class Example:
    """One member's code, with what the kit says of it, or compared with the first member's."""

    member: Member
    code: CodeView | None
    case: CaseView | None = None


def groups(request: Request) -> Response:
    """Every way in which a task of the topic went wrong, the most frequent first."""
    session, topic = session_of(request), request.path_params["topic"]
    with session.book.reading() as connection:
        topics = [one.topic for one in views.topic_counts(connection)]
        if topic not in topics:
            raise HTTPException(404)
        found = book_groups.groups(connection, topic)
        people = views.people(connection)
    tasks = list(dict.fromkeys(one.task for one in found))
    names = Names(people, shown=session.names_shown, course=[*topics, *tasks])
    return page(request, "groups.html", names, topic=topic, found=found, tasks=tasks)


def group(request: Request) -> Response:
    """One group: an example, those that differ most from it, and the form to act on all."""
    session, params = session_of(request), request.path_params
    with session.book.reading() as connection:
        one, following = _found(connection, params)
        people = views.people(connection)
        read = one.members[:READ]
        settled = of_marks(connection, marks.c.id.in_([member.mark_id for member in read]))
        results = [settle(of.history).result_id for of in settled]
        documents = views.documents(
            connection,
            [number for number in results if number is not None][:1],
            [member.attempt_id for member in read],
        )
    by_pseudonym = {person.pseudonym: person for person in people.values()}
    names = Names(people, shown=session.names_shown, course=[params["topic"], one.task])
    return page(
        request,
        "group.html",
        names,
        topic=params["topic"],
        group=one,
        called={m.mark_id: names[by_pseudonym[m.pseudonym].id] for m in one.members},
        examples=_examples(one, params["topic"], documents, session.programs, names),
        following=following,
        batch=_number(request.query_params.get("batch")),
        trouble=session.said(request.query_params.get("trouble", "")),
        typed=session.said(request.query_params.get("typed", "")),
    )


def act(request: Request, fields: Mapping[str, str]) -> str:
    """Say it of all that are still ticked; then the next group, as the list was."""
    session, params = session_of(request), request.path_params
    comment, points = fields.get("comment", "").strip(), fields.get("points", "").strip()
    try:
        if not comment and not points:
            raise Invalid("Write a comment, or points, or both.")
        with session.book.writing() as connection:
            one, following = _found(connection, params)
            chosen, gone = _chosen(one, fields)
            batch, said = _carry_out(connection, chosen, comment, points, session.staff, fields)
    except (Invalid, BookError) as error:
        trouble, typed = session.notice(str(error)), session.notice(comment)
        return f"{_address(params['topic'], params)}?trouble={trouble}&typed={typed}"
    if gone:
        said += f" {gone} left the group since it was shown."
    place = _address(params["topic"], params) if following is None else _next(params, following)
    return f"{place}?said={session.notice(said)}&batch={batch}"


def take_back(request: Request, fields: Mapping[str, str]) -> str:
    """Take back all that was said at once."""
    session = session_of(request)
    try:
        with session.book.writing() as connection:
            done = batches.withdraw(connection, _number(fields.get("batch")) or 0, session.staff)
        said = f"Taken back: points of {len(done.done)}, comments on {done.comments}."
    except BookError as error:
        said = str(error)
    topic = request.path_params["topic"]
    return f"{_address(topic)}?said={session.notice(said)}"


def _found(connection: Connection, params: Mapping[str, object]) -> tuple[Group, Group | None]:
    """The group of an address, and the one after it; raises HTTPException where there is none."""
    found = book_groups.groups(connection, str(params["topic"]))
    wanted = params["task"], params["behaviour"]
    for place, one in enumerate(found):
        if (one.task, one.behaviour_id) == wanted:
            after = [other for other in found[place + 1 :] if other.behaviour_id is not None]
            return one, next(iter(after), None)
    raise HTTPException(404)


def _chosen(group: Group, fields: Mapping[str, str]) -> tuple[Group, int]:
    """The members that are ticked, as they were when they were shown; how many have left since."""
    ticked = {name: seen for name, seen in fields.items() if name.startswith("member-")}
    members = []
    for member in group.members:
        seen = _number(ticked.pop(f"member-{member.mark_id}", None))
        if seen is not None:
            members.append(replace(member, version=seen))
    return replace(group, members=tuple(members)), len(ticked)


def _carry_out(
    connection: Connection,
    group: Group,
    comment: str,
    points: str,
    by: Person,
    fields: Mapping[str, str],
) -> tuple[int, str]:
    """The number of the batch, and what was done in words."""
    if not group.members:
        raise Invalid("Nobody is ticked.")
    batch, said = None, []
    left: dict[int, str] = {}
    if comment:
        shown_to = fields.get("private") != "1"
        batch, without = book_groups.say(connection, group, comment, by, shown=shown_to)
        left |= {member.mark_id: why for member, why in without}
        said.append(f"Comment on {len(group.members) - len(without)}.")
    if points:
        because = fields.get("because", "").strip() or comment
        number = in_hundredths(points, "points")
        acted = book_groups.set_points(connection, group, number, by, because, batch)
        batch = acted.batch_id
        left |= {member.mark_id: why for member, why in acted.left_out}
        said.append(f"{shown(number) or '0'} points for {len(acted.done)}.")
    for why in dict.fromkeys(left.values()):
        said.append(f"Not for {list(left.values()).count(why)}: {why}.")
    assert batch is not None
    return batch, " ".join(said)


def _examples(
    group: Group, topic: str, documents: Documents, programs: Programs, names: Names
) -> list[Example]:
    """The first member's code, then those that differ most from it."""
    texts = {
        member: programs.of(documents.files.get(member.attempt_id, {}), topic, [group.task])
        for member in group.members[:READ]
    }
    readable = {member: made for member, made in texts.items() if not made.trouble}
    if not readable:
        return []
    first, made = next(iter(readable.items()))
    report = next(iter(documents.reports.values()), None)
    task = next((one for one in report.tasks if one.name == group.task), None) if report else None
    notes = report_notes(report, made.text, made.source_map, instructor=True) if report else ()
    here = [note for note in notes if note.task in ("", group.task)]
    text = names.hide_in_code(made.text)
    case = case_view(task.small_case, instructor=True) if task and task.small_case else None
    examples = [Example(first, code_view(text, made.source_map, here), case)]
    others = [member for member in readable if member is not first]
    others.sort(key=lambda member: _alike(readable[member].text, made.text))
    for member in others[:SHOWN]:
        other = readable[member]
        hidden = names.hide_in_code(other.text)
        examples.append(Example(member, code_view(hidden, other.source_map, before=text)))
    return examples


def _alike(one: str, other: str) -> float:
    """How alike two texts are by lines, 0 to 1; long ones are not compared."""
    lines, others = one.splitlines(), other.splitlines()
    if max(len(lines), len(others)) > MAX_COMPARED:
        return 0.0
    return SequenceMatcher(None, lines, others, autojunk=False).ratio()


def _address(topic: str, params: Mapping[str, object] | None = None) -> str:
    if params is None:
        return f"/groups/{quote(topic)}"
    return f"/group/{quote(topic)}/{quote(str(params['task']))}/{params['behaviour']}"


def _next(params: Mapping[str, object], following: Group) -> str:
    there = {"task": following.task, "behaviour": following.behaviour_id}
    return _address(str(params["topic"]), there)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else None
