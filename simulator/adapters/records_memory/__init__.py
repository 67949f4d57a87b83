"""Records that last as long as the program: for tests, and where the database cannot be used."""

from simulator.adapters.records_memory.records import MemoryRecords

__all__ = ["MemoryRecords"]
