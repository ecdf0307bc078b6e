"""`autograder book groups` and `group`: who was wrong in the same way, and what is said of all."""

from __future__ import annotations

import click

from autograder.cli.book.desk import Desk, Reason, claiming, on_the_book
from autograder.cli.book.numbers import HUNDREDTHS, ROW
from autograder.cli.book.words import batch_lines, counted, done_document
from autograder.cli.console import Trouble
from autograder.gradebook import groups as grouped
from autograder.gradebook.errors import BookError
from autograder.gradebook.groups import Group
from autograder.model.hundredths import in_points
from autograder.reports.plain_text import plain_text


@click.command("groups")
@click.argument("topic")
@click.argument("task", required=False)
@on_the_book
def groups(desk: Desk, topic: str, task: str | None) -> None:
    """List in how many ways the tasks of TOPIC went wrong, and for how many each way."""
    with desk.book.reading() as connection:
        desk.known_topic(connection, topic)
        found = grouped.groups(connection, topic, task)
    lines = [line for name in _tasks(found) for line in _of_task(name, found)]
    desk.answer(lines or ["Nothing went wrong there."], [_document(one) for one in found])


@click.command("group")
@click.argument("number", type=ROW)
@click.argument("topic")
@click.option("--points", type=HUNDREDTHS, help="Set these points of the task for all of them.")
@click.option("--because", default="", help="Why these points; needed with --points.")
@click.option("--comment", "said", default="", help="Say this to all of them.")
@click.option("--not-shown", is_flag=True, help="The comment is for staff only.")
@claiming
def group(  # noqa: PLR0913  each is an option of the command
    desk: Desk,
    reason: Reason,
    number: int,
    topic: str,
    points: int | None,
    said: str,
    not_shown: bool,
) -> None:
    """Show who is in group NUMBER of TOPIC, or decide and comment once for all of them.

    Left out, and listed, are those whom a person decided singly.
    """
    if points is not None and not reason.because.strip():
        raise Trouble("say why: --because TEXT")
    with desk.book.reading() as connection:
        desk.known_topic(connection, topic)
        one = _numbered(grouped.groups(connection, topic), number, topic)
    lines, document = _shown(one), _document(one)
    if points is None and not said:
        desk.answer(lines, document)
        return
    with desk.book.writing() as connection:
        by, batch = reason.staff(connection), None
        lines, left = [], {}
        if said:
            batch, without = grouped.say(connection, one, said, by, shown=not not_shown)
            lines.append(f"Said of {counted(len(one.members) - len(without), 'student')}.")
            left.update({member.student: why for member, why in without})
        if points is not None:
            acted = grouped.set_points(connection, one, points, by, reason.because, batch)
            batch, left = acted.batch_id, {**left, **_names(acted.left_out)}
            lines += batch_lines(acted.done, batch)[:-1]
            document = {**document, "decisions": [done_document(done) for done in acted.done]}
    lines += [f"Left out: {plain_text(name)} ({why})" for name, why in left.items()]
    lines.append(f"Take all back: autograder book withdraw b{batch}")
    desk.answer(lines, {**document, "batch": f"b{batch}", "left_out": left})


def _names(left_out: tuple[tuple[grouped.Member, str], ...]) -> dict[str, str]:
    return {member.student: why for member, why in left_out}


def _numbered(found: list[Group], number: int, topic: str) -> Group:
    for one in found:
        if one.behaviour_id == number:
            return one
    raise BookError(f"{topic} has no group {number} now: autograder book groups {topic} lists them")


def _tasks(found: list[Group]) -> list[str]:
    return list(dict.fromkeys(one.task for one in found))


def _of_task(task: str, found: list[Group]) -> list[str]:
    """A task with its groups; those that equal nobody's are counted together."""
    mine = [one for one in found if one.task == task]
    several = [one for one in mine if one.behaviour_id is not None and len(one.members) > 1]
    single = sum(len(one.members) for one in mine if one not in several)
    wrong = sum(len(one.members) for one in mine)
    lines = [f"{task}: {wrong} wrong"]
    lines += [
        f"  {len(one.members):>4}  group {one.behaviour_id}: {one.finding or plain_text(one.says)}"
        for one in several
    ]
    return lines + ([f"  {single:>4}  alone"] if single else [])


def _shown(one: Group) -> list[str]:
    names = ", ".join(plain_text(member.student) for member in one.members)
    named = [f"all of them show: {one.finding}"] if one.finding else []
    return [f"{one.task}: {plain_text(one.says)}", *named, names]


def _document(one: Group) -> dict[str, object]:
    return {
        "group": one.behaviour_id,
        "task": one.task,
        "says": one.says,
        "finding": one.finding,
        "students": {member.student: in_points(member.points) for member in one.members},
    }
