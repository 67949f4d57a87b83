"""No child of Rolecall opens a connection, whatever a library may try."""

from __future__ import annotations

import os
import socket
import sys
from typing import Final

_ADDRESSED: Final = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_LOOKED_UP: Final = {
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.gethostbyaddr",
    "socket.getnameinfo",
}


def forbid_connections() -> None:
    """Switch the model hub off, and refuse every connection but to a socket in a folder.

    Sound systems are reached through such sockets. It holds until the process ends.
    """
    os.environ.update(
        HF_HUB_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1", DO_NOT_TRACK="1", TRANSFORMERS_OFFLINE="1"
    )
    sys.addaudithook(_refuse_connection)


def _refuse_connection(event: str, arguments: tuple[object, ...]) -> None:
    if event in _LOOKED_UP or (event in _ADDRESSED and not _is_local(arguments[0])):
        raise OSError("Rolecall never opens a connection")


def _is_local(opened: object) -> bool:
    local = getattr(socket, "AF_UNIX", None)
    return local is not None and isinstance(opened, socket.socket) and opened.family == local
