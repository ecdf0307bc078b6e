"""What a submission imports and does not find, told by name wherever it costs something.

Pure functions of what a worker said: where an import failed the names that it was to define are
unknown later, and then that is not the news.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from autograder.model.observation import Raised, RaisedError
from autograder.model.packages import not_there
from autograder.model.requests import RunReply

NO_MODULE = re.compile(r"No module named '(\w+)[\w.]*'")
NO_NAME = re.compile(r"name '(\w+)' is not defined")
NOT_FOUND = "ModuleNotFoundError"


def sentence(error: RaisedError, permitted: Iterable[str]) -> str | None:
    """That a package is not there, in words; None for an error of another kind."""
    found = NO_MODULE.match(error.message) if error.type == NOT_FOUND else None
    may_use = tuple(permitted)
    if found is None or found[1] in (*may_use, *sys.stdlib_module_names):
        return None
    return not_there(found[1], may_use)


@dataclass(frozen=True)
class MissingPackages:
    """What failed imports mean for the rest of a submission.

    `unbound` has the sentence for each name that is undefined because of one.
    """

    permitted: tuple[str, ...] = ()
    unbound: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, failures: Iterable[RaisedError], permitted: tuple[str, ...]) -> MissingPackages:
        """By the statements that failed while the submission was imported."""
        unbound = {}
        for failure in failures:
            said = sentence(failure, permitted)
            if said is not None:
                unbound.update(dict.fromkeys(failure.unbound, said))
        return cls(permitted, unbound)

    def told(self, reply: RunReply) -> RunReply:
        """Observations in which exceptions name the package that is missing."""
        return tuple(
            replace(one, error=self._named(one.error)) if isinstance(one, Raised) else one
            for one in reply
        )

    def behind(self, error: RaisedError) -> str | None:
        """The sentence, where a missing package is behind an exception."""
        name = NO_NAME.match(error.message) if error.type == "NameError" else None
        return self.unbound.get(name[1]) if name else sentence(error, self.permitted)

    def _named(self, error: RaisedError) -> RaisedError:
        said = self.behind(error)
        return error if said is None else replace(error, type=NOT_FOUND, message=said)
