"""False accepts, false rejects and right names over many seeds: docs/evidence/validity.md.

    python benchmarks/validity.py --seeds 200 --output docs/evidence/validity.md

Everything here is trusted code, so it runs in this process, through the worker's own functions and
codec but without a sandbox: the same numbers, a hundred times as many of them. What is counted is
kept in build/validity, one file for each topic and seed, so that a run that was ended goes on where
it stood; texts that changed since then are counted anew.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import itertools
import json
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import results

from autograder.course import topics as course
from autograder.course.topic import Topic
from autograder.grading.error_carried_forward import FirstRound, ask, questions
from autograder.grading.judge import judge
from autograder.keys.build import build
from autograder.keys.fingerprint import fingerprint
from autograder.model.answer_key import AnswerKey
from autograder.model.report import TaskReport
from autograder.model.requests import RunReply, RunRequest
from autograder.rubric.checks import learns
from autograder.rubric.misconceptions import Misconception
from autograder.sandbox import replies
from autograder.sandbox.session import EncodedRun
from autograder.storage.atomic_write import write_file
from autograder.worker import frames, frameworks, loading, protocol, provided_results
from autograder.worker.observing import observe

ROOT = Path(__file__).resolve().parents[1]
KIT = ROOT / "autograder"
KEPT = ROOT / "build" / "validity"
PAIRS_A_SEED = 5
COLUMNS = [
    "topic",
    "seeds",
    "right submissions",
    "false rejects",
    "names for right tasks",
    "wrong submissions",
    "false accepts",
    "named",
    "bugs in two tasks, one with full points",
    "both named",
    "a factor on a misconception, both named",
]
# Put on top of a misconception to make two slips of one: a lost sign, a factor two, a lost mean.
ON_TOP = {"sign": "-1.0", "two": "2.0", "three tenths": "0.3"}
SCALED = """

def _scaled(value, factor):
    if isinstance(value, dict):
        return {{name: _scaled(item, factor) for name, item in value.items()}}
    if isinstance(value, (list, tuple)):
        return type(value)(_scaled(item, factor) for item in value)
    return factor * value


_unscaled = {task}


def {task}(*arguments, **named):
    return _scaled(_unscaled(*arguments, **named), {factor})
"""


class Trusted:
    """Runs trusted source as a worker would; it is loaded when it is first needed."""

    def __init__(self, topic: Topic, source: str) -> None:
        self.file = f"{topic.name}.py"
        self.texts = (topic.driver, source)
        self.module: ModuleType | None = None

    def load(self) -> None:
        os.environ.update(frameworks.ENVIRONMENT)
        with contextlib.redirect_stdout(io.StringIO()):
            self.driver, _ = loading.driver_functions(self.texts[0], "_driver")
            frameworks.settle()  # what the driver has imported
            self.module, _ = loading.load(self.texts[1], "_module", self.file)

    def run(self, request: RunRequest) -> RunReply:
        if self.module is None:
            self.load()
        assert self.module is not None
        with (
            contextlib.redirect_stdout(io.StringIO()),
            provided_results.provided(self.module, request.provided),
            provided_results.with_doubles(self.module, self.driver, request.doubles),
        ):
            found = tuple(observe(self.module, self.driver, c, self.file) for c in request.cases)
        sent = frames.decode(frames.encode(protocol.run_reply_tree(found)))
        return replies.run_reply(sent, len(found))

    def ask(self, request: EncodedRun) -> RunReply:
        told = protocol.read_request(frames.decode(request.frame))
        assert isinstance(told, RunRequest)
        return self.run(told)

    def grade(
        self, key: AnswerKey, observed: dict[str, RunReply] | None = None
    ) -> tuple[TaskReport, ...]:
        if observed is None:
            observed = {task.name: self.run(RunRequest(task.cases)) for task in key.tasks}
        rounds = {
            task.name: FirstRound.of(task, learns.scored(task, observed[task.name]))
            for task in key.tasks
        }
        answers = {}
        for asked in questions(key, rounds):
            question = replace(asked, small_inputs=False)  # a small failing case changes no verdict
            name = question.task.name
            answers[name] = ask(question, rounds[name].observations, self.ask)
        return judge(key, rounds, answers)


def kept(name: str, seed: str) -> Counter[str]:
    """The counts of one topic and seed, from an earlier run over the same texts or made now."""
    topic = course.topics(ROOT)[name]
    texts = [fingerprint(topic, seed), Path(__file__).read_text(encoding="utf-8")]
    texts += [path.read_text(encoding="utf-8") for path in sorted(KIT.rglob("*.py"))]
    digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
    path = KEPT / f"{name}-{seed}-{digest}.json"
    if path.exists():
        return Counter(json.loads(path.read_text(encoding="utf-8")))
    count = one_seed(name, seed)
    write_file(path, json.dumps(count))
    return count


def one_seed(name: str, seed: str) -> Counter[str]:
    """All variants, misconceptions and a draw of pairs of one topic under one seed."""
    topic = course.topics(ROOT)[name]
    key = build(topic, seed)
    count: Counter[str] = Counter()
    for source in (topic.solution, *topic.variants.values()):
        tasks = Trusted(topic, source).grade(key)
        count["right"] += 1
        count["false rejects"] += any(task.outcome != "passed" for task in tasks)
        count["wrong names for right tasks"] += sum(len(found(task)) for task in tasks)
    for mistake, seen in zip(topic.misconceptions, key.misconceptions, strict=True):
        # Building the key has run it on every case already.
        observed = {
            task.name: tuple(seen.observations(task) or task.expected) for task in key.tasks
        }
        tasks = Trusted(topic, topic.wrong(mistake)).grade(key, observed)
        task = next(task for task in tasks if task.name == mistake.task)
        count["wrong"] += 1
        count["false accepts"] += task.score >= task.max_score
        ids = set(mistake.parts or (mistake.id,))
        count["named"] += ids <= found(task)
        count["named alone"] += found(task) == ids
    across, stacked = pairs(topic, seed)
    for first, second, source in across:
        reports = {task.name: task for task in Trusted(topic, source).grade(key)}
        count["pairs"] += 1
        count["pairs accepted"] += any(
            reports[mistake.task].score >= reports[mistake.task].max_score
            for mistake in (first, second)
        )
        count["pairs named"] += all(
            mistake.id in found(reports[mistake.task]) for mistake in (first, second)
        )
    for mistake, source in stacked:
        reports = {task.name: task for task in Trusted(topic, source).grade(key)}
        ids = found(reports[mistake.task])
        count["stacked"] += 1
        count["stacked named"] += mistake.id in ids and len(ids) == 2
    return count


def pairs(
    topic: Topic, seed: str
) -> tuple[list[tuple[Misconception, Misconception, str]], list[tuple[Misconception, str]]]:
    """Slips in two tasks of one submission; and a factor on top of one slip."""
    rng = np.random.default_rng(list(seed.encode()))
    mistakes = topic.misconceptions
    across = []
    candidates = [(a, b) for a, b in itertools.combinations(mistakes, 2) if a.task != b.task]
    for index in rng.permutation(len(candidates))[:PAIRS_A_SEED]:
        a, b = candidates[index]
        across.append((a, b, topic.wrong(a, b)))
    plain = {
        task.name for task in topic.rubric.tasks if all(check.call is None for check in task.checks)
    }
    stacked = []
    scalable = [m for m in mistakes if m.task in plain]
    for index in rng.permutation(len(scalable))[:PAIRS_A_SEED]:
        mistake = scalable[index]
        factor = ON_TOP[str(rng.choice(list(ON_TOP)))]
        source = topic.wrong(mistake) + SCALED.format(task=mistake.task, factor=factor)
        stacked.append((mistake, source))
    return across, stacked


def found(task: TaskReport) -> set[str]:
    return {finding.id for check in task.checks for finding in check.findings}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--topics", nargs="*", default=list(course.topics(ROOT)))
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    # All topics of one seed, then the next: what is there when a run is ended holds every topic.
    jobs = [(name, f"validity-{n}") for n in range(options.seeds) for name in options.topics]
    totals: dict[str, Counter[str]] = {name: Counter() for name in options.topics}
    started = time.monotonic()
    with ProcessPoolExecutor(options.workers) as pool:
        waiting = {pool.submit(kept, *job): job for job in jobs}
        for done, future in enumerate(as_completed(waiting), 1):
            totals[waiting[future][0]].update(future.result())
            left = (time.monotonic() - started) / done * (len(jobs) - done)
            print(f"{done}/{len(jobs)}, about {left:.0f} s to go", file=sys.stderr, flush=True)
    rows = [
        [
            name,
            str(options.seeds),
            str(c["right"]),
            str(c["false rejects"]),
            str(c["wrong names for right tasks"]),
            str(c["wrong"]),
            str(c["false accepts"]),
            share(c, "named", "wrong"),
            str(c["pairs accepted"]),
            share(c, "pairs named", "pairs"),
            share(c, "stacked named", "stacked"),
        ]
        for name, c in totals.items()
    ]
    print(*results.table(COLUMNS, rows), f"{time.monotonic() - started:.0f} s", sep="\n")
    if options.output:
        results.by_topic(options.output, "figures", COLUMNS, rows)


def share(count: Counter[str], part: str, whole: str) -> str:
    return f"{100 * count[part] / count[whole]:.1f} %" if count[whole] else "–"


if __name__ == "__main__":
    main()
