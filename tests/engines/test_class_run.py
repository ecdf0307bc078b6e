"""A whole class: several judges give what one gives, and nothing is lost on the way."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.course.topic import Topic
from autograder.engines import local as engine
from autograder.engines.class_run import ClassRun, keys_of
from autograder.keys import cache
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.behaviour import Graded
from autograder.model.outcomes import Status
from autograder.model.report import Problem, Report
from autograder.model.submission import Submission
from autograder.sandbox.tiers import Tier
from tests.conftest import TOPICS

TOPIC = TOPICS["forward_and_losses"]


@pytest.fixture(scope="module")
def key() -> AnswerKey:
    return build(TOPIC, "batch")


def submissions(count: int) -> list[Submission]:
    """Right, unwritten and wrong ones in turn."""
    sources = [TOPIC.solution, TOPIC.stub, *(TOPIC.wrong(m) for m in TOPIC.misconceptions)]
    return [
        Submission(
            f"student{number:03}",
            TOPIC.name,
            {f"{TOPIC.name}.py": sources[number % len(sources)].encode()},
        )
        for number in range(count)
    ]


def timeless(reports: list[Report]) -> list[Report]:
    ordered = sorted(reports, key=lambda report: report.student)
    return [replace(report, duration_s=0.0) for report in ordered]


def test_several_judges_give_what_one_gives(key: AnswerKey, tier: Tier) -> None:
    found = submissions(3 * engine.WORTH_A_PROCESS)
    one, several = (
        timeless(list(engine.run(found, {TOPIC.name: key}, tier, workers))) for workers in (1, 3)
    )
    assert one == several
    assert len(one) == len(found)


def test_groups_of_wrong_behaviour_hang_on_no_judge(key: AnswerKey, tier: Tier) -> None:
    found = submissions(3 * engine.WORTH_A_PROCESS)
    one, several = (
        {
            graded.report.student: graded.behaviours
            for graded in engine.graded(found, {TOPIC.name: key}, tier, workers)
        }
        for workers in (1, 3)
    )
    assert one == several
    assert sum(map(len, one.values())) == len(found) - 2  # but for the right one and the stub


def test_a_class_run_hands_on_what_each_judge_gave(
    key: AnswerKey, tier: Tier, tmp_path: Path
) -> None:
    """With behaviours, which no report that it writes holds."""
    found = submissions(4)
    heard: list[Graded] = []

    class Listener:
        """A memory that knows nothing from before and notes what it is given."""

        def graded_before(self) -> Iterator[tuple[Submission, Report]]:
            yield from ()

        def keep(self, submission: Submission, graded: Graded) -> Report:
            heard.append(graded)
            return graded.report

        def standing(self) -> list[Report]:
            return []

    ClassRun(found, {TOPIC.name: key}, tier, 1, tmp_path, memory=Listener()).grade()
    assert [one.report.student for one in heard] == [one.student for one in found]
    behaviours = [one for graded in heard for one in graded.behaviours]
    assert behaviours
    texts = "".join(path.read_text() for path in tmp_path.rglob("*") if path.is_file())
    assert not any(one.bucket in texts or one.cases_digest in texts for one in behaviours)


def test_what_students_read_has_no_repair(key: AnswerKey, tier: Tier, tmp_path: Path) -> None:
    source = TOPIC.solution.replace("powers = np.exp(", "powers = 3 + np.exp(")
    assert source != TOPIC.solution
    one = Submission("ada", TOPIC.name, {f"{TOPIC.name}.py": source.encode()})
    for read_by_students in (False, True):
        out = tmp_path / str(read_by_students)
        run = ClassRun([one], {TOPIC.name: key}, tier, 1, out, for_students=read_by_students)
        [report] = run.grade()
        shown = any(task.repair for task in report.tasks)
        texts = "".join(path.read_text() for path in out.rglob("*") if path.is_file())
        assert shown == ("powers = np.exp(" in texts) == (not read_by_students)


def test_each_judge_has_cores_of_its_own(key: AnswerKey, tier: Tier) -> None:
    """So that a submission with many threads slows its own judge only."""
    if not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2:
        pytest.skip("needs a system that binds processes, and two cores")
    said = "import os\nraise OSError(f'cores {sorted(os.sched_getaffinity(0))}')\n"
    files = {f"{TOPIC.name}.py": said.encode()}
    found = [Submission(f"s{n}", TOPIC.name, files) for n in range(2 * engine.WORTH_A_PROCESS)]
    cores = set()
    for report in engine.run(found, {TOPIC.name: key}, tier, 2):
        [seen] = re.findall(r"cores \[([\d, ]+)\]", str(report.problems))
        cores.add(frozenset(seen.split(", ")))
    assert len(cores) == 2
    assert frozenset.intersection(*cores) == frozenset()


def test_judges_share_the_cores_where_there_are_too_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3, 1, 5}, raising=False)
    assert engine._shared_out(2) == [frozenset({1, 5}), frozenset({3})]
    assert engine._shared_out(4) == [None] * 4


def test_ctrl_c_keeps_what_is_graded_and_lists_the_rest(
    key: AnswerKey, tier: Tier, tmp_path: Path
) -> None:
    found = submissions(5)
    graded = 0

    def interrupt() -> None:
        nonlocal graded
        graded += 1
        if graded == 2:
            raise KeyboardInterrupt

    reports = ClassRun(found, {TOPIC.name: key}, tier, 1, tmp_path).grade(interrupt)
    assert [report.status for report in reports].count(Status.UNGRADED) == 3
    with (tmp_path / "grades.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["student"] for row in rows] == [one.student for one in found]
    assert sum("interrupted" in row["problems"] for row in rows) == 3
    assert len(list(tmp_path.glob("reports/*/*.html"))) == 5


def test_a_topic_whose_rubric_fails_stops_no_other(
    key: AnswerKey, tier: Tier, tmp_path: Path
) -> None:
    found = [*submissions(2), Submission("zoe", "broken", {"broken.py": b""})]
    topics = {TOPIC.name: TOPIC, "broken": Topic("broken", tmp_path / "r", tmp_path / "a")}
    keys = keys_of(found, topics, "batch", tmp_path / "keys")
    assert isinstance(keys["broken"], Problem)
    reports = ClassRun(found, keys, tier, 1, tmp_path / "out").grade()
    by_student = {report.student: report for report in reports}
    assert by_student["student000"].score == TOPIC_POINTS
    assert (by_student["zoe"].status, by_student["zoe"].score) == ("ungraded", None)
    assert by_student["zoe"].may_be_graded_again


TOPIC_POINTS = sum(task.points for task in TOPIC.rubric.tasks)


def test_keys_are_built_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = submissions(1)
    first = keys_of(found, TOPICS, "batch", tmp_path)

    def refuse(*_: object) -> None:
        raise AssertionError("built again")

    monkeypatch.setattr(cache, "build", refuse)
    again = keys_of(found, TOPICS, "batch", tmp_path)
    one, other = first[TOPIC.name], again[TOPIC.name]
    assert isinstance(one, AnswerKey) and isinstance(other, AnswerKey)
    assert one.hash == other.hash and len(one.tasks) == len(other.tasks)
    with pytest.raises(AssertionError, match="built again"):
        keys_of(found, TOPICS, "another seed", tmp_path)
