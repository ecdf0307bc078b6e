"""The installed files of the packages that a topic may use, with what these need themselves.

A package is found by the name under which Python imports it, and what it needs by the requirements
of its distribution. Nothing is imported.
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, distributions

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

BYTECODE = "__pycache__"
CODE = (".py", ".so", ".pyd")


@dataclass(frozen=True)
class Installed:
    """What was found: paths of folders and files, and the names by which they are imported.

    `distributions` are the normalized names under which they were installed; `missing` are packages
    that no distribution in the folders provides.
    """

    names: tuple[str, ...]
    distributions: tuple[str, ...]
    paths: tuple[str, ...]
    missing: tuple[str, ...]


@cache
def installed(wanted: tuple[str, ...], folders: tuple[str, ...]) -> Installed:
    """The files below `folders` (as on `sys.path`) that belong to `wanted` and to all it needs."""
    there = _Distributions(folders)
    files: dict[str, _Files] = {}
    missing = []
    for package in wanted:
        found = there.providing(package)
        if not found:
            missing.append(package)
            # Of an editable install only the files are elsewhere: what it needs is known.
            found = there.named(package)
        for one in found:
            files.update((needed.name, _Files.of(needed)) for needed in there.all_for(one))
    names = {*wanted, *(name for one in files.values() for name in one.imported)}
    # Bytecode, for one, may have been removed since.
    paths = {path for one in files.values() for path in one.paths if os.path.exists(path)}
    known = {canonicalize_name(name) for name in files}
    return Installed(
        tuple(sorted(names)), tuple(sorted(known)), tuple(sorted(paths)), tuple(missing)
    )


def distribution_of(package: str) -> str:
    """The name under which pip installs a package (`scikit-learn`), where it is known here."""
    found = _Distributions(tuple(sys.path)).providing(package)
    return found[0].name if found else package


class _Distributions:
    """All that is installed in some folders; of two with one name the first counts."""

    def __init__(self, folders: tuple[str, ...]) -> None:
        self._folders = list(folders)

    def providing(self, package: str) -> tuple[Distribution, ...]:
        """The distributions that a package comes from; mostly one, of the same name."""
        own = self.named(package)
        if own and package in _Files.of(own[0]).imported:
            return own
        # To look through all takes a tenth of a second, for tensorflow (tensorflow-cpu) or sklearn.
        everything = distributions(path=self._folders)
        # What a failed installation leaves behind has no name.
        return tuple(one for one in everything if one.name and package in _Files.of(one).imported)

    def all_for(self, first: Distribution) -> Iterator[Distribution]:
        """A distribution and what it needs on this machine, as far as it is here."""
        seen = set()
        waiting = [(first, "")]
        while waiting:
            one, extra = waiting.pop()
            if (one.name, extra) in seen:
                continue
            seen.add((one.name, extra))
            yield one
            for requirement in _requirements(one, extra):
                for needed in self.named(requirement.name):
                    waiting += [(needed, wanted) for wanted in ("", *requirement.extras)]

    def named(self, name: str) -> tuple[Distribution, ...]:
        """The distribution of this name, if there is one."""
        return tuple(distributions(name=canonicalize_name(name), path=self._folders))[:1]


def _requirements(one: Distribution, extra: str) -> Iterator[Requirement]:
    """What it needs, for one of its extras or without any."""
    for text in one.requires or ():
        try:
            requirement = Requirement(text)
        except InvalidRequirement:  # an old tool wrote it; that package has to be named as well
            continue
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield requirement


@dataclass(frozen=True)
class _Files:
    """Of one distribution: the names under which it is imported, and where its files are."""

    imported: frozenset[str]
    paths: frozenset[str]

    @classmethod
    def of(cls, one: Distribution) -> _Files:
        """The shortest paths that hold its files and nothing of another distribution's."""
        begins = {tuple(file.split("/", 2)[:2]) for file in _listed(one)}
        inside = {parts for parts in begins if parts[0] not in ("", "..") and _is_needed(parts[0])}
        own = {parts[0] for parts in inside if _is_own(*parts)}
        # A folder of bytecode is shared, and one that is no package may be (google, nvidia).
        short = {parts[:1] if parts[0] in own else parts for parts in inside}
        names = (_imported_as(parts) for parts in short)
        return cls(
            frozenset(name for name in names if name),
            frozenset(str(one.locate_file("/".join(parts))) for parts in short),
        )


def _is_needed(name: str) -> bool:
    """Types are for other tools, and what a `.pth` file adds to the path is not shown."""
    return not name.endswith(("-stubs", ".pyi", ".pth"))


def _is_own(first: str, second: str = "") -> bool:
    """Whether a path within a folder shows that all of it is this distribution's."""
    package = second.startswith("__init__.") and second.endswith(CODE)
    return package or first.endswith((".dist-info", ".libs"))


def _imported_as(parts: tuple[str, ...]) -> str:
    """The name under which a file or folder is imported; empty where it is not."""
    if parts[0].endswith(CODE):
        return parts[0].partition(".")[0]
    return parts[0] if parts[0].isidentifier() and parts[0] != BYTECODE else ""


def _listed(one: Distribution) -> list[str]:
    record = one.read_text("RECORD")
    if record is not None:
        return [row[0] for row in csv.reader(record.splitlines()) if row]
    # Installed by the system's package manager, which keeps the list of files for itself.
    names = (one.read_text("top_level.txt") or one.name).split()
    return [file for name in names for file in (f"{name}/__init__.py", f"{name}.py")]
