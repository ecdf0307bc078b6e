"""The commands by which a person decides of one mark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypedDict, Unpack

import click

from autograder.cli.book.desk import Desk, Reason, deciding
from autograder.cli.book.numbers import HUNDREDTHS, ROW
from autograder.cli.book.words import done_document, done_lines
from autograder.gradebook import decisions
from autograder.gradebook.decisions import Wish
from autograder.gradebook.mark import Kind

_name = click.argument("name")
_topic = click.argument("topic")
_points = click.argument("points", type=HUNDREDTHS)
_this_attempt = click.option(
    "--attempt", type=ROW, required=True, help="The number of the attempt."
)
# A sum of points may begin with a minus, which is no option.
_SIGNED = {"ignore_unknown_options": True}


class Which(TypedDict):
    """Options of the commands that set points."""

    attempt: int | None
    carries: bool


def _of_points(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option(
        "--carries",
        is_flag=True,
        help="Goes with the student to later attempts; else it stays with what was read.",
    )(command)
    return click.option(
        "--attempt", type=ROW, help="Of this attempt; by default of the one that counts."
    )(command)


@click.command("set")
@_name
@_topic
@click.argument("task")
@_points
@_of_points
@deciding
def set_task(
    desk: Desk,
    reason: Reason,
    name: str,
    topic: str,
    task: str,
    points: int,
    **which: Unpack[Which],
) -> None:
    """Set the points of TASK in NAME's work for TOPIC."""
    wish = Wish(0, Kind.TASK, task=task, points=points, **_which(which))
    _decide(desk, reason, name, topic, wish)


@click.command("adjust", context_settings=_SIGNED)
@_name
@_topic
@_points
@_of_points
@deciding
def adjust(
    desk: Desk, reason: Reason, name: str, topic: str, points: int, **which: Unpack[Which]
) -> None:
    """Give NAME's work for TOPIC some POINTS more, or fewer: 1.5, -2.

    Each adjustment is added to the others. Lateness is charged after it.
    """
    _decide(desk, reason, name, topic, Wish(0, Kind.ADJUST, points=points, **_which(which)))


@click.command("total")
@_name
@_topic
@_points
@_of_points
@deciding
def total(
    desk: Desk, reason: Reason, name: str, topic: str, points: int, **which: Unpack[Which]
) -> None:
    """Set NAME's mark in TOPIC to POINTS, as typed: no lateness is charged."""
    _decide(desk, reason, name, topic, Wish(0, Kind.TOTAL, points=points, **_which(which)))


@click.command("excuse")
@_name
@_topic
@deciding
def excuse(desk: Desk, reason: Reason, name: str, topic: str) -> None:
    """Excuse NAME from TOPIC: no mark, which is not a zero."""
    _decide(desk, reason, name, topic, Wish(0, Kind.EXCUSE))


@click.command("waive")
@_name
@_topic
@deciding
def waive(desk: Desk, reason: Reason, name: str, topic: str) -> None:
    """Let NAME's lateness in TOPIC cost nothing."""
    _decide(desk, reason, name, topic, Wish(0, Kind.WAIVE))


@click.command("choose")
@_name
@_topic
@_this_attempt
@deciding
def choose(desk: Desk, reason: Reason, name: str, topic: str, attempt: int) -> None:
    """Let one attempt of NAME in TOPIC count, whatever the topic's rule is."""
    _decide(desk, reason, name, topic, Wish(0, Kind.CHOOSE, attempt_number=attempt))


@click.command("ignore")
@_name
@_topic
@_this_attempt
@deciding
def ignore(desk: Desk, reason: Reason, name: str, topic: str, attempt: int) -> None:
    """Let one attempt of NAME in TOPIC not count."""
    _decide(desk, reason, name, topic, Wish(0, Kind.IGNORE, attempt_number=attempt))


class _Which(TypedDict):
    attempt_number: int | None
    carries: bool


def _which(options: Which) -> _Which:
    return {"attempt_number": options["attempt"], "carries": options["carries"]}


def _decide(desk: Desk, reason: Reason, name: str, topic: str, wish: Wish) -> None:
    """Make the decision, and tell what it did."""
    with desk.book.writing() as connection:
        wish = replace(wish, mark_id=desk.mark_id(connection, name, topic))
        done = decisions.decide(connection, wish, reason.staff(connection), reason.because)
    desk.answer(done_lines(done), done_document(done))
