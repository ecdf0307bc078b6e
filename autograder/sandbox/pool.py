"""Warm sandboxes, one for each set of packages, for as long as they are needed."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from autograder.sandbox.session import Sandbox
from autograder.sandbox.tiers import Tier


class SandboxPool:
    """Sandboxes of one tier; a context that ends what was started to make sessions quick."""

    def __init__(self, tier: Tier) -> None:
        self.tier = tier
        self._sandboxes: dict[tuple[tuple[str, ...], ...], Sandbox] = {}

    def of(self, frameworks: tuple[str, ...], packages: tuple[str, ...] = ()) -> Sandbox:
        """The sandbox whose workers have these frameworks warm, and these packages beside them."""
        chosen = frameworks, packages
        if chosen not in self._sandboxes:
            self._sandboxes[chosen] = self.tier.sandbox(frameworks, packages)
        return self._sandboxes[chosen]

    def close(self) -> None:
        """End all sandboxes."""
        for sandbox in self._sandboxes.values():
            sandbox.close()
        self._sandboxes = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
