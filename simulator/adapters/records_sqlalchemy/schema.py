"""The tables, and the numbered steps that lead to them.

A step that has been released is never changed: a new form of the tables is a new step at the end of
`MIGRATIONS`. The steps are plain SQL that any database understands; a test holds the tables below
against what the steps make.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

from simulator.adapters.records_sqlalchemy.filling import fill_what_lists_need


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: the number by which it is remembered, what it does, and its statements.

    `fill` puts into the new columns what the old rows say, after the statements.
    """

    number: int
    title: str
    statements: tuple[str, ...]
    fill: Callable[[Connection], None] | None = None


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        1,
        "attempts and their takes",
        (
            """
            CREATE TABLE attempts (
                id VARCHAR(80) NOT NULL PRIMARY KEY,
                scenario_id VARCHAR(60) NOT NULL,
                scenario_version INTEGER NOT NULL,
                scenario_sha256 VARCHAR(64) NOT NULL,
                rubric_id VARCHAR(60) NOT NULL,
                rubric_sha256 VARCHAR(64) NOT NULL,
                started_at VARCHAR(40) NOT NULL,
                overall FLOAT,
                passed BOOLEAN NOT NULL,
                journal TEXT NOT NULL,
                transcripts TEXT NOT NULL,
                scorecard TEXT NOT NULL
            )
            """,
            """
            CREATE TABLE takes (
                attempt_id VARCHAR(80) NOT NULL REFERENCES attempts (id),
                take VARCHAR(80) NOT NULL,
                file VARCHAR(120) NOT NULL,
                size_bytes INTEGER NOT NULL,
                sha256 VARCHAR(64) NOT NULL,
                PRIMARY KEY (attempt_id, take)
            )
            """,
        ),
    ),
    Migration(
        2,
        "what the rep says was said, beside what was heard",
        ("ALTER TABLE attempts ADD COLUMN corrections TEXT DEFAULT '{}' NOT NULL",),
    ),
    Migration(
        3,
        "whether the rep would call back, before any score",
        ("ALTER TABLE attempts ADD COLUMN self_rating TEXT DEFAULT 'null' NOT NULL",),
    ),
    Migration(
        4,
        "messages heard in an inbox, and numbers written down",
        (
            """
            CREATE TABLE hearings (
                inbox_id VARCHAR(80) NOT NULL,
                place INTEGER NOT NULL,
                seed INTEGER NOT NULL,
                started_at VARCHAR(40) NOT NULL,
                kind VARCHAR(10) NOT NULL,
                scenario_id VARCHAR(60) NOT NULL,
                attempt_id VARCHAR(80) REFERENCES attempts (id) ON DELETE CASCADE,
                decision VARCHAR(10) NOT NULL,
                at_seconds FLOAT NOT NULL,
                PRIMARY KEY (inbox_id, place)
            )
            """,
            """
            CREATE TABLE numbers_written (
                attempt_id VARCHAR(80) NOT NULL PRIMARY KEY
                    REFERENCES attempts (id) ON DELETE CASCADE,
                written_at VARCHAR(40) NOT NULL,
                digits VARCHAR(80) NOT NULL,
                number VARCHAR(40) NOT NULL,
                is_right BOOLEAN NOT NULL
            )
            """,
        ),
    ),
    Migration(
        5,
        "what lists need of a call, and when recordings were erased",
        (
            "ALTER TABLE attempts ADD COLUMN variant INTEGER DEFAULT 0 NOT NULL",
            "ALTER TABLE attempts ADD COLUMN occasion TEXT DEFAULT '{}' NOT NULL",
            "ALTER TABLE attempts ADD COLUMN reviewed_at VARCHAR(40) DEFAULT '' NOT NULL",
            "ALTER TABLE takes ADD COLUMN erased_at VARCHAR(40)",
            "CREATE INDEX attempts_by_moment ON attempts (reviewed_at)",
            "CREATE INDEX attempts_by_scenario ON attempts (scenario_id, reviewed_at)",
            "CREATE INDEX takes_by_erasure ON takes (erased_at)",
            """
            CREATE TABLE reached (
                scenario_id VARCHAR(60) NOT NULL PRIMARY KEY,
                calls INTEGER NOT NULL,
                passed_calls INTEGER NOT NULL,
                best FLOAT,
                best_passed FLOAT,
                latest VARCHAR(40) NOT NULL
            )
            """,
        ),
        fill_what_lists_need,
    ),
    Migration(
        6,
        "what practice remembers of calls and drills",
        (
            """
            CREATE TABLE evidence (
                id VARCHAR(80) NOT NULL PRIMARY KEY,
                reviewed_at VARCHAR(40) NOT NULL,
                series VARCHAR(80) NOT NULL,
                place INTEGER NOT NULL,
                evidence TEXT NOT NULL
            )
            """,
            "CREATE INDEX evidence_by_moment ON evidence (reviewed_at)",
            "CREATE INDEX evidence_by_series ON evidence (series, place)",
            """
            CREATE TABLE series (
                id VARCHAR(80) NOT NULL PRIMARY KEY,
                started_at VARCHAR(40) NOT NULL,
                series TEXT NOT NULL
            )
            """,
            """
            CREATE TABLE practice (
                id INTEGER NOT NULL PRIMARY KEY,
                changes INTEGER NOT NULL,
                upto VARCHAR(40) NOT NULL,
                standing TEXT NOT NULL
            )
            """,
            "INSERT INTO practice (id, changes, upto, standing) VALUES (1, 0, '', '')",
            "CREATE TABLE unread (attempt_id VARCHAR(80) NOT NULL PRIMARY KEY)",
            "INSERT INTO unread (attempt_id) SELECT id FROM attempts",
        ),
    ),
)

metadata = MetaData()

migrations = Table(
    "migrations",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("title", String(120), nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("scenario_id", String(60), nullable=False),
    Column("scenario_version", Integer, nullable=False),
    Column("scenario_sha256", String(64), nullable=False),
    Column("rubric_id", String(60), nullable=False),
    Column("rubric_sha256", String(64), nullable=False),
    Column("started_at", String(40), nullable=False),
    Column("overall", Float),
    Column("passed", Boolean, nullable=False),
    Column("journal", Text, nullable=False),
    Column("transcripts", Text, nullable=False),
    Column("scorecard", Text, nullable=False),
    Column("corrections", Text, nullable=False),
    Column("self_rating", Text, nullable=False),
    Column("variant", Integer, nullable=False),
    Column("occasion", Text, nullable=False),
    Column("reviewed_at", String(40), nullable=False),
    Index("attempts_by_moment", "reviewed_at"),
    Index("attempts_by_scenario", "scenario_id", "reviewed_at"),
)
"""`reviewed_at` is the call's moment in UTC, so that its text sorts; "" where nobody knows."""

takes = Table(
    "takes",
    metadata,
    Column("attempt_id", String(80), ForeignKey("attempts.id"), primary_key=True),
    Column("take", String(80), primary_key=True),
    Column("file", String(120), nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("erased_at", String(40)),
    Index("takes_by_erasure", "erased_at"),
)

reached = Table(
    "reached",
    metadata,
    Column("scenario_id", String(60), primary_key=True),
    Column("calls", Integer, nullable=False),
    Column("passed_calls", Integer, nullable=False),
    Column("best", Float),
    Column("best_passed", Float),
    Column("latest", String(40), nullable=False),
)
"""How far a rep has come with each scenario: kept with every call, so that no list counts them."""

hearings = Table(
    "hearings",
    metadata,
    Column("inbox_id", String(80), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("seed", Integer, nullable=False),
    Column("started_at", String(40), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("scenario_id", String(60), nullable=False),
    Column("attempt_id", String(80), ForeignKey("attempts.id", ondelete="CASCADE")),
    Column("decision", String(10), nullable=False),
    Column("at_seconds", Float, nullable=False),
)

numbers_written = Table(
    "numbers_written",
    metadata,
    Column(
        "attempt_id", String(80), ForeignKey("attempts.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("written_at", String(40), nullable=False),
    Column("digits", String(80), nullable=False),
    Column("number", String(40), nullable=False),
    Column("is_right", Boolean, nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("reviewed_at", String(40), nullable=False),
    Column("series", String(80), nullable=False),
    Column("place", Integer, nullable=False),
    Column("evidence", Text, nullable=False),
    Index("evidence_by_moment", "reviewed_at"),
    Index("evidence_by_series", "series", "place"),
)
"""What each call shows, and what decisions and parts of drills show; `id` is that of the call.

`evidence` is `null` where nothing can be found out of a call. `reviewed_at` is in UTC.
"""

series = Table(
    "series",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("started_at", String(40), nullable=False),
    Column("series", Text, nullable=False),
)

unread = Table("unread", metadata, Column("attempt_id", String(80), primary_key=True))
"""The calls of which nobody has yet found out what they show: hardly ever any."""

practice = Table(
    "practice",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("changes", Integer, nullable=False),
    Column("upto", String(40), nullable=False),
    Column("standing", Text, nullable=False),
)
"""One row: how often evidence changed, and what follows from that of up to a moment in UTC."""
