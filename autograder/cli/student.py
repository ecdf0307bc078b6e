"""Commands for students: start, check, hint."""

from __future__ import annotations

import json
from pathlib import Path

import click

from autograder.cli.console import BELOW_PASS, UNGRADED, Trouble, console
from autograder.collect import discover as intake
from autograder.course.assignments import assignments_folder, in_order
from autograder.keys import files as key_files
from autograder.model.answer_key import AnswerKey
from autograder.release.hand_out import NOTEBOOK, SCRIPT, hand_out
from autograder.reports import terminal
from autograder.storage.atomic_write import write_file
from autograder.student.check import files_beside, graded

HINTS_GIVEN = ".autograder.json"


@click.command("start")
@click.argument("topic")
@click.option("--notebook", is_flag=True, help="A notebook to work in instead of a Python file.")
def start(topic: str, notebook: bool) -> None:
    """Make the folder TOPIC here, with the stub, the handout and the public key."""
    shipped = assignments_folder()
    known = in_order({path.parent.name for path in shipped.glob("*/*.key")}, shipped)
    if topic not in known:
        raise Trouble(f"there is no topic “{topic}”; there are: {', '.join(known)}")
    target = Path(topic)
    form = NOTEBOOK if notebook else SCRIPT
    if (target / f"{topic}{form}").exists():
        raise Trouble(f"{target / (topic + form)} is there already; it was left as it is")
    try:
        hand_out(shipped / topic, target, [form])
    except OSError as error:
        raise Trouble(f"cannot write to {target}: {error.strerror}") from None
    if notebook:
        console.print(f"Open {target}/{topic}.ipynb in Jupyter and work through it.")
        console.print("Each function is followed by a cell that checks it.")
        return
    console.print(f"Read {target}/README.md, fill in {target}/{topic}.py, then:")
    console.print(f"  cd {topic}")
    console.print("  autograder check")


@click.command("check")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--page", type=click.Path(path_type=Path), help="Write the report here as HTML, too.")
def check(file: Path | None, page: Path | None) -> None:
    """Check your own work. FILE is your topic's file; without it, the one in this folder."""
    paths = _own_files(file)
    key = _public_key(paths[0])
    report = graded(paths, key)
    terminal.show_check(console, report)
    if page is not None:
        from autograder.reports.html import submission_page

        write_file(page, submission_page(report))
    if report.score is None:
        raise SystemExit(UNGRADED)
    if report.score < report.max_score:
        raise SystemExit(BELOW_PASS)


@click.command("hint")
@click.argument("task")
@click.argument("file", required=False, type=click.Path(path_type=Path))
def hint(task: str, file: Path | None) -> None:
    """Give the next hint for TASK, and say how many are left."""
    paths = _own_files(file)
    key = _public_key(paths[0])
    named = {one.name: one for one in key.tasks}
    if task not in named:
        raise Trouble(f"there is no task “{task}”; there are: {', '.join(named)}")
    report = graded(paths, key)
    ladder = [finding.hint for finding in report.findings if finding.task == task]
    ladder += [one for one in named[task].hints if one not in ladder]
    if not ladder:
        raise Trouble(f"there is no hint for {task}; read the handout, README.md")
    memory = paths[0].parent / HINTS_GIVEN
    given = _hints_given(memory)
    step = min(given.get(task, 0), len(ladder) - 1)
    console.print(ladder[step], markup=False)
    left = len(ladder) - step - 1
    console.print(f"({left} more)" if left else "(that was the last one)", style="dim")
    write_file(memory, json.dumps({**given, task: step + 1}))


def _hints_given(memory: Path) -> dict[str, int]:
    if not memory.exists():
        return {}
    try:
        given = json.loads(memory.read_text(encoding="utf-8"))
        return {str(task): int(count) for task, count in given.items()}
    except (ValueError, AttributeError, TypeError):
        raise Trouble(f"{memory} is damaged: delete it") from None


def _own_files(file: Path | None) -> list[Path]:
    """The file that is meant; where none is named, the topic's file, its notebook, or both."""
    if file is not None and not file.is_dir():
        if not file.exists():
            raise Trouble(f"there is no file {file}")
        return [file]
    where = file or Path()
    keys = sorted([*where.glob("*.key"), *where.glob("*/*.key")])
    if not keys:
        raise Trouble("no topic is here: `autograder start TOPIC` makes a folder for one")
    if len(keys) > 1:
        names = ", ".join(str(key.with_suffix(".py")) for key in keys)
        raise Trouble(f"several topics are here; check one of {names}")
    found = files_beside(keys[0])
    if not found:
        both = (str(keys[0].with_suffix(suffix)) for suffix in intake.SUFFIXES)
        raise Trouble(f"there is no file {' or '.join(both)}")
    return found


def _public_key(file: Path) -> AnswerKey:
    beside = file.with_suffix(".key")
    shipped = assignments_folder() / file.stem / f"{file.stem}.key"
    for path in (beside, shipped):
        if path.exists():
            return key_files.read(path)
    raise Trouble(f"there is no key {beside}: run this where `autograder start` put your file")
