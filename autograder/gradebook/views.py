"""What lists and pages show of marks: a number of queries that does not grow with the class."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, select, union_all

from autograder.gradebook import histories, marks
from autograder.gradebook.histories import OfMark
from autograder.gradebook.mark import Kind, Look, Mark, State, settle
from autograder.gradebook.people import Person
from autograder.gradebook.schema import (
    attempt_file,
    blob,
    comment,
    decision,
    draft,
    mark,
    person,
    result,
    result_task,
    text,
    topic,
)
from autograder.gradebook.values import moment
from autograder.model.report import Report
from autograder.reports import json_form


class Sort(StrEnum):
    """Orders of a list of marks. Each is whole: of equal ones the pseudonyms decide."""

    NAME = "name"
    POINTS = "points"
    STATE = "state"


@dataclass(frozen=True)
class Filter:
    """Which marks of a topic are listed: those for which all that is given holds."""

    topic: str
    state: State | None = None
    look: bool = False
    by_hand: bool = False
    section: str = ""
    task: str = ""
    outcome: str = ""
    finding: str = ""
    behaviour: int | None = None
    sort: Sort = Sort.NAME


@dataclass(frozen=True)
class TopicCounts:
    """How many marks of a topic are in each state, and how many want a person."""

    topic: str
    states: Mapping[State, int]
    look: int

    @property
    def total(self) -> int:
        """All marks of the topic."""
        return sum(self.states.values())


@dataclass(frozen=True)
class Listed:
    """A mark in a list, by what it is sorted and found."""

    mark_id: int
    person_id: int
    state: State
    final: int | None
    look: tuple[Look, ...]


@dataclass(frozen=True)
class TaskPoints:
    """A task of the attempt that counts: what the kit gave, and a person where one did."""

    task: str
    outcome: str
    judged: int
    most: int
    mine: int | None
    finding: str


@dataclass(frozen=True)
class Row:
    """A mark as a table shows it."""

    of: OfMark
    mark: Mark
    tasks: tuple[TaskPoints, ...]


@dataclass(frozen=True)
class Remark:
    """A person's comment: on an attempt, a task or a line of the program; `shown` to students."""

    id: int
    attempt_id: int | None
    task: str | None
    line: int | None
    said: str
    shown: bool
    by_id: int
    at: datetime


@dataclass(frozen=True)
class Documents:
    """What is kept of some attempts: reports by result, files by attempt and name."""

    reports: Mapping[int, Report]
    files: Mapping[int, Mapping[str, bytes]]


def topic_counts(connection: Connection) -> list[TopicCounts]:
    """Every topic, by name."""
    wants = mark.c.look != ""
    query = (
        select(topic.c.name, mark.c.state, wants, func.count())
        .join(mark, mark.c.topic_id == topic.c.id)
        .group_by(topic.c.name, mark.c.state, wants)
    )
    states: dict[str, dict[State, int]] = defaultdict(lambda: dict.fromkeys(State, 0))
    look: dict[str, int] = defaultdict(int)
    for name, state, looked, number in connection.execute(query):
        states[name][State(state)] += number
        look[name] += number if looked else 0
    return [TopicCounts(name, states[name], look[name]) for name in sorted(states)]


def wanted(connection: Connection) -> list[tuple[str, Listed]]:
    """Every mark that wants a person, with its topic, in order of topics."""
    query = select(mark, topic.c.name).join(topic).where(mark.c.look != "").order_by(mark.c.id)
    found = [(row.name, _listed(row)) for row in connection.execute(query)]
    return sorted(found, key=lambda one: one[0])


def matching(
    connection: Connection, which: Filter, people: Mapping[int, Person], *, names: bool
) -> list[Listed]:
    """The marks that a filter finds, in its order; students are sorted by name or by pseudonym."""
    query = select(mark).join(topic).where(topic.c.name == which.topic, *_conditions(which))
    found = [_listed(row) for row in connection.execute(query)]

    def name(one: Listed) -> tuple[str, str]:
        who = people[one.person_id]
        return (who.name.casefold() if names else "", who.pseudonym)

    orders = {
        Sort.NAME: name,
        Sort.POINTS: lambda one: (one.final is not None, one.final or 0, name(one)),
        Sort.STATE: lambda one: (not one.look, list(State).index(one.state), name(one)),
    }
    return sorted(found, key=orders[which.sort])


def of_person(connection: Connection, person_id: int) -> list[int]:
    """The marks of a student, by topic."""
    query = (
        select(mark.c.id, topic.c.name)
        .join(topic, topic.c.id == mark.c.topic_id)
        .where(mark.c.person_id == person_id)
    )
    found = connection.execute(query).all()
    return [number for number, _ in sorted(found, key=lambda one: one[1])]


def rows(connection: Connection, mark_ids: Sequence[int]) -> list[Row]:
    """These marks, in this order, settled and with their tasks."""
    found = {one.mark_id: one for one in histories.of_marks(connection, mark.c.id.in_(mark_ids))}
    settled = {number: settle(one.history) for number, one in found.items()}
    tasks = _tasks(connection, [one.result_id for one in settled.values()])
    return [
        Row(found[number], settled[number], _with_decided(tasks, settled[number]))
        for number in mark_ids
        if number in found
    ]


def tasks_of(
    connection: Connection, result_id: int | None, decided: Mapping[str, int]
) -> tuple[TaskPoints, ...]:
    """The tasks of one result, beside the points that people gave."""
    tasks = _tasks(connection, [result_id]).get(result_id or 0, ())
    return tuple(replace(one, mine=decided.get(one.task)) for one in tasks)


def people(connection: Connection) -> dict[int, Person]:
    """Everybody, students and staff, by id."""
    names = list(Person.__dataclass_fields__)
    query = select(*(person.c[name] for name in names))
    found = [Person(**dict(zip(names, row, strict=True))) for row in connection.execute(query)]
    return {one.id: one for one in found}


def documents(
    connection: Connection, result_ids: Iterable[int], attempt_ids: Iterable[int]
) -> Documents:
    """Reports of results and files of attempts, as far as they are kept."""
    of_results = (
        select(literal("report").label("what"), result.c.id, literal("").label("n"), blob.c.content)
        .join(blob, blob.c.digest == result.c.report_digest)
        .where(result.c.id.in_(list(result_ids)))
    )
    of_attempts = (
        select(literal("file"), attempt_file.c.attempt_id, attempt_file.c.name, blob.c.content)
        .join(blob, blob.c.digest == attempt_file.c.digest)
        .where(attempt_file.c.attempt_id.in_(list(attempt_ids)))
    )
    reports: dict[int, Report] = {}
    files: dict[int, dict[str, bytes]] = defaultdict(dict)
    for what, number, name, packed in connection.execute(union_all(of_results, of_attempts)):
        if packed is None:
            continue
        content = zlib.decompress(packed)
        if what == "report":
            reports[number] = json_form.decode(content)
        else:
            files[number][name] = content
    return Documents(reports, files)


def remarks(connection: Connection, mark_id: int) -> list[Remark]:
    """The comments on a mark that nobody replaced or took back, the oldest first."""
    query = (
        select(comment, text.c.body)
        .outerjoin(text, text.c.id == comment.c.text_id)
        .where(comment.c.mark_id == mark_id)
        .order_by(comment.c.id)
    )
    found = connection.execute(query).all()
    replaced = {row.replaces_id for row in found}
    return [
        Remark(
            id=row.id,
            attempt_id=row.attempt_id,
            task=row.task,
            line=row.line,
            said=row.body,
            shown=bool(row.shown),
            by_id=row.by_id,
            at=moment(row.at),
        )
        for row in found
        if row.id not in replaced and row.body is not None
    ]


def drafted(connection: Connection, mark_id: int, by_id: int) -> tuple[int, str] | None:
    """What a person was typing of a mark, and the version of the mark that it was typed beside."""
    query = (
        select(draft.c.version, text.c.body)
        .join(text, text.c.id == draft.c.text_id)
        .where(draft.c.mark_id == mark_id, draft.c.by_id == by_id)
    )
    found = connection.execute(query).first()
    return None if found is None else (found.version, found.body or "")


def _conditions(which: Filter) -> Iterable[ColumnElement[bool]]:
    if which.state is not None:
        yield mark.c.state == which.state
    if which.look:
        yield mark.c.look != ""
    if which.section:
        student = select(person.c.id).where(person.c.section == which.section)
        yield mark.c.person_id.in_(student)
    if which.by_hand:
        mine = decision.c.mark_id == mark.c.id
        points = decision.c.kind.in_([Kind.TASK, Kind.ADJUST, Kind.TOTAL])
        later = decision.alias()
        replaced = select(later.c.id).where(later.c.replaces_id == decision.c.id).exists()
        yield select(decision.c.id).where(mine, points, ~replaced).exists()
    of_task = {
        result_task.c.task: which.task,
        result_task.c.outcome: which.outcome,
        result_task.c.finding: which.finding,
        result_task.c.behaviour_id: which.behaviour,
    }
    wanted = [column == value for column, value in of_task.items() if value]
    if wanted:
        here = result_task.c.result_id == mark.c.result_id
        yield select(result_task.c.task).where(and_(here, *wanted)).exists()


def _listed(row: object) -> Listed:
    values = row._mapping  # type: ignore[attr-defined]
    return Listed(
        mark_id=values["id"],
        person_id=values["person_id"],
        state=State(values["state"]),
        final=values["final"],
        look=marks.looks_of(values["look"]),
    )


def _tasks(
    connection: Connection, result_ids: Iterable[int | None]
) -> dict[int, tuple[TaskPoints, ...]]:
    query: Select[tuple[object, ...]] = (
        select(result_task)
        .where(result_task.c.result_id.in_([one for one in result_ids if one is not None]))
        .order_by(result_task.c.result_id, result_task.c.place)
    )
    found: dict[int, list[TaskPoints]] = defaultdict(list)
    for row in connection.execute(query):
        one = TaskPoints(row.task, row.outcome, row.points, row.most, None, row.finding)
        found[row.result_id].append(one)
    return {number: tuple(tasks) for number, tasks in found.items()}


def _with_decided(
    tasks: Mapping[int, tuple[TaskPoints, ...]], settled: Mark
) -> tuple[TaskPoints, ...]:
    of = tasks.get(settled.result_id or 0, ())
    return tuple(replace(one, mine=settled.tasks.get(one.task)) for one in of)
