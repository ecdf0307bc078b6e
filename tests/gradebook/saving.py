"""A process that decides marks again and again, and prints what was committed, and only that.

python -m tests.gradebook.saving ADDRESS SEED TIMES
"""

from __future__ import annotations

import random
import sys

from sqlalchemy import select

from autograder.gradebook import book as books
from autograder.gradebook import decisions, people
from autograder.gradebook.decisions import Wish
from autograder.gradebook.errors import Conflict
from autograder.gradebook.mark import Kind
from autograder.gradebook.schema import mark


def main(address: str, seed: str, times: str) -> None:
    chance = random.Random(seed)
    with books.opened(address) as book:
        for turn in range(int(times)):
            with book.reading() as connection:
                seen = {row.id: row.version for row in connection.execute(select(mark))}
            which = chance.choice(sorted(seen))
            wish = Wish(which, Kind.TOTAL, points=chance.randrange(1200), seen=seen[which])
            because = f"reason {seed} {turn}"
            try:
                with book.writing() as connection:
                    by = people.known(connection, f"staff {seed}", people.STAFF)
                    done = decisions.decide(connection, wish, by, because)
            except Conflict:
                print("conflict", flush=True)
            else:
                print(done.decision_id, because, sep="\t", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
