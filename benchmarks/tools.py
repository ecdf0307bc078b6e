"""The tools that are compared: each grades submissions and says how long each took.

Every tool starts from files that lie ready, runs single-threaded, and is measured at its best: what
it needs once for a class is paid before the clock starts where the tool has a place for it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import grading_runs
from grading_runs import BUILD, ENVIRONMENT
from mlp import notebooks, submissions

MLP = Path(__file__).with_name("mlp")
COMMON = BUILD / "common"
SUBMITTED = BUILD / "submitted"
PINNED = {
    "nbgrader": "0.9.6",
    "otter-grader": "7.0.0",
    "gradescope-utils": "0.5.0",
    "pytest": "9.2.0",
}
PYTHON = BUILD / "venv" / "bin" / "python"
CHECKS = 12
SUPPORT = ("checks.py", "cases.py", "driver.py", "solution.py")
COURSE = BUILD / "course"
OWN_WAY, EQUAL_WORK = "mlp", "mlp_numeric"


@dataclass(frozen=True)
class Graded:
    """Seconds and CPU seconds of a submission (medians), and which numbers passed every check."""

    seconds: float
    cpu: float | None
    right: frozenset[int]
    start_up: float | None = None


def prepare(numpy_version: str) -> None:
    """The other tools' environment, the files of all tools, the submissions."""
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", str(BUILD / "venv")], check=True)
    wanted = [f"{name}=={version}" for name, version in PINNED.items()]
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", f"numpy=={numpy_version}", *wanted]
    subprocess.run(pip, check=True)
    for folder in (COMMON, SUBMITTED):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    for name in ("checks.py", "test_mlp.py", "gradescope_mlp.py", "warm.py", "nbgrader_batch.py"):
        shutil.copy(MLP / name, COMMON)
    for name in ("cases.py", "driver.py", "solution.py"):
        shutil.copy(MLP / "topic" / name, COMMON)
    lay_out_course()
    (COMMON / "pytest.ini").write_text("[pytest]\n")
    for number in range(len(submissions.CHOSEN)):
        place = _submitted(number)
        place.mkdir()
        (place / "mlp.py").write_text(submissions.source(number))


def lay_out_course() -> Path:
    """The course for this kit: the same topic twice, see mlp/topic/rubric.py."""
    shutil.rmtree(COURSE, ignore_errors=True)
    for topic in (OWN_WAY, EQUAL_WORK):
        shutil.copytree(MLP / "topic", COURSE / "reference" / topic)
        assignment = COURSE / "assignments" / topic
        assignment.mkdir(parents=True)
        shutil.copy(MLP / "topic" / "driver.py", assignment)
    return COURSE


class Kit:
    """This kit: one run of `autograder grade` over copies of the submissions."""

    def __init__(self, topic: str, workers: int, copies: int) -> None:
        self.name = f"autograder grade --workers {workers}"
        if topic == OWN_WAY:
            self.name += ", as used"
        self._topic = topic
        self._workers = workers
        self._copies = copies

    def grade(self, numbers: list[int]) -> Graded:
        """Timed inside the running batch; what comes before its first report is the start-up."""
        many = numbers * self._copies
        folder = BUILD / "class" / f"{self._topic}-{'-'.join(map(str, numbers))}x{self._copies}"
        sources = [submissions.source(number).encode() for number in many]
        run = grading_runs.grade(
            grading_runs.lay_out(folder, self._topic, sources), self._workers, course=COURSE
        )
        if run.tier != "A":
            print(f"note: this machine gives sandbox tier {run.tier}, not A", file=sys.stderr)
        passed = {many[int(student[1:])]: count for student, count in run.passed.items()}
        return Graded(run.each, run.cpu_each, _right(passed), run.start_up)


class Warm:
    """The same checks in one warm process without any isolation."""

    name = "the same checks, one warm process"

    def __init__(self, copies: int) -> None:
        self._copies = copies

    def grade(self, numbers: list[int]) -> Graded:
        """Each submission's import and checks alone."""
        folders = [str(_submitted(number)) for number in numbers]
        command = [sys.executable, str(COMMON / "warm.py"), str(self._copies), *folders]
        results = json.loads(_run(command, SUBMITTED))
        seconds, cpu = (sum(row[i] for row in results) / len(results) for i in (0, 1))
        passed = dict(zip(numbers, (row[2] for row in results), strict=False))
        return Graded(seconds, cpu, _right(passed))


class Pytest:
    """A fresh pytest process for each submission."""

    name = "pytest, a process each"

    def grade(self, numbers: list[int]) -> Graded:
        """The whole process."""
        command = [str(PYTHON), "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        timings, right = [], set()
        for number in numbers:
            timing = _timed([*command, str(COMMON / "test_mlp.py")], _submitted(number))
            timings.append(timing)
            if timing.code == 0:
                right.add(number)
        return _graded(timings, frozenset(right))


class Gradescope:
    """A fresh gradescope-utils process for each submission."""

    name = "gradescope-utils, a process each"

    def grade(self, numbers: list[int]) -> Graded:
        """The whole process."""
        timings, passed = [], {}
        for number in numbers:
            place = _submitted(number)
            timings.append(_timed([str(PYTHON), str(COMMON / "gradescope_mlp.py")], place))
            passed[number] = json.loads((place / "results.json").read_text())["score"]
        return _graded(timings, _right(passed))


class Nbgrader:
    """`autograde` of nbgrader, many students in one process."""

    name = "nbgrader, students in one process"

    def __init__(self) -> None:
        self._course = BUILD / "nbgrader"
        shutil.rmtree(self._course, ignore_errors=True)
        names = _checks()
        self._lay_out(self._course / "source" / "mlp", submissions.source(0), names)
        for number in range(len(submissions.CHOSEN)):
            place = self._course / "submitted" / f"s{number:02}" / "mlp"
            self._lay_out(place, submissions.source(number), names)
        # A lone cell holds the solution: left as it is, what is released is what is handed in.
        (self._course / "nbgrader_config.py").write_text(
            "c = get_config()\n"
            "c.ClearSolutions.enforce_metadata = False\n"
            "c.CourseDirectory.course_id = 'benchmark'\n"
        )
        _run([str(PYTHON), "-m", "nbgrader", "generate_assignment", "mlp"], self._course)

    def _lay_out(self, place: Path, source: str, names: list[str]) -> None:
        place.mkdir(parents=True)
        _write(place / "mlp.ipynb", notebooks.for_nbgrader(source, names))
        for name in SUPPORT:
            shutil.copy(COMMON / name, place)

    def grade(self, numbers: list[int]) -> Graded:
        """Each submission's `autograde`, a kernel each, as nbgrader does."""
        students = [f"s{number:02}" for number in numbers]
        command = [str(PYTHON), str(COMMON / "nbgrader_batch.py"), *students]
        results = json.loads(_run(command, self._course))
        passed = {number: row[2] for number, row in zip(numbers, results, strict=True)}
        timings = [_Timing(row[0], row[1], 0) for row in results]
        return _graded(timings, _right(passed))


class Otter:
    """`otter run` for each submission, without its container."""

    name = "otter run, a process each"

    def __init__(self) -> None:
        self._place = BUILD / "otter"
        shutil.rmtree(self._place, ignore_errors=True)
        tests = self._place / "tests"
        tests.mkdir(parents=True)
        shutil.copy(MLP / "otter_mlp.py", tests / "mlp.py")
        support = [shutil.copy(COMMON / name, self._place) for name in SUPPORT]
        otter = [str(PYTHON), "-m", "otter", "generate", "-t", "tests", "-o", "autograder.zip"]
        _run([*otter, *(Path(name).name for name in support)], self._place)
        for number in range(len(submissions.CHOSEN)):
            folder = self._place / f"s{number:02}"
            folder.mkdir()
            _write(folder / "mlp.ipynb", notebooks.for_otter(submissions.source(number)))

    def grade(self, numbers: list[int]) -> Graded:
        """The whole process."""
        timings, passed = [], {}
        for number in numbers:
            folder = self._place / f"s{number:02}"
            command = [str(PYTHON), "-m", "otter", "run", "-a", "autograder.zip", "--no-logo"]
            command += ["-o", folder.name, f"{folder.name}/mlp.ipynb"]
            timings.append(_timed(command, self._place))
            if timings[-1].code != 0:
                raise SystemExit(f"otter run failed on {folder.name}")
            tests = json.loads((folder / "results.json").read_text())["tests"]
            passed[number] = round(sum(test.get("score", 0) for test in tests))
        return _graded(timings, _right(passed))


@dataclass(frozen=True)
class _Timing:
    seconds: float
    cpu: float
    code: int


def _graded(timings: list[_Timing], right: frozenset[int]) -> Graded:
    return Graded(median(t.seconds for t in timings), median(t.cpu for t in timings), right)


def _submitted(number: int) -> Path:
    return SUBMITTED / f"s{number:02}"


def _right(passed: dict[int, Any]) -> frozenset[int]:
    return frozenset(number for number, count in passed.items() if count == CHECKS)


def _checks() -> list[str]:
    listing = "import checks, json; print(json.dumps([c.__name__ for c in checks.ALL]))"
    names: list[str] = json.loads(_run([sys.executable, "-c", listing], COMMON))
    return names


def _write(path: Path, tree: dict[str, Any]) -> None:
    path.write_text(json.dumps(tree, indent=1))


def _environment(place: Path) -> dict[str, str]:
    return {
        **ENVIRONMENT,
        "PYTHONPATH": os.pathsep.join([str(COMMON), str(place)]),
        "PATH": os.pathsep.join([str(PYTHON.parent), os.environ.get("PATH", "")]),
    }


def _timed(command: list[str], place: Path) -> _Timing:
    """Run a command; its CPU time is that of all that it waited for."""
    started, spent = time.perf_counter(), sum(os.times()[2:4])
    done = subprocess.run(command, cwd=place, env=_environment(place), capture_output=True)
    return _Timing(time.perf_counter() - started, sum(os.times()[2:4]) - spent, done.returncode)


def _run(command: list[str], place: Path) -> str:
    done = subprocess.run(
        command, cwd=place, env=_environment(place), capture_output=True, text=True
    )
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
    return done.stdout
