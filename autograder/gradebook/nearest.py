"""Names that nobody has, and those that may have been meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_SHOWN = 5


def nearest(name: str, there: Iterable[str]) -> str:
    """The names most like this one, or the first that there are: the end of an error message."""
    names = sorted(set(there), key=lambda one: (one.casefold(), one))
    by_fold: dict[str, list[str]] = {}
    for one in names:
        by_fold.setdefault(one.casefold(), []).append(one)
    wanted = name.casefold()
    alike = difflib.get_close_matches(wanted, by_fold, n=_SHOWN, cutoff=0.6)
    alike += [one for one in by_fold if wanted and wanted in one and one not in alike]
    like = [one for folded in alike for one in by_fold[folded]][:_SHOWN]
    if like:
        return f"the nearest: {', '.join(like)}"
    if not names:
        return "there are none"
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"there are: {', '.join(names[:_SHOWN])}{more}"
