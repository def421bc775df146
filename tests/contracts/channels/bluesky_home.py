"""A server of the AT protocol that holds ego's repository: sessions, records under keys, compare-and-swap."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.contracts.channels.stages import Home
from tests.contracts.networks.bluesky_server import author, post
from tests.contracts.networks.serving import Asked, Said

from kithly.channels.bluesky import BlueskyChannel
from kithly.channels.calling import Server
from kithly.testing.channels import CANARY
from kithly.transport.http import Limits
from kithly.transport.secrets import Secret

ME, BEN = "did:plc:memememememememememe2345", "did:plc:benbenbenbenbenbenbenb22"
FAR = "https://bsky.app/profile/ben.example/post/3kfar"
URI = f"at://{BEN}/app.bsky.feed.post/3kfar"
TOKEN = "signed-in-token"  # noqa: S105 - of a made-up server


class BlueskyHome(Home):
    """The server of ego's account."""

    target = FAR
    nowhere = ("https://evil.example/profile/ben.example/post/3kfar", "at://x/app.bsky.feed.like/3k")
    gone = "https://bsky.app/profile/ben.example/post/3kgone"
    long = "é" * 301
    write = "putRecord"

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], dict[str, Any]] = {}
        self.far = post(URI, "A tram", datetime.now(UTC), author(BEN, "ben.example", "Ben"))["post"]
        self.far["cid"] = "cid-far"
        self.viewer: dict[str, Any] = {}

    def open(self, server: Server, secret: Secret, limits: Limits) -> BlueskyChannel:
        """Return the channel of ego's account."""
        return BlueskyChannel(server=server, account="me.example", secret=secret, limits=limits)

    def posts(self) -> list[dict[str, Any]]:
        """Return the records of all posts."""
        return [record for (kind, _), record in self.kept.items() if kind == "app.bsky.feed.post"]

    def published(self) -> list[str]:
        """Return the words of all that ego published."""
        return [one["text"] for one in self.posts()]

    def marks(self) -> list[str]:
        """Return the addresses of what ego likes, and of what ego passed on."""
        return [FAR for one in self.kept.values() if one.get("subject") == {"uri": URI, "cid": "cid-far"}]

    def answers(self) -> list[str]:
        """Return the addresses of what ego answered."""
        return [FAR for one in self.posts() if one.get("reply", {}).get("parent", {}).get("uri") == URI]

    def answer(self, asked: Asked) -> Said:
        """Answer a request."""
        verb = asked.path.removeprefix("/xrpc/")
        if verb == "com.atproto.server.createSession":
            return self._sign_in(asked)
        if verb in {"app.bsky.actor.getProfile", "app.bsky.feed.getAuthorFeed"} or (
            verb == "com.atproto.identity.resolveHandle" and asked.query.get("handle") == "me.example"
        ):
            return Said(told={"did": ME, "handle": "me.example", "feed": [], "displayName": "Me"})
        if not self.is_in(asked, TOKEN):
            return Said(status=401, told={"error": "AuthMissing", "message": "Authentication Required"})
        return {
            "com.atproto.identity.resolveHandle": self._resolve,
            "app.bsky.feed.getPosts": self._posts,
            "com.atproto.repo.getRecord": self._get,
            "com.atproto.repo.putRecord": self._put,
        }.get(verb, _unknown)(asked)

    def _sign_in(self, asked: Asked) -> Said:
        if asked.told not in [{"identifier": one, "password": CANARY} for one in ("me.example", ME)]:
            told = {"error": "AuthenticationRequired", "message": "Invalid identifier or password"}
            return Said(status=401, told=told)
        return Said(told={"did": ME, "handle": "me.example", "accessJwt": TOKEN, "refreshJwt": "x"})

    def _resolve(self, asked: Asked) -> Said:
        return Said(told={"did": BEN}) if asked.query.get("handle") == "ben.example" else _unknown(asked)

    def _posts(self, asked: Asked) -> Said:
        marked = {key: "at://x" for key in ("like", "repost") if any(kind.endswith(key) for kind, _ in self.kept)}
        found = [self.far | {"viewer": self.viewer | marked}] if asked.query.get("uris") == URI else []
        return Said(told={"posts": found})

    def _get(self, asked: Asked) -> Said:
        found = self.kept.get((asked.query["collection"], asked.query["rkey"]))
        if found is None or asked.query["repo"] != ME:
            return Said(status=400, told={"error": "RecordNotFound", "message": "Could not locate record"})
        return Said(told={"uri": "at://x", "cid": "y", "value": found})

    def _put(self, asked: Asked) -> Said:
        told = asked.told
        place = (told["collection"], told["rkey"])
        if told.get("swapRecord", "") is None and place in self.kept:
            return Said(status=400, told={"error": "InvalidSwap", "message": "Record was at bafy"})
        self.kept[place] = told["record"]
        return Said(told={"uri": f"at://{ME}/{place[0]}/{place[1]}", "cid": "z"})


def _unknown(asked: Asked) -> Said:
    del asked
    return Said(status=400, told={"error": "InvalidRequest", "message": "Unable to resolve handle"})
