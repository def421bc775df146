"""Bluesky: posts, replies, likes and reposts of ego's own account, kept in ego's repository.

Reference: the lexicons ``com.atproto.server.createSession``, ``com.atproto.repo.putRecord`` and ``getRecord``, and
``app.bsky.feed.getPosts``. A record is put under a key that follows from the approval, with ``swapRecord`` null: the
server keeps it only if nothing stands there, so that no repetition makes a second one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from kithly.channels.bluesky_record import (
    LIKE,
    MOST_BYTES,
    MOST_SIGNS,
    POST,
    REPOST,
    mark_record,
    post_record,
    record_key,
)
from kithly.channels.calling import LIMITS, Caller, Reply, Server, server_of
from kithly.channels.channel import Receipt, Sender
from kithly.channels.counted import graphemes
from kithly.channels.handoff import plain_text
from kithly.errors import ChannelAuthError, ChannelUnavailable, Refused
from kithly.messages import Approved
from kithly.messages.approve import Act
from kithly.transport.http import Limits
from kithly.transport.secrets import Secret

CHANNEL = "bluesky"
HOST = "bsky.social"  # signs in everybody whose account lies at Bluesky itself
PAGE = "https://bsky.app/profile"
SESSION = "/xrpc/com.atproto.server.createSession"
RESOLVE = "/xrpc/com.atproto.identity.resolveHandle"
POSTS = "/xrpc/app.bsky.feed.getPosts"
GET, PUT = "/xrpc/com.atproto.repo.getRecord", "/xrpc/com.atproto.repo.putRecord"
MARKS = {Act.LIKE: (LIKE, "like"), Act.BOOST: (REPOST, "repost")}
STANDS = "InvalidSwap"  # the error of a key under which something stands
NOTHING = "RecordNotFound"

_WEB = re.compile(r"https://bsky\.app/profile/([a-zA-Z0-9.:_-]{1,253})/post/([a-zA-Z0-9._~:-]{1,512})/?")
_AT = re.compile(r"at://([a-zA-Z0-9.:_-]{1,253})/app\.bsky\.feed\.post/([a-zA-Z0-9._~:-]{1,512})")
_DID = re.compile(r"did:[a-z]+:[a-zA-Z0-9._:%-]{1,240}")

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who ego is there.

    Attributes:
        did: The id of the account.
        handle: What it is called now.
    """

    did: str
    handle: str


@dataclass(slots=True, kw_only=True)
class BlueskyChannel:
    """Ego's account at the server that holds it.

    Attributes:
        server: Where it signs in.
        account: Its id (DID) or handle.
        secret: An app password of the account.
        limits: How much one request may take.
    """

    server: Server
    account: str
    secret: Secret = field(repr=False)
    limits: Limits = LIMITS
    name: str = CHANNEL

    def who(self) -> Known:
        """Sign in and say whose password it is.

        Raises:
            ChannelError: The server is away, or does not take the password.
        """
        with self._signed_in() as (_, known):
            return known

    def send(self, approved: Approved) -> Receipt:
        """Publish, like or repost, once."""
        words = _fit(approved)
        with self._signed_in() as (caller, known):
            subject = None if approved.act is Act.POST else _post(caller, approved.target)
            if approved.act in MARKS and subject is not None and _is_marked(subject, approved.act):
                return Receipt(id=str(subject["uri"]), url=approved.target)
            now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            kind, record = _record(approved, words, subject, now)
            return _put(caller, known, kind, record, approved)

    def find(self, approved: Approved, *, since: datetime) -> bool | None:
        """Look under the key, and for a like or repost at the post itself."""
        del since  # the key alone tells
        kind = MARKS[approved.act][0] if approved.act in MARKS else POST
        with self._signed_in() as (caller, known):
            if approved.act in MARKS and _is_marked(_post(caller, approved.target), approved.act):
                return True
            return _kept(caller, known, kind, approved) is not None

    @contextmanager
    def _signed_in(self) -> Iterator[tuple[Caller, Known]]:
        with Caller(CHANNEL, self.server, limits=self.limits) as caller:
            told = caller.ask(SESSION, {"identifier": self.account, "password": self.secret.value.strip()})
        if not told.is_ok:
            raise caller.refused(told, "lets nobody in by that name")
        did, handle, token = (str(told.fields.get(name, "")) for name in ("did", "handle", "accessJwt"))
        if not _DID.fullmatch(did) or not token:
            raise ChannelAuthError(CHANNEL, f"{self.server.host} does not speak as Bluesky does.", hint="--server HOST")
        with Caller(CHANNEL, self.server, token=token, limits=self.limits) as signed_in:
            yield signed_in, Known(did=did, handle=handle)


class Bluesky:
    """Makes the channel for an account of ego's."""

    name = CHANNEL
    accounts = CHANNEL

    def check(self, approved: Approved) -> None:
        """Look whether words can go out like this.

        Raises:
            Refused: They never will.
        """
        _fit(approved)

    def open(self, sender: Sender) -> BlueskyChannel:
        """Return the channel."""
        limits = Limits(total=min(sender.patience, LIMITS.total), size=LIMITS.size, redirects=0)
        return BlueskyChannel(server=server_of(sender), account=sender.user, secret=sender.secret, limits=limits)


def _fit(approved: Approved) -> str:
    """Return the words as they go out; refuse what can never go out, before anybody is asked."""
    if approved.act is Act.MESSAGE:
        raise Refused(CHANNEL, "Kithly sends no private messages at Bluesky.", hint="Write to them by mail.")
    if not approved.id or len(approved.id) > 512:
        raise Refused(CHANNEL, "It has no id under which it could be kept once; nothing was sent.")
    if approved.act is not Act.POST and not (_WEB.fullmatch(approved.target) or _AT.fullmatch(approved.target)):
        raise Refused(CHANNEL, "What it answers is no post at Bluesky; nothing was sent.")
    words = "" if approved.act in MARKS else plain_text(approved.text).strip()
    length = graphemes(words)
    if length > MOST_SIGNS or len(words.encode("utf-8", "replace")) > MOST_BYTES:
        raise Refused(CHANNEL, f"Bluesky takes {MOST_SIGNS} characters; this has {length}.", hint="Shorten it.")
    return words


def _post(caller: Caller, address: str) -> Json:
    """Return a post as the server shows it to ego.

    Raises:
        Refused: There is none.
    """
    found = _WEB.fullmatch(address) or _AT.fullmatch(address)
    assert found is not None  # noqa: S101 - looked at before
    did = found[1] if found[1].startswith("did:") else _did(caller, found[1])
    uri = f"at://{did}/{POST}/{found[2]}"
    reply = caller.look(POSTS, {"uris": uri})
    posts = reply.fields.get("posts")
    first = posts[0] if isinstance(posts, list) and posts and isinstance(posts[0], Mapping) else {}
    if not reply.is_ok or first.get("uri") != uri or not isinstance(first.get("cid"), str):
        raise Refused(CHANNEL, "What it answers is not there any more; nothing was sent.")
    return first


def _did(caller: Caller, handle: str) -> str:
    reply = caller.look(RESOLVE, {"handle": handle})
    did = str(reply.fields.get("did", ""))
    if not reply.is_ok or not _DID.fullmatch(did):
        raise Refused(CHANNEL, f"Bluesky knows no @{handle} any more; nothing was sent.")
    return did


def _viewer(post: Json) -> Json:
    viewer = post.get("viewer")
    return viewer if isinstance(viewer, Mapping) else {}


def _is_marked(post: Json, act: Act) -> bool:
    return isinstance(_viewer(post).get(MARKS[act][1]), str)


def _record(approved: Approved, words: str, subject: Json | None, now: str) -> tuple[str, dict[str, Any]]:
    if approved.act in MARKS and subject is not None:
        kind = MARKS[approved.act][0]
        return kind, mark_record(kind, now, subject)
    if subject is not None and _viewer(subject).get("replyDisabled") is True:
        raise Refused(CHANNEL, "Its author lets you not answer there; nothing was sent.", hint="Like it instead.")
    return POST, post_record(words, now, subject)


def _put(caller: Caller, known: Known, kind: str, record: Json, approved: Approved) -> Receipt:
    key = record_key(approved.id)
    told = {"repo": known.did, "collection": kind, "rkey": key, "record": record, "swapRecord": None}
    reply = caller.give(PUT, told)
    if not reply.is_ok and not (_error(reply) == STANDS and _kept(caller, known, kind, approved) is not None):
        raise caller.refused(reply, "does not take it")
    return Receipt(
        id=f"at://{known.did}/{kind}/{key}",
        url=f"{PAGE}/{known.handle or known.did}/post/{key}" if kind == POST else approved.target,
    )


def _kept(caller: Caller, known: Known, kind: str, approved: Approved) -> Json | None:
    """Return what stands under the key of an approval; None for nothing.

    Raises:
        ChannelUnavailable: The server does not say.
    """
    key = record_key(approved.id)
    reply = caller.look(GET, {"repo": known.did, "collection": kind, "rkey": key})
    if reply.is_ok and isinstance(reply.fields.get("value"), Mapping):
        value: Json = reply.fields["value"]
        return value
    if _error(reply) == NOTHING or "could not locate record" in str(reply.fields.get("message", "")).lower():
        return None
    raise ChannelUnavailable(CHANNEL, "Bluesky does not say whether it has it.", hint="Try again later.")


def _error(reply: Reply) -> str:
    return str(reply.fields.get("error", ""))
