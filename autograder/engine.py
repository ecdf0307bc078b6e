"""The local engine: several submissions at a time, each report handed over once it is made."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed

from autograder.answer_key import AnswerKey
from autograder.grading import Submission, grade
from autograder.report import GradeReport


def run(
    submissions: list[Submission], keys: dict[str, AnswerKey], workers: int
) -> Iterator[GradeReport]:
    """Grade all; on Ctrl-C nothing new is started and what is done has already been yielded."""
    pool = ThreadPoolExecutor(max_workers=workers)
    pending = [pool.submit(grade, one, keys[one.topic]) for one in submissions]
    try:
        for done in as_completed(pending):
            yield done.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
