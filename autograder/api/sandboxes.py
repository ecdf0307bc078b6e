"""Where submissions run."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from autograder.errors import UserError
from autograder.reading.process import reader_here
from autograder.sandbox import tiers
from autograder.sandbox.pool import SandboxPool


class Sandbox:
    """The best confinement that this machine has, as a context that ends what it started.

    `tier` is A, B, C or D (docs/evidence/sandbox.md). On a machine without any confinement (tier D)
    it raises UserError, unless `trust_submissions` allows to run them as they are. May serve any
    number of submissions, one after the other.
    """

    def __init__(self, *, trust_submissions: bool = False) -> None:
        found = tiers.find()
        if found.letter == "D" and not trust_submissions:
            raise UserError(
                f"this machine cannot confine submissions: {'; '.join(found.reasons)}; pass "
                "trust_submissions=True to run them as they are"
            )
        self.pool = SandboxPool(found)
        self.reader = reader_here()

    @property
    def tier(self) -> str:
        """How far a submission is confined."""
        return self.pool.tier.letter

    def close(self) -> None:
        """End all workers; it may be used again afterwards."""
        self.pool.close()
        self.reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
