"""What several drivers hold each for itself is the same in all of them."""

from __future__ import annotations

import ast

import pytest

from tests.conftest import TOPICS

SHARED = ("remedies", "deep_nets", "lstm")


@pytest.mark.parametrize("function", ["_unpacked", "_climb"])
def test_the_drivers_of_numpy_topics_measure_and_unpack_alike(function: str) -> None:
    found = {name: definition(TOPICS[name].driver, function) for name in SHARED}
    assert len(set(found.values())) == 1, found


def definition(driver: str, function: str) -> str:
    """The text of one function of a driver."""
    [wanted] = [
        node
        for node in ast.parse(driver).body
        if isinstance(node, ast.FunctionDef) and node.name == function
    ]
    return ast.unparse(wanted)
