"""results.json as Gradescope reads it; ungraded work has no score in it."""

from __future__ import annotations

import json
from typing import Any

from autograder.platforms.gradescope import results as gradescope
from tests.platforms.builders import GRADED, MISSING, UNGRADED


def test_results() -> None:
    tree = json.loads(gradescope.document(GRADED, "after_published"))
    assert tree["score"] == 2.7  # with lateness: it overrides the sum of the tests
    assert "less 10 % for lateness" in tree["output"]
    assert [one["number"] for one in tree["tests"]] == ["1", "2", "3", "4", "5"]
    assert {one["visibility"] for one in (tree, *tree["tests"])} == {"after_published"}
    assert tree["stdout_visibility"] == "hidden"
    first, second = tree["tests"][:2]
    assert (first["status"], first["score"], first["max_score"]) == ("passed", 2.0, 2.0)
    assert second["status"] == "failed" and "→ Over what is it?" in second["output"]


def numbers_called_score(tree: Any) -> list[Any]:
    if isinstance(tree, list):
        return [found for one in tree for found in numbers_called_score(one)]
    if not isinstance(tree, dict):
        return []
    own = [tree["score"]] if "score" in tree else []
    return own + [found for one in tree.values() for found in numbers_called_score(one)]


def test_ungraded_is_no_zero() -> None:
    tree = json.loads(gradescope.document(UNGRADED))
    assert numbers_called_score(tree) == [] and "tests" not in tree
    assert "not a zero" in tree["output"] and "the file is damaged" in tree["output"]
    assert json.loads(gradescope.document(MISSING))["score"] == 0.0
