"""Reports that the tests of several platforms use."""

from __future__ import annotations

from dataclasses import replace

from autograder.model.outcomes import Outcome, ProblemKind, Status
from autograder.model.report import (
    Account,
    CheckReport,
    Finding,
    Lateness,
    Problem,
    Report,
    TaskReport,
)

TOPIC = "activations"


def report(
    student: str,
    score: float | None = 17.5,
    account: str | None = None,
    platform: str = "canvas",
    status: Status | None = None,
) -> Report:
    return Report(
        student=student,
        topic=TOPIC,
        score=score,
        max_score=20.0,
        status=status or (Status.UNGRADED if score is None else Status.GRADED),
        sandbox_tier="A",
        key="",
        submission="",
        duration_s=0.1,
        problems=(Problem(kind=ProblemKind.KIT, message="it broke <b>here</b>"),)
        if score is None
        else (),
        account=Account(platform=platform, id=account) if account else None,
    )


FINDING = Finding(
    id="f", task="loss", says="The mean is missing.", hint="Over what is it?", evidence=""
)


def check(
    outcome: Outcome, points: float = 0.0, message: str = "", name: str = "right values"
) -> CheckReport:
    findings = (FINDING,) if outcome == Outcome.FAILED else ()
    return CheckReport(
        name=name,
        outcome=outcome,
        points=points,
        max_points=2.0,
        message=message,
        findings=findings,
    )


def task(name: str, outcome: Outcome, *checks: CheckReport) -> TaskReport:
    score = sum(one.points for one in checks)
    most = sum(one.max_points for one in checks)
    return TaskReport(name=name, score=score, max_score=most, outcome=outcome, checks=checks)


GRADED = Report(
    student='José "Pepe" <O\'Hara>\x00\ufffe',
    topic="backprop",
    score=2.7,
    max_score=10.0,
    status=Status.GRADED,
    sandbox_tier="A",
    key="k",
    submission="s",
    duration_s=0.25,
    tasks=(
        task("forward", Outcome.PASSED, check(Outcome.PASSED, 2.0)),
        task(
            "loss",
            Outcome.FAILED,
            check(Outcome.FAILED, 1.0, "wrong\x1b[31m at [0]: ]]> & <b>\x0b"),
            check(Outcome.PASSED, 2.0),
            check(Outcome.PASSED, 2.0),
        ),
        task("backward", Outcome.BLOCKED, check(Outcome.BLOCKED, message="needs `loss`")),
        task("update", Outcome.NOT_ATTEMPTED, check(Outcome.NOT_ATTEMPTED)),
        task(
            "figure", Outcome.UNGRADED, check(Outcome.UNGRADED, message="the machine was too slow")
        ),
    ),
    lateness=Lateness(
        submitted="2026-10-03T10:00:00+00:00",
        source="timestamp.txt",
        due="2026-10-02T10:00:00+00:00",
        days=1,
        percent=10.0,
        raw_score=3.0,
    ),
)
UNGRADED = replace(
    GRADED,
    score=None,
    status=Status.UNGRADED,
    tasks=(),
    lateness=None,
    problems=(Problem(kind=ProblemKind.BAD_NOTEBOOK, message="the file is damaged"),),
)
MISSING = replace(UNGRADED, score=0.0, status=Status.NOT_ATTEMPTED, problems=())
