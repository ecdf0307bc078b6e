"""No way leads to a package that a topic does not name."""

from __future__ import annotations

import site
from collections.abc import Iterator

import pytest

from autograder.grading.grade import grade
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.limits import Limits
from autograder.model.observation import Value
from autograder.model.report import Report
from autograder.model.requests import Case, Loaded, LoadRequest, RunRequest
from autograder.model.submission import Submission
from autograder.sandbox import Sandbox
from autograder.sandbox.availability import unavailable
from autograder.sandbox.session import EncodedRun
from autograder.sandbox.tiers import Tier
from tests.conftest import TOPICS

LIMITS = Limits(load_s=60, task_s=30, case_s=30, total_s=300, memory_bytes=4 << 30)
NEEDED = [] if unavailable(["torch"]) is None else ["torch"]
pytestmark = pytest.mark.skipif(bool(NEEDED), reason="torch is not installed")

PRELUDE = f"""
import ctypes, gc, importlib.machinery, importlib.util, io, os, runpy, sys, types, zipimport
FOLDERS = {site.getsitepackages()!r}
def inside(*names):
    return os.path.join(FOLDERS[0], *names)
"""
# Each gives the module torch, or raises.
WAYS = {
    "by its name": "import torch\n",
    "by a path of its own": "sys.path[:0] = FOLDERS\nimport torch\n",
    "by a finder of its own": (
        "sys.meta_path.append(importlib.machinery.PathFinder)\n"
        "sys.path_importer_cache.clear()\n"
        "import torch\n"
    ),
    "by the path of its file": (
        "spec = importlib.util.spec_from_file_location(\n"
        "    'torch', inside('torch', '__init__.py'),\n"
        "    submodule_search_locations=[inside('torch')],\n"
        ")\n"
        "torch = importlib.util.module_from_spec(spec)\n"
        "sys.modules['torch'] = torch\n"
        "sys.meta_path.append(importlib.machinery.PathFinder)\n"
        "spec.loader.exec_module(torch)\n"
    ),
}
IN_MEMORY = (
    "found = [one for one in [*sys.modules.values(), *gc.get_objects()]\n"
    "         if isinstance(one, types.ModuleType) and one.__name__ == 'torch']\n"
    "torch = found[0]\n"
)
# No derivative is worked out: torch differentiates.
DIFFERENTIATED = """
def of_torch(parameters, x):
    a, depth = torch.tensor(x), len(parameters) // 2
    for layer in range(1, depth + 1):
        z = a @ parameters[f"W{layer}"] + parameters[f"b{layer}"]
        a = torch.sigmoid(z)
    return z
def cross_entropy(logits, labels):
    labels = torch.tensor(np.asarray(labels, np.int64))
    return torch.nn.functional.cross_entropy(logits, labels)
def forward(parameters, x):
    return of_torch({n: torch.tensor(v) for n, v in parameters.items()}, x).numpy(), x
def output_error(logits, labels):
    logits = torch.tensor(logits, requires_grad=True)
    cross_entropy(logits, labels).backward()
    return logits.grad.numpy()
def backward(parameters, cache, labels):
    tensors = {n: torch.tensor(v, requires_grad=True) for n, v in parameters.items()}
    cross_entropy(of_torch(tensors, cache), labels).backward()
    return {n: v.grad.numpy() for n, v in tensors.items()}
"""
CHEATED = ("forward", "output_error", "backward")


class Bench:
    """The topic, and the sandboxes in which a way to torch is tried."""

    def __init__(self, tier: Tier) -> None:
        self.key: AnswerKey = build(TOPICS["backprop"], "a secret seed")
        self.permitted = tier.sandbox((), ("torch", "pip"))
        self.warm = tier.sandbox(("torch",))
        self.without = tier.sandbox()
        self._without_namespaces: Sandbox | None = None
        if tier.letter != "D":
            from autograder.sandbox.fork_server import ForkServers, Isolation

            self._without_namespaces = ForkServers("C", Isolation(False, None))

    @property
    def confined(self) -> list[Sandbox]:
        """Where no way may lead there."""
        return [self.without, *([self._without_namespaces] if self._without_namespaces else [])]

    def close(self) -> None:
        for one in (self.permitted, self.warm, *self.confined):
            one.close()

    def grade(self, way: str, sandbox: Sandbox) -> Report:
        source = TOPICS["backprop"].solution + PRELUDE + way + DIFFERENTIATED
        files = {"backprop.py": source.encode()}
        return grade(Submission("s", "backprop", files), self.key, sandbox, LIMITS)


@pytest.fixture(scope="module")
def bench(tier: Tier) -> Iterator[Bench]:
    if tier.letter == "D":
        pytest.skip("nothing is confined here: " + "; ".join(tier.reasons))
    made = Bench(tier)
    yield made
    made.close()


def earned(report: Report) -> dict[str, float]:
    return {task.name: task.score for task in report.tasks if task.name in CHEATED}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_wins_where_torch_is_named(bench: Bench, way: str) -> None:
    report = bench.grade(WAYS[way], bench.permitted)
    assert report.score == report.max_score, report.problems


def test_what_is_warm_is_found_in_memory(bench: Bench) -> None:
    report = bench.grade(IN_MEMORY, bench.warm)
    assert report.score == report.max_score, report.problems


@pytest.mark.parametrize("way", [*WAYS.values(), IN_MEMORY], ids=[*WAYS, "in memory"])
def test_no_way_earns_anything_where_it_is_not(bench: Bench, way: str) -> None:
    for sandbox in bench.confined:
        report = bench.grade(way, sandbox)
        assert earned(report) == dict.fromkeys(CHEATED, 0.0), sandbox.tier


# Each gives True where it got what it wanted.
REACHED = {
    "a library is loaded": "ctypes.CDLL(inside('torch', 'lib', 'libc10.so')) is not None",
    "a file is read": "len(open(inside('torch', 'version.py')).read()) > 0",
    "a file is read by its descriptor": (
        "len(os.read(os.open('torch/version.py', os.O_RDONLY,"
        " dir_fd=os.open(FOLDERS[0], os.O_RDONLY)), 9)) > 0"
    ),
    "pip is run": "runpy.run_module('pip.__main__', run_name='seen')['__name__'] == 'seen'",
}
ATTEMPT = """
def attempt():
    try:
        return {action}
    except (ImportError, OSError):
        return False
"""


def reached(action: str, sandbox: Sandbox) -> object:
    """What the action gives in a sandbox."""
    source = PRELUDE + ATTEMPT.format(action=action)
    with sandbox.open(LIMITS) as session:
        loaded = session.load(LoadRequest("m", "m.py", source, driver=""), 60)
        assert isinstance(loaded, Loaded) and not loaded.failures
        [seen] = session.run(EncodedRun.of(RunRequest((Case("attempt", {}),))), 60)
    return seen.value if isinstance(seen, Value) else seen


@pytest.mark.parametrize("action", REACHED.values(), ids=[*REACHED])
def test_what_is_named_can_be_reached_and_nothing_else(bench: Bench, action: str) -> None:
    assert reached(action, bench.permitted) is True
    for sandbox in bench.confined:
        assert reached(action, sandbox) is False, sandbox.tier
