"""Run trusted source through the same codec as a submission's answers.

In this process where numpy suffices. A framework stays out of it: there a worker that has it warm
runs one source after the other, so that a key costs one import of the framework.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from typing import Protocol

from autograder.course.topic import Topic
from autograder.model.answer_key import KeyCase, Observation, run_request
from autograder.rubric import RubricError
from autograder.sandbox import FreshProcesses, SandboxError, Session, WorkerFault
from autograder.worker import execution as execute
from autograder.worker import frames
from autograder.worker import provided_results as prerequisites

Cases = list[tuple[KeyCase, ...]]
# Trusted code ends; this is for a machine that stands still.
SECONDS = 300.0


class Observe(Protocol):
    """What a source gives on any cases; RubricError where it does not even load."""

    def __call__(
        self, source: str, cases: Cases, stand_ins: tuple[str, ...] = ()
    ) -> list[tuple[Observation, ...]]:
        """With the driver's functions in place of those named by `stand_ins`."""


@contextlib.contextmanager
def observer(topic: Topic) -> Iterator[Observe]:
    """What runs the topic's reference and its wrong and correct variants, while the context lasts.

    Raises RubricError where no worker can be had.
    """
    if not topic.rubric.frameworks:
        yield partial(_here, topic)
        return
    try:
        with FreshProcesses(topic.rubric.frameworks).open(topic.rubric.limits) as session:
            yield partial(_in_a_worker, session, topic)
    except (SandboxError, WorkerFault) as error:
        raise RubricError(f"{topic.name}: the reference could not be run: it {error}") from error


def _here(
    topic: Topic, source: str, cases: Cases, stand_ins: tuple[str, ...] = ()
) -> list[tuple[Observation, ...]]:
    file_name = f"{topic.name}.py"
    with contextlib.redirect_stdout(io.StringIO()):
        driver, of_driver = execute.load(topic.driver, "_trusted_driver", "driver.py")
        module, failures = execute.load(source, "_trusted_module", file_name)
        _must_load(topic, of_driver, failures)
        with prerequisites.standing_in(module, driver, stand_ins):
            observed = [
                [execute.run(module, driver, asdict(case), file_name) for case in some]
                for some in cases
            ]
    return [tuple(frames.decode(frames.encode(some))) for some in observed]


def _in_a_worker(
    session: Session, topic: Topic, source: str, cases: Cases, stand_ins: tuple[str, ...] = ()
) -> list[tuple[Observation, ...]]:
    load = {
        "kind": "load",
        "name": topic.name,
        "file_name": f"{topic.name}.py",
        "source": source,
        "driver": topic.driver,
        "companions": {},
        "accelerator": True,
    }
    told = session.request(frames.encode(load), SECONDS)
    _must_load(topic, told.get("driver_failures"), told.get("failures", told))
    observed = []
    for some in cases:
        request = run_request(some, stand_ins=stand_ins)
        observed.append(tuple(session.request(request, SECONDS)["observations"]))
    return observed


def _must_load(topic: Topic, of_driver: object, failures: object) -> None:
    """Raise RubricError for statements that failed; a driver would lack the functions they make."""
    for what, failed in (("the driver", of_driver), ("the reference or a misconception", failures)):
        if failed:
            raise RubricError(f"{topic.name}: {what} does not load: {failed}")
