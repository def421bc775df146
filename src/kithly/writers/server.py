"""Which model is asked where, and what it is told."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

NAME = "writer"  # of what asks, in errors; and of the key among the secrets
PATH = "/chat/completions"
_UNFIT = frozenset("@\\%")  # where programs differ in who is meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where a model answers.

    Attributes:
        url: Address of its API, as `address_of` gives it.
        model: The model's name there.
        is_own: Whether the user said that the host is their own: it may lie in a private network, and be plain http.
    """

    url: str
    model: str
    is_own: bool = False

    @property
    def host(self) -> str:
        """The host that is asked."""
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message of a conversation with a model.

    Attributes:
        role: ``system``, ``user`` or ``assistant``.
        text: What it says.
    """

    role: str
    text: str


def address_of(url: str) -> str:
    """Return the address of an API, however much of it was typed; empty for what is no web address.

    One that names a user or password is none: whoever is asked would not be who it looks like, and a key is kept
    among the secrets, not in an address that is shown.

    Example:
        >>> address_of("http://localhost:11434"), address_of("https://api.example/v1/chat/completions")
        ('http://localhost:11434/v1', 'https://api.example/v1')
    """
    told = url.strip()
    if not told.isprintable() or " " in told:
        return ""
    try:
        parts = urlsplit(told)
        if _UNFIT.intersection(parts.netloc):
            return ""
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    path = parts.path.rstrip("/").removesuffix(PATH)
    return urlunsplit((parts.scheme, parts.netloc, path or "/v1", parts.query, "")) if is_address else ""
