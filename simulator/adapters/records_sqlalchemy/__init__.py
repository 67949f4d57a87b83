"""Records in an SQL database. Rule: what only SQLite knows stays in `database.py`."""

from simulator.adapters.records_sqlalchemy.records import SqlRecords

__all__ = ["SqlRecords"]
