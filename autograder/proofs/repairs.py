"""The nearest repair on mutants of the correct variants: how often one is found, and where.

A mutant's line is known, so that it can be told whether the line that a student would be sent to is
the one that was changed. Variants are written unlike the reference; a mutant of one is nothing that
the key could know.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from autograder.course.topic import Topic
from autograder.engines import local as engine
from autograder.grading.nearest_repair import LINES
from autograder.model.answer_key import AnswerKey
from autograder.model.outcomes import Outcome
from autograder.model.report import Report
from autograder.model.submission import Submission
from autograder.proofs.mutation import Mutant, mutants
from autograder.proofs.mutation_score import WIDER_SEEDS, differing
from autograder.proofs.wider_inputs import wider_key
from autograder.sandbox.tiers import Tier

# The share of repairs that has to point at the line that was changed.
STANDARD = 0.9


@dataclass(frozen=True)
class Repairs:
    """Counts for one topic: mutants without full points, and those that nothing else explains.

    Of the `repaired`, `pointed` were at the mutant's line, alone or with one or two others;
    `many` had repairs on more lines; `elsewhere` are the others, in words. Of the `edits` that a
    report shows, so many were `refuted` by wider inputs than the key has.
    """

    topic: str
    wrong: int
    unexplained: int
    repaired: int
    pointed: int
    many: int
    elsewhere: tuple[str, ...]
    edits: int
    refuted: int

    @property
    def summary(self) -> str:
        """The counts in a line."""
        return (
            f"{self.wrong} wrong mutants, {self.unexplained} unexplained; "
            f"{self.repaired} repaired, {self.pointed} at their line, {self.many} on many lines, "
            f"{len(self.elsewhere)} elsewhere; {self.refuted} of {self.edits} edits refuted"
        )

    @property
    def breaches(self) -> tuple[str, ...]:
        """Where too few repairs are at the line, all that are elsewhere."""
        if self.pointed >= STANDARD * self.repaired:
            return ()
        return tuple(f"repaired elsewhere: {what}" for what in self.elsewhere)


def repairs(topic: Topic, key: AnswerKey, tier: Tier, workers: int, count: int) -> Repairs:
    """Grade about `count` mutants of the correct variants, evenly chosen."""
    planted: dict[str, tuple[Mutant, set[str]]] = {}
    for name, source in sorted(topic.variants.items()):
        share = -(-count // len(topic.variants))
        made = mutants(source)
        written = ast.unparse(ast.parse(source))
        for mutant in made[:: max(1, len(made) // share)][:share]:
            named = replace(mutant, what=f"variant {name}, {mutant.what}")
            planted[named.what + f" ({len(planted)})"] = named, _changed_lines(written, mutant)
    submissions = [
        Submission(what, topic.name, {f"{topic.name}.py": mutant.source.encode()})
        for what, (mutant, _) in planted.items()
    ]
    reports = list(engine.run(submissions, {topic.name: key}, tier, workers))
    wrong = [one for one in reports if one.score != one.max_score]
    counted = _counted(topic.name, wrong, {what: lines for what, (_, lines) in planted.items()})
    edited = [
        made for one in wrong for made in _repaired_programs(planted[one.student][0].source, one)
    ]
    wide = wider_key(topic, key, WIDER_SEEDS[0])
    refuted = differing(topic, wide, edited, tier, workers) if edited else set()
    return replace(counted, edits=len(edited), refuted=len(refuted))


def _repaired_programs(source: str, report: Report) -> Iterator[Mutant]:
    """The mutant with each edit that its report shows."""
    lines = source.splitlines(keepends=True)
    for task in report.tasks:
        for edit in task.repair.edits if task.repair else ():
            first = int(edit.line.removeprefix("line ")) - 1
            before, rest = "".join(lines[:first]), "".join(lines[first:])
            repaired = before + rest.replace(edit.before, edit.after, 1)
            yield Mutant(f"{report.student}: {edit.after.strip()}", repaired, task.name)


def _changed_lines(written: str, mutant: Mutant) -> set[str]:
    """The lines of a mutant's text that differ from the program's, as a report names them."""
    matcher = difflib.SequenceMatcher(None, written.splitlines(), mutant.source.splitlines())
    blocks = [block for block in matcher.get_opcodes() if block[0] != "equal"]
    return {f"line {n + 1}" for _, _, _, first, last in blocks for n in range(first, last)}


def _counted(topic: str, wrong: list[Report], planted: dict[str, set[str]]) -> Repairs:
    unexplained = repaired = pointed = many = 0
    elsewhere = []
    for report in wrong:
        failed = [task for task in report.tasks if task.outcome == Outcome.FAILED]
        unexplained += any(not any(one.findings for one in task.checks) for task in failed)
        found = [task.repair for task in failed if task.repair is not None]
        for repair in found:
            repaired += 1
            if len(repair.lines) > LINES:
                many += 1
            elif planted[report.student] & set(repair.lines):
                pointed += 1
            else:
                first = repair.edits[0]
                what = f"{first.before.strip()} → {first.after.strip()}"
                elsewhere.append(f"{report.student}: {', '.join(repair.lines)}: {what}")
    return Repairs(topic, len(wrong), unexplained, repaired, pointed, many, tuple(elsewhere), 0, 0)
