"""Who is at the other end of a connection: on a shared machine, other users reach the loopback address too.

Linux tells the owner of a socket (sock_diag(7)). Elsewhere, and where it does not say, nobody is taken for a stranger:
ticket and cookie guard the door alone.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import struct
from collections.abc import Collection
from contextlib import suppress
from typing import Final

ROOT: Final = 0  # may read everything anyway, and stands behind forwarded ports
PATIENCE: Final = 0.2  # seconds; the system answers within the call

End = tuple[str, int]  # address and port

# linux/netlink.h, linux/sock_diag.h, linux/inet_diag.h
_SOCK_DIAG, _BY_FAMILY, _REQUEST = 4, 20, 1
_HEAD = struct.Struct("=IHHII")  # struct nlmsghdr: length, type, flags, sequence, port
_ASKED = struct.Struct("=BBBBI")  # struct inet_diag_req_v2: family, protocol, extensions, padding, states
_SOCKET = struct.Struct("!HH16s16s")  # struct inet_diag_sockid: ports and addresses of both ends ...
_ANY = struct.pack("=III", 0, 0xFFFFFFFF, 0xFFFFFFFF)  # ... on any interface, whatever its cookie
_TOLD = struct.Struct("=BBBB48xIIII")  # struct inet_diag_msg: family, state, two timers, ..., expires, queues, owner
_ALL_STATES = 0xFFFFFFFF


def is_strangers(near: End | None, far: End | None, *, welcome: Collection[int] | None = None) -> bool:
    """Say whether a connection is known to be of another user of this machine.

    Args:
        near: The end of this server.
        far: The end of whoever asks.
        welcome: Numbers of users who may ask; by default the one this server runs as, and root.
    """
    if near is None or far is None:
        return False
    owner = owner_of(near, far)
    return owner is not None and owner not in ({os.geteuid(), ROOT} if welcome is None else welcome)


def owner_of(near: End, far: End) -> int | None:
    """Return the number of the user whose socket is at the far end; None where the system does not tell."""
    family = getattr(socket, "AF_NETLINK", None)
    if family is None or not (_is_ipv4(near) and _is_ipv4(far)):
        return None
    with suppress(OSError), socket.socket(family, socket.SOCK_RAW, _SOCK_DIAG) as line:
        line.settimeout(PATIENCE)
        line.send(_question(near, far))
        return _owner_in(line.recv(4096))
    return None


def _question(near: End, far: End) -> bytes:
    """Return what asks for exactly one socket: that of the far end, by its own side first."""
    addresses = (ipaddress.IPv4Address(end[0]).packed for end in (far, near))
    body = _ASKED.pack(socket.AF_INET, socket.IPPROTO_TCP, 0, 0, _ALL_STATES)
    body += _SOCKET.pack(far[1], near[1], *addresses) + _ANY
    return _HEAD.pack(_HEAD.size + len(body), _BY_FAMILY, _REQUEST, 1, 0) + body


def _owner_in(told: bytes) -> int | None:
    if len(told) < _HEAD.size + _TOLD.size or _HEAD.unpack_from(told)[1] != _BY_FAMILY:
        return None
    return int(_TOLD.unpack_from(told, _HEAD.size)[-1])


def _is_ipv4(end: End) -> bool:
    try:
        ipaddress.IPv4Address(end[0])
    except ValueError:
        return False
    return True
