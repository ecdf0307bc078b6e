"""The tables of a gradebook.

Points are whole hundredths, times whole microseconds since 1970 in UTC: both databases hold them
exactly. Personal data stands in `person`, `alias`, `text` and `blob` only; the rest holds numbers,
so that it can be kept for ever while a person is erased (`erasure`). Nothing is deleted in
cascades: a migration that rebuilds a table would set them off.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

# Migrations can only change a constraint that has a name.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_Id = BigInteger().with_variant(Integer, "sqlite")
_Digest = String(64)


def _id() -> Column[int]:
    return Column("id", _Id, primary_key=True)


def _of(name: str, column: str, *, empty: bool = False, unique: bool = False) -> Column[int]:
    """A reference to the id of another table."""
    return Column(name, _Id, ForeignKey(column), nullable=empty, unique=unique or None)


def _table(name: str, *parts: SchemaItem) -> Table:
    return Table(name, metadata, *parts, sqlite_autoincrement=True)  # no id is given twice


# Who. `kind` is student or staff, `status` active, dropped or erased.
person = _table(
    "person",
    _id(),
    Column("kind", String(8), nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False, server_default=""),
    Column("section", Text, nullable=False, server_default=""),
    Column("platform", Text, nullable=False, server_default=""),
    Column("account", Text, nullable=False, server_default=""),
    Column("status", String(8), nullable=False),
    Column("pseudonym", String(32), nullable=False, unique=True),
    Column("salt", LargeBinary),
    UniqueConstraint("kind", "name"),
)
# Another name under which a student's submissions came; made by a person, never guessed.
alias = Table(
    "alias",
    metadata,
    Column("name", Text, primary_key=True),
    _of("person_id", "person.id"),
)
# What people wrote: reasons, comments, appeals. Emptied where the person it is about is erased.
text = _table("text", _id(), Column("body", Text), _of("about_id", "person.id", empty=True))
# Files and reports, compressed. Without content: erased, or larger than what is kept.
blob = Table(
    "blob",
    metadata,
    Column("digest", _Digest, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary),
)

# By what is graded.
topic = _table("topic", _id(), Column("name", String(255), nullable=False, unique=True))
# The course's rules as they were: due dates, lateness, which attempt counts. The last one holds.
# They name students, so they stand in a text.
policy = _table(
    "policy", _id(), Column("at", BigInteger, nullable=False), _of("text_id", "text.id")
)

# What was submitted. `stamp` is its time in microseconds, or a word where none is known: NULL would
# let the same attempt in twice. `moment` orders attempts: that time, or when it was first seen.
attempt = _table(
    "attempt",
    _id(),
    _of("person_id", "person.id"),
    _of("topic_id", "topic.id"),
    Column("number", Integer, nullable=False),
    Column("digest", _Digest, nullable=False),
    Column("stamp", String(32), nullable=False),
    Column("stamp_source", Text, nullable=False, server_default=""),
    Column("moment", BigInteger, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    # How it was collected: problems, and what the file was called.
    Column("collected_digest", _Digest, ForeignKey("blob.digest"), nullable=False),
    UniqueConstraint("person_id", "topic_id", "digest", "stamp"),
    UniqueConstraint("person_id", "topic_id", "number"),
    Index(None, "topic_id"),
)
attempt_file = Table(
    "attempt_file",
    metadata,
    Column("attempt_id", _Id, ForeignKey("attempt.id"), primary_key=True),
    Column("name", String(512), primary_key=True),
    Column("digest", _Digest, ForeignKey("blob.digest"), nullable=False),
    Index(None, "digest"),
)

# What the kit said of it.
run = _table(
    "run",
    _id(),
    Column("kind", String(8), nullable=False),
    Column("state", String(16), nullable=False),
    # Of a regrade: which topic, and the state of the marks that its preview was made from.
    _of("topic_id", "topic.id", empty=True),
    Column("seen", _Digest),
    _of("by_id", "person.id", empty=True),
    _of("reason_id", "text.id", empty=True),
    Column("process", Text, nullable=False),
    Column("total", Integer, nullable=False),
    Column("begun", BigInteger, nullable=False),
    Column("ended", BigInteger),
    CheckConstraint("kind IN ('grade','regrade')", name="kind"),
    CheckConstraint(
        "state IN ('running','ended','cut_short','ready','applied','discarded')", name="state"
    ),
)
behaviour = _table(
    "behaviour",
    _id(),
    Column("task", String(255), nullable=False),
    Column("cases_digest", _Digest, nullable=False),
    Column("bucket", _Digest, nullable=False),
    Column("representative", LargeBinary),
    Column("says", Text, nullable=False),
    _of("same_as", "behaviour.id", empty=True),
    Index(None, "cases_digest", "bucket"),
)
# `fault` is 1 where the kit or the machine failed. `fingerprint` is all that the result follows
# from: what has a result of the same one need not be graded again.
result = _table(
    "result",
    _id(),
    _of("attempt_id", "attempt.id"),
    _of("run_id", "run.id"),
    Column("key_hash", _Digest, nullable=False),
    Column("fingerprint", _Digest, nullable=False),
    Column("status", String(16), nullable=False),
    Column("fault", Integer, nullable=False),
    Column("points", Integer),
    Column("most", Integer, nullable=False),
    Column("report_digest", _Digest, ForeignKey("blob.digest"), nullable=False),
    UniqueConstraint("attempt_id", "run_id"),
    Index(None, "fingerprint"),
    Index(None, "run_id"),
)
result_task = Table(
    "result_task",
    metadata,
    Column("result_id", _Id, ForeignKey("result.id"), primary_key=True),
    Column("task", String(255), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("points", Integer, nullable=False),
    Column("most", Integer, nullable=False),
    _of("behaviour_id", "behaviour.id", empty=True),
    Column("finding", Text, nullable=False, server_default=""),
    Index(None, "behaviour_id"),
    Index(None, "task", "finding"),
)

# What people decided. A decision is replaced by one that names it, and by one only; `withdraw` is
# one as well, and brings back what was in force before the one that it takes back (`chains`). Each
# remembers what the person saw: the attempt's result and its points.
decision = _table(
    "decision",
    _id(),
    _of("mark_id", "mark.id"),
    Column("kind", String(16), nullable=False),
    _of("attempt_id", "attempt.id", empty=True),
    Column("task", String(255)),
    Column("points", Integer),
    Column("until", BigInteger),
    Column("carries", Integer, nullable=False),
    _of("basis_result_id", "result.id", empty=True),
    Column("basis_points", Integer),
    _of("batch_id", "batch.id", empty=True),
    _of("by_id", "person.id"),
    Column("at", BigInteger, nullable=False),
    _of("reason_id", "text.id", empty=True),
    _of("replaces_id", "decision.id", empty=True, unique=True),
    CheckConstraint(
        "kind IN ('task','adjust','total','excuse','waive','extend','choose','ignore','withdraw')",
        name="kind",
    ),
    Index(None, "mark_id"),
)
comment = _table(
    "comment",
    _id(),
    _of("mark_id", "mark.id"),
    _of("attempt_id", "attempt.id", empty=True),
    Column("task", String(255)),
    Column("line", Integer),
    # The result it was made beside, and the points seen there; 1 where students see it.
    _of("basis_result_id", "result.id", empty=True),
    Column("shown", Integer, nullable=False),
    _of("text_id", "text.id", empty=True),
    _of("batch_id", "batch.id", empty=True),
    _of("by_id", "person.id"),
    Column("at", BigInteger, nullable=False),
    _of("replaces_id", "comment.id", empty=True, unique=True),
    Index(None, "mark_id"),
)
# Said of many at once, and taken back as one.
batch = _table(
    "batch",
    _id(),
    _of("behaviour_id", "behaviour.id", empty=True),
    _of("by_id", "person.id"),
    Column("at", BigInteger, nullable=False),
)
appeal = _table(
    "appeal",
    _id(),
    _of("mark_id", "mark.id"),
    Column("task", String(255)),
    Column("state", String(12), nullable=False),
    _of("assigned_id", "person.id", empty=True),
    _of("decision_id", "decision.id", empty=True),
    CheckConstraint("state IN ('open','stays','changed')", name="state"),
    Index(None, "mark_id"),
)
appeal_post = _table(
    "appeal_post",
    _id(),
    _of("appeal_id", "appeal.id"),
    _of("by_id", "person.id"),
    Column("at", BigInteger, nullable=False),
    _of("text_id", "text.id"),
    Index(None, "appeal_id"),
)

# The mark of one student in one topic: computed from the above, but for its version and its claim.
mark = _table(
    "mark",
    _id(),
    _of("person_id", "person.id"),
    _of("topic_id", "topic.id"),
    Column("version", Integer, nullable=False),
    _of("attempt_id", "attempt.id", empty=True),
    _of("result_id", "result.id", empty=True),
    Column("state", String(16), nullable=False),
    Column("raw", Integer),
    Column("days_late", Integer),
    Column("late_percent", Text, nullable=False, server_default=""),
    Column("final", Integer),
    Column("most", Integer, nullable=False),
    Column("look", Text, nullable=False, server_default=""),  # why a person must look, in words
    _of("claimed_by", "person.id", empty=True),
    Column("claimed_until", BigInteger),
    UniqueConstraint("person_id", "topic_id"),
    Index(None, "topic_id", "state"),
)
# What somebody is typing, so that it is lost by nobody.
draft = Table(
    "draft",
    metadata,
    Column("mark_id", _Id, ForeignKey("mark.id"), primary_key=True),
    Column("by_id", _Id, ForeignKey("person.id"), primary_key=True),
    Column("version", Integer, nullable=False),
    _of("text_id", "text.id"),
)
# Who looks at whose work.
share = Table(
    "share",
    metadata,
    Column("topic_id", _Id, ForeignKey("topic.id"), primary_key=True),
    Column("student_id", _Id, ForeignKey("person.id"), primary_key=True),
    _of("staff_id", "person.id"),
)

# What went out, and what happened.
publication = _table(
    "publication",
    _id(),
    _of("topic_id", "topic.id"),
    _of("by_id", "person.id"),
    Column("at", BigInteger, nullable=False),
)
published = Table(
    "published",
    metadata,
    Column("publication_id", _Id, ForeignKey("publication.id"), primary_key=True),
    Column("mark_id", _Id, ForeignKey("mark.id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("final", Integer),
    Column("page_digest", _Digest, ForeignKey("blob.digest"), nullable=False),
    Index(None, "mark_id"),
)
# `chain` is a digest over the row and the chain before it.
event = _table(
    "event",
    _id(),
    Column("at", BigInteger, nullable=False),
    _of("by_id", "person.id", empty=True),
    Column("kind", String(24), nullable=False),
    _of("mark_id", "mark.id", empty=True),
    Column("reference", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("chain", _Digest, nullable=False),
    Index(None, "mark_id"),
)

# Similarity: hashes of what a submission holds beyond what was handed out.
passage = Table(
    "passage",
    metadata,
    Column("attempt_id", _Id, ForeignKey("attempt.id"), primary_key=True),
    Column("task", String(255), primary_key=True),
    Column("hash", BigInteger, primary_key=True),
    Column("line", Integer, nullable=False),
    Index(None, "task", "hash", "attempt_id"),
)
pair_note = _table(
    "pair_note",
    _id(),
    _of("a_id", "attempt.id"),
    _of("b_id", "attempt.id"),
    Column("task", String(255), nullable=False),
    _of("by_id", "person.id"),
    Column("at", BigInteger, nullable=False),
    _of("text_id", "text.id"),
)

APPEND_ONLY = (
    attempt,
    attempt_file,
    result,
    result_task,
    decision,
    comment,
    appeal_post,
    publication,
    published,
    policy,
    event,
)
