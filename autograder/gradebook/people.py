"""Students and staff: found by name or alias, made where they are new."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, Row, insert, or_, select

from autograder.gradebook.errors import BookError
from autograder.gradebook.nearest import nearest
from autograder.gradebook.schema import alias, person
from autograder.gradebook.values import clean

STUDENT, STAFF = "student", "staff"
ACTIVE, DROPPED, ERASED = "active", "dropped", "erased"
# Pseudonyms are drawn, not derived from a name: one of these and a number.
_BIRDS = """
    avocet bittern bunting chough coot crane curlew dipper dove dunlin eider falcon finch gannet
    godwit grebe grouse gull heron hobby hoopoe ibis jackdaw jay kestrel kite knot lapwing lark
    linnet magpie merlin oriole osprey owl petrel pintail pipit plover puffin quail rail raven
    robin rook ruff sandpiper serin shrike siskin skua smew snipe starling stilt stork swallow
    swan swift teal tern thrush turnstone wagtail warbler waxwing wheatear whinchat wigeon wren
"""


@dataclass(frozen=True)
class Person:
    """A student or a member of staff."""

    id: int
    kind: str
    name: str
    email: str
    section: str
    platform: str
    account: str
    status: str
    pseudonym: str

    @property
    def label(self) -> str:
        """The name, with what is special about the person."""
        return self.name if self.status == ACTIVE else f"{self.name} ({self.status})"


def student(connection: Connection, name: str) -> Person:
    """The student who is meant by a name, alias, pseudonym, e-mail address or account.

    Raises BookError where there is none, with those that may be meant, or where there are several.
    """
    exact = find(connection, name)
    if exact is not None:
        return exact
    said = clean(name)
    columns = person.c.pseudonym, person.c.email, person.c.account
    query = select(person).where(person.c.kind == STUDENT, or_(*(one == said for one in columns)))
    found = list(map(_person, connection.execute(query))) if said else []
    if len(found) == 1:
        return found[0]
    if found:
        fitting = ", ".join(sorted(one.name for one in found))
        raise BookError(f"“{name}” may be any of {fitting}: give the name")
    others = [one.name for one in everybody(connection)]
    others += [row.name for row in connection.execute(select(alias.c.name))]
    raise BookError(f"the gradebook has no student “{name}”; {nearest(name, others)}")


def staff(connection: Connection, name: str) -> Person:
    """The member of staff of this name; raises BookError where nobody decided under it."""
    found = find(connection, name, STAFF)
    if found is None:
        others = [one.name for one in everybody(connection, STAFF)]
        raise BookError(f"nobody called “{name}” decided anything; {nearest(name, others)}")
    return found


def find(connection: Connection, name: str, kind: str = STUDENT) -> Person | None:
    """The person of this name or, of students, of this alias."""
    name = clean(name)
    query = select(person).where(person.c.kind == kind, person.c.name == name)
    row = connection.execute(query).first()
    if row is None and kind == STUDENT:
        query = select(person).join(alias).where(alias.c.name == name)
        row = connection.execute(query).first()
    return None if row is None else _person(row)


def known(connection: Connection, name: str, kind: str = STUDENT) -> Person:
    """The person of this name, made where there is none; inside a transaction that writes."""
    found = find(connection, name, kind)
    if found is not None:
        return found
    connection.execute(
        insert(person).values(
            kind=kind,
            name=clean(name),
            status=ACTIVE,
            pseudonym=_pseudonym(connection),
            salt=secrets.token_bytes(16),
        )
    )
    made = find(connection, name, kind)
    assert made is not None
    return made


def everybody(connection: Connection, kind: str = STUDENT) -> list[Person]:
    """All of one kind, by name as Python sorts it: databases differ."""
    rows = connection.execute(select(person).where(person.c.kind == kind))
    return sorted(map(_person, rows), key=lambda one: (one.name.casefold(), one.name))


def _person(row: Row[tuple[object, ...]]) -> Person:
    values = row._mapping
    return Person(**{name: values[name] for name in Person.__dataclass_fields__})


def _pseudonym(connection: Connection) -> str:
    while True:
        drawn = f"{secrets.choice(_BIRDS.split())}-{secrets.randbelow(9000) + 1000}"
        query = select(person.c.id).where(person.c.pseudonym == drawn)
        if connection.execute(query).first() is None:
            return drawn
