"""Which platforms are installed: entry points, those of the kit itself among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import click

from autograder.collect.downloads import DownloadFormat
from autograder.platforms.interface import Integration, Platform, PlatformCourse

GROUP = "autograder.platforms"


@dataclass(frozen=True)
class Platforms:
    """The platforms that can be used, and a line for each that cannot."""

    usable: tuple[Platform, ...]
    failures: tuple[str, ...]

    @cached_property
    def exports(self) -> dict[str, click.Command]:
        """The commands of `autograder export` by name."""
        return {_name(one): one for platform in self.usable for one in platform.exports}

    @cached_property
    def releases(self) -> dict[str, click.Command]:
        """The formats of `autograder release` by name."""
        return {_name(one.release): one.release for one in self.usable if one.release is not None}

    @property
    def downloads(self) -> tuple[DownloadFormat, ...]:
        """The formats of downloads."""
        return tuple(one.downloads for one in self.usable if one.downloads is not None)

    @property
    def integrations(self) -> tuple[Integration, ...]:
        """What platforms make of `autograder ci`."""
        return tuple(one.integration for one in self.usable if one.integration is not None)

    def course_around(self, submissions: Path) -> PlatformCourse | None:
        """The course of a platform's own that collected these submissions, if one did.

        Raises UserError where there is one, and it cannot be used.
        """
        for platform in self.usable:
            if platform.find_course is not None:
                found = platform.find_course(submissions)
                if found is not None:
                    return found
        return None


def installed() -> Platforms:
    """Load every platform that is installed; one that fails does not keep the others away.

    Of two that claim a name, the first in the order of their names is used.
    """
    usable: list[Platform] = []
    failures: list[str] = []
    owners: dict[str, str] = {}
    found = sorted(entry_points(group=GROUP), key=lambda one: (one.name, _distribution(one)))
    for point in found:
        whose = f"the platform “{point.name}” of {_distribution(point)}"
        try:
            platform = point.load()
        except (Exception, SystemExit) as error:
            failures.append(f"{whose} cannot be loaded: {type(error).__name__}: {error}")
            continue
        if not isinstance(platform, Platform):
            failures.append(f"{whose} is not a Platform: {point.value} is of another type")
            continue
        claimed = list(_claims(platform))
        taken = [f"{one} of {owners[one]}" for one in claimed if one in owners]
        if taken:
            failures.append(f"{whose} is not used: there already is {', '.join(taken)}")
            continue
        owners.update(dict.fromkeys(claimed, _distribution(point)))
        usable.append(platform)
    return Platforms(tuple(usable), tuple(failures))


def _claims(platform: Platform) -> Iterator[str]:
    """What may be there once only, in words."""
    yield f"a platform “{platform.name}”"
    for command in platform.exports:
        yield f"an export “{_name(command)}”"
    if platform.release is not None:
        yield f"a release format “{_name(platform.release)}”"


def _distribution(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else "an unknown distribution"


def _name(command: click.Command) -> str:
    return command.name or ""
