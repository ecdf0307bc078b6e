"""What an installation brings: alone, and with its extras."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
KIT = canonicalize_name(PROJECT["name"])
# For who works on the kit itself.
CONTRIBUTORS = {"docs", "dev"}


def test_a_plain_installation_brings_what_check_and_grade_need() -> None:
    assert brought_by([]) == {
        "annotated-types",
        "click",
        "jinja2",
        "landlockpy",
        "markdown-it-py",
        "markupsafe",
        "mdurl",
        "msgspec",
        "numpy",
        "packaging",
        "pydantic",
        "pydantic-core",
        "pygments",
        "pyseccomp",
        "rich",
        "typing-extensions",
        "typing-inspection",
        "tzdata",
    }


def test_dev_contains_every_extra() -> None:
    assert contained_in("dev") == EXTRAS.keys()


def test_all_contains_every_extra_that_is_not_for_contributors() -> None:
    assert contained_in("all") == EXTRAS.keys() - CONTRIBUTORS


@pytest.mark.parametrize("extra", sorted(EXTRAS))
def test_everything_that_an_extra_brings_is_pinned(extra: str) -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = {canonicalize_name(name) for name in re.findall(r"^(.+)==", text, re.MULTILINE)}
    assert brought_by([extra]) - pinned == set()


def contained_in(extra: str) -> set[str]:
    """The extras of the kit whose packages an extra brings, itself and `all` among them.

    By packages, not by names: an extra may be contained without being named.
    """
    here = brought_by([extra])
    return {name for name in EXTRAS if brought_by([name]) <= here}


def brought_by(extras: Iterable[str]) -> set[str]:
    """The names of all packages that an installation of the kit with these extras has."""
    wanted = [Requirement(f"{KIT}[{','.join(extras)}]")]
    done: set[tuple[str, str]] = set()
    found: set[str] = set()
    while wanted:
        one = wanted.pop()
        name = canonicalize_name(one.name)
        found.add(name)
        # "" stands for what is needed without any extra.
        for extra in {"", *one.extras}:
            if (name, extra) not in done:
                done.add((name, extra))
                wanted.extend(requirements(name, extra))
    return found - {KIT}


def requirements(name: str, extra: str) -> list[Requirement]:
    """What a package needs on this machine, for one of its extras."""
    if name == KIT:  # as it is written, not as it was when it was installed
        texts = EXTRAS[extra] if extra else PROJECT["dependencies"]
        return [one for one in map(Requirement, texts) if applies(one, "")]
    every = map(Requirement, metadata.requires(name) or [])
    return [one for one in every if applies(one, extra)]


def applies(one: Requirement, extra: str) -> bool:
    return one.marker is None or one.marker.evaluate({"extra": extra})
