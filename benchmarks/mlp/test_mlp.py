"""The twelve checks as a pytest file, as it would lie beside a submission."""

import checks
import mlp
import pytest


@pytest.mark.parametrize("check", checks.ALL, ids=lambda check: check.__name__)
def test_mlp(check):
    check(mlp)
