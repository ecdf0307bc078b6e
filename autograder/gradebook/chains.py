"""What is in force of things that replace each other and are taken back.

Each row names the one that it replaces, and no two name the same: rows thus form chains, which
only grow at their ends. To take back is to return to what was in force before: a chain is read from
its begin, what was decided is put onto a pile, and a withdrawal removes what lies on top.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Link:
    """A row: its id, the one that it replaces, and whether it takes back instead of deciding."""

    id: int
    replaces: int | None
    withdraws: bool


@dataclass
class Chain:
    """The last row, those that were decided and not taken back, and by what the others were."""

    end: int
    pile: list[int] = field(default_factory=list)
    taken_back: dict[int, int] = field(default_factory=dict)

    @property
    def in_force(self) -> int | None:
        """The row on top of the pile."""
        return self.pile[-1] if self.pile else None

    def replaced_by(self, which: int) -> int | None:
        """The row that lies on this one."""
        above = self.pile[self.pile.index(which) + 1 :] if which in self.pile else []
        return above[0] if above else None


def chains(links: Iterable[Link]) -> list[Chain]:
    """The chains that these rows form; all rows of a chain must be among them."""
    ending: dict[int, Chain] = {}
    for link in sorted(links, key=lambda one: one.id):
        chain = Chain(link.id) if link.replaces is None else ending.pop(link.replaces)
        if link.withdraws:
            chain.taken_back[chain.pile.pop()] = link.id
        else:
            chain.pile.append(link.id)
        chain.end = link.id
        ending[link.id] = chain
    return list(ending.values())
