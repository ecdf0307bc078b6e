"""What the reports of a class say together: plain data for the class page and the tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from autograder.model.outcomes import Outcome, ProblemKind, Status
from autograder.model.report import Finding, Repair, Report, TaskReport
from autograder.reports.plain_text import plain_text

BINS = 10


@dataclass(frozen=True)
class TaskSummary:
    """One task, over all graded submissions in which it could be judged."""

    name: str
    judged: int
    share: float  # mean share of its points, 0 to 1
    complete: int  # submissions that earned all of its points
    not_attempted: int


@dataclass(frozen=True)
class TopicSummary:
    """One topic, over the class; the mean and median of no graded submission are None."""

    name: str
    max_score: float
    counts: dict[Status, int]
    mean: float | None
    median: float | None
    distribution: tuple[int, ...]  # graded submissions by tenth of the points; the last holds 100 %
    tasks: tuple[TaskSummary, ...]


@dataclass(frozen=True)
class StudentRow:
    """One student: a report for each topic, None where there is none."""

    student: str
    reports: tuple[Report | None, ...]

    @property
    def total(self) -> float:
        """Points over all topics."""
        return sum(report.score or 0.0 for report in self.reports if report)

    @property
    def complete(self) -> bool:
        """Whether every topic has a score: otherwise the total is only what is known so far."""
        return all(report and report.score is not None for report in self.reports)


@dataclass(frozen=True)
class MisconceptionSummary:
    """One named misconception, and the submissions in which it was found."""

    topic: str
    finding: Finding
    reports: tuple[Report, ...]


@dataclass(frozen=True)
class RepairedTask:
    """A task that a small change of the submission makes right."""

    report: Report
    task: str
    repair: Repair


@dataclass(frozen=True)
class ProblemSummary:
    """All problems of a kind: each submission with what was said."""

    kind: str
    cases: tuple[tuple[Report, str], ...]


@dataclass(frozen=True)
class ClassSummary:
    """All there is to say about a class, each list in the order in which it is shown."""

    reports: tuple[Report, ...]
    students: tuple[StudentRow, ...]
    topics: tuple[TopicSummary, ...]
    misconceptions: tuple[MisconceptionSummary, ...]
    repaired: tuple[RepairedTask, ...]
    ungraded: tuple[ProblemSummary, ...]  # these need the instructor
    problems: tuple[ProblemSummary, ...]

    @property
    def lateness_unknown(self) -> tuple[Report, ...]:
        """What may have been submitted late; it costs nothing."""
        return tuple(r for r in self.reports if r.lateness and r.lateness.days is None)

    @property
    def submitted(self) -> int:
        """Submissions of which there is a file."""
        return sum(not report.missing for report in self.reports)

    @property
    def mean(self) -> float | None:
        """Mean share of the points over all graded submissions, or None without any."""
        return _mean(_graded(self.reports))

    def count(self, status: Status) -> int:
        """How many reports have this status."""
        return sum(report.status == status for report in self.reports)


def share(report: Report) -> float:
    """Share of the points that a submission earned, 0 to 1; 0 where there is no score."""
    return (report.score or 0.0) / report.max_score if report.max_score else 0.0


def summarise(reports: Iterable[Report], topics: Sequence[str] = ()) -> ClassSummary:
    """Summarise a class; the order of the reports does not matter.

    `topics` is the order in which they are shown; those that it does not name come last.
    """
    places = {name: place for place, name in enumerate(topics)}

    def by_topic(report: Report) -> tuple[int, str, str, str]:
        place = places.get(report.topic, len(places))
        return place, report.topic, *_by_name(report.student)

    ordered = tuple(sorted(reports, key=by_topic))
    topics = list(dict.fromkeys(report.topic for report in ordered))
    placed = {(report.student, report.topic): report for report in ordered}
    students = sorted({r.student for r in ordered}, key=_by_name)
    ungraded = [report for report in ordered if _needs_instructor(report)]
    # What was not submitted is counted by topic; as problems it would bury the others.
    others = [
        report
        for report in ordered
        if not _needs_instructor(report)
        and any(problem.kind != ProblemKind.MISSING_FILE for problem in report.problems)
    ]
    return ClassSummary(
        reports=ordered,
        students=tuple(
            StudentRow(student, tuple(placed.get((student, topic)) for topic in topics))
            for student in students
        ),
        topics=tuple(_topic(name, [r for r in ordered if r.topic == name]) for name in topics),
        misconceptions=_misconceptions(ordered),
        repaired=tuple(
            RepairedTask(report, task.name, task.repair)
            for report in ordered
            for task in report.tasks
            if task.repair is not None
        ),
        ungraded=_problems(ungraded, "no reason given"),
        problems=_problems(others),
    )


def _by_name(student: str) -> tuple[str, str]:
    """Sort by what is shown; the name itself decides between two that look alike."""
    return plain_text(student).strip().casefold(), student


def _needs_instructor(report: Report) -> bool:
    return report.status == Status.UNGRADED or any(
        t.outcome == Outcome.UNGRADED for t in report.tasks
    )


def _graded(reports: Iterable[Report]) -> list[Report]:
    return [report for report in reports if report.status == Status.GRADED]


def _mean(reports: list[Report]) -> float | None:
    return fmean(map(share, reports)) if reports else None


def _topic(name: str, reports: list[Report]) -> TopicSummary:
    graded = _graded(reports)
    bins = [0] * BINS
    for report in graded:
        bins[min(int(BINS * share(report) + 1e-9), BINS - 1)] += 1
    tasks: dict[str, list[TaskReport]] = {}
    for report in graded:
        for task in report.tasks:
            tasks.setdefault(task.name, [])
            if task.outcome != Outcome.UNGRADED:
                tasks[task.name].append(task)
    return TopicSummary(
        name=name,
        max_score=max(report.max_score for report in reports),
        counts={status: sum(r.status == status for r in reports) for status in Status},
        mean=_mean(graded),
        median=median(map(share, graded)) if graded else None,
        distribution=tuple(bins),
        tasks=tuple(_task(task, judged) for task, judged in tasks.items() if judged),
    )


def _task(name: str, judged: list[TaskReport]) -> TaskSummary:
    return TaskSummary(
        name=name,
        judged=len(judged),
        share=fmean(task.score / task.max_score if task.max_score else 0.0 for task in judged),
        complete=sum(task.score >= task.max_score for task in judged),
        not_attempted=sum(task.outcome == Outcome.NOT_ATTEMPTED for task in judged),
    )


def _misconceptions(reports: Iterable[Report]) -> tuple[MisconceptionSummary, ...]:
    found: dict[tuple[str, str, str], tuple[Finding, list[Report]]] = {}
    for report in reports:
        # One task may show a misconception in several checks: it counts once a student.
        findings = {
            (report.topic, finding.task, finding.id): finding
            for task in report.tasks
            for check in task.checks
            for finding in check.findings
        }
        for which, finding in findings.items():
            found.setdefault(which, (finding, []))[1].append(report)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1][1]), item[0]))
    return tuple(
        MisconceptionSummary(topic, finding, tuple(those))
        for (topic, _, _), (finding, those) in ordered
    )


def _problems(reports: list[Report], unexplained: str | None = None) -> tuple[ProblemSummary, ...]:
    """Problems by kind, the most frequent first; `unexplained` is said of a report without any."""
    kinds: dict[str, list[tuple[Report, str]]] = {}
    for report in reports:
        for problem in report.problems:
            kinds.setdefault(problem.kind, []).append((report, problem.message))
        if unexplained and not report.problems:
            kinds.setdefault(Status.UNGRADED, []).append((report, unexplained))
    ordered = sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(ProblemSummary(kind, tuple(cases)) for kind, cases in ordered)
