"""Run trusted source in this process, through the same codec as a submission's answers."""

from __future__ import annotations

import contextlib
import io
from dataclasses import asdict

from autograder.answer_key import KeyCase, Observation
from autograder.course import Topic
from autograder.rubric import RubricError
from autograder.worker import execute, frames


def observe(
    source: str, topic: Topic, cases: list[tuple[KeyCase, ...]]
) -> list[tuple[Observation, ...]]:
    """What the source gives on any cases; RubricError where it does not even load."""
    file_name = f"{topic.name}.py"
    with contextlib.redirect_stdout(io.StringIO()):
        driver, _ = execute.load(topic.driver, "_trusted_driver", "driver.py")
        module, failures = execute.load(source, "_trusted_module", file_name)
        if failures:
            raise RubricError(
                f"{topic.name}: the reference or a misconception does not load: {failures[0]}"
            )
        observed = [
            [execute.run(module, driver, asdict(case), file_name) for case in some]
            for some in cases
        ]
    return [tuple(frames.decode(frames.encode(some))) for some in observed]
