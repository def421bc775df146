"""Which machines may be spoken to: none inside the user's own network, unless the user named that very one."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

SHORT_KIND = 3  # letters: ``co.uk``, ``com.au``, ``gov.in`` name no provider
NEVER_ASKED = (
    "linkedin.com",
    "linkedin.cn",
    "lnkd.in",
    "licdn.com",
)  # no open page of these is read, nor sent to
_GIVEN_OUT = ipaddress.ip_network("2000::/3")  # IANA: all of IPv6 that is anybody's on the internet so far
_NOBODYS = tuple(  # documentation (RFC 9637), and a way from IPv4 to IPv6 that was given up (RFC 7526)
    ipaddress.ip_network(one) for one in ("3fff::/20", "192.88.99.0/24")
)
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


class Refusal(Exception):
    """A server that must not be spoken to; the message says why, in words."""


def resolve(host: str, port: int, *, own: Collection[str]) -> list[str]:
    """Return the addresses of a host that may be connected to, in the order the system names them.

    Whoever connects uses one of these and does not ask again: a second answer may be another one.

    Args:
        host: Name or literal address.
        port: Port, for the look-up.
        own: Hosts the user configured; those may lie in a private network.

    Raises:
        Refusal: All of its addresses are private.
        OSError: The name is not known.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(where[0]) for *_, where in found))
    if host.lower().rstrip(".") in {one.lower().rstrip(".") for one in own}:
        return addresses
    allowed = [one for one in addresses if is_public(one)]
    if not allowed:
        raise Refusal(f"{host} is a machine inside a private network, which was not asked for")
    return allowed


def is_public(address: str) -> bool:
    """Say whether an address lies on the open internet, whatever it is wrapped in.

    Example:
        >>> is_public("::ffff:192.168.1.1"), is_public("64:ff9b::7f00:1"), is_public("9.9.9.9")
        (False, False, True)
    """
    one: IPAddress = ipaddress.ip_address(address.partition("%")[0])
    inner = _inside(one) or one
    if isinstance(inner, ipaddress.IPv6Address) and inner not in _GIVEN_OUT:
        return False  # whatever wraps an address of this machine or site in a way of its own
    return inner.is_global and not inner.is_multicast and not any(inner in one for one in _NOBODYS)


def is_loopback(host: str) -> bool:
    """Say whether a name or address can only mean this machine."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_never_asked(host: str) -> bool:
    """Say whether a host lies at a site from which no open page is ever read.

    Example:
        >>> is_never_asked("de.LinkedIn.com."), is_never_asked("notlinkedin.com")
        (True, False)
    """
    name = host.lower().rstrip(".")
    return any(name == site or name.endswith(f".{site}") for site in NEVER_ASKED)


def is_kin(host: str, other: str) -> bool:
    """Say whether two names belong to one provider: the same, or alike but for their first part.

    Services that spread their users over many servers (``p07-contacts.example.org``) name one of them after the
    sign-in. A provider is at least two words, the first of them no bare kind of domain (``co.uk``).

    Example:
        >>> is_kin("contacts.icloud.com", "p07-contacts.icloud.com"), is_kin("shop.co.uk", "evil.co.uk")
        (True, False)
    """
    one, two = (name.lower().rstrip(".") for name in (host, other))
    if one == two:
        return True
    above = {name.partition(".")[2] if name.count(".") > 1 else name for name in (one, two)}
    if len(above) > 1:
        return False
    first, _, rest = above.pop().partition(".")
    return bool(rest) and (len(first) > SHORT_KIND or "." in rest)


def _inside(one: IPAddress) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for."""
    if isinstance(one, ipaddress.IPv4Address):
        return None
    if one in _TRANSLATED:
        return ipaddress.IPv4Address(int(one) & 0xFFFF_FFFF)
    return one.ipv4_mapped or one.sixtofour
