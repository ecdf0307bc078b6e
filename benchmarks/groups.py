"""Do groups of equal wrong behaviour hold one idea each? Table of docs/evidence/validity.md.

    python benchmarks/groups.py --output docs/evidence/validity.md

The class is generated: the ideas of a topic's misconceptions, written into the reference and into
correct variants (transplants), and some pairs of them in two tasks. All are graded as a class is,
and the failed tasks in which an idea was planted are grouped: by equal behaviour; by the names of
the findings, once with the catalogue that the class was made from, and once without any, as it is
for ideas that no catalogue has; and by which checks failed. Two tasks belong together where both
hold the same idea.
"""

from __future__ import annotations

import argparse
import itertools
import os
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import results

from autograder.behaviours.leaders import groups
from autograder.course import topics as course
from autograder.course.topic import Topic
from autograder.engines import local
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.behaviour import Behaviour, Graded
from autograder.model.outcomes import Outcome
from autograder.model.report import RepairUse, TaskReport
from autograder.model.submission import Submission
from autograder.sandbox import tiers

ROOT = Path(__file__).resolve().parents[1]
TOPICS = ["activations", "forward_and_losses", "backprop", "gradient_descent", "torch_training"]
PAIRS = 60
LARGEST = 10
BY = ["equal behaviour", "finding", "finding, no catalogue", "failed checks"]
COLUMNS = [
    "topic, grouped by",
    "failed tasks",
    "ideas",
    "groups",
    "pairs in a group that hold one idea",
    "pairs of one idea in a group (of ideas that have one form)",
    "tasks alone",
    f"tasks in the {LARGEST} largest",
]


@dataclass(frozen=True)
class Failed:
    """A failed task, the idea that was planted in it, and what each way of grouping goes by.

    `forms` is in how many forms the catalogue has the idea: a small number added may be any.
    """

    idea: str
    forms: int
    task: str
    behaviour: Behaviour | None
    findings: frozenset[str]
    unlisted: frozenset[str]
    checks: tuple[str, ...]


def generated(topic: Topic, pairs: int) -> list[tuple[dict[str, str], str]]:
    """Programs, each with the planted idea by task."""
    task_of = {one.id: one.task for one in topic.misconceptions}
    made = [({one.task: one.id}, topic.wrong(one)) for one in topic.misconceptions]
    transplants = topic.transplants.transplants
    made += [
        ({task_of[one.misconception]: one.misconception}, topic.transplanted(one).text)
        for one in transplants
    ]
    rng = np.random.default_rng(len(made))
    wrong = topic.misconceptions
    candidates = [(a, b) for a, b in itertools.combinations(wrong, 2) if a.task != b.task]
    for place in rng.permutation(len(candidates))[:pairs]:
        a, b = candidates[place]
        made.append(({a.task: a.id, b.task: b.id}, topic.wrong(a, b)))
    return made


def failed_tasks(topic: Topic, pairs: int, workers: int) -> list[Failed]:
    """What a class of generated programs fails in, in the order of the programs."""
    # The search for small edits changes no outcome, and figures earn nothing.
    key = replace(build(topic, "groups"), repair=RepairUse.OFF, figures=())
    made = generated(topic, pairs)
    listed = graded(made, key, workers)
    unlisted = graded(made, replace(key, misconceptions=()), workers)
    forms = Counter(one.id for one in topic.misconceptions)
    found = []
    for (planted, _), one, other in zip(made, listed, unlisted, strict=True):
        behaviours = {behaviour.task: behaviour for behaviour in one.behaviours}
        without = {task.name: findings(task) for task in other.report.tasks}
        found += [
            Failed(
                planted[task.name],
                forms[planted[task.name]],
                task.name,
                behaviours.get(task.name),
                findings(task),
                without[task.name],
                tuple(check.name for check in task.checks if check.outcome == Outcome.FAILED),
            )
            for task in one.report.tasks
            if task.name in planted and task.outcome == Outcome.FAILED
        ]
    return found


def graded(
    made: Sequence[tuple[dict[str, str], str]], key: AnswerKey, workers: int
) -> list[Graded]:
    """The programs, graded as a class, in their order."""
    file = f"{key.topic}.py"
    class_ = [
        Submission(f"{number:04}", key.topic, {file: source.encode()})
        for number, (_, source) in enumerate(made)
    ]
    done = local.graded(class_, {key.topic: key}, tiers.find(), workers)
    return sorted(done, key=lambda one: one.report.student)


def findings(task: TaskReport) -> frozenset[str]:
    """What a report names in a task."""
    return frozenset(one.id for check in task.checks for one in check.findings)


def grouped(failed: Sequence[Failed]) -> list[list[Hashable]]:
    """The group of each task, in each way; what has none is alone."""
    filed = [one.behaviour for one in failed if one.behaviour is not None]
    numbers = iter(groups(filed))
    alone = (("alone", number) for number in itertools.count())
    return [
        [next(alone) if one.behaviour is None else next(numbers) for one in failed],
        [(one.task, one.findings) if one.findings else next(alone) for one in failed],
        [(one.task, one.unlisted) if one.unlisted else next(alone) for one in failed],
        [(one.task, one.checks) for one in failed],
    ]


def figures(failed: Sequence[Failed], group: Sequence[Hashable]) -> list[str]:
    """The cells of a row, from the number of groups on."""
    count: Counter[str] = Counter()
    for (a, x), (b, y) in itertools.combinations(list(zip(failed, group, strict=True)), 2):
        same_idea = (a.task, a.idea) == (b.task, b.idea)
        count["together"] += x == y
        count["idea"] += same_idea
        count["both"] += same_idea and x == y
        if same_idea and a.forms == 1:
            count["one form"] += 1
            count["one form, both"] += x == y
    sizes = Counter(group)
    largest = sum(size for _, size in sizes.most_common(LARGEST))
    alone = sum(size == 1 for size in sizes.values())
    return [
        str(len(sizes)),
        share(count["both"], count["together"]),
        f"{share(count['both'], count['idea'])} "
        f"({share(count['one form, both'], count['one form'])})",
        share(alone, len(failed)),
        share(largest, len(failed)),
    ]


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--topics", nargs="*", default=TOPICS)
    parser.add_argument("--pairs", type=int, default=PAIRS)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    rows = []
    for name in options.topics:
        failed = failed_tasks(course.topics(ROOT)[name], options.pairs, options.workers)
        ideas = len({(one.task, one.idea) for one in failed})
        for way, group in zip(BY, grouped(failed), strict=True):
            counts = [str(len(failed)), str(ideas)]
            rows.append([f"{name}, {way}", *counts, *figures(failed, group)])
            print(*rows[-1], sep=" | ", flush=True)
    if options.output:
        results.by_topic(options.output, "groups", COLUMNS, rows)


if __name__ == "__main__":
    main()
