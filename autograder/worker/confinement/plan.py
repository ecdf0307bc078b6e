"""All layers in their order."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from landlockpy import Ruleset

from autograder.worker.confinement import (
    filesystem,
    identity,
    namespaces,
    resources,
    system_calls,
)

# Where each child mounts a folder of its own. The folder above it is in the read-only root: a rule
# for that one, which is there before the child is, holds for what is mounted beneath it.
SCRATCH = "/scratch/own"


@dataclass(frozen=True)
class Plan:
    """Which layers a fork server's children get, and with what bounds.

    `readable` are all that may be read where there is no private root, `listable` the folders whose
    entries may be listed there, with all below them;
    `user` is the first of a range of user ids, one of which each child becomes (0: none).
    """

    namespaces: bool
    readable: tuple[str, ...]
    user: int
    listable: tuple[str, ...] = ()
    scratch_bytes: int = 64 << 20

    @classmethod
    def from_json(cls, tree: dict[str, Any]) -> Plan:
        """The plan as it came from the judge's command line."""
        paths = {name: tuple(tree[name]) for name in ("readable", "listable")}
        return cls(**{**tree, **paths})


@dataclass(frozen=True)
class Confinement:
    """What a fork server prepares once, so that each child only has to apply it."""

    plan: Plan
    files: Ruleset | None
    calls: system_calls.Filter
    mapped_bytes: int

    @classmethod
    def prepare(cls, plan: Plan) -> Confinement:
        """Build all rules, after the fork server's imports."""
        above = os.path.dirname(SCRATCH)
        return cls(
            plan,
            filesystem.prepare(above if plan.namespaces else None, plan.readable, plan.listable),
            system_calls.prepare(plan.namespaces, process=1 if plan.namespaces else None),
            resources.mapped(),
        )

    def apply(self, number: int, memory_bytes: int, cpu_s: int) -> None:
        """Apply every layer, the strictest last: after the filter most of these are refused."""
        plan = self.plan
        if plan.namespaces:
            namespaces.enter(SCRATCH, plan.scratch_bytes)
        resources.limit(memory_bytes, self.mapped_bytes)
        resources.limit_cpu(cpu_s)
        identity.drop(plan.user + number % identity.USERS if plan.user else 0)
        filesystem.restrict(self.files, own_proc=plan.namespaces)
        system_calls.load(self.calls)
