"""One submission: the code beside what the kit and people say of it, and the form to decide."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from autograder.gradebook import comments, decisions, drafts
from autograder.gradebook.decisions import Wish
from autograder.gradebook.errors import BookError, Conflict
from autograder.gradebook.histories import of_marks
from autograder.gradebook.mark import Kind
from autograder.gradebook.schema import mark as marks
from autograder.model.report import TaskReport
from autograder.reading.shown_programs import NOT_KEPT, Programs
from autograder.reports.case_view import CaseView, case_view
from autograder.reports.code_view import CodeView, Note, NoteKind, code_view, report_notes
from autograder.review.changes import FLAGS, Changes, Invalid, changes, kept, shown
from autograder.review.filters import filter_of, query_of
from autograder.review.names import Names
from autograder.review.opened import Opened, opened
from autograder.review.pages import page
from autograder.review.session import Session, session_of


@dataclass(frozen=True)
class TaskForm:
    """A task with the points of a person, as they are or as they were being typed."""

    report: TaskReport
    mine: str
    case: CaseView | None


def submission(request: Request) -> Response:
    """The page of one mark and attempt."""
    session = session_of(request)
    one = _opened(request)
    draft = _draft(one)
    if draft and one.draft is not None and one.draft[0] != one.of.version:
        return conflict(request)
    names = names_for(one, session)
    which = filter_of(one.of.topic, request.query_params)
    return page(
        request,
        "mark.html",
        names,
        one=one,
        code=_code(one, names, session.programs),
        tasks=_tasks(one, draft),
        fields=fields_of(one, draft),
        drafted=bool(draft),
        query=query_of(which),
        trouble=session.said(request.query_params.get("trouble", "")),
        previous=_neighbour(one, -1),
        following=_neighbour(one, 1),
        Kind=Kind,
    )


def save(request: Request, fields: Mapping[str, str]) -> str:
    """Decide what the form asks for; then the next in the list, or this page again."""
    session = session_of(request)
    mark_id = request.path_params["mark"]
    which = dict(parse_qsl(fields.get("list", "")))
    attempt, version = _number(fields.get("attempt")), _number(fields.get("version"))
    try:
        with session.book.writing() as connection:
            one = _found(connection, session, mark_id, which, attempt)
            if version != one.of.version:
                raise Conflict("it was changed meanwhile")
            asked = changes(one, fields)
            _carry_out(connection, session, one, asked, fields.get("because", ""))
            drafts.drop(connection, mark_id, session.staff)
    except Conflict:
        _keep_draft(session, mark_id, version or 0, fields)
        return _address(mark_id, which, "conflict")
    except (Invalid, BookError) as error:
        _keep_draft(session, mark_id, version or 0, fields)
        return _address(mark_id, which, attempt=attempt, trouble=session.notice(str(error)))
    said = session.notice(
        _done(one, asked, Names(one.people, shown=session.names_shown, course=()))
    )
    following = _neighbour(one, 1)
    if fields.get("then") == "next":
        if following is not None:
            return _address(following, which, said=said)
        return f"/topic/{one.of.topic}?{query_of(filter_of(one.of.topic, which))}&said={said}"
    return _address(mark_id, which, attempt=attempt, said=said)


def take_back(request: Request, fields: Mapping[str, str]) -> str:
    """Take back one decision or comment."""
    session = session_of(request)
    mark_id = request.path_params["mark"]
    which = dict(parse_qsl(fields.get("list", "")))
    decision, comment = _number(fields.get("decision")), _number(fields.get("comment"))
    try:
        with session.book.writing() as connection:
            if decision is not None:
                seen = _number(fields.get("version"))
                decisions.withdraw(connection, decision, session.staff, seen=seen)
            elif comment is not None:
                comments.take_back(connection, comment, session.staff)
    except BookError as error:
        return _address(mark_id, which, trouble=session.notice(str(error)))
    return _address(mark_id, which, said=session.notice("Taken back."))


def keep_draft(request: Request, fields: Mapping[str, str]) -> str:
    """Keep what is being typed, unless the mark is another by now: then nothing is overwritten."""
    session, mark_id = session_of(request), request.path_params["mark"]
    version = _number(fields.get("version"))
    with session.book.writing() as connection:
        found = of_marks(connection, marks.c.id == mark_id)
        if found and found[0].version == version:
            drafts.keep(connection, mark_id, session.staff, version, json.dumps(kept(fields)))
    return ""


def conflict(request: Request) -> Response:
    """What is in force now beside what the reviewer typed, and three ways to go on."""
    session = session_of(request)
    one = _opened(request)
    draft = _draft(one)
    names = names_for(one, session)
    now, mine = fields_of(one, {}), fields_of(one, draft)
    differing = [name for name in mine if name != "because" and now[name] != mine[name]]
    since = one.draft[0] if one.draft is not None else 0
    return page(
        request,
        "conflict.html",
        names,
        one=one,
        now=now,
        mine=mine,
        differing=differing,
        query=query_of(filter_of(one.of.topic, request.query_params)),
        versions=one.of.version - since,
        decided=one.decided[-5:],
        drafted=bool(draft),
    )


def resolve(request: Request, fields: Mapping[str, str]) -> str:
    """Keep what is there, put what was typed over it, or go on editing that."""
    session = session_of(request)
    mark_id = request.path_params["mark"]
    choice = fields.get("choice")
    which = dict(parse_qsl(fields.get("list", "")))
    if choice == "mine":
        return save(request, fields)
    with session.book.writing() as connection:
        if choice == "theirs":
            drafts.drop(connection, mark_id, session.staff)
        else:
            version = _number(fields.get("version")) or 0
            body = json.dumps(kept(fields))
            drafts.keep(connection, mark_id, session.staff, version, body)
    said = "What you typed was dropped." if choice == "theirs" else "What you typed is filled in."
    return _address(mark_id, which, said=session.notice(said))


def names_for(one: Opened, session: Session) -> Names:
    """What hides names on the pages of one mark."""
    tasks = [task.name for task in one.report.tasks] if one.report else []
    return Names(one.people, shown=session.names_shown, course=[one.of.topic, *tasks])


def fields_of(one: Opened, draft: Mapping[str, str]) -> dict[str, str]:
    """Each field of the form with what is in force, or with what somebody was typing."""
    values = {}
    for task in one.report.tasks if one.report else ():
        given = one.given(Kind.TASK, task.name)
        values[f"points-{task.name}"] = shown(given.points if given is not None else None)
    total = one.given(Kind.TOTAL)
    values |= {"adjust": "", "total": shown(total.points if total is not None else None)}
    values |= {name: "1" if one.given(kind) is not None else "" for name, kind in FLAGS.items()}
    values |= dict.fromkeys(("because", "comment", "comment-task", "comment-line"), "")
    values["comment-private"] = ""
    if not draft:
        return values
    return {name: draft.get(name, "") for name in values}


def _opened(request: Request) -> Opened:
    session = session_of(request)
    mark_id, given = request.path_params["mark"], request.query_params
    with session.book.reading() as connection:
        return _found(connection, session, mark_id, given, _number(given.get("attempt")))


def _found(
    connection: Connection,
    session: Session,
    mark_id: int,
    given: Mapping[str, str],
    attempt: int | None,
) -> Opened:
    one = opened(
        connection,
        mark_id,
        lambda topic: filter_of(topic, given),
        session.staff,
        attempt,
        names=session.names_shown,
    )
    if one is None:
        raise HTTPException(404)
    return one


def _carry_out(
    connection: Connection, session: Session, one: Opened, asked: Changes, because: str
) -> None:
    """All of it or nothing: the transaction is the caller's, and so is the check of the version.

    Where only a comment says why, it is the reason of the decisions beside it as well.
    """
    if asked.comment is not None and not because.strip():
        because = asked.comment.said
    for wish in asked.wishes:
        decisions.decide(connection, wish, session.staff, because)
    for number in asked.withdrawn:
        decisions.withdraw(connection, number, session.staff, because)
    if asked.comment is not None:
        comments.say(connection, asked.comment, session.staff)


def _keep_draft(session: Session, mark_id: int, version: int, fields: Mapping[str, str]) -> None:
    with session.book.writing() as connection:
        drafts.keep(connection, mark_id, session.staff, version, json.dumps(kept(fields)))


def _draft(one: Opened) -> dict[str, str]:
    if one.draft is None:
        return {}
    found = json.loads(one.draft[1] or "{}")
    return {str(name): str(value) for name, value in found.items()}


def _code(one: Opened, names: Names, programs: Programs) -> CodeView | str:
    """The code with its notes; in words, why there is none."""
    if one.shown is None:
        return "Nothing was submitted."
    files = one.documents.files.get(one.shown.id, {})
    if not files:
        return NOT_KEPT
    tasks = [task.name for task in one.report.tasks] if one.report else []
    made = programs.of(files, one.of.topic, tasks)
    if made.trouble:
        return made.trouble
    before = None
    if one.before is not None:
        earlier = programs.of(one.documents.files.get(one.before.id, {}), one.of.topic, tasks)
        before = None if earlier.trouble else names.hide_in_code(earlier.text)
    notes: list[Note] = []
    if one.report is not None:
        notes += report_notes(one.report, made.text, made.source_map, instructor=True)
    notes += [
        Note(said.line, NoteKind.COMMENT, said.said, said.task or "", names[said.by_id])
        for said in one.remarks
        if said.line is not None and said.attempt_id == one.shown.id
    ]
    return code_view(names.hide_in_code(made.text), made.source_map, notes, before)


def _tasks(one: Opened, draft: Mapping[str, str]) -> list[TaskForm]:
    fields = fields_of(one, draft)
    return [
        TaskForm(
            report=task,
            mine=fields[f"points-{task.name}"],
            case=case_view(task.small_case, instructor=True) if task.small_case else None,
        )
        for task in (one.report.tasks if one.report else ())
    ]


def _neighbour(one: Opened, step: int) -> int | None:
    """The mark before or after in the list; one that is no longer in it goes on at its first."""
    if not one.place:
        return one.listed[0].mark_id if step > 0 and one.listed else None
    place = one.place - 1 + step
    return one.listed[place].mark_id if 0 <= place < len(one.listed) else None


def _done(one: Opened, asked: Changes, names: Names) -> str:
    """What was done, and to whom."""
    if not asked:
        return "Nothing was changed."
    parts = [f"{_words(wish)}" for wish in asked.wishes]
    if asked.withdrawn:
        parts.append(f"{len(asked.withdrawn)} taken back")
    if asked.comment is not None:
        parts.append("comment")
    return f"Saved for {names[one.of.person_id]}: {', '.join(parts)}."


def _words(wish: Wish) -> str:
    what = wish.task or wish.kind.value
    return what if wish.points is None else f"{what} {shown(wish.points)}"


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else None


def _address(
    mark_id: int, given: Mapping[str, str], page: str = "", **more: str | int | None
) -> str:
    query = [query_of(filter_of("", given))]
    query += [f"{name}={value}" for name, value in more.items() if value is not None]
    words = "&".join(one for one in query if one)
    return f"/mark/{mark_id}{'/' + page if page else ''}{'?' + words if words else ''}"
