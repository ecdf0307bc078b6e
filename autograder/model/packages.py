"""Which packages submissions of a topic may use, and how it is said that another is not there.

Packages go by the name under which Python imports them: `sklearn`, not `scikit-learn`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

# What every topic has beside the standard library.
ALWAYS = ("numpy",)
NOT_THERE = (
    "grading has no {package} here: {permitted} and the standard library are what this topic may "
    "use"
)


def permitted(*named: Iterable[str]) -> tuple[str, ...]:
    """All that a topic may use beside the standard library, each once."""
    return tuple(dict.fromkeys([*ALWAYS, *(one for some in named for one in some)]))


def not_there(package: str, may_use: Iterable[str]) -> str:
    """The sentence that tells a student that something cannot be imported where work is graded."""
    return NOT_THERE.format(package=package, permitted=", ".join(may_use))


def why_not(package: str) -> str | None:
    """Why a topic cannot name this as a package; None where it can."""
    if not package.isidentifier():
        return (
            f"“{package}” is not a name that Python can import: write it as after `import` "
            "(sklearn, not scikit-learn), without a dot"
        )
    if package in sys.stdlib_module_names:
        return f"“{package}” is in the standard library, which is always there: leave it out"
    return None
