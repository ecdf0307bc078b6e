"""All tables of the first gradebook."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "behaviour",
        sa.Column("id", ID, nullable=False),
        sa.Column("task", sa.String(255), nullable=False),
        sa.Column("cases_digest", sa.String(64), nullable=False),
        sa.Column("bucket", sa.String(64), nullable=False),
        sa.Column("representative", sa.LargeBinary()),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("same_as", ID),
        sa.ForeignKeyConstraint(["same_as"], ["behaviour.id"], name="fk_behaviour_same_as"),
        sa.PrimaryKeyConstraint("id", name="pk_behaviour"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_behaviour_cases_digest_bucket", "behaviour", ["cases_digest", "bucket"])
    op.create_table(
        "blob",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("digest", name="pk_blob"),
    )
    op.create_table(
        "person",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("section", sa.Text(), server_default="", nullable=False),
        sa.Column("platform", sa.Text(), server_default="", nullable=False),
        sa.Column("account", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("pseudonym", sa.String(32), nullable=False),
        sa.Column("salt", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("kind", "name", name="uq_person_kind_name"),
        sa.UniqueConstraint("pseudonym", name="uq_person_pseudonym"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "topic",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_topic"),
        sa.UniqueConstraint("name", name="uq_topic_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "alias",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_alias_person_id"),
        sa.PrimaryKeyConstraint("name", name="pk_alias"),
    )
    op.create_table(
        "attempt",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("topic_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("stamp", sa.String(32), nullable=False),
        sa.Column("stamp_source", sa.Text(), server_default="", nullable=False),
        sa.Column("moment", sa.BigInteger(), nullable=False),
        sa.Column("first_seen", sa.BigInteger(), nullable=False),
        sa.Column("collected_digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["collected_digest"], ["blob.digest"], name="fk_attempt_collected_digest"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_attempt_person_id"),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name="fk_attempt_topic_id"),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
        sa.UniqueConstraint(
            "person_id",
            "topic_id",
            "digest",
            "stamp",
            name="uq_attempt_person_id_topic_id_digest_stamp",
        ),
        sa.UniqueConstraint(
            "person_id", "topic_id", "number", name="uq_attempt_person_id_topic_id_number"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attempt_topic_id", "attempt", ["topic_id"])
    op.create_table(
        "batch",
        sa.Column("id", ID, nullable=False),
        sa.Column("behaviour_id", ID),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["behaviour_id"], ["behaviour.id"], name="fk_batch_behaviour_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_batch_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_batch"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "publication",
        sa.Column("id", ID, nullable=False),
        sa.Column("topic_id", ID, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_publication_by_id"),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name="fk_publication_topic_id"),
        sa.PrimaryKeyConstraint("id", name="pk_publication"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "share",
        sa.Column("topic_id", ID, nullable=False),
        sa.Column("student_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["person.id"], name="fk_share_staff_id"),
        sa.ForeignKeyConstraint(["student_id"], ["person.id"], name="fk_share_student_id"),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name="fk_share_topic_id"),
        sa.PrimaryKeyConstraint("topic_id", "student_id", name="pk_share"),
    )
    op.create_table(
        "text",
        sa.Column("id", ID, nullable=False),
        sa.Column("body", sa.Text()),
        sa.Column("about_id", ID),
        sa.ForeignKeyConstraint(["about_id"], ["person.id"], name="fk_text_about_id"),
        sa.PrimaryKeyConstraint("id", name="pk_text"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "policy",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("text_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name="fk_policy_text_id"),
        sa.PrimaryKeyConstraint("id", name="pk_policy"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "attempt_file",
        sa.Column("attempt_id", ID, nullable=False),
        sa.Column("name", sa.String(512), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name="fk_attempt_file_attempt_id"),
        sa.ForeignKeyConstraint(["digest"], ["blob.digest"], name="fk_attempt_file_digest"),
        sa.PrimaryKeyConstraint("attempt_id", "name", name="pk_attempt_file"),
    )
    op.create_index("ix_attempt_file_digest", "attempt_file", ["digest"])
    op.create_table(
        "pair_note",
        sa.Column("id", ID, nullable=False),
        sa.Column("a_id", ID, nullable=False),
        sa.Column("b_id", ID, nullable=False),
        sa.Column("task", sa.String(255), nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("text_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["a_id"], ["attempt.id"], name="fk_pair_note_a_id"),
        sa.ForeignKeyConstraint(["b_id"], ["attempt.id"], name="fk_pair_note_b_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_pair_note_by_id"),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name="fk_pair_note_text_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pair_note"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "passage",
        sa.Column("attempt_id", ID, nullable=False),
        sa.Column("task", sa.String(255), nullable=False),
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name="fk_passage_attempt_id"),
        sa.PrimaryKeyConstraint("attempt_id", "task", "hash", name="pk_passage"),
    )
    op.create_index("ix_passage_task_hash_attempt_id", "passage", ["task", "hash", "attempt_id"])
    op.create_table(
        "run",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("topic_id", ID),
        sa.Column("seen", sa.String(64)),
        sa.Column("by_id", ID),
        sa.Column("reason_id", ID),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("begun", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.BigInteger()),
        sa.CheckConstraint("kind IN ('grade','regrade')", name="ck_run_kind"),
        sa.CheckConstraint(
            "state IN ('running','ended','cut_short','ready','applied','discarded')",
            name="ck_run_state",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_run_by_id"),
        sa.ForeignKeyConstraint(["reason_id"], ["text.id"], name="fk_run_reason_id"),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name="fk_run_topic_id"),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "result",
        sa.Column("id", ID, nullable=False),
        sa.Column("attempt_id", ID, nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("fault", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer()),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("report_digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name="fk_result_attempt_id"),
        sa.ForeignKeyConstraint(["report_digest"], ["blob.digest"], name="fk_result_report_digest"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_result_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_result"),
        sa.UniqueConstraint("attempt_id", "run_id", name="uq_result_attempt_id_run_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_result_fingerprint", "result", ["fingerprint"])
    op.create_index("ix_result_run_id", "result", ["run_id"])
    op.create_table(
        "mark",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("topic_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("attempt_id", ID),
        sa.Column("result_id", ID),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("raw", sa.Integer()),
        sa.Column("days_late", sa.Integer()),
        sa.Column("late_percent", sa.Text(), server_default="", nullable=False),
        sa.Column("final", sa.Integer()),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("look", sa.Text(), server_default="", nullable=False),
        sa.Column("claimed_by", ID),
        sa.Column("claimed_until", sa.BigInteger()),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name="fk_mark_attempt_id"),
        sa.ForeignKeyConstraint(["claimed_by"], ["person.id"], name="fk_mark_claimed_by"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_mark_person_id"),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name="fk_mark_result_id"),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name="fk_mark_topic_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mark"),
        sa.UniqueConstraint("person_id", "topic_id", name="uq_mark_person_id_topic_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mark_topic_id_state", "mark", ["topic_id", "state"])
    op.create_table(
        "result_task",
        sa.Column("result_id", ID, nullable=False),
        sa.Column("task", sa.String(255), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("behaviour_id", ID),
        sa.Column("finding", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["behaviour_id"], ["behaviour.id"], name="fk_result_task_behaviour_id"
        ),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name="fk_result_task_result_id"),
        sa.PrimaryKeyConstraint("result_id", "task", name="pk_result_task"),
    )
    op.create_index("ix_result_task_behaviour_id", "result_task", ["behaviour_id"])
    op.create_index("ix_result_task_task_finding", "result_task", ["task", "finding"])
    op.create_table(
        "comment",
        sa.Column("id", ID, nullable=False),
        sa.Column("mark_id", ID, nullable=False),
        sa.Column("attempt_id", ID),
        sa.Column("task", sa.String(255)),
        sa.Column("line", sa.Integer()),
        sa.Column("basis_result_id", ID),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("text_id", ID),
        sa.Column("batch_id", ID),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("replaces_id", ID),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name="fk_comment_attempt_id"),
        sa.ForeignKeyConstraint(
            ["basis_result_id"], ["result.id"], name="fk_comment_basis_result_id"
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_comment_batch_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_comment_by_id"),
        sa.ForeignKeyConstraint(["mark_id"], ["mark.id"], name="fk_comment_mark_id"),
        sa.ForeignKeyConstraint(["replaces_id"], ["comment.id"], name="fk_comment_replaces_id"),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name="fk_comment_text_id"),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
        sa.UniqueConstraint("replaces_id", name="uq_comment_replaces_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_comment_mark_id", "comment", ["mark_id"])
    op.create_table(
        "decision",
        sa.Column("id", ID, nullable=False),
        sa.Column("mark_id", ID, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("attempt_id", ID),
        sa.Column("task", sa.String(255)),
        sa.Column("points", sa.Integer()),
        sa.Column("until", sa.BigInteger()),
        sa.Column("carries", sa.Integer(), nullable=False),
        sa.Column("basis_result_id", ID),
        sa.Column("basis_points", sa.Integer()),
        sa.Column("batch_id", ID),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reason_id", ID),
        sa.Column("replaces_id", ID),
        sa.CheckConstraint(
            "kind IN ('task','adjust','total','excuse','waive','extend','choose','ignore',"
            "'withdraw')",
            name="ck_decision_kind",
        ),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name="fk_decision_attempt_id"),
        sa.ForeignKeyConstraint(
            ["basis_result_id"], ["result.id"], name="fk_decision_basis_result_id"
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_decision_batch_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_decision_by_id"),
        sa.ForeignKeyConstraint(["mark_id"], ["mark.id"], name="fk_decision_mark_id"),
        sa.ForeignKeyConstraint(["reason_id"], ["text.id"], name="fk_decision_reason_id"),
        sa.ForeignKeyConstraint(["replaces_id"], ["decision.id"], name="fk_decision_replaces_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        sa.UniqueConstraint("replaces_id", name="uq_decision_replaces_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decision_mark_id", "decision", ["mark_id"])
    op.create_table(
        "draft",
        sa.Column("mark_id", ID, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_draft_by_id"),
        sa.ForeignKeyConstraint(["mark_id"], ["mark.id"], name="fk_draft_mark_id"),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name="fk_draft_text_id"),
        sa.PrimaryKeyConstraint("mark_id", "by_id", name="pk_draft"),
    )
    op.create_table(
        "event",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", ID),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("mark_id", ID),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("chain", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_event_by_id"),
        sa.ForeignKeyConstraint(["mark_id"], ["mark.id"], name="fk_event_mark_id"),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_event_mark_id", "event", ["mark_id"])
    op.create_table(
        "published",
        sa.Column("publication_id", ID, nullable=False),
        sa.Column("mark_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("final", sa.Integer()),
        sa.Column("page_digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["mark_id"], ["mark.id"], name="fk_published_mark_id"),
        sa.ForeignKeyConstraint(["page_digest"], ["blob.digest"], name="fk_published_page_digest"),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name="fk_published_publication_id"
        ),
        sa.PrimaryKeyConstraint("publication_id", "mark_id", name="pk_published"),
    )
    op.create_index("ix_published_mark_id", "published", ["mark_id"])
    op.create_table(
        "appeal",
        sa.Column("id", ID, nullable=False),
        sa.Column("mark_id", ID, nullable=False),
        sa.Column("task", sa.String(255)),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("assigned_id", ID),
        sa.Column("decision_id", ID),
        sa.CheckConstraint("state IN ('open','stays','changed')", name="ck_appeal_state"),
        sa.ForeignKeyConstraint(["assigned_id"], ["person.id"], name="fk_appeal_assigned_id"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_appeal_decision_id"),
        sa.ForeignKeyConstraint(["mark_id"], ["mark.id"], name="fk_appeal_mark_id"),
        sa.PrimaryKeyConstraint("id", name="pk_appeal"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_appeal_mark_id", "appeal", ["mark_id"])
    op.create_table(
        "appeal_post",
        sa.Column("id", ID, nullable=False),
        sa.Column("appeal_id", ID, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("text_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name="fk_appeal_post_appeal_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_appeal_post_by_id"),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name="fk_appeal_post_text_id"),
        sa.PrimaryKeyConstraint("id", name="pk_appeal_post"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_appeal_post_appeal_id", "appeal_post", ["appeal_id"])
    # ### end Alembic commands ###
