"""Mastodon, and servers that speak as it does: posts, replies, favourites and boosts of ego's own account.

Reference: methods ``statuses``, ``search``, ``instance`` and ``accounts`` of Mastodon's documentation. A server keeps
an ``Idempotency-Key`` for an hour: within it a repetition gives the same status again. After it, what went out is found
among ego's own newest statuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from kithly.channels.calling import LIMITS, Caller, Reply, Server, server_of
from kithly.channels.channel import Receipt, Sender
from kithly.channels.counted import graphemes, links
from kithly.channels.handoff import plain_text
from kithly.errors import ChannelAuthError, Refused
from kithly.messages import Approved
from kithly.messages.approve import Act
from kithly.transport.http import Limits
from kithly.transport.secrets import Secret

CHANNEL = "mastodon"
USUAL_MOST = 500  # characters of a status, where the server does not say how many it takes
USUAL_LINK = 23  # characters any link counts for
NEWEST = 40  # of ego's own statuses that are looked at; a server gives no more at once
CLOCKS = timedelta(minutes=5)  # by which two clocks may differ
SCOPES = "read, write:statuses and write:favourites"
MARKS = {Act.LIKE: ("favourite", "favourited"), Act.BOOST: ("reblog", "reblogged")}

_MENTION = re.compile(r"(?<![\w/])@([a-zA-Z0-9_]+(?:[a-zA-Z0-9_.-]*[a-zA-Z0-9_])?)@[\w.-]+[\w]")
_ADDRESS = re.compile(r"https?://[!-~]{1,2000}")
_ID = re.compile(r"[0-9A-Za-z_-]{1,100}")

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who ego is there.

    Attributes:
        id: The id of the account.
        handle: Its name at its server, without that.
    """

    id: str
    handle: str


@dataclass(slots=True, kw_only=True)
class MastodonChannel:
    """Ego's account at one server.

    Attributes:
        server: Where it lies.
        secret: An access token of the account.
        limits: How much one request may take.
    """

    server: Server
    secret: Secret = field(repr=False)
    limits: Limits = LIMITS
    name: str = CHANNEL

    def who(self) -> Known:
        """Sign in and say whose token it is.

        Raises:
            ChannelError: The server is away, or does not take the token, or lets it write nothing.
        """
        with self._caller() as caller:
            return _own(caller, self.server)

    def send(self, approved: Approved) -> Receipt:
        """Publish, favourite or boost, once."""
        _refuse_unfit(approved)
        with self._caller() as caller:
            if approved.act in MARKS:
                return _mark(caller, approved)
            answered = _shown(caller, approved.target) if approved.act is Act.REPLY else None
            status = _status(approved, answered)
            _refuse_long(caller, status["status"])
            reply = caller.give("/api/v1/statuses", status, headers={"Idempotency-Key": approved.id})
            return _taken(caller, reply)

    def find(self, approved: Approved, *, since: datetime) -> bool | None:
        """Look among ego's own newest statuses, or at the mark upon the other's."""
        with self._caller() as caller:
            if approved.act in MARKS:
                return bool(_shown(caller, approved.target).get(MARKS[approved.act][1]))
            return _is_among(caller, _own(caller, self.server), approved, since)

    def _caller(self) -> Caller:
        return Caller(CHANNEL, self.server, token=self.secret.value.strip(), limits=self.limits)


class Mastodon:
    """Makes the channel for an account of ego's."""

    name = CHANNEL
    accounts = CHANNEL

    def check(self, approved: Approved) -> None:
        """Look whether words can go out like this.

        Raises:
            Refused: They never will.
        """
        _refuse_unfit(approved)

    def open(self, sender: Sender) -> MastodonChannel:
        """Return the channel."""
        limits = Limits(total=min(sender.patience, LIMITS.total), size=LIMITS.size, redirects=0)
        return MastodonChannel(server=server_of(sender), secret=sender.secret, limits=limits)


def _refuse_unfit(approved: Approved) -> None:
    """Refuse what can never go out, before anybody is asked."""
    if approved.act is Act.MESSAGE:
        said = "Mastodon takes no private words from Kithly: what is private there, its servers can read."
        raise Refused(CHANNEL, said, hint="Write to them by mail, or answer in the open.")
    if not re.fullmatch(r"[!-~]{1,200}", approved.id):
        raise Refused(CHANNEL, "It has no id under which a server could take it once; nothing was sent.")
    if approved.act is not Act.POST and not _ADDRESS.fullmatch(approved.target):
        raise Refused(CHANNEL, "What it answers has no address on the web; nothing was sent.")


def _own(caller: Caller, server: Server) -> Known:
    reply = caller.look("/api/v1/accounts/verify_credentials")
    number, name = str(reply.fields.get("id", "")), str(reply.fields.get("username", ""))
    if not reply.is_ok and reply.status != 403:
        raise caller.refused(reply, "does not speak as Mastodon does")
    if reply.status == 403 or not _ID.fullmatch(number):
        raise _without_scope(server)
    scopes = caller.look("/api/v1/apps/verify_credentials").fields.get("scopes")
    if isinstance(scopes, list) and not {"write", "write:statuses"} & set(map(str, scopes)):
        raise _without_scope(server)
    return Known(id=number, handle=name)


def _without_scope(server: Server) -> ChannelAuthError:
    said = f"{server.at}: this token may not publish."
    return ChannelAuthError(CHANNEL, said, hint=f"Make one with the scopes {SCOPES}.")


def _shown(caller: Caller, address: str) -> Json:
    """Return the status at an address as ego's server shows it; it fetches what it does not know yet.

    Raises:
        Refused: There is none.
    """
    reply = caller.look("/api/v2/search", {"q": address, "resolve": "true", "type": "statuses", "limit": 1})
    found = reply.fields.get("statuses")
    first = found[0] if isinstance(found, list) and found and isinstance(found[0], Mapping) else {}
    if not reply.is_ok:
        raise caller.refused(reply, "does not look for what is answered")
    if _same(address) not in {_same(first.get("url")), _same(first.get("uri"))} or not _ID.fullmatch(
        str(first.get("id", ""))
    ):
        raise Refused(CHANNEL, "What it answers is not there, or your server does not see it; nothing was sent.")
    return first


def _same(address: object) -> str:
    """Return an address as it is compared: with or without a stroke at its end it is the same page."""
    return address.rstrip("/") if isinstance(address, str) else ""


def _mark(caller: Caller, approved: Approved) -> Receipt:
    verb, mark = MARKS[approved.act]
    status = _shown(caller, approved.target)
    number = str(status["id"])
    if not status.get(mark):
        reply = caller.give(f"/api/v1/statuses/{quote(number, safe='')}/{verb}", {})
        _demand(caller, reply)
    return Receipt(id=number, url=approved.target)


def _status(approved: Approved, answered: Json | None) -> dict[str, Any]:
    """Return what is published: an answer names whom it answers, and is seen by no more people than that was."""
    words = plain_text(approved.text).strip()
    if answered is None:
        return {"status": words, "visibility": "public"}
    author = answered.get("account")
    handle = str(author.get("acct", "")) if isinstance(author, Mapping) else ""
    if handle and not re.search(rf"(?<!\w)@{re.escape(handle)}(?![\w.-]*\w)", words, re.IGNORECASE):
        words = f"@{handle} {words}"
    status = {"status": words, "in_reply_to_id": str(answered["id"])}
    status["visibility"] = str(answered.get("visibility") or "unlisted")
    warning = answered.get("spoiler_text")
    return {**status, "spoiler_text": warning} if isinstance(warning, str) and warning else status


def _refuse_long(caller: Caller, text: str) -> None:
    """Refuse a text that is longer than the server takes, in its own way of counting."""
    most, link = _takes(caller)
    length = counted(text, link=link)
    if length > most:
        raise Refused(CHANNEL, f"This server takes {most} characters; this has {length}.", hint="Shorten it.")


def counted(text: str, *, link: int = USUAL_LINK) -> int:
    """Return how long a text is as Mastodon counts it: links at one length, of a name only what is before its server.

    Example:
        >>> counted("@ben@tide.example https://tide.example/a/very/long/address/of/a/page")
        28
    """
    places = list(links(text))
    bare = text
    for begin, end in reversed(places):
        bare = bare[:begin] + bare[end:]
    return graphemes(_MENTION.sub(r"@\1", bare)) + link * len(places)


def _takes(caller: Caller) -> tuple[int, int]:
    """Return how many characters a server takes, and for how many a link counts, as it says itself."""
    for path in ("/api/v2/instance", "/api/v1/instance"):
        reply = caller.look(path)
        configuration = reply.fields.get("configuration") if reply.is_ok else None
        told = configuration.get("statuses") if isinstance(configuration, Mapping) else None
        if isinstance(told, Mapping):
            most, link = (told.get(name) for name in ("max_characters", "characters_reserved_per_url"))
            return _count(most, USUAL_MOST), _count(link, USUAL_LINK)
    return USUAL_MOST, USUAL_LINK


def _count(told: object, usual: int) -> int:
    return told if isinstance(told, int) and not isinstance(told, bool) and told > 0 else usual


def _taken(caller: Caller, reply: Reply) -> Receipt:
    _demand(caller, reply)
    url = reply.fields.get("url")
    is_page = isinstance(url, str) and bool(_ADDRESS.fullmatch(url))
    return Receipt(id=str(reply.fields.get("id", "")), url=str(url) if is_page else "")


def _demand(caller: Caller, reply: Reply) -> None:
    if reply.is_ok:
        return
    if reply.status == 403 and "scope" in str(reply.fields.get("error", "")):
        raise ChannelAuthError(CHANNEL, "This token may not publish.", hint=f"Make one with the scopes {SCOPES}.")
    raise caller.refused(reply, "does not take it")


def _is_among(caller: Caller, own: Known, approved: Approved, since: datetime) -> bool | None:
    """Say whether ego's newest statuses hold the approved words; None where they do not reach back far enough."""
    reply = caller.look(f"/api/v1/accounts/{own.id}/statuses", {"limit": NEWEST, "exclude_reblogs": "true"})
    if not reply.is_ok or not isinstance(reply.told, list):
        return None
    after = since - CLOCKS
    newer = list(_since(reply.told, after))
    words = plain_text(approved.text).strip()
    for number in newer:
        source = caller.look(f"/api/v1/statuses/{number}/source")
        if not source.is_ok:
            return None  # a server that does not tell what was written, only how it looks
        written = str(source.fields.get("text", "")).strip()
        if written == words or (approved.act is Act.REPLY and written.endswith(f" {words}")):
            return True
    return False if len(newer) < NEWEST else None


def _since(statuses: list[Any], after: datetime) -> Iterator[str]:
    for one in statuses:
        number = str(one.get("id", "")) if isinstance(one, Mapping) else ""
        at = _instant(one.get("created_at")) if number else None
        if _ID.fullmatch(number) and (at is None or at >= after):
            yield number


def _instant(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
