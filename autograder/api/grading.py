"""Grading: one submission, a class, or one's own file."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from autograder.api.courses import AnyPath, Course, read_key
from autograder.api.sandboxes import Sandbox
from autograder.collect import discover
from autograder.course.assignments import assignments_folder
from autograder.engines.class_run import ClassRun, keys_of
from autograder.errors import UserError
from autograder.grading.grade import grade as grade_submission
from autograder.model.answer_key import AnswerKey
from autograder.model.limits import Limits
from autograder.model.report import Report
from autograder.model.submission import Submission
from autograder.platforms import discovery
from autograder.reports.reading import read_written
from autograder.storage import user_data
from autograder.student.check import graded


def grade(
    submission: Submission | AnyPath,
    key: AnswerKey,
    sandbox: Sandbox | None = None,
    *,
    limits: Limits | None = None,
) -> Report:
    """Grade one submission: a file of any name, a notebook, or files in memory.

    `sandbox` is reused from one call to the next; without it one is opened for this call. `limits`
    are used instead of those of the topic. Never raises for what the submission does; raises
    UserError for a path that cannot be used, and where nothing can be confined.
    """
    with _sandbox(sandbox) as opened:
        if not isinstance(submission, Submission):
            path, reader = Path(submission), opened.reader
            [submission] = discover.discover(path, [key.topic], key.topic, reader=reader)
        workers = opened.pool.of(key.frameworks, key.packages)
        return grade_submission(submission, key, workers, limits, opened.reader)


def grade_class(
    submissions: AnyPath,
    course: Course,
    output: AnyPath,
    *,
    seed: str = "",
    topic: str | None = None,
    workers: int = 1,
) -> list[Report]:
    """Grade a folder, archive or platform's download of a whole class, as `autograder grade` does.

    Reports and tables are written to the folder `output`, and all reports come back, in the order
    of topics and students. `seed` is the secret from which hidden cases are drawn, by default this
    machine's own; `topic` grades only that one; `workers` submissions are graded at a time. Raises
    UserError for folders that cannot be used, and where nothing can be confined.
    """
    formats = discovery.installed().downloads
    deadlines = course.deadlines
    times = deadlines.times
    with Sandbox() as sandbox:
        found = discover.discover(
            Path(submissions), list(course.topics), topic, formats, times, sandbox.reader
        )
        tier = sandbox.pool.tier
    keys = keys_of(found, course.topics, seed or user_data.secret(), user_data.keys_folder())
    target = Path(output)
    run = ClassRun(found, keys, tier, workers, target, deadlines)
    return [read_written(report, target) for report in run.grade()]


def check(file: AnyPath) -> Report:
    """Check one's own file by the public key beside it, or by the one that comes with the kit.

    Runs the file in a process of its own, without a sandbox: for the author of the file, nobody
    else. Raises UserError where there is no file or no key.
    """
    path = Path(file)
    if not path.exists():
        raise UserError(f"there is no file {path}")
    beside = path.with_suffix(".key")
    shipped = assignments_folder() / path.stem / f"{path.stem}.key"
    found = next((one for one in (beside, shipped) if one.exists()), None)
    if found is None:
        raise UserError(f"there is no key {beside}: run this where `autograder start` put the file")
    return graded([path], read_key(found))


@contextlib.contextmanager
def _sandbox(given: Sandbox | None) -> Iterator[Sandbox]:
    if given is not None:
        yield given
        return
    with Sandbox() as opened:
        yield opened
