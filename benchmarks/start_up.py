"""What a student waits for: `autograder check`; and what a fork costs with and without torch.

    python benchmarks/start_up.py [--rounds 11]

Writes its section of RESULTS.md. Where torch is not installed, its rows are left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import results
from grading_runs import AUTOGRADER, BUILD, ENVIRONMENT, ROOT
from mlp import submissions
from tools import EQUAL_WORK, lay_out_course

from autograder.course import topics as course
from autograder.grading.grade import grade
from autograder.keys.build import build
from autograder.model.limits import Limits
from autograder.model.submission import Submission
from autograder.sandbox import Sandbox, tiers

TITLE = "Start-up"
EXAMPLE = ROOT / "examples" / "class" / "ada" / "activations.py"
KEY = ROOT / "assignments" / "activations" / "activations.key"
OFFENDERS = 12
GRADED = 20  # submissions a round beside each other without and with torch


def main() -> None:
    """Measure in turns and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=11)
    rounds = parser.parse_args().rounds
    lines = [*_check(rounds), "", *_imports(), "", *_forks(rounds)]
    results.write(TITLE, " ".join(["python benchmarks/start_up.py", *sys.argv[1:]]), lines)


def _check(rounds: int) -> list[str]:
    folder = BUILD / "student" / "activations"
    folder.mkdir(parents=True, exist_ok=True)
    for source in (EXAMPLE, KEY):
        shutil.copy(source, folder)
    commands = {
        "python -c 'import numpy'": [sys.executable, "-c", "import numpy"],
        "python -c 'import autograder.cli'": [sys.executable, "-c", "import autograder.cli"],
        "autograder check activations.py": [AUTOGRADER, "check", "activations.py"],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    spent: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            before = sum(os.times()[2:4])
            run = partial(subprocess.run, command, cwd=folder, env=ENVIRONMENT, capture_output=True)
            taken[name].append(_seconds(run))
            spent[name].append(sum(os.times()[2:4]) - before)
    rows = [
        [f"`{name}`", results.milliseconds(taken[name]), results.milliseconds(spent[name])]
        for name in commands
    ]
    beyond = []
    for measured in (taken, spent):
        plain, _, check = measured.values()
        beyond.append(results.milliseconds([b - a for a, b in zip(plain, check, strict=True)]))
    rows.append(["check beyond importing numpy (target: under 600 ms)", *beyond])
    return results.table(["", "wall time", "CPU time"], rows)


def _imports() -> list[str]:
    """What `autograder check` imports itself, by time of its own, slowest first."""
    command = [sys.executable, "-X", "importtime", "-c", "import autograder.cli"]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True)
    own: dict[str, int] = {}
    for line in done.stderr.splitlines():
        if line.startswith("import time:") and not line.endswith("imported package"):
            spent, _, name = line.removeprefix("import time:").split("|")
            package = name.strip().split(".")[0]
            own[package] = own.get(package, 0) + int(spent)
    total = sum(own.values())
    slowest = sorted(own.items(), key=lambda item: -item[1])[:OFFENDERS]
    return results.table(
        ["package imported by `autograder check`", "share of its import time"],
        [[f"`{name}`", f"{spent / total:.0%}"] for name, spent in slowest],
    )


def _forks(rounds: int) -> list[str]:
    tier = tiers.find()
    installed = [one for one in ("torch", "tensorflow") if importlib.util.find_spec(one)]
    sets: list[tuple[str, ...]] = [(), *((one,) for one in installed)]
    topic = course.topics(lay_out_course())[EQUAL_WORK]
    key = build(topic, "start-up")
    file_name = f"{topic.name}.py"
    sandboxes = [tier.sandbox(frameworks) for frameworks in sets]
    opened: list[list[float]] = [[] for _ in sets]
    graded: list[list[float]] = [[] for _ in sets]
    try:
        for sandbox in sandboxes:
            _fork(sandbox)  # starts the fork server
        for _ in range(rounds):
            for number in range(GRADED):
                one = Submission("s", topic.name, {file_name: submissions.source(number).encode()})
                for place, (sandbox, frameworks) in enumerate(zip(sandboxes, sets, strict=True)):
                    mine = replace(key, frameworks=frameworks)
                    opened[place].append(_seconds(partial(_fork, sandbox)))
                    graded[place].append(_seconds(partial(grade, one, mine, sandbox)))
    finally:
        for sandbox in sandboxes:
            sandbox.close()
    rows = []
    for frameworks, forks, grades in zip(sets, opened, graded, strict=True):
        name = ", ".join(("numpy", *frameworks))
        rows.append([name, results.milliseconds(forks), results.milliseconds(grades)])
    for framework, with_it in zip(installed, graded[1:], strict=True):
        more = [b - a for a, b in zip(graded[0], with_it, strict=True)]
        name = f"{framework} over numpy (target: at most 25 ms)"
        rows.append([name, "", results.milliseconds(more)])
    columns = [f"warm fork server, tier {tier.letter}", "fork, confine, end", "grade one net"]
    return results.table(columns, rows)


def _fork(sandbox: Sandbox) -> None:
    with sandbox.open(Limits()):
        pass


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
