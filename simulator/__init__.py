"""Rolecall: practise sales voicemails in a terminal, and learn where not to leave one."""

__version__ = "0.1.0"
