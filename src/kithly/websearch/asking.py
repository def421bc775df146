"""Asking an engine: one request, to the host that was chosen and no other; what goes wrong, in one sentence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from kithly.errors import SourceAuthError, SourceError, SourceFormatError, SourceUnavailable
from kithly.transport.http import BUSY, Answer, Http, Limits, Peer
from kithly.transport.secrets import Secret
from kithly.websearch.results import Result

NAME = "search"  # of what asks, in errors; and of the key among the secrets
LIMITS = Limits(connect=10.0, total=20.0, size=2 << 20, redirects=2)
INSTEAD = "The links above still lead to their pages."
REFUSED = frozenset((401, 403, 422))  # of a key that is none, or of a form of answer that is not given


class Engine(Protocol):
    """One kind of search engine.

    Attributes:
        name: As it stands in the settings.
        title: What it is called.
        url: Where it is asked unless the settings say; empty where they must.
        needs_key: Whether it answers only those who prove who they are.
    """

    name: str
    title: str
    url: str
    needs_key: bool

    def search(self, query: str, *, url: str, key: Secret | None) -> tuple[Result, ...]:
        """Return what the engine finds, its best first.

        Raises:
            SourceUnavailable: It does not answer, or wants to be asked later.
            SourceAuthError: It does not take the key.
            SourceFormatError: What answers is no such engine.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Where a query goes.

    Attributes:
        title: What the engine is called.
        url: Its address.
        headers: Fields beside the usual ones; a key goes in one.
        refused: What it means where the engine refuses.
    """

    title: str
    url: str
    headers: Mapping[str, str]
    refused: SourceError


def host_of(url: str) -> str:
    """Return the host a query goes to; empty for no web address."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def ask(asked: Asked, fields: Mapping[str, str]) -> Mapping[str, object]:
    """Return what an engine says to a query, as parsed JSON.

    Raises:
        SourceError: It says nothing that can be used.
    """
    host = host_of(asked.url)
    peer = Peer(source=NAME, at=asked.title, own=frozenset({host} - {""}))
    separator = "&" if urlsplit(asked.url).query else "?"
    try:
        with Http(peer, limits=LIMITS) as http:
            answer = http.ask("GET", f"{asked.url}{separator}{urlencode(fields)}", headers=asked.headers)
    except SourceUnavailable as error:
        raise SourceUnavailable(NAME, asked.title, str(error), hint=INSTEAD) from None
    except SourceError as error:
        hint = f"Check its address in settings.toml. {INSTEAD}"
        raise SourceFormatError(NAME, asked.title, str(error), hint=hint) from None
    return _parsed(_accepted(answer, asked), asked)


def _accepted(answer: Answer, asked: Asked) -> Answer:
    if answer.is_ok:
        return answer
    if answer.status in REFUSED:
        raise asked.refused
    if answer.status in BUSY or answer.status >= 500:
        said = f"{asked.title} is busy, or was asked too often (HTTP {answer.status})."
        raise SourceUnavailable(NAME, asked.title, said, hint=f"Try again later. {INSTEAD}")
    raise _no_engine(asked, f"It refuses (HTTP {answer.status}).")


def _parsed(answer: Answer, asked: Asked) -> Mapping[str, object]:
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        raise _no_engine(asked, "What answers is no JSON.") from None
    if not isinstance(told, Mapping):
        raise _no_engine(asked, "What answers is no list of results.")
    return told


def _no_engine(asked: Asked, why: str) -> SourceFormatError:
    said = f"{asked.title} gives no results at {host_of(asked.url)}. {why}"
    return SourceFormatError(NAME, asked.title, said, hint=f"Check its address in settings.toml. {INSTEAD}")


def refused_key(title: str) -> SourceAuthError:
    """Return that an engine does not take the key."""
    return SourceAuthError(NAME, title, f"{title} does not take the key.", hint="Give it again: kithly look --key")
