"""What the kit said of attempts, run by run."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from autograder.gradebook import blobs
from autograder.gradebook.database import portions
from autograder.gradebook.events import Event, note
from autograder.gradebook.schema import result, result_task, run
from autograder.gradebook.values import now
from autograder.model.hundredths import hundredths
from autograder.model.report import Report
from autograder.reports import json_form


class RunState(StrEnum):
    """Of a run. Results of a regrade count once it is applied, those of others at once."""

    RUNNING = "running"
    ENDED = "ended"
    CUT_SHORT = "cut_short"
    READY = "ready"
    APPLIED = "applied"
    DISCARDED = "discarded"


@dataclass(frozen=True)
class CutShort:
    """A run that ended without saying so: how many of how many it had graded."""

    id: int
    graded: int
    total: int


def begin(
    connection: Connection,
    total: int,
    by_id: int | None = None,
    kind: str = "grade",
    topic_id: int | None = None,
    reason_id: int | None = None,
) -> int:
    """The id of a new run of `total` submissions; of a regrade: of which topic, and why."""
    made = connection.execute(
        insert(run).values(
            kind=kind,
            state=RunState.RUNNING,
            process=_process(os.getpid()),
            total=total,
            begun=now(),
            by_id=by_id,
            topic_id=topic_id,
            reason_id=reason_id,
        )
    )
    assert made.inserted_primary_key is not None
    number = int(made.inserted_primary_key[0])
    note(connection, Event("run", by_id, reference=str(number), after=RunState.RUNNING))
    return number


def resume(connection: Connection, run_id: int) -> None:
    """Go on with a run that was cut short, in this process."""
    values = {"state": RunState.RUNNING, "process": _process(os.getpid()), "ended": None}
    connection.execute(update(run).where(run.c.id == run_id).values(values))
    before, after = RunState.CUT_SHORT, RunState.RUNNING
    note(connection, Event("run", reference=str(run_id), before=before, after=after))


def end(connection: Connection, run_id: int, state: RunState, by_id: int | None = None) -> None:
    """Say how a run ended."""
    before = connection.execute(select(run.c.state).where(run.c.id == run_id)).scalar_one()
    connection.execute(update(run).where(run.c.id == run_id).values(state=state, ended=now()))
    note(connection, Event("run", by_id, reference=str(run_id), before=before, after=state))


def cut_short(connection: Connection) -> list[CutShort]:
    """Runs of this machine whose process is gone; they are marked as cut short."""
    found = []
    query = select(run.c.id, run.c.process, run.c.total).where(run.c.state == RunState.RUNNING)
    for number, process, total in connection.execute(query).all():
        host, _, rest = process.rpartition(" ")
        if host != socket.gethostname() or process == _process(int(rest.partition("/")[0])):
            continue
        graded = select(func.count()).select_from(result).where(result.c.run_id == number)
        found.append(CutShort(number, connection.execute(graded).scalar_one(), total))
        end(connection, number, RunState.CUT_SHORT)
    return found


def keep(
    connection: Connection,
    run_id: int,
    attempt_id: int,
    report: Report,
    fingerprint: str,
    behaviours: Mapping[str, int],
) -> int:
    """Append the result of an attempt; its report is kept without student and lateness.

    `behaviours` are the ids of how its tasks went wrong, by task.
    """
    if report.lateness is not None:  # a mark charges it, by the rules of then
        report = replace(report, score=report.lateness.raw_score, lateness=None)
    nameless = replace(report, student="", account=None)
    made = connection.execute(
        insert(result).values(
            attempt_id=attempt_id,
            run_id=run_id,
            key_hash=report.key,
            fingerprint=fingerprint,
            status=report.status,
            fault=int(report.may_be_graded_again),
            points=None if report.score is None else hundredths(report.score),
            most=hundredths(report.max_score),
            report_digest=blobs.keep(connection, json_form.encode(nameless).encode()),
        )
    )
    assert made.inserted_primary_key is not None
    number = int(made.inserted_primary_key[0])
    rows = [
        {
            "result_id": number,
            "task": task.name,
            "place": place,
            "outcome": task.outcome,
            "points": hundredths(task.score),
            "most": hundredths(task.max_score),
            "behaviour_id": behaviours.get(task.name),
            "finding": next((one.id for check in task.checks for one in check.findings), ""),
        }
        for place, task in enumerate(report.tasks)
    ]
    if rows:
        connection.execute(insert(result_task), rows)
    return number


def copy(connection: Connection, result_id: int, run_id: int, attempt_id: int) -> None:
    """Append a result of one attempt for another that is equal in all that it follows from."""
    row = connection.execute(select(result).where(result.c.id == result_id)).one()
    same = {name: value for name, value in row._mapping.items() if name != "id"}
    values = {**same, "run_id": run_id, "attempt_id": attempt_id}
    made = connection.execute(insert(result).values(**values))
    assert made.inserted_primary_key is not None
    number = int(made.inserted_primary_key[0])
    query = select(result_task).where(result_task.c.result_id == result_id)
    rows = [{**task._mapping, "result_id": number} for task in connection.execute(query)]
    if rows:
        connection.execute(insert(result_task), rows)


def fingerprints(connection: Connection, attempt_ids: Sequence[int]) -> dict[int, str]:
    """The fingerprint of the result in force of each attempt, as far as it has one: no fault's."""
    query = (
        select(result.c.attempt_id, result.c.fingerprint)
        .join(run)
        .where(result.c.fault == 0, in_force())
        .order_by(result.c.id)
    )
    return {
        number: fingerprint
        for some in portions(attempt_ids)
        for number, fingerprint in connection.execute(query.where(result.c.attempt_id.in_(some)))
    }


def in_force() -> ColumnElement[bool]:
    """That the results of a `run` count."""
    return (run.c.kind == "grade") | (run.c.state == RunState.APPLIED)


def by_fingerprint(connection: Connection, wanted: Sequence[str]) -> dict[str, int]:
    """The newest result with each of these fingerprints that is no fault of kit or machine.

    What only a regrade says that nobody applied is not known.
    """
    query = (
        select(result.c.fingerprint, func.max(result.c.id))
        .join(run)
        .where(result.c.fault == 0, in_force())
        .group_by(result.c.fingerprint)
    )
    return {
        fingerprint: number
        for some in portions(wanted)
        for fingerprint, number in connection.execute(query.where(result.c.fingerprint.in_(some)))
    }


def reports(connection: Connection, result_ids: Sequence[int]) -> dict[int, Report]:
    """The reports of results, as far as they are kept: without a student's name and lateness."""
    query = select(result.c.id, result.c.report_digest)
    digests = {
        number: digest
        for some in portions(result_ids)
        for number, digest in connection.execute(query.where(result.c.id.in_(some)))
    }
    content = blobs.contents(connection, digests.values())
    return {
        number: json_form.decode(content[digest])
        for number, digest in digests.items()
        if digest in content
    }


def _process(pid: int) -> str:
    """This machine, and a process by its number and when it began; numbers are given again."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stream:
            begun = stream.read().rpartition(")")[2].split()[19]
    except OSError:
        begun = "" if pid != os.getpid() else "?"
    return f"{socket.gethostname()} {pid}/{begun}"
