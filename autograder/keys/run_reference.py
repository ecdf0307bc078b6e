"""Run trusted source: the reference, its variants and misconceptions, as a submission would be.

In this process where numpy suffices. A framework stays out of it: there a worker that has it warm
runs one source after the other, so that a key costs one import of the framework.
"""

from __future__ import annotations

import contextlib
import io
import os
import warnings
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Protocol

from autograder.course.errors import BrokenCourse
from autograder.course.sources import Piece, Program
from autograder.course.topic import Topic
from autograder.model.observation import Observation, RaisedError
from autograder.model.requests import Case, Loaded, LoadRequest, RunReply, RunRequest
from autograder.rubric import RubricError
from autograder.sandbox import FreshProcesses, SandboxError, Session, WorkerFault, replies
from autograder.sandbox.session import EncodedRun
from autograder.worker import frames, loading, protocol, provided_results
from autograder.worker.observing import observe

Cases = Sequence[tuple[Case, ...]]
# Trusted code ends; this is for a machine that stands still.
SECONDS = 300.0
# Each holds a framework in memory.
MOST_WORKERS = 4


class Observe(Protocol):
    """What a program gives on any cases; BrokenCourse where it does not even load."""

    def __call__(
        self, program: Program, cases: Cases, doubles: tuple[str, ...] = ()
    ) -> list[RunReply]:
        """With the driver's test doubles in place of the tasks that `doubles` names."""


@contextlib.contextmanager
def observer(topic: Topic) -> Iterator[Observe]:
    """What runs the topic's reference and its wrong and correct variants, while the context lasts.

    Raises RubricError where no worker can be had.
    """
    if not topic.rubric.frameworks:
        yield partial(_here, topic)
        return
    try:
        with FreshProcesses(topic.rubric.frameworks, topic.packages).open(
            topic.rubric.limits
        ) as session:
            yield partial(_in_a_worker, session, topic)
    except (SandboxError, WorkerFault) as error:
        raise RubricError(f"{topic.name}: the reference could not be run: it {error}") from error


@contextlib.contextmanager
def observers(topic: Topic) -> Iterator[Sequence[Observe]]:
    """One, or one for each core where programs run in workers; each for one thread at a time."""
    count = min(os.cpu_count() or 1, MOST_WORKERS) if topic.rubric.frameworks else 1
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(observer(topic)) for _ in range(count)]


def _here(
    topic: Topic, program: Program, cases: Cases, doubles: tuple[str, ...] = ()
) -> list[RunReply]:
    file_name = f"{topic.name}.py"
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings(action="ignore"):
        driver, of_driver = loading.driver_functions(topic.driver, "_trusted_driver")
        module, failures = loading.load(program.text, "_trusted_module", file_name)
        _must_load(topic, of_driver, program, failures)
        with provided_results.with_doubles(module, driver, doubles):
            observed = [
                tuple(observe(module, driver, case, file_name) for case in some) for some in cases
            ]
    return [_as_sent(some) for some in observed]


def _as_sent(observed: tuple[Observation, ...]) -> RunReply:
    """The same as it would come from a worker: what frames do not carry is opaque."""
    sent = frames.decode(frames.encode(protocol.run_reply_tree(observed)))
    return replies.run_reply(sent, len(observed))


def _in_a_worker(
    session: Session, topic: Topic, program: Program, cases: Cases, doubles: tuple[str, ...] = ()
) -> list[RunReply]:
    loaded = session.load(
        LoadRequest(topic.name, f"{topic.name}.py", program.text, topic.driver), SECONDS
    )
    if not isinstance(loaded, Loaded):
        _must_load(topic, (), program, (loaded.error,))
    else:
        _must_load(topic, loaded.driver_failures, program, loaded.failures)
    requests = (EncodedRun.of(RunRequest(some, doubles=doubles)) for some in cases)
    return [session.run(request, SECONDS) for request in requests]


def _must_load(
    topic: Topic,
    of_driver: Sequence[RaisedError],
    program: Program,
    failures: Sequence[RaisedError],
) -> None:
    """Raise BrokenCourse for statements that failed, by the file and line they come from."""
    driver = Program((Piece(topic.driver_file, topic.driver),))
    broken = [
        source.failure(error.line or 1, f"{error.type}: {error.message}")
        for source, errors in ((driver, of_driver), (program, failures))
        for error in errors[:1]  # the others mostly follow from it: a name that was not made
    ]
    if broken:
        raise BrokenCourse(broken)
