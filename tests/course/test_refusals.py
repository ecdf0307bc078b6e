"""docs/authors/refusals.md lists every refusal, in its own words, and no other."""

from __future__ import annotations

import re

from autograder.course.refusals import Refusal
from tests.conftest import ROOT

ROW = re.compile(r"^\| (.+) \| (.+) \|$", re.MULTILINE)


def test_the_page_lists_every_refusal_in_its_own_words() -> None:
    text = (ROOT / "docs/authors/refusals.md").read_text(encoding="utf-8")
    listed = [row for row in ROW.findall(text) if row != ("what is wrong", "what to do")]
    assert sorted(listed) == sorted((shown(one.message), shown(one.remedy)) for one in Refusal)


def shown(template: str) -> str:
    return re.sub(r"\{(\w+)\}", r"*\1*", template)


def test_no_two_refusals_are_told_alike() -> None:
    assert len({one.message for one in Refusal}) == len(Refusal)
