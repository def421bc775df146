"""Where this machine is found by others in the same local network; nothing is asked of anybody for it."""

from __future__ import annotations

import ipaddress
import os
import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

# Private networks (RFC 1918), addresses a machine gives itself (RFC 3927), local IPv6 (RFC 4193).
_NEAR: Final = tuple(
    ipaddress.ip_network(one) for one in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7")
)
# Of networks kept for books (RFC 5737, RFC 3849): they are never reached, but the system says how it would try.
_ANYWHERE: Final = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
_DISCARD: Final = 9  # a port
# SIOCGIFADDR of linux/sockios.h and sys/sockio.h; the address lies in the same place of struct ifreq on both.
_ADDRESS_OF: Final = 0x8915 if sys.platform == "linux" else 0xC0206921
_IFREQ: Final = struct.Struct("16s24x")
_AT: Final = slice(20, 24)


def near_addresses() -> tuple[str, ...]:
    """Return the addresses under which others nearby can find this machine, first the one it uses itself."""
    return tuple(dict.fromkeys(one for one in (*_routed(), *_of_interfaces()) if is_near(one)))


def is_near(address: str) -> bool:
    """Say whether an address can be reached from a local network alone.

    Example:
        >>> is_near("192.168.1.20"), is_near("9.9.9.9"), is_near("0.0.0.0"), is_near("127.0.0.1")
        (True, False, False, False)
    """
    with suppress(ValueError):
        one = ipaddress.ip_address(address)
        return any(one in network for network in _NEAR)
    return False


def is_held(address: str) -> bool:
    """Say whether this machine has an address at this moment."""
    with suppress(OSError), _bound(address, 0):
        return True
    return False


def is_listened(address: str, port: int) -> bool:
    """Say whether some program of this machine listens there; nothing is connected to."""
    if not is_held(address):
        return False
    with suppress(OSError), _bound(address, port):
        return False
    return True


def listening(address: str, ports: range, *, backlog: int) -> socket.socket:
    """Return a socket that listens at one address of this machine alone, on the first port that is free.

    Raises:
        OSError: The address is gone, or all ports are taken.
    """
    for port in ports:
        with suppress(OSError):
            found = _bound(address, port)
            found.listen(backlog)
            return found
    raise OSError(f"No port of {address} is free.")


def _bound(address: str, port: int) -> socket.socket:
    is_ipv6 = isinstance(ipaddress.ip_address(address), ipaddress.IPv6Address)
    family = socket.AF_INET6 if is_ipv6 else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named: else asyncio leaves Nagle's delay on
    if os.name == "posix":  # where it lets no second program listen, but does not wait for what ended a moment ago
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((address, port))
    except OSError:
        found.close()
        raise
    return found


def _routed() -> Iterator[str]:
    """Yield the addresses by which this machine would go out; a datagram socket sends nothing when it connects."""
    for family, target in _ANYWHERE:
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as line:
            line.connect((target, _DISCARD))
            yield str(line.getsockname()[0])


def _of_interfaces() -> Iterator[str]:
    """Yield the address of each interface, as the system names it."""
    if sys.platform == "win32":
        with suppress(OSError):
            yield from (str(where[0]) for *_, where in socket.getaddrinfo(socket.gethostname(), None))
        return
    import fcntl  # noqa: PLC0415 - not known to Windows

    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        for _, name in socket.if_nameindex():
            with suppress(OSError):
                told = fcntl.ioctl(line.fileno(), _ADDRESS_OF, _IFREQ.pack(name.encode()))
                yield socket.inet_ntoa(told[_AT])
