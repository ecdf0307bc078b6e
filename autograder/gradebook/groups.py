"""Students whose task went wrong in the same way, and what is said of all of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from autograder.gradebook import batches, comments, decisions
from autograder.gradebook.comments import Comment
from autograder.gradebook.decisions import Done, Wish
from autograder.gradebook.histories import of_marks
from autograder.gradebook.mark import Kind
from autograder.gradebook.people import ACTIVE, Person
from autograder.gradebook.schema import behaviour, mark, person, result_task, topic
from autograder.model.outcomes import Outcome

CHANGED = "changed since the group was shown"


@dataclass(frozen=True)
class Member:
    """One mark of a group, at the version at which it was seen, and the attempt that counts."""

    mark_id: int
    version: int
    student: str
    pseudonym: str
    attempt_id: int
    points: int
    most: int


@dataclass(frozen=True)
class Group:
    """Marks whose counting attempt fails a task in the same way.

    `behaviour_id` is None for those that equal nobody: time-outs, missing names, other answers each
    time. `finding` is the misconception that all of them show, empty where they show none.
    """

    behaviour_id: int | None
    task: str
    says: str
    finding: str
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Acted:
    """What was said of a group: the batch, what was done, and of whom it was not said and why."""

    batch_id: int
    done: tuple[Done, ...]
    left_out: tuple[tuple[Member, str], ...]


def groups(connection: Connection, topic_name: str, task: str | None = None) -> list[Group]:
    """The groups of a topic, or of one of its tasks: in the rubric's order, the largest first."""
    query = (
        select(
            mark.c.id,
            mark.c.version,
            mark.c.attempt_id,
            person.c.name,
            person.c.pseudonym,
            result_task,
            behaviour.c.says,
        )
        .join(person, person.c.id == mark.c.person_id)
        .join(topic, topic.c.id == mark.c.topic_id)
        .join(result_task, result_task.c.result_id == mark.c.result_id)
        .outerjoin(behaviour, behaviour.c.id == result_task.c.behaviour_id)
        .where(topic.c.name == topic_name, person.c.status == ACTIVE)
        .where(result_task.c.outcome == Outcome.FAILED)
    )
    if task is not None:
        query = query.where(result_task.c.task == task)
    found: dict[tuple[int, str, int | None], list[Member]] = defaultdict(list)
    says: dict[int | None, str] = {None: "equal to nobody's"}
    findings: dict[tuple[int, str, int | None], set[str]] = defaultdict(set)
    for row in connection.execute(query.order_by(mark.c.id)):
        group = row.place, row.task, row.behaviour_id
        member = Member(
            row.id, row.version, row.name, row.pseudonym, row.attempt_id, row.points, row.most
        )
        found[group].append(member)
        findings[group].add(row.finding)
        says.setdefault(row.behaviour_id, row.says)
    ordered = sorted(
        found.items(), key=lambda one: (one[0][0], one[0][2] is None, -len(one[1]), one[0][2] or 0)
    )
    return [
        Group(
            behaviour_id=number,
            task=name,
            says=says[number],
            finding=next(iter(findings[place, name, number]), "")
            if len(findings[place, name, number]) == 1
            else "",
            members=tuple(members),
        )
        for (place, name, number), members in ordered
    ]


def say(
    connection: Connection, group: Group, said: str, by: Person, *, shown: bool = True
) -> tuple[int, tuple[tuple[Member, str], ...]]:
    """Say the same of each member's attempt, in a batch; whom it was not said of, and why.

    Left out are those whose mark changed since it was seen. Raises BookError for an empty comment.
    """
    batch = batches.new(connection, by, group.behaviour_id)
    left_out = []
    for member, why in _with_reasons(connection, group):
        if why == CHANGED:
            left_out.append((member, why))
            continue
        one = Comment(member.mark_id, said, member.attempt_id, group.task, shown=shown)
        comments.say(connection, one, by, batch)
    return batch, tuple(left_out)


def set_points(
    connection: Connection,
    group: Group,
    points: int,
    by: Person,
    because: str,
    batch_id: int | None = None,
) -> Acted:
    """Set the points of a group's task for each member, as it was seen; the judge's points stay.

    Left out are those whose mark changed since, and those of whom a person decided singly. With
    `batch_id` it is one act with what was said in that batch.
    """
    batch = batches.new(connection, by, group.behaviour_id) if batch_id is None else batch_id
    done, left_out = [], []
    for member, why in _with_reasons(connection, group):
        if why:
            left_out.append((member, why))
            continue
        wish = Wish(member.mark_id, Kind.TASK, group.task, points, seen=member.version)
        done.append(decisions.decide(connection, wish, by, because, batch))
    return Acted(batch, tuple(done), tuple(left_out))


def _with_reasons(connection: Connection, group: Group) -> Sequence[tuple[Member, str]]:
    """The members, each with why nothing is said of them now; empty where it is."""
    numbers = [one.mark_id for one in group.members]
    now = {one.mark_id: one for one in of_marks(connection, mark.c.id.in_(numbers))}
    told = []
    for member in group.members:
        current = now[member.mark_id]
        own = [
            one
            for one in current.history.of_kind(Kind.TASK)
            if one.task == group.task and (one.carries or one.attempt_id == member.attempt_id)
        ]
        why = "was decided singly" if own else ""
        if current.version != member.version:
            why = CHANGED
        told.append((member, why))
    return told
