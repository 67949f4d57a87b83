"""The phone call as a state machine fed with events. No clock, no thread, no file, no grade."""

from simulator.call.engine import Call, ProtocolError
from simulator.call.state import Phase

__all__ = ["Call", "Phase", "ProtocolError"]
