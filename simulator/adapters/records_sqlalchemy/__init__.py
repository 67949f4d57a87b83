"""Records in SQL. Rule: what only SQLite knows stays in `database.py` and `salvage.py`."""

from simulator.adapters.records_sqlalchemy.records import SqlRecords

__all__ = ["SqlRecords"]
