"""Grade the same submissions with two commits of the kit and list every mark that differs.

    python -m benchmarks.compare_marks OLD NEW [--topics a,b] [--work DIR]

The submissions are the example class and, for every topic, the reference, the stub, every correct
variant and every misconception, as the checkout from which this runs writes them out. Each commit
grades them with its own command line and rubrics and the same seed, from a worktree of its own.
Compared are status, score, the outcome and points of every check, and the ids of the findings, in
their order; messages and titles may differ. Exit code 1 if anything differs.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SEED = "compare-marks"


def main() -> int:
    """Write the submissions, grade them twice, compare."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--topics", default="", help="Only these, separated by commas.")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "compare-marks")
    chosen = parser.parse_args()
    submissions = chosen.work / "submissions"
    wanted = [name for name in chosen.topics.split(",") if name]
    write_submissions(submissions, wanted)
    results = [grade(commit, submissions, chosen.work) for commit in (chosen.old, chosen.new)]
    differences = compare(*results)
    for line in differences:
        print(line)
    print(
        f"{len(results[0])} reports of {chosen.old}, {len(results[1])} of {chosen.new}: "
        f"{len(differences)} differ"
    )
    return 1 if differences or not results[0] else 0


def write_submissions(target: Path, wanted: list[str]) -> None:
    """A class for each topic, one student a text; and the example class."""
    shutil.rmtree(target, ignore_errors=True)
    for name, texts in _texts(wanted).items():
        for student, text in texts.items():
            folder = target / name / student
            folder.mkdir(parents=True)
            (folder / f"{name}.py").write_text(text, encoding="utf-8")
    if not wanted:
        shutil.copytree(ROOT / "examples" / "class", target / "class")


def _texts(wanted: list[str]) -> dict[str, dict[str, str]]:
    from autograder.course import topics as course

    found = {}
    for name, topic in course.topics(ROOT).items():
        if wanted and name not in wanted:
            continue
        texts = {"reference": topic.solution, "stub": topic.stub}
        texts |= {f"variant--{one}": text for one, text in topic.variants.items()}
        texts |= {
            f"wrong--{one.task}--{one.label}": topic.wrong(one) for one in topic.misconceptions
        }
        found[name] = texts
    return found


def grade(commit: str, submissions: Path, work: Path) -> dict[str, Any]:
    """What a commit says of every submission, by the path of its report."""
    sha = _git("rev-parse", "--short=12", commit)
    tree, output = work / f"tree-{sha}", work / f"graded-{sha}"
    if not tree.exists():
        _git("worktree", "add", "--detach", str(tree), sha)
    for folder in sorted(submissions.iterdir()):
        if (output / folder.name / "done").exists():
            continue
        command = [sys.executable, "-m", "autograder", "grade", str(folder), "--course", str(tree)]
        command += ["--output", str(output / folder.name), "--seed", SEED]
        if folder.name != "class":
            command += ["--topic", folder.name]
        # The checkout's own package stands before the one that is installed.
        environment = {**os.environ, "PYTHONPATH": str(tree), "XDG_CONFIG_HOME": str(work / sha)}
        subprocess.run(command, cwd=work, env=environment, check=True, stdout=subprocess.DEVNULL)
        (output / folder.name / "done").touch()
    return {
        path.relative_to(output).as_posix(): _marks(json.loads(path.read_bytes()))
        for folder in sorted(submissions.iterdir())
        for path in sorted((output / folder.name / "reports").glob("*/*.json"))
    }


def _marks(report: dict[str, Any]) -> dict[str, Any]:
    """What must not change of a report."""
    return {
        "status": report["status"],
        "score": report["score"],
        "problems": [one["kind"] for one in report["problems"]],
        **{
            task["name"]: [
                task["outcome"],
                task["score"],
                [
                    [check["outcome"], check["points"], [one["id"] for one in check["findings"]]]
                    for check in task["checks"]
                ],
            ]
            for task in report["tasks"]
        },
    }


def compare(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """One line for each part of a report that is not the same."""
    lines = [f"{path}: only one commit has it" for path in sorted(old.keys() ^ new.keys())]
    for path in sorted(old.keys() & new.keys()):
        for part in {**old[path], **new[path]}:
            before, after = old[path].get(part), new[path].get(part)
            if before != after:
                lines.append(f"{path}: {part}: {before} -> {after}")
    return lines


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
