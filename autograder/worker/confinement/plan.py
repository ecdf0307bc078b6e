"""All layers in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyseccomp import SyscallFilter

from autograder.worker.confinement import (
    filesystem,
    identity,
    namespaces,
    resources,
    system_calls,
)

SCRATCH = "/scratch"


@dataclass(frozen=True)
class Plan:
    """Which layers a zygote's children get, and with what bounds.

    `readable` are the only folders that may be read where there is no private root;
    `user` is the first of a range of user ids, one of which each child becomes (0: none).
    """

    namespaces: bool
    readable: tuple[str, ...]
    user: int
    scratch_bytes: int = 64 << 20

    @classmethod
    def from_json(cls, tree: dict[str, Any]) -> Plan:
        """The plan as it came from the judge's command line."""
        return cls(**{**tree, "readable": tuple(tree["readable"])})


def confine(plan: Plan, number: int, memory_bytes: int, calls: SyscallFilter) -> None:
    """Apply every layer, the strictest last: after the filter most of these calls are refused."""
    if plan.namespaces:
        namespaces.enter(SCRATCH, plan.scratch_bytes)
    resources.limit(memory_bytes)
    identity.drop(plan.user + number % identity.USERS if plan.user else 0)
    filesystem.restrict(SCRATCH if plan.namespaces else None, plan.readable)
    system_calls.load(calls)
