"""What a form asks for: wishes about a mark, and a comment. Pure; nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autograder.gradebook.comments import Comment
from autograder.gradebook.decisions import Wish
from autograder.gradebook.mark import Decision, Kind
from autograder.review.opened import Opened

POINTS = re.compile(r"([+-]?)([0-9]{1,6})(?:[.,]([0-9]{1,2}))?")
# What of a form is kept as a draft; points of a task are `points-TASK`.
KEPT = ("because", "adjust", "total", "comment", "comment-task", "comment-line", "comment-private")
FLAGS = {"excuse": Kind.EXCUSE, "waive": Kind.WAIVE, "choose": Kind.CHOOSE, "ignore": Kind.IGNORE}


class Invalid(Exception):
    """A field cannot be meant; the message says which, and what can be."""


@dataclass(frozen=True)
class Changes:
    """What to decide, what to take back, and what to say."""

    wishes: tuple[Wish, ...]
    withdrawn: tuple[int, ...]
    comment: Comment | None

    def __bool__(self) -> bool:
        return bool(self.wishes or self.withdrawn or self.comment)


def kept(fields: Mapping[str, str]) -> dict[str, str]:
    """What somebody typed, to be filled in again."""
    names = (*KEPT, *FLAGS)
    return {name: v for name, v in fields.items() if name in names or name.startswith("points-")}


def changes(one: Opened, fields: Mapping[str, str]) -> Changes:
    """What a form asks for that is not so already; raises Invalid."""
    asked = list(_of_points(one, fields))
    asked += _of_flags(one, fields)
    wishes = tuple(wish for wish, _ in asked if wish is not None)
    withdrawn = tuple(old.id for wish, old in asked if wish is None and old is not None)
    return Changes(wishes, withdrawn, _comment(one, fields))


def in_hundredths(text: str, what: str) -> int:
    """Points as they are typed, a comma or a point before the fraction; raises Invalid."""
    found = POINTS.fullmatch(text.strip())
    if found is None:
        raise Invalid(f"{what}: “{text.strip()}” is not a number of points, as 2 or 1.25")
    sign, whole, part = found.groups()
    number = int(whole) * 100 + int((part or "0").ljust(2, "0"))
    return -number if sign == "-" else number


def shown(number: int | None) -> str:
    """Hundredths as they are typed; nothing for None."""
    return "" if number is None else f"{number / 100:.2f}".rstrip("0").rstrip(".")


def _of_points(
    one: Opened, fields: Mapping[str, str]
) -> Iterable[tuple[Wish | None, Decision | None]]:
    """Points of tasks and the total; an emptied field takes back what was decided."""
    number = one.shown.number if one.shown is not None else None
    most = {task.name: task.max_score for task in one.report.tasks} if one.report else {}
    for field, typed in fields.items():
        task = field.removeprefix("points-")
        if task == field or task not in most:
            continue
        old = one.given(Kind.TASK, task)
        if typed.strip() == shown(old.points if old is not None else None):
            continue
        if not typed.strip():
            yield None, old
            continue
        points = in_hundredths(typed, task)
        if not 0 <= points <= round(100 * most[task]):
            raise Invalid(f"{task}: {shown(points)} is not between 0 and {most[task]:g}")
        yield Wish(one.of.mark_id, Kind.TASK, task, points, attempt_number=number), None
    typed = fields.get("adjust", "").strip()
    if typed and in_hundredths(typed, "more or less"):
        points = in_hundredths(typed, "more or less")
        yield Wish(one.of.mark_id, Kind.ADJUST, points=points, attempt_number=number), None
    old = one.given(Kind.TOTAL)
    typed = fields.get("total", "").strip()
    if "total" in fields and typed != shown(old.points if old is not None else None):
        if not typed:
            yield None, old
            return
        points = in_hundredths(typed, "the whole mark")
        if not 0 <= points <= one.mark.most:
            said = f"the whole mark: {shown(points)} is not between 0 and {shown(one.mark.most)}"
            raise Invalid(said)
        yield Wish(one.of.mark_id, Kind.TOTAL, points=points, attempt_number=number), None


def _of_flags(
    one: Opened, fields: Mapping[str, str]
) -> Iterable[tuple[Wish | None, Decision | None]]:
    """What is on or off. A box that is off is not sent: `flags` says that there were boxes."""
    if "flags" not in fields:
        return
    for field, kind in FLAGS.items():
        of_attempt = kind in (Kind.CHOOSE, Kind.IGNORE)
        if of_attempt and one.shown is None:
            continue
        old = one.given(kind)
        on = fields.get(field) == "1"
        if on and old is None:
            number = one.shown.number if of_attempt and one.shown is not None else None
            yield Wish(one.of.mark_id, kind, attempt_number=number), None
        elif not on and old is not None:
            yield None, old


def _comment(one: Opened, fields: Mapping[str, str]) -> Comment | None:
    said = fields.get("comment", "").strip()
    if not said:
        return None
    line = fields.get("comment-line", "").strip()
    if line and not (line.isascii() and line.isdecimal() and 0 < int(line) < 10**6):
        raise Invalid(f"line: “{line}” is not the number of a line")
    task = fields.get("comment-task", "")
    known = {task.name for task in one.report.tasks} if one.report else set()
    judged = one.shown.judged if one.shown is not None else None
    return Comment(
        mark_id=one.of.mark_id,
        said=said,
        attempt_id=one.shown.id if one.shown is not None else None,
        task=task if task in known else None,
        line=int(line) if line else None,
        result_id=judged.result_id if judged is not None else None,
        shown=fields.get("comment-private") != "1",
    )
