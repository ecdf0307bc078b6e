"""What a course sets in `course.toml`: due dates (docs/instructors/deadlines.md), packages
(docs/instructors/packages.md) and its framework (docs/instructors/framework.md)."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from autograder.course.errors import CourseError
from autograder.model.packages import why_not
from autograder.model.report import RepairUse
from autograder.model.submission import TimeSource

FILE = "course.toml"


class SettingsError(CourseError):
    """The settings cannot be used; the message says where and why."""


class FrameworkChoice(StrEnum):
    """Which framework a course teaches the training loop with."""

    TORCH = "torch"
    TENSORFLOW = "tensorflow"
    BOTH = "both"


# The same tasks once for each framework. No other topic depends on the choice.
LEFT_OUT = {
    FrameworkChoice.TORCH: frozenset({"tensorflow_training"}),
    FrameworkChoice.TENSORFLOW: frozenset({"torch_training"}),
    FrameworkChoice.BOTH: frozenset[str](),
}


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Late(_Model):
    """What tells that work is late, and what that costs. Each day that has begun counts in full."""

    times: TimeSource = TimeSource.STAMP
    percent_per_day: Annotated[float, Field(ge=0, le=100)] = 0.0
    grace_days: Annotated[int, Field(ge=0)] = 0
    cut_off_days: Annotated[int, Field(ge=0)] | None = None


class Counts(StrEnum):
    """Which of a student's attempts counts."""

    LATEST = "latest"
    LATEST_ON_TIME = "latest_on_time"  # else the one that was least late
    BEST = "best"  # once lateness is charged; of equal ones the earlier


def _package(name: str) -> str:
    reason = why_not(name)
    if reason is not None:
        raise PydanticCustomError("package", "{reason}", {"reason": reason})
    return name


def _table(value: Any) -> Any:
    if isinstance(value, list):
        said = "write a line [packages], and below it: course = […]"
        raise PydanticCustomError("packages", "{said}", {"said": said})
    return value


Dates = dict[str, datetime | date]
PackageNames = tuple[Annotated[str, AfterValidator(_package)], ...]


class Packages(_Model):
    """What submissions may use beside what the rubrics name: in all topics, or in some."""

    course: PackageNames = ()
    topics: dict[str, PackageNames] = {}


class Settings(_Model):
    """The file as it is written."""

    time_zone: str = "UTC"
    framework: FrameworkChoice = FrameworkChoice.BOTH
    repair: RepairUse = RepairUse.LINE
    show_expected: bool = False
    due: Dates = {}
    extensions: dict[str, Dates] = {}
    submitted: dict[str, Dates] = {}
    late: Late = Late()
    counts: dict[str, Counts] = {}
    packages: Annotated[Packages, BeforeValidator(_table)] = Packages()

    @property
    def left_out(self) -> frozenset[str]:
        """The topics that the course does without, since it has chosen a framework."""
        return LEFT_OUT[self.framework]

    def packages_of(self, topic: str) -> tuple[str, ...]:
        """What a topic's submissions may use beside what its rubric names."""
        return (*self.packages.course, *self.packages.topics.get(topic, ()))


def read_settings(path: Path, topics: Collection[str]) -> Settings:
    """Read a file of settings; there may be none. Raises SettingsError."""
    if not path.exists():
        return Settings()
    try:
        settings = Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path.name} cannot be read: {error}") from None
    except ValidationError as error:
        raise SettingsError(f"{path.name}: {_first_error(error)}") from None
    by_student = (*settings.extensions.values(), *settings.submitted.values())
    named = [topic for dates in (settings.due, *by_student) for topic in dates]
    for topic in (*named, *settings.counts, *settings.packages.topics):
        if topic in settings.left_out:
            raise SettingsError(
                f"{path.name}: “{topic}” is not in this course, "
                f"since its framework is “{settings.framework}”"
            )
        if topic not in topics:
            raise SettingsError(f"{path.name}: there is no topic “{topic}”")
    return settings


def _first_error(error: ValidationError) -> str:
    first: Any = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"] if part not in ("date", "datetime"))
    said = "is not known here" if first["type"] == "extra_forbidden" else first["msg"]
    return f"{place}: {said[0].lower()}{said[1:]}"
