"""Gradebooks as each revision made them, kept in `files/`: what an upgrade must be able to read.

    python -m tests.gradebook.kept

writes those of the revision that the kit has now, once; those of earlier ones are never made anew.
Their schema is in them, so a test that upgrades one makes no tables.
"""

from __future__ import annotations

import gzip
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert, select, update
from sqlalchemy.engine import make_url

from autograder.gradebook import (
    attempts,
    book,
    decisions,
    marks,
    migrations,
    people,
    results,
    texts,
)
from autograder.gradebook.book import Book
from autograder.gradebook.decisions import Wish
from autograder.gradebook.mark import Kind
from autograder.gradebook.schema import comment, mark, run
from autograder.model.outcomes import Outcome, Status
from autograder.model.report import Report, TaskReport
from autograder.model.submission import Submission, TimeStamp
from tests import databases

FILES = Path(__file__).parent / "files"
REVISIONS = sorted(path.name.partition(".")[0] for path in FILES.glob("*.db.gz"))
# The marks in each of them, in hundredths.
MARKS = {"Bohr": 100, "Curie": 250, "Noether": None}


def restore(revision: str, database_url: str) -> None:
    """Put the kept book of a revision into an empty database."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        packed = (FILES / f"{revision}.db.gz").read_bytes()
        Path(str(url.database)).write_bytes(gzip.decompress(packed))
    else:
        file = FILES / f"{revision}.sql"
        postgresql("psql", database_url, "-q", "-v", "ON_ERROR_STOP=1", "-f", str(file))


def fill(made: Book) -> None:
    """Two students with results, one without; decisions, one of them withdrawn; a comment."""
    with made.writing() as connection:
        topic = marks.topic_id(connection, "activations")
        number = results.begin(connection, total=2)
        for name, points in (("Bohr", 1.0), ("Curie", 1.5)):
            student = people.known(connection, name)
            files = {"activations.py": f"# of {name}\n".encode()}
            when = datetime(2026, 10, 14, 22, 10, tzinfo=UTC)
            sent = Submission(name, "activations", files, submitted=TimeStamp(when, "a file"))
            attempt = attempts.remember(connection, sent, student, topic, when)
            report = graded(name, sent.hash, points)
            results.keep(
                connection,
                number,
                attempt,
                report,
                fingerprint=f"{sent.hash} of a key",
                behaviours={},
            )
            marks.mark_id(connection, student.id, topic)
        absent = people.known(connection, "Noether")
        marks.mark_id(connection, absent.id, topic)
        results.end(connection, number, results.RunState.ENDED)
        connection.execute(update(run).values(process="machine 1/1"))  # not this one
        marks.settle_marks(connection, mark.c.id.is_not(None))
    decide(made)


def decide(made: Book) -> None:
    with made.writing() as connection:
        tutor = people.known(connection, "Hilbert", people.STAFF)
        ids = {
            name: connection.execute(
                select(mark.c.id).where(mark.c.person_id == people.known(connection, name).id)
            ).scalar_one()
            for name in ("Bohr", "Curie")
        }
        wish = Wish(ids["Curie"], Kind.TASK, task="relu", points=250)
        decisions.decide(connection, wish, tutor, "right up to the sign convention")
        excused = decisions.decide(connection, Wish(ids["Bohr"], Kind.EXCUSE), tutor, "ill")
        decisions.withdraw(connection, excused.decision_id, tutor, "not ill")
        said = texts.keep(connection, "Well argued.", people.known(connection, "Curie").id)
        values = {"mark_id": ids["Curie"], "shown": 1, "text_id": said, "by_id": tutor.id, "at": 0}
        connection.execute(insert(comment).values(values))


def graded(name: str, submission: str, points: float) -> Report:
    outcome = Outcome.FAILED
    task = TaskReport(name="relu", score=points, max_score=3.0, outcome=outcome, checks=())
    return Report(
        student=name,
        topic="activations",
        score=points,
        max_score=3.0,
        status=Status.GRADED,
        sandbox_tier="none",
        key="0" * 64,
        submission=submission,
        duration_s=0.0,
        tasks=(task,),
    )


def postgresql(program: str, database_url: str, *arguments: str) -> str:
    """What one of PostgreSQL's programs prints."""
    found = databases.programs()
    assert found is not None
    command = [str(found / program), "-d", database_url, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    name = f"revision-{migrations.newest()}"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "gradebook.db"
        made = book.make(str(file))
        fill(made)
        made.engine.dispose()
        # No time inside: the same book gives the same bytes.
        (FILES / f"{name}.db.gz").write_bytes(gzip.compress(file.read_bytes(), mtime=0))
    with databases.running() as server, server.database() as url:
        made = book.make(url)
        fill(made)
        made.engine.dispose()
        dump = postgresql("pg_dump", url, "--inserts", "--no-owner", "--no-privileges")
        # Lines for psql alone, which older ones do not know.
        lines = [line for line in dump.splitlines(True) if not line.startswith("\\")]
        (FILES / f"{name}.sql").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
