"""The command that proves rubrics."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypedDict, Unpack

import click

from autograder.cli.console import BELOW_PASS, UNGRADED, USAGE, console
from autograder.cli.hunt import hunt_options, must_be_installed
from autograder.cli.options import folder_option
from autograder.course import topics as course
from autograder.course.authoring import check
from autograder.course.topic import Topic
from autograder.keys import build as key_building
from autograder.model.answer_key import AnswerKey
from autograder.proofs.charged_once import charged_once
from autograder.proofs.mutation_score import score
from autograder.proofs.names import names
from autograder.proofs.repairs import repairs
from autograder.proofs.replay import replay
from autograder.proofs.shortcuts import study
from autograder.proofs.verify import prove
from autograder.proofs.worked_numbers import prove_worked_numbers
from autograder.sandbox import tiers
from autograder.sandbox.availability import unavailable
from autograder.sandbox.tiers import Tier


class ProofOptions(TypedDict):
    """What is proven, and on which cases."""

    seed: str
    mutants: int
    replayed: bool
    shortcuts: int
    pairs: int
    hunted: bool
    hunt_inputs: int
    hunt_seconds: float
    repair: int
    names: int


class Result(Protocol):
    """What a proof found: one line, and each breach in words."""

    @property
    def summary(self) -> str:
        """The counts."""

    @property
    def breaches(self) -> tuple[str, ...]:
        """What does not hold."""


@dataclass
class _Counts:
    """Over all topics: what stops a proof, and what a proof finds."""

    refused: int = 0
    unproven: int = 0
    breaches: int = 0

    @property
    def exit_code(self) -> int:
        if self.refused:
            return USAGE
        if self.breaches:
            return BELOW_PASS
        return UNGRADED if self.unproven else 0


@click.command("verify")
@click.argument("topics", nargs=-1)
@folder_option
@click.option("--seed", default="verify", show_default=True, help="Other cases for the proof.")
@click.option(
    "--mutants",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Also change the reference and its variants in at least N ways and grade the results.",
)
@click.option(
    "--replay",
    "replayed",
    is_flag=True,
    help="Also answer each check with what can be written down in advance: it must earn nothing.",
)
@hunt_options(
    "Also search for inputs at which mutants and misconceptions with full marks differ from the "
    "reference, or correct variants do."
)
@click.option(
    "--shortcuts",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Where models are trained: train each variant, and each shortcut, on N keys.",
)
@click.option(
    "--pairs",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Also grade N pairs of mistakes, and N triples: together they must cost what each costs.",
)
@click.option(
    "--repair",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Also change the variants in about N ways and see whether repairs are at the right line.",
)
@click.option(
    "--names",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Also change the variants in about N ways and see whether names hold on other cases.",
)
def verify_topics(
    topics: tuple[str, ...], folder: Path | None, **options: Unpack[ProofOptions]
) -> None:
    """Prove the rubric of each topic on all that it must accept, reject and name."""
    if options["hunted"]:
        must_be_installed()
    place = course.find_course(folder)
    chosen = [course.choose(place, name) for name in topics or course.topics(place)]
    tier = tiers.find()
    counts = _Counts()
    for topic in chosen:
        if not _can_be_proven(topic, counts):
            continue
        for result in _proofs(topic, tier, options):
            console.print(f"{topic.name}: {result.summary}", markup=False)
            for line in result.breaches:
                counts.breaches += 1
                console.print(f"  {line}", markup=False)
    if counts.exit_code:
        raise SystemExit(counts.exit_code)


def _can_be_proven(topic: Topic, counts: _Counts) -> bool:
    errors = check(topic)
    counts.refused += len(errors)
    for error in errors:
        console.print(str(error), markup=False)
    if any(error.file != topic.handout_file for error in errors):
        console.print(f"{topic.name}: not proven before this is corrected", markup=False)
        return False
    lacking = unavailable(topic.installed)
    if lacking is not None:
        counts.unproven += 1
        console.print(f"{topic.name}: {lacking.message}", markup=False)
    return lacking is None


def _proofs(topic: Topic, tier: Tier, options: ProofOptions) -> Iterator[Result]:
    """One after the other, each told as soon as it is there."""
    key = key_building.build(topic, options["seed"])
    workers = os.cpu_count() or 1
    yield prove(topic, key, tier, workers)
    yield from prove_worked_numbers(topic, key, tier)
    if options["mutants"]:
        yield score(topic, key, tier, workers, options["mutants"])
    if options["repair"]:
        yield repairs(topic, key, tier, workers, options["repair"])
    if options["names"]:
        yield names(topic, key, tier, workers, options["names"])
    if options["replayed"]:
        yield replay(topic, key)
    if options["pairs"]:
        yield charged_once(topic, key, tier, workers, options["pairs"])
    if options["hunted"] and not all(task.trains for task in topic.rubric.tasks):
        yield _hunted(topic, key, tier, options)
    if options["shortcuts"] and any(task.trains for task in topic.rubric.tasks):
        yield study(topic, options["seed"], options["shortcuts"])


def _hunted(topic: Topic, key: AnswerKey, tier: Tier, options: ProofOptions) -> Result:
    # Hypothesis comes with an extra.
    from autograder.hunt.effort import Effort
    from autograder.proofs.hunted import prove_by_hunt, survivors

    alive = survivors(topic, key, tier, os.cpu_count() or 1, options["mutants"])
    effort = Effort(options["hunt_inputs"], options["hunt_seconds"])
    return prove_by_hunt(topic, key, tier, alive, effort)
