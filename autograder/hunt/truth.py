"""What is right for inputs that a hunt makes up: what the reference and every variant agree on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.course.sources import Program
from autograder.course.topic import Topic
from autograder.hunt.differences import difference
from autograder.hunt.fields import Field
from autograder.keys.build import looked_at
from autograder.keys.run_reference import Observe
from autograder.model.observation import Observation, Value
from autograder.model.requests import Case
from autograder.worker import frames


@dataclass(frozen=True, eq=False)
class Right:
    """An input, what the reference gives, and in what each variant differs from that, by name.

    Where one differs, the contract leaves something open, or the variant is wrong.
    """

    case: Case
    value: Value
    differing: Mapping[str, str]

    @property
    def agreed(self) -> bool:
        """Whether all that is right gives the same."""
        return not self.differing


class Truth:
    """Asks the topic's own programs, which are trusted."""

    def __init__(self, topic: Topic, observe: Observe) -> None:
        self._topic = topic
        self._observe = observe
        files, programs = topic.variant_files, topic.variant_programs
        self._variants = {file.stem: program for file, program in zip(files, programs, strict=True)}
        self._known: dict[tuple[int, bytes], Right | None] = {}

    def of(self, field: Field, case: Case) -> Right | None:
        """What is right for one input; None where the reference gives no value."""
        name = _name(field, case)
        if name not in self._known:
            self.of_all(field, [case])
        return self._known[name]

    def of_all(self, field: Field, cases: Sequence[Case]) -> list[Right | None]:
        """The same of many at once. A warning of the reference's own shows that it is not meant."""
        given = self._seen(self._topic.program(), field, cases)
        inside = [
            (case, one)
            for case, one in zip(cases, given, strict=True)
            if isinstance(one, Value) and not one.warned
        ]
        differing: list[dict[str, str]] = [{} for _ in inside]
        for name, program in self._variants.items():
            theirs = self._seen(program, field, [case for case, _ in inside])
            for found, one, (_, right) in zip(differing, theirs, inside, strict=True):
                said = difference(field, one, right)
                if said:
                    found[name] = said
        for case in cases:
            self._known[_name(field, case)] = None
        for (case, right), found in zip(inside, differing, strict=True):
            self._known[_name(field, case)] = Right(case, right, found)
        return [self._known[_name(field, case)] for case in cases]

    def _seen(self, program: Program, field: Field, cases: Sequence[Case]) -> list[Observation]:
        if not cases:
            return []
        found: list[Observation] = []
        # One by one: together their results may be more than one reply holds.
        for case, observed in zip(
            cases, self._observe(program, [(case,) for case in cases]), strict=True
        ):
            seen = dict(enumerate(observed))
            found += looked_at(self._topic, field.as_task([case]), seen, self._observe).values()
        return found


def _name(field: Field, case: Case) -> tuple[int, bytes]:
    return id(field), frames.encode(case.arguments)
