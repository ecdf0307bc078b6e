"""Which marks are listed, as the address says it: so a list can be kept, and walked through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from urllib.parse import urlencode

from autograder.gradebook.mark import State
from autograder.gradebook.views import Filter, Sort


def filter_of(topic: str, given: Mapping[str, str]) -> Filter:
    """The filter of an address; what cannot be meant is left out."""
    behaviour = given.get("behaviour", "")
    state, sort = given.get("state", ""), given.get("sort", "")
    return Filter(
        topic=topic,
        state=State(state) if state in list(State) else None,
        look=given.get("look") == "1",
        by_hand=given.get("by_hand") == "1",
        section=given.get("section", ""),
        task=given.get("task", ""),
        outcome=given.get("outcome", ""),
        finding=given.get("finding", ""),
        behaviour=int(behaviour) if behaviour.isascii() and behaviour.isdecimal() else None,
        sort=Sort(sort) if sort in list(Sort) else Sort.NAME,
    )


def query_of(which: Filter) -> str:
    """The filter as it stands in an address, without the topic; empty where all are listed."""
    pairs = {}
    for one in fields(Filter):
        value = getattr(which, one.name)
        if one.name != "topic" and value not in (None, "", False, Sort.NAME):
            pairs[one.name] = "1" if value is True else str(value)
    return urlencode(pairs)
