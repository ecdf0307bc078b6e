"""Proof that only work gets a model trained well enough: right variants do, shortcuts do not.

What a model has learnt is measured against a bound, and where the bound lies is a choice. So every
right variant of a topic is trained on several keys, and must pass; so is every *shortcut*, which
does without the work (a table, a network that was trained elsewhere) or without what the topic
teaches (a linear model, a counter of characters), and must fail one check at least on every key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.course.sources import Program
from autograder.course.topic import Topic
from autograder.keys.build import looked_at, tasks_of
from autograder.keys.run_reference import Observe, observer
from autograder.model.answer_key import KeyTask
from autograder.model.observation import Value
from autograder.rubric.checks import learns
from autograder.rubric.checks.learns import Learns


@dataclass(frozen=True)
class Reached:
    """The share of right guesses of a program in one check of one key, and what was needed."""

    share: float
    needed: float

    @property
    def passed(self) -> bool:
        """Whether it is enough."""
        return self.share >= self.needed


# By program, then by check: one for each key.
Table = Mapping[str, Mapping[str, Sequence[Reached]]]


@dataclass(frozen=True)
class Study:
    """What right variants and shortcuts reach."""

    variants: Table
    shortcuts: Table

    @property
    def summary(self) -> str:
        """A table: what each program reaches in each check, and what is needed there."""
        checks = list(next(iter(self.variants.values()), {}))
        rows = [
            ("right:" if table is self.variants else "shortcut:", name, row)
            for table in (self.variants, self.shortcuts)
            for name, row in table.items()
        ]
        keys = len(next(iter(rows[0][2].values()))) if rows and checks else 0
        lines = [f"the share of right guesses over {keys} keys, mean [lowest, highest]"]
        lines += (f"  ({n}) {title}" for n, title in enumerate(checks, 1))
        lines.append("  " + "".join(f"{f'({n})':>21}" for n in range(1, len(checks) + 1)))
        needed = [[one.needed for _, _, row in rows for one in row[title]] for title in checks]
        lines += (
            "  "
            + "".join(f"{_spread([one.share for one in row[title]]):>21}" for title in checks)
            + f"  {kind} {name}"
            for kind, name, row in rows
        )
        lines.append("  " + "".join(f"{_spread(some):>21}" for some in needed) + "  needed")
        return "\n".join(lines)

    @property
    def breaches(self) -> tuple[str, ...]:
        """Right work that is rejected, and shortcuts that pass everything on some key."""
        return (
            *(
                f"variant {name} fails: {_line(title, some)}"
                for name, row in self.variants.items()
                for title, some in row.items()
                if not all(one.passed for one in some)
            ),
            *(
                f"shortcut {name} passes every check on some key"
                for name, row in self.shortcuts.items()
                if any(all(one.passed for one in key) for key in zip(*row.values(), strict=True))
            ),
        )


def study(topic: Topic, seed: str, keys: int) -> Study:
    """Train everything on so many keys, drawn from `seed`. Raises what building a key raises."""
    right = {"reference": topic.program()}
    for file, program in zip(topic.variant_files, topic.variant_programs, strict=True):
        right[file.stem] = program
    variants: dict[str, dict[str, list[Reached]]] = defaultdict(lambda: defaultdict(list))
    shortcuts: dict[str, dict[str, list[Reached]]] = defaultdict(lambda: defaultdict(list))
    for number in range(keys):
        tasks = tasks_of(topic, f"{seed} {number}")
        with observer(topic) as observe:
            for table, programs in ((variants, right), (shortcuts, topic.shortcuts)):
                for name, program in programs.items():
                    for title, reached in _reached(topic, tasks, program, observe):
                        table[name][title].append(reached)
    return Study(variants, shortcuts)


def _reached(
    topic: Topic, tasks: Sequence[KeyTask], program: Program, observe: Observe
) -> Iterator[tuple[str, Reached]]:
    """What a program reaches in each check of what was learnt."""
    asked = [(task, place) for task in tasks for place in sorted(learns.places(task))]
    observed = observe(program, [(task.cases[place],) for task, place in asked])
    for (task, place), [one] in zip(asked, observed, strict=True):
        guessed = looked_at(topic, task, {place: one}, observe)[place]
        for check in task.checks:
            if isinstance(check, Learns) and check.cases[0] == place:
                share = check.share_right(guessed.value) if isinstance(guessed, Value) else None
                yield check.title, Reached(share or 0.0, check.needed)


def _line(title: str, some: Sequence[Reached]) -> str:
    passed = sum(one.passed for one in some)
    return f"{title}: {_spread([one.share for one in some])}, {passed} of {len(some)} pass"


def _spread(some: Sequence[float]) -> str:
    return f"{sum(some) / len(some):.3f} [{min(some):.3f}, {max(some):.3f}]"
