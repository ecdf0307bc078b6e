"""Commands for students (start, check, hint) and instructors (grade, verify, doctor, build)."""

from __future__ import annotations

import json
import os
import platform
import secrets
import shutil
from pathlib import Path

import click
import numpy
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder import __version__, answer_key, course, engine, intake, key_building, verify
from autograder.answer_key import AnswerKey, AnswerKeyError
from autograder.grading import Submission, grade
from autograder.render import files, terminal
from autograder.report import GradeReport
from autograder.rubric import RubricError
from autograder.sandbox import Session

BELOW_PASS, USAGE, UNGRADED = 1, 2, 3
HINTS_GIVEN = ".autograder.json"
console = Console(highlight=False, soft_wrap=True)


class Trouble(click.ClickException):
    """A usage error: one line and exit code 2."""

    exit_code = USAGE


class _Group(click.Group):
    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (
            course.CourseError,
            intake.IntakeError,
            AnswerKeyError,
            RubricError,
        ) as error:
            raise Trouble(str(error)) from None


@click.group(cls=_Group)
@click.version_option(__version__, prog_name="autograder")
def main() -> None:
    """Set, check and grade programming work on neural-network fundamentals.

    Students: `autograder start TOPIC` makes a folder to work in, `autograder check` says what to do
    next, `autograder hint TASK` helps. Instructors: `autograder grade FOLDER` grades a class.
    """


@main.command("start")
@click.argument("topic")
def start(topic: str) -> None:
    """Make the folder TOPIC here, with the stub, the handout and the public key."""
    source = course.assignments_folder() / topic
    if not (source / f"{topic}.py").exists():
        known = sorted(path.parent.name for path in course.assignments_folder().glob("*/*.key"))
        raise Trouble(f"there is no topic “{topic}”; there are: {', '.join(known)}")
    target = Path(topic)
    if (target / f"{topic}.py").exists():
        raise Trouble(f"{target / (topic + '.py')} is there already; it was left as it is")
    target.mkdir(exist_ok=True)
    for name in (f"{topic}.py", "README.md", f"{topic}.key"):
        shutil.copyfile(source / name, target / name)
    console.print(f"Read {target}/README.md, fill in {target}/{topic}.py, then:")
    console.print(f"  cd {topic} && autograder check")


@main.command("check")
@click.argument("file", required=False, type=click.Path(path_type=Path))
def check(file: Path | None) -> None:
    """Check your own work. FILE is your topic's file; without it, the one in this folder."""
    path = _own_file(file)
    report = grade(_own(path), _public_key(path))
    terminal.show_check(console, report)
    if report.score is None:
        raise SystemExit(UNGRADED)
    if report.score < report.max_score:
        raise SystemExit(BELOW_PASS)


@main.command("hint")
@click.argument("task")
@click.argument("file", required=False, type=click.Path(path_type=Path))
def hint(task: str, file: Path | None) -> None:
    """Give the next hint for TASK, and say how many are left."""
    path = _own_file(file)
    key = _public_key(path)
    named = {one.name: one for one in key.tasks}
    if task not in named:
        raise Trouble(f"there is no task “{task}”; there are: {', '.join(named)}")
    report = grade(_own(path), key)
    ladder = [finding.hint for finding in report.findings if finding.task == task]
    ladder += named[task].hints
    if not ladder:
        raise Trouble(f"there is no hint for {task}; read the handout, README.md")
    memory = path.parent / HINTS_GIVEN
    given: dict[str, int] = {}
    if memory.exists():
        try:
            given = json.loads(memory.read_text(encoding="utf-8"))
        except ValueError:
            raise Trouble(f"{memory} is damaged: delete it") from None
    step = min(given.get(task, 0), len(ladder) - 1)
    console.print(ladder[step], markup=False)
    left = len(ladder) - step - 1
    console.print(f"({left} more)" if left else "(that was the last one)", style="dim")
    files.replace(memory, json.dumps({**given, task: step + 1}))


@main.command("grade")
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option("--topic", help="Grade only this topic.")
@click.option(
    "--output", type=click.Path(path_type=Path), default=Path("graded"), show_default=True
)
@click.option("--workers", type=click.IntRange(1, 256), default=os.cpu_count() or 1)
@click.option("--course", "folder", type=click.Path(path_type=Path), help="Folder with reference/.")
@click.option("--seed", envvar="AUTOGRADER_SEED", help="Secret from which hidden cases are drawn.")
def grade_class(
    submissions: Path,
    topic: str | None,
    output: Path,
    workers: int,
    folder: Path | None,
    seed: str | None,
) -> None:
    """Grade SUBMISSIONS/<student>/<topic>.py of a whole class."""
    known = course.topics(course.find_course(folder))
    if topic is not None and topic not in known:
        raise Trouble(f"there is no topic “{topic}”; there are: {', '.join(known)}")
    found = intake.discover(submissions, list(known), topic)
    try:
        output.mkdir(parents=True, exist_ok=True)
        files.replace(output / "grades.csv", "")
    except OSError as error:
        raise Trouble(f"cannot write to {output}: {error.strerror}") from None
    secret = seed or _secret()
    needed = sorted({one.topic for one in found})
    keys = {name: key_building.build(known[name], secret) for name in needed}
    console.print(f"{len(found)} submissions, sandbox tier {Session.tier}")
    reports: list[GradeReport] = []
    interrupted = False
    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        with Progress(*columns, console=Console(stderr=True)) as progress:
            bar = progress.add_task("grading", total=len(found))
            for report in engine.run(found, keys, workers):
                files.write_report(report, output)
                reports.append(report)
                progress.advance(bar)
    except KeyboardInterrupt:
        interrupted = True
    finally:
        files.write_class(reports, output)
    reports.sort(key=lambda report: (report.topic, report.student))
    terminal.show_class(console, reports)
    console.print(f"\nReport: {output / 'index.html'}   Grades: {output / 'grades.csv'}")
    if interrupted:
        raise Trouble(f"interrupted: {len(found) - len(reports)} submissions were not graded")
    if any(problem.kind == "kit" for report in reports for problem in report.problems):
        raise SystemExit(UNGRADED)


@main.command("verify")
@click.argument("topics", nargs=-1)
@click.option("--course", "folder", type=click.Path(path_type=Path))
@click.option("--seed", default="verify", show_default=True)
def verify_topics(topics: tuple[str, ...], folder: Path | None, seed: str) -> None:
    """Prove the rubric of each topic on all that it must accept, reject and name."""
    place = course.find_course(folder)
    chosen = [course.choose(place, name) for name in topics or course.topics(place)]
    breaches = 0
    for topic in chosen:
        proof = verify.prove(topic, key_building.build(topic, seed), os.cpu_count() or 1)
        console.print(
            f"{topic.name}: {proof.accepted} accepted, {proof.rejected} rejected; "
            f"{len(proof.false_accepts)} false accepts, {len(proof.false_rejects)} false rejects, "
            f"{len(proof.unnamed)} unnamed"
        )
        for kind in ("false_accepts", "false_rejects", "unnamed"):
            for line in getattr(proof, kind):
                breaches += 1
                console.print(f"  {kind.replace('_', ' ')}: {line}", markup=False)
    if breaches:
        raise SystemExit(BELOW_PASS)


@main.command("build")
@click.option("--course", "folder", type=click.Path(path_type=Path))
def build(folder: Path | None) -> None:
    """Make every topic's stub and public key from its reference."""
    for topic in course.topics(course.find_course(folder)).values():
        topic.assignment.mkdir(parents=True, exist_ok=True)
        files.replace(topic.assignment / f"{topic.name}.py", topic.stub)
        key = key_building.build(topic, answer_key.PUBLIC_SEED)
        answer_key.save(key, topic.assignment / f"{topic.name}.key")
        console.print(f"{topic.name}: stub and public key written")


@main.command("doctor")
def doctor() -> None:
    """Say what this machine offers to the kit."""
    console.print(f"autograder {__version__}, Python {platform.python_version()}")
    console.print(f"numpy {numpy.__version__}, {platform.system()}, {os.cpu_count()} cores")
    console.print(f"sandbox tier {Session.tier}: a fresh process with limits, no confinement")
    console.print(f"topics here: {course.assignments_folder()}")


def _own_file(file: Path | None) -> Path:
    if file is None or file.is_dir():
        where = file or Path()
        keys = sorted([*where.glob("*.key"), *where.glob("*/*.key")])
        if not keys:
            raise Trouble("no topic is here: `autograder start TOPIC` makes a folder for one")
        if len(keys) > 1:
            names = ", ".join(str(key.with_suffix(".py")) for key in keys)
            raise Trouble(f"several topics are here; say which: autograder check {names}")
        file = keys[0].with_suffix(".py")
    if not file.exists():
        raise Trouble(f"there is no file {file}")
    return file


def _public_key(file: Path) -> AnswerKey:
    beside = file.with_suffix(".key")
    shipped = course.assignments_folder() / file.stem / f"{file.stem}.key"
    for path in (beside, shipped):
        if path.exists():
            return answer_key.read(path)
    raise Trouble(f"there is no key {beside}: run this where `autograder start` put your file")


def _own(file: Path) -> Submission:
    found = intake.discover(file, [file.stem], file.stem)[0]
    return Submission("you", found.topic, found.files, found.status, found.problems)


def _secret() -> str:
    """This machine's own secret, made once: hidden cases are the same for every run here."""
    path = Path(click.get_app_dir("neural-autograder")) / "seed"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(secrets.token_hex(16))
    return path.read_text(encoding="utf-8").strip()
