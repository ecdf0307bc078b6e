"""A release for a platform that runs the kit."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from autograder.cli import main
from tests.conftest import TOPICS

TOPIC = "activations"
SOLUTION = TOPICS[TOPIC].solution
SEED = "a-seed-that-nobody-may-see"


def release(form: str, target: Path, *options: object) -> Result:
    words = ["release", target, "--format", form, "--topics", TOPIC, "--seed", SEED, *options]
    return CliRunner().invoke(main, [str(word) for word in words])
