"""Every hostile program in every setting: what it earns, reaches, harms and leaves."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from autograder.engines import local as engine
from autograder.sandbox.tiers import Tier
from tests.hostile import programs, runner, settings
from tests.hostile.programs import Program, Verdict

TABLE = programs.everything()
PLAIN = sorted(name for name, program in TABLE.items() if not program.needs)
FRAMEWORK = sorted(name for name, program in TABLE.items() if program.needs)
TORCH = importlib.util.find_spec("torch") is not None
# A report says what went wrong, and does not repeat what a submission shouts.
MOST_TEXT = 60_000


@dataclass
class Graded:
    """What the runner told of a setting, by program."""

    setting: str
    told: dict[str, dict[str, Any]]
    tier: str
    honest: dict[str, Any]
    complaint: str

    def breaches(self, name: str) -> list[str]:
        """Everything that is not as it must be, in words."""
        if name not in self.told:
            return [f"the runner came to an end before: {self.complaint}"]
        told = self.told[name]
        found = _verdict(told["report"], TABLE[name].expected(self.setting))
        if name.startswith("honest:") and told["report"]["problems"]:
            found.append(f"problems: {told['report']['problems']}")
        found += [f"escaped: {word}" for word in told["secrets"]]
        found += [f"in the page: {word!r}" for word in told["page"]]
        found += told["left"]
        if told["size"] > MOST_TEXT:
            found.append(f"report and page have {told['size']} characters")
        if told["neighbour"]:
            found.append(f"the honest neighbour got another report: {told['neighbour']}")
        if not told["sibling"]:
            found.append("the session that was open beside it was harmed")
        return found


def _verdict(report: dict[str, Any], wanted: Verdict) -> list[str]:
    tasks = {task["name"]: task for task in report["tasks"]}
    if set(tasks) != {"double", "add_one"}:
        return [f"not graded: {report['problems']}"]
    found = []
    double, add_one = tasks["double"], tasks["add_one"]
    allowed = wanted.double if isinstance(wanted.double, tuple) else (wanted.double,)
    said = double["checks"][0]["message"]
    if double["outcome"] not in allowed:
        found.append(f"double {double['outcome']}: {said}")
    if double["score"] != (2 if double["outcome"] == "passed" else 0):
        found.append(f"double got {double['score']} points")
    if not re.search(wanted.says, said):
        found.append(f"double says: {said}")
    if add_one["outcome"] != wanted.add_one:
        found.append(f"add_one {add_one['outcome']}: {add_one['checks'][0]['message']}")
    kinds = {problem["kind"] for problem in report["problems"]}
    # Which task hung or died is told as a problem, too; what it says is with the task.
    if {kind for kind in kinds if not kind.startswith("run_")} != set(wanted.problem.split()):
        found.append(f"problems: {report['problems']}")
    return found


def _graded(setting: str, framework: str) -> Graded:
    done = settings.run("tests.hostile.runner", setting, framework)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines, done.stderr
    head, *told = lines
    by_name = {one["name"]: one for one in told}
    return Graded(setting, by_name, head["tier"], head["honest"], done.stderr[-3000:])


@pytest.fixture(scope="module", params=settings.SETTINGS)
def setting(request: pytest.FixtureRequest) -> str:
    reason = settings.missing(request.param)
    if reason:
        pytest.skip(reason)
    return str(request.param)


@pytest.fixture(scope="module")
def runs(request: pytest.FixtureRequest) -> Iterator[dict[tuple[str, str], Future[Graded]]]:
    """What the chosen tests need, two at a time: much of it waits for time limits."""
    needed: dict[tuple[str, str], None] = {}
    for item in request.session.items:
        if isinstance(item, pytest.Function) and "setting" in item.fixturenames:
            framework = "torch" if "graded_with_torch" in item.fixturenames else ""
            setting = item.callspec.params["setting"]
            assert isinstance(setting, str)
            if not settings.missing(setting) and (not framework or TORCH):
                needed[setting, framework] = None
    with ThreadPoolExecutor(2) as pool:
        yield {run: pool.submit(_graded, *run) for run in needed}


@pytest.fixture(scope="module")
def graded(setting: str, runs: dict[tuple[str, str], Future[Graded]]) -> Graded:
    return runs[setting, ""].result()


@pytest.fixture(scope="module")
def graded_with_torch(setting: str, runs: dict[tuple[str, str], Future[Graded]]) -> Graded:
    if not TORCH:
        pytest.skip("torch is not installed")
    return runs[setting, "torch"].result()


def test_the_honest_submission_is_right(graded: Graded) -> None:
    assert [task["outcome"] for task in graded.honest["tasks"]] == ["passed", "passed"]
    assert graded.tier == ("C" if "without" in graded.setting else graded.tier)


@pytest.mark.parametrize("name", PLAIN)
def test_program(graded: Graded, name: str) -> None:
    assert graded.breaches(name) == []


@pytest.mark.parametrize("name", FRAMEWORK)
def test_program_with_torch(graded_with_torch: Graded, name: str) -> None:
    assert graded_with_torch.breaches(name) == []


@pytest.mark.parametrize("family", programs.FAMILIES)
def test_every_family_has_several_members(family: str) -> None:
    members: list[Program] = programs.family(family)
    assert len(members) >= 10


def test_a_batch_full_of_them_changes_no_other_report(tier: Tier) -> None:
    if tier.letter == "D":
        pytest.skip("no confinement on this machine: " + "; ".join(tier.reasons))
    key = runner.probe_key()
    found = []
    for number, program in enumerate([*programs.family("exits"), *programs.family("values")]):
        found.append(runner.submission(f"hostile{number}", program.source))
        found.append(runner.submission(f"honest{number}", runner.HONEST))
    reports = list(engine.run(found, {"probe": key}, tier, 2, runner.LIMITS))
    assert sorted(report.student for report in reports) == sorted(one.student for one in found)
    honest = [report for report in reports if report.student.startswith("honest")]
    assert {report.score for report in honest} == {key.points}
    assert len({runner.comparable(report) for report in honest}) == 1
