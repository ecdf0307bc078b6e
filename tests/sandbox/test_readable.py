"""What a confined submission finds of the packages that are installed on this machine."""

from __future__ import annotations

import site
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.model.limits import Limits
from autograder.model.observation import Raised
from autograder.model.requests import Case, LoadRequest, RunRequest
from autograder.sandbox import FreshProcesses, SandboxError
from autograder.sandbox.availability import unavailable
from autograder.sandbox.session import EncodedRun
from autograder.sandbox.tiers import Tier

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mounts and Landlock are Linux's")
LIMITS = Limits(load_s=60, case_s=60, memory_bytes=4 << 30)
CONFINED = ("namespaces", "no namespaces")
# All folders of packages that this machine may have, whoever's they are.
FOLDERS = sorted(
    {
        str(found)
        for prefix in ("/usr", "/usr/local", sys.prefix, sys.base_prefix)
        for kind in ("site-packages", "dist-packages", "ensurepip/_bundled")
        for found in Path(prefix).glob(f"lib*/python*/{kind}")
    }
)
# Files of packages that can be opened, as far as one look into each folder finds them.
OPENED = """
import os
FOLDERS = {folders!r}
def attempt():
    opened = set()
    for folder in FOLDERS:
        try:
            entries = os.listdir(folder)
        except OSError:
            continue
        for entry in entries:
            path = os.path.join(folder, entry)
            files = [path]
            if os.path.isdir(path):
                try:
                    files = [os.path.join(path, name) for name in os.listdir(path)]
                except OSError:
                    continue
            for file in files:
                try:
                    with open(file, "rb"):
                        opened.add(entry)
                except OSError:
                    pass
    return sorted(opened)
"""
# Packages in memory that somebody could import, by the modules that came from files.
IN_MEMORY = """
import sys
def attempt():
    found = set()
    for name, module in sys.modules.items():
        file = getattr(module, "__file__", None) or ""
        if "-packages" in file and "autograder" not in file:
            found.add(name.partition(".")[0])
    return sorted(found)
"""


def sandbox(kind: str, tier: Tier, *packages: str, frameworks: tuple[str, ...] = ()) -> Any:
    """The confinement of tier B or C, if this machine has it; or a fresh process."""
    if kind == "fresh":
        return FreshProcesses(frameworks, packages)
    from autograder.sandbox.fork_server import ForkServers, Isolation

    namespaces = kind == "namespaces"
    if tier.letter == "D" or (namespaces and not tier.namespaces):
        pytest.skip(f"not to be had here: {'; '.join(tier.reasons)}")
    isolation = Isolation(namespaces, None)
    return ForkServers("B" if namespaces else "C", isolation, frameworks, packages)


def observe(sandbox: Any, source: str) -> Any:
    """What `attempt()` of this source gives in the sandbox: its value, or its error's type."""
    with sandbox.open(LIMITS) as session:
        session.load(LoadRequest("m", "m.py", source, driver=""), 60)
        [one] = session.run(EncodedRun.of(RunRequest((Case("attempt", {}),))), 60)
    return one.error.type if isinstance(one, Raised) else one.value


@pytest.fixture(scope="module", params=[*CONFINED, "fresh"])
def with_numpy(request: pytest.FixtureRequest, tier: Tier) -> Iterator[Any]:
    made = sandbox(request.param, tier)
    yield made
    made.close()


@pytest.mark.parametrize("kind", CONFINED)
def test_only_files_of_named_packages_can_be_opened(kind: str, tier: Tier) -> None:
    made = sandbox(kind, tier)
    seen = observe(made, OPENED.format(folders=FOLDERS))
    made.close()
    assert seen and all(entry.partition(".")[0].partition("-")[0] == "numpy" for entry in seen)


@pytest.mark.parametrize("kind", CONFINED)
def test_a_package_that_is_named_is_there_with_what_it_needs(kind: str, tier: Tier) -> None:
    """`jinja2` needs `markupsafe`; both are installed wherever this kit is."""
    made = sandbox(kind, tier, "jinja2")
    source = (
        "import jinja2\n"
        "def attempt():\n"
        "    import jinja2.meta, markupsafe, importlib.metadata\n"
        "    importlib.metadata.version('jinja2')\n"
        "    return jinja2.Template('{{ x }}').render(x=1)\n"
    )
    assert observe(made, source) == "1"
    seen = observe(made, OPENED.format(folders=FOLDERS))
    made.close()
    assert {name.partition("-")[0] for name in seen} - {"numpy.libs"} == {
        "numpy",
        "jinja2",
        "markupsafe",
    }


def test_a_package_that_cannot_be_shown_is_an_error_of_the_machine(tier: Tier) -> None:
    made = sandbox("no namespaces", tier, "no_such_package")
    with pytest.raises(SandboxError, match="no_such_package is not installed in .*-packages"):
        made.open(LIMITS)


def test_nothing_else_can_be_imported(with_numpy: Any) -> None:
    attempts = ("import click", "import pip", "import pyseccomp", "import landlockpy")
    for attempt in attempts:
        source = f"def attempt():\n    {attempt}\n"
        assert observe(with_numpy, source) == "ModuleNotFoundError", attempt


def test_who_asks_first_hears_that_it_is_not_there(with_numpy: Any) -> None:
    source = (
        "import importlib.metadata, importlib.util\n"
        "try:\n"
        "    import click\n"
        "except ImportError:\n"
        "    click = None\n"
        "def attempt():\n"
        "    there = [one.metadata['Name'] for one in importlib.metadata.distributions()]\n"
        "    return [click, importlib.util.find_spec('click'), there]\n"
    )
    assert observe(with_numpy, source) == [None, None, ["numpy"]]


def test_all_of_numpy_and_python_can_be_imported(with_numpy: Any) -> None:
    source = (
        "def attempt():\n"
        "    import numpy.testing, numpy.polynomial, numpy.fft, numpy.ma, numpy.f2py\n"
        "    import sqlite3, mmap, statistics, sysconfig, lib2to3, unittest.mock\n"
        "    return len(sysconfig.get_config_vars()) > 10\n"
    )
    assert observe(with_numpy, source) is True


def test_nothing_else_is_in_memory(with_numpy: Any) -> None:
    assert observe(with_numpy, IN_MEMORY) == ["numpy"]


@pytest.mark.parametrize("framework", ["torch", "tensorflow"])
@pytest.mark.parametrize("kind", [*CONFINED, "fresh"])
def test_beside_a_framework_only_what_it_needs_is_in_memory(
    kind: str, framework: str, tier: Tier
) -> None:
    from autograder.sandbox.packages import installed

    lacking = unavailable([framework])
    if lacking is not None:
        pytest.skip(lacking.message)
    made = sandbox(kind, tier, frameworks=(framework,))
    seen = observe(made, IN_MEMORY)
    made.close()
    allowed = installed(("numpy", framework), tuple(site.getsitepackages())).names
    assert framework in seen and set(seen) <= set(allowed)


def test_a_topic_with_numpy_has_no_framework_in_memory_beside_one_that_has(tier: Tier) -> None:
    """Both are graded by one judge, whose pool keeps their fork servers."""
    from autograder.sandbox.pool import SandboxPool

    lacking = unavailable(["torch"])
    if lacking is not None:
        pytest.skip(lacking.message)
    source = (
        "import gc, sys, types\n"
        "def attempt():\n"
        "    found = [one for one in gc.get_objects() if isinstance(one, types.ModuleType)]\n"
        "    return 'torch' in [one.__name__ for one in found] + [*sys.modules]\n"
    )
    with SandboxPool(tier) as pool:
        assert observe(pool.of(("torch",)), source) is True
        assert observe(pool.of(()), source) is False
        assert pool.of((), ("jinja2",)) is not pool.of(())
