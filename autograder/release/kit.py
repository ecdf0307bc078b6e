"""How pip installs the kit where a release is used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from autograder import __version__
from autograder.sandbox.packages import distribution_of

if TYPE_CHECKING:
    from autograder.course.topic import Topic


def this_kit(topics: Sequence[Topic]) -> str:
    """This version of the kit as pip gets it from the package index, with what topics need."""
    return f"neural-autograder{extras(topics)}=={__version__}"


def extras(topics: Sequence[Topic]) -> str:
    """The kit's extras that some topics need, as they stand in a requirement."""
    found = sorted({name for topic in topics for name in topic.rubric.frameworks})
    return f"[{','.join(found)}]" if found else ""


def requirements(kit: str, topics: Sequence[Topic]) -> str:
    """A requirements.txt with the kit and the packages that topics may use beside frameworks."""
    packages = {name for topic in topics for name in topic.packages}
    return "".join(f"{line}\n" for line in (kit, *sorted(map(distribution_of, packages))))


def where_the_kit_comes_from(topics: Sequence[Topic], kit: str | None) -> tuple[str, ...]:
    """A note for the instructor where nobody chose how pip is to install the kit."""
    if kit is not None:
        return ()
    return (
        f"It installs the kit as “{this_kit(topics)}” from the package index. Where it does not "
        "come from there, pass --kit with a wheel's path or a git address.",
    )
