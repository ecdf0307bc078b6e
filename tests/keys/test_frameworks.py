"""Topics that need a framework: where it is missing nobody gets a zero; the judge needs none."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli import main
from autograder.course.errors import BrokenCourse
from autograder.course.topic import Topic
from autograder.grading.grade import grade
from autograder.keys import files as key_files
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.limits import Limits
from autograder.model.observation import Value
from autograder.model.report import Report
from autograder.model.requests import Case, LoadRequest, RunRequest
from autograder.model.submission import Submission
from autograder.sandbox import FreshProcesses, Sandbox
from autograder.sandbox.availability import unavailable
from autograder.sandbox.fresh import FreshSession
from autograder.sandbox.session import EncodedRun
from tests.conftest import ROOT, TOPICS, trains

NEEDS_TORCH = sorted(n for n, topic in TOPICS.items() if topic.rubric.frameworks == ("torch",))
SAYS = "not available here: install torch"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def without_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *a: None if name == "torch" else find(name, *a)
    )


@pytest.fixture
def small_course(tmp_path: Path) -> Path:
    """A course of one topic, the PyTorch loop."""
    for folder in ("reference", "assignments"):
        shutil.copytree(ROOT / folder / "torch_training", tmp_path / folder / "torch_training")
    return tmp_path


def test_what_is_installed_is_available() -> None:
    assert unavailable(()) is None
    assert unavailable(("json",)) is None


def test_what_is_missing_is_named_with_the_way_to_get_it() -> None:
    problem = unavailable(("json", "no_such_framework"))
    assert problem is not None and "install no_such_framework (pip install" in problem.message
    assert "json" not in problem.message


def test_a_class_is_graded_without_the_framework_but_for_its_topic(
    tmp_path: Path, without_torch: None
) -> None:
    work = tmp_path / "in/ada"
    work.mkdir(parents=True)
    for name in ("torch_training", "activations"):
        (work / f"{name}.py").write_text(TOPICS[name].solution)
    result = run("grade", work.parent, "--output", tmp_path / "out")
    assert result.exit_code == 3 and SAYS in result.output
    reports = tmp_path / "out/reports/ada"
    lacking = json.loads((reports / "torch_training.json").read_text())
    assert lacking["status"] == "ungraded" and lacking["score"] is None
    assert SAYS in lacking["problems"][0]["message"]
    other = json.loads((reports / "activations.json").read_text())
    assert other["score"] == other["max_score"]


def test_a_students_check_says_what_to_install(tmp_path: Path, without_torch: None) -> None:
    for name in ("torch_training.py", "torch_training.key"):
        shutil.copy(ROOT / "assignments/torch_training" / name, tmp_path)
    result = run("check", tmp_path / "torch_training.py")
    assert result.exit_code == 3
    assert SAYS in result.output and "not a zero" in result.output
    assert "points" not in result.output


def test_verify_says_that_nothing_was_proven(small_course: Path, without_torch: None) -> None:
    result = run("verify", "--course", small_course)
    assert result.exit_code == 3
    assert result.output.startswith(f"torch_training: {SAYS}")


def test_build_makes_the_stub_and_keeps_the_key(small_course: Path, without_torch: None) -> None:
    folder = small_course / "assignments/torch_training"
    (folder / "torch_training.py").unlink()
    before = (folder / "torch_training.key").read_bytes()
    result = run("build", "--course", small_course)
    assert result.exit_code == 3 and SAYS in result.output
    assert (folder / "torch_training.py").read_text() == TOPICS["torch_training"].stub
    assert (folder / "torch_training.key").read_bytes() == before


def test_doctor_names_what_is_missing(without_torch: None) -> None:
    result = run("doctor")
    assert result.exit_code == 0 and f"torch {SAYS}" in result.output


# Building the key of a capstone trains for minutes, in the same way.
@pytest.mark.parametrize("name", [name for name in NEEDS_TORCH if not trains(TOPICS[name])])
def test_building_a_key_leaves_the_framework_out_of_the_judge(name: str) -> None:
    lacking = unavailable(TOPICS[name].rubric.frameworks)
    if lacking is not None:
        pytest.skip(lacking.message)
    program = (
        "import sys; from pathlib import Path; from autograder.course import topics as course\n"
        "from autograder.keys.build import build\n"
        f"topic = course.choose(Path(sys.argv[1]), {name!r})\n"
        "key = build(topic, 'tests')\n"
        "print(sorted(set(sys.modules) & set(topic.rubric.frameworks)), len(key.misconceptions))"
    )
    command = [sys.executable, "-c", program, str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", str(len(TOPICS[name].misconceptions))]


KERNELS = (
    "import torch\n"
    "def f(x):\n"
    "    return torch.backends.cpu.get_cpu_capability() + str(torch.tensor(x).exp().item())\n"
)


@pytest.mark.skipif(sys.platform != "linux", reason="fork servers are Linux's")
@pytest.mark.parametrize("namespaces", [False, True])
def test_a_sandbox_computes_with_the_kernels_that_a_key_is_made_with(namespaces: bool) -> None:
    """Adam without a large ε turns the last digit of a gradient of nothing into a whole step.

    Landlock hides /sys from a worker, and a process that was not in namespaces had it before.
    """
    lacking = unavailable(("torch",))
    if lacking is not None:
        pytest.skip(lacking.message)
    from autograder.sandbox import bubblewrap
    from autograder.sandbox.fork_server import ForkServers, Isolation

    if namespaces and bubblewrap.program() is None:
        pytest.skip("bubblewrap is not installed")
    servers = ForkServers("C", Isolation(namespaces, None), ("torch",))
    with closing(servers) as sandbox:
        mine, keys = _kernels(sandbox), _kernels(FreshProcesses(("torch",)))
    assert mine == keys


def _kernels(sandbox: Sandbox | FreshProcesses) -> str:
    with sandbox.open(Limits()) as session:
        session.load(LoadRequest("m", "m.py", KERNELS, driver=""), 60)
        [seen] = session.run(EncodedRun.of(RunRequest((Case("f", {"x": 1.0}),))), 60)
    assert isinstance(seen, Value)
    return str(seen.value)


def test_limits_of_a_topic_travel_in_its_key(tmp_path: Path) -> None:
    topic = TOPICS["activations"]
    key = build(topic, "tests")
    assert key.limits == Limits()
    shipped = key_files.read(ROOT / "assignments/torch_training/torch_training.key")
    assert shipped.limits == TOPICS["torch_training"].rubric.limits
    assert shipped.limits.memory_bytes > Limits().memory_bytes


HALVING = {
    "solution.py": "def halve(x):\n    # BEGIN SOLUTION\n    return x / 2\n    # END SOLUTION\n",
    "rubric.py": (
        "from autograder.rubric import Limits, Rubric, case\n"
        "rubric = Rubric('halving', limits=Limits(task_s=7))\n"
        "def numbers(rng):\n    return [case(x=rng.normal(size=3).astype('f4'))]\n"
        "rubric.task('halve', points=1).matches(numbers)\n"
    ),
    "misconceptions.py": (
        "from autograder.rubric import misconception\n"
        "@misconception('halve/telling', says='S.', hint='H?', raises='words of its own')\n"
        "def telling(x):\n    raise ValueError('these are words of its own')\n"
        "@misconception('halve/silent', says='S.', hint='H?')\n"
        "def silent(x):\n    raise ValueError('as anybody says')\n"
    ),
}


@pytest.fixture
def halving(tmp_path: Path) -> AnswerKey:
    for name, text in HALVING.items():
        (tmp_path / name).write_text(text)
    return build(Topic("halving", tmp_path, tmp_path), "tests")


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("raise ValueError('here are words of its own, too')", ["telling"]),
        ("raise ValueError('something else')", []),
        ("raise ValueError('as anybody says')", []),
        ("raise TypeError('words of its own')", []),
    ],
)
def test_an_exception_names_a_slip_by_its_own_words_alone(
    halving: AnswerKey, body: str, named: list[str]
) -> None:
    assert [finding.id for finding in _halved(halving, body).findings] == named


@pytest.mark.parametrize(
    ("body", "points"),
    [
        ("return x / 2 * (1 + 3e-5)", 1),
        ("return x / 2 + 5e-7", 1),
        ("return x / 2 * (1 + 1e-3)", 0),
        ("return (x / 2).astype('f8')", 1),
        ("return (x / 2).astype('f8') * 1.001", 0),
    ],
)
def test_what_the_reference_gives_in_single_precision_is_judged_so(
    halving: AnswerKey, body: str, points: int
) -> None:
    assert _halved(halving, body).score == points


def _halved(key: AnswerKey, body: str) -> Report:
    source = f"def halve(x):\n    {body}\n".encode()
    return grade(Submission("s", "halving", {"halving.py": source}), key, FreshProcesses())


def test_a_topics_own_limits_hold(halving: AnswerKey) -> None:
    assert halving.limits.task_s == 7

    class Recording(FreshProcesses):
        given: list[Limits] = []

        def open(self, limits: Limits) -> FreshSession:
            self.given.append(limits)
            return super().open(limits)

    sandbox = Recording()
    source = HALVING["solution.py"].encode()
    report = grade(Submission("s", "halving", {"halving.py": source}), halving, sandbox)
    assert report.score == 1 and sandbox.given == [halving.limits]


DIES_ON_AN_ACCELERATOR = """
import os
from autograder.worker import frameworks

def halve(module, x):
    if frameworks.accelerator_allowed():
        os._exit(134)
    return module.halve(x)
"""


def test_an_accelerator_that_ends_the_worker_costs_nothing(halving: AnswerKey) -> None:
    """The worker that takes its place works on the CPU."""
    dies = replace(halving, driver=DIES_ON_AN_ACCELERATOR)
    assert _halved(dies, "return x / 2").score == 1
    assert _halved(dies, "return x / 3").score == 0
    always = replace(halving, driver="import os\ndef halve(module, x):\n    os._exit(134)\n")
    assert _halved(always, "return x / 2").score == 0


@pytest.mark.parametrize("name", ["gradient_descent", "torch_training"])
def test_a_driver_that_does_not_load_is_told_when_the_key_is_built(
    name: str, tmp_path: Path
) -> None:
    lacking = unavailable(TOPICS[name].rubric.frameworks)
    if lacking is not None:
        pytest.skip(lacking.message)
    (tmp_path / "driver.py").write_text("import no_such_library\n" + TOPICS[name].driver)
    broken = Topic(name, TOPICS[name].reference, tmp_path)
    with pytest.raises(BrokenCourse, match="driver.py:1: .*no_such_library"):
        build(broken, "a seed")
