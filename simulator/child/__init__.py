"""Child processes for native libraries: both ends of the line between them and Rolecall.

Synthesis, recognition and sound devices live in libraries that print on file descriptor 2 (where
the screen is drawn), crash, hang and hold the interpreter's lock. So each runs in a process of its
own that is kept alive and fed requests; one that dies or falls silent is killed, and the next
request starts a new one.

The line carries JSON objects, one a line, and never sound: sound goes through files. The parent
sends `{"id", "do", "params"}` and `{"id", "signal"}`; the child answers `{"id", "news"}` any number
of times, then `{"id", "done"}` or `{"id", "refused"}`. The child ends when its input ends, so it
can never outlive Rolecall.
"""

from simulator.child.parent import Child, ChildDied, ChildRefused
from simulator.child.private_log import open_private_log
from simulator.child.server import Refusal, Request, serve

__all__ = ["Child", "ChildDied", "ChildRefused", "Refusal", "Request", "open_private_log", "serve"]
