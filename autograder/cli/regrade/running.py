"""`autograder regrade run`: grade again what the gradebook keeps of a topic."""

from __future__ import annotations

import os
from typing import TypedDict, Unpack

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.cli.book.desk import Desk, Reason, taking_back
from autograder.cli.console import UNGRADED, Trouble, console, unconfined
from autograder.cli.regrade.words import preview_document, summary_lines
from autograder.engines.class_run import key_of
from autograder.engines.regrading import Begun, Regrading
from autograder.gradebook import policy, regrade, regrade_runs
from autograder.gradebook.memory import Means
from autograder.keys.cache import code_digest
from autograder.model.report import Problem
from autograder.release.format import seed_option
from autograder.sandbox import tiers
from autograder.storage import user_data


class RunOptions(TypedDict):
    """The options of `autograder regrade run`."""

    again: bool
    go_on: bool
    workers: int
    seed: str
    trust_submissions: bool


@click.command("run")
@click.argument("topic")
@click.option("--again", is_flag=True, help="Grade also what has a result by the same key.")
@click.option(
    "--continue", "go_on", is_flag=True, help="Go on with the regrade that was cut short."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=os.cpu_count() or 1,
    help="How many submissions are graded at a time; by default one a core.",
)
@seed_option
@click.option(
    "--trust-submissions",
    is_flag=True,
    help="Grade even where this machine cannot confine what it runs; every report says so.",
)
@taking_back
def run(desk: Desk, reason: Reason, topic: str, **options: Unpack[RunOptions]) -> None:
    """Grade TOPIC again from what the gradebook keeps. No mark changes before it is applied.

    --because says why, for whoever looks at it later.
    """
    if not options["go_on"] and not reason.because.strip():
        raise Trouble("say why it is graded again: --because TEXT")
    begun = _begun(desk, reason, topic, options)
    if begun is None:
        said = f"Nothing to do: what the gradebook keeps of {topic} has the results of this key."
        desk.answer([f"{said} --again grades it all the same."], None)
        return
    if not desk.as_json:
        _tell(begun)
    if not _with_progress(begun):
        said = f"Regrade {begun.run.id} was stopped; what was graded is kept."
        console.print(f"{said} Go on: autograder regrade run {topic} --continue", markup=False)
        raise SystemExit(UNGRADED)
    with desk.book.writing() as connection:
        found = regrade.look(connection, begun.run.id)
        rules = policy.current(connection).settings.counts
        done = regrade_runs.of(connection, begun.run.id)
    lines = summary_lines(done, found, regrade_runs.rule_in_words(rules, topic))
    desk.answer(lines, preview_document(done, found))


def _begun(desk: Desk, reason: Reason, topic: str, options: RunOptions) -> Begun | None:
    if topic not in desk.topics:
        there = ", ".join(desk.topics) or "none, since no course is near: --course FOLDER"
        raise Trouble(f"there is no topic “{topic}”; there are: {there}")
    tier = tiers.find()
    if tier.letter == "D" and not options["trust_submissions"]:
        raise Trouble(unconfined(tier.reasons))
    key = key_of(desk.topics[topic], options["seed"], user_data.keys_folder())
    if isinstance(key, Problem):
        raise Trouble(key.message)
    means = Means({topic: key}, tier.letter, code_digest())
    regrading = Regrading(
        desk.book, key, means.fingerprint, tier, options["workers"], options["again"]
    )
    if options["go_on"]:
        return regrading.resume()
    with desk.book.writing() as connection:
        by = reason.staff(connection)
    return regrading.begin(by, reason.because)


def _tell(begun: Begun) -> None:
    """What there is to do, before it is done."""
    graded, due = sum(map(len, begun.due.graded.values())), begun.due
    parts = [f"{graded} to grade"]
    if due.copied:
        parts.append(f"{len(due.copied)} were graded with this key before")
    if due.same:
        parts.append(f"{len(due.same)} have the result of this key")
    if due.unkept:
        parts.append(f"{len(due.unkept)} are no longer kept")
    console.print(f"Regrade {begun.run.id}: {', '.join(parts)}", markup=False)


def _with_progress(begun: Begun) -> bool:
    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task("grading", total=begun.due.total)
        return begun.grade(lambda number: progress.advance(bar, number))
