"""The sandbox on this machine: what a confined submission can still do, and what is cleaned up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.model.limits import Limits
from autograder.model.observation import Raised
from autograder.model.requests import Case, LoadRequest, RunRequest
from autograder.sandbox import SandboxError, WorkerFault
from autograder.sandbox import cgroups as groups
from autograder.sandbox.cgroups import Cgroups
from autograder.sandbox.session import EncodedRun
from autograder.sandbox.tiers import Tier

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="namespaces and filters are Linux's")
LIMITS = Limits(load_s=10, memory_bytes=512 << 20)

pytestmark = LINUX


def fork_servers(namespaces: bool, tier: Tier) -> Any:
    """The confinement of tier B or C, if this machine has it."""
    from autograder.sandbox.fork_server import ForkServers, Isolation

    if tier.letter == "D" or (namespaces and not tier.namespaces):
        pytest.skip(f"not to be had here: {'; '.join(tier.reasons)}")
    return ForkServers("B" if namespaces else "C", Isolation(namespaces, None))


@pytest.fixture(scope="module", params=["namespaces", "no namespaces"])
def confined(request: pytest.FixtureRequest, tier: Tier) -> Iterator[Any]:
    made = fork_servers(request.param == "namespaces", tier)
    yield made
    made.close()


def observe(sandbox: Any, source: str) -> Any:
    """What `attempt()` of this source gives in the sandbox: its value, or its error's type."""
    with sandbox.open(LIMITS) as session:
        session.load(LoadRequest("m", "m.py", source, driver=""), 10)
        [one] = session.run(EncodedRun.of(RunRequest((Case("attempt", {}),))), 10)
    return one.error.type if isinstance(one, Raised) else one.value


@pytest.mark.parametrize(
    "change",
    [
        "os.chmod(PATH, 0o600)",
        "os.utime(PATH, (1, 1))",
        "os.truncate(PATH, 0)",
        "os.close(os.open(PATH, os.O_RDONLY | os.O_TRUNC))",
        "os.close(os.open(PATH, 3 | os.O_TRUNC))",
        "os.chmod(os.path.dirname(PATH), 0o700)",
    ],
)
def test_nothing_of_the_host_is_changed(confined: Any, tmp_path: Path, change: str) -> None:
    path = tmp_path / "file"
    path.write_text("content")
    path.chmod(0o666)
    os.utime(path, (1e9, 1e9))
    before = path.stat(), tmp_path.stat()
    source = f"import os\nPATH = {str(path)!r}\ndef attempt():\n    {change}\n"
    assert observe(confined, source) in ("PermissionError", "FileNotFoundError")
    assert (path.stat(), tmp_path.stat()) == before


def test_no_other_process_is_signalled(confined: Any) -> None:
    with subprocess.Popen(["sleep", "60"]) as bystander:
        source = (
            "import ctypes, fcntl, os\n"
            "def attempt():\n"
            f"    pid, libc = {bystander.pid}, ctypes.CDLL(None)\n"
            "    sent = [libc.tgkill(pid, pid, n) for n in (2, 6, 14, 15)]\n"
            "    try:\n"
            "        fcntl.fcntl(os.pipe()[0], 8, pid)\n"
            "    except PermissionError:\n"
            "        return sent\n"
        )
        assert observe(confined, source) == [-1, -1, -1, -1]
        assert bystander.poll() is None
        bystander.kill()


def test_a_submission_may_end_itself(confined: Any) -> None:
    with pytest.raises(WorkerFault, match="ended its process"):
        observe(confined, "import os\ndef attempt():\n    os.abort()\n")


def test_any_module_of_python_can_be_imported(confined: Any) -> None:
    source = "def attempt():\n    import sqlite3, mmap, statistics\n    return 1\n"
    assert observe(confined, source) == 1


@pytest.mark.parametrize(
    "attempt, ends_in",
    [
        ("return len(bytearray(600 << 20))", "MemoryError"),
        ("return len([open('/dev/null') for _ in range(300)])", "OSError"),
        ("import resource\n    return resource.getrlimit(resource.RLIMIT_CORE)[1]", 0),
    ],
)
def test_resources_of_one_process_are_bounded(confined: Any, attempt: str, ends_in: object) -> None:
    assert observe(confined, f"def attempt():\n    {attempt}\n") == ends_in


def test_a_value_that_is_too_large_costs_its_own_case(confined: Any) -> None:
    source = "import numpy as np\ndef attempt():\n    return np.broadcast_to(1.0, (10**6, 10**6))\n"
    assert observe(confined, source) == "TooLarge"


def test_a_fork_server_whose_child_fails_is_replaced(
    tier: Tier, monkeypatch: pytest.MonkeyPatch
) -> None:
    from autograder.sandbox.fork_server import ForkedSession

    sandbox = fork_servers(False, tier)
    sandbox.open(LIMITS).close()
    first = sandbox._server._process.pid

    def fail(session: ForkedSession) -> None:
        raise SandboxError("not confined")

    with monkeypatch.context() as patched:
        patched.setattr(ForkedSession, "expect_confinement", fail)
        with pytest.raises(SandboxError):
            sandbox.open(LIMITS)
    sandbox.open(LIMITS).close()
    assert sandbox._server._process.pid != first
    sandbox.close()


@pytest.fixture
def cgroups(tier: Tier) -> Cgroups:
    found = Cgroups.find()
    if found is None:
        pytest.skip("no control group can be made here")
    return found


def test_groups_of_killed_judges_are_swept(cgroups: Cgroups) -> None:
    with subprocess.Popen(["sleep", "60"]) as judge:
        left = cgroups.make(1 << 30)
        orphan = [
            folder.rename(folder.with_name(f"{groups.PREFIX}{judge.pid}-0"))
            for folder in left._folders
        ]
        Cgroups.find()
        assert all(folder.exists() for folder in orphan), "its judge is alive"
        judge.send_signal(signal.SIGKILL)
        judge.wait()
        Cgroups.find()
        assert not any(folder.exists() for folder in orphan)


def test_a_group_left_by_a_judge_of_the_same_number_is_used(
    cgroups: Cgroups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "_numbers", iter([7, 7]))
    left = cgroups.make(1 << 30)
    cgroups.make(1 << 30).remove()
    assert not any(folder.exists() for folder in left._folders)
