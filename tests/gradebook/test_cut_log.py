"""The power goes: SQLite's log is cut anywhere, and no decision is there by half."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import select

from autograder.gradebook import book as books
from autograder.gradebook import database
from autograder.gradebook.mark import Kind
from autograder.gradebook.schema import decision, event
from tests.gradebook.classroom import Classroom
from tests.gradebook.material import faults

STEP = 4096


def test_a_log_that_is_cut_holds_whole_decisions(tmp_path: Path) -> None:
    path = tmp_path / "gradebook.db"
    made = books.make(str(path))
    classroom = Classroom(made)
    classroom.submit("ada", {"loss": 4.0})
    with database.outside_transaction(made.engine) as driver:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    log = path.with_name("gradebook.db-wal")
    # How long the log is once each decision is acknowledged: what is before that is on the disk.
    lengths = {
        classroom.decide("ada", Kind.TOTAL, n).decision_id: log.stat().st_size for n in range(5)
    }
    whole = log.stat().st_size
    for length in [*range(0, whole, STEP), whole]:
        cut = tmp_path / f"{length}.db"
        shutil.copy(path, cut)
        cut.with_name(f"{cut.name}-wal").write_bytes(log.read_bytes()[:length])
        with books.opened(str(cut)) as book:
            assert faults(book) == []
            with book.reading() as connection:
                found = set(connection.execute(select(decision.c.id)).scalars())
                query = select(event.c.reference).where(event.c.kind == Kind.TOTAL)
                told = {int(number) for number in connection.execute(query).scalars()}
        assert found == told == {number for number, end in lengths.items() if end <= length}
    made.engine.dispose()
