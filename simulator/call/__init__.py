"""The phone call as a state machine fed with events. No clock, no thread, no file, no grade."""

from simulator.call.engine import Call, Phase, ProtocolError

__all__ = ["Call", "Phase", "ProtocolError"]
