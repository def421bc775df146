"""Bluesky's server for strangers: handles, profiles, feeds with a cursor, rates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.contracts.networks.serving import Asked, Fake, Said

from kithly.sources.bluesky import Bluesky

DID = "did:plc:zitazitazitazitazita2345"
HANDLE = "zita.boats.example"
LIMITS = {"RateLimit-Limit": "3000", "RateLimit-Remaining": "2999", "RateLimit-Policy": "3000;w=300"}


class BlueskyServer(Fake):
    """The server for those who are not signed in."""

    source = Bluesky()
    kind = "bluesky"
    address = "@Zita.boats.example"
    spellings = (HANDLE, f"https://bsky.app/profile/{HANDLE}", f"https://bsky.app/profile/{HANDLE}/post/3k", DID)
    nonsense = ("zita", "https://bsky.app/about", "zita@tide.example")
    identity = f"bluesky:{DID}"
    posts_path = "getAuthorFeed"

    def __init__(self) -> None:
        super().__init__()
        self.feed: list[Any] = []
        self.spoilt: dict[str, Any] = {}
        self.handle = HANDLE
        self.member: dict[str, Any] = {"did": DID, "displayName": "Zita Quay", "description": "Boats.", "labels": []}

    def answer(self, asked: Asked) -> Said:
        """Answer a request."""
        who = asked.query.get("actor", asked.query.get("handle", ""))
        if asked.path == "/xrpc/com.atproto.identity.resolveHandle" and who == self.handle:
            return Said(told={"did": DID}, headers=LIMITS)
        if asked.path == "/xrpc/app.bsky.actor.getProfile" and who in {DID, self.handle}:
            told = self.member | {"handle": self.handle, "postsCount": len(self.feed)}
            return Said(told=told, headers=LIMITS)
        if asked.path == "/xrpc/app.bsky.feed.getAuthorFeed" and who == DID:
            return self._page(asked)
        return Said(status=400, told={"error": "InvalidRequest", "message": "Profile not found"})

    def _page(self, asked: Asked) -> Said:
        begin = int(asked.query.get("cursor", "0"))
        end = begin + min(int(asked.query.get("limit", "50")), 100)
        items = sorted(self.feed, key=_seen, reverse=True)
        shown = [self.spoilt.get(one["post"]["uri"], one) for one in items[begin:end]]
        return Said(told={"feed": shown} | ({"cursor": str(end)} if end < len(items) else {}), headers=LIMITS)

    def publish(self, words: str, *, days_ago: float = 0.0, **more: Any) -> str:
        """Publish a post."""
        uri = f"at://{DID}/app.bsky.feed.post/3k{len(self.feed):06}"
        at = datetime.now(UTC) - timedelta(days=days_ago, minutes=1) + timedelta(milliseconds=len(self.feed))
        self.feed.append(post(uri, words, at, author(DID, self.handle, "Zita Quay"), **more))
        return uri

    def change_profile(self, words: str) -> None:
        """Give Zita another description."""
        self.member["description"] = words

    def spoil(self, key: str, how: Any) -> None:
        """Tell something else of one post."""
        self.spoilt[key] = how


def author(did: str, handle: str, name: str, *labels: str) -> dict[str, Any]:
    """Return an account as it stands beside its posts."""
    return {"did": did, "handle": handle, "displayName": name, "labels": [{"val": one} for one in labels]}


def post(uri: str, text: str, at: datetime, by: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return an item of a feed; what is more goes into the record, but ``embed``, ``labels`` and ``reason``."""
    moment = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    beside = {name: more.pop(name) for name in ("embed", "labels") if name in more}
    reason = {"reason": more.pop("reason")} if "reason" in more else {}
    record = {"$type": "app.bsky.feed.post", "text": text, "createdAt": moment} | more
    return {"post": {"uri": uri, "cid": "x", "author": by, "record": record, "indexedAt": moment} | beside} | reason


def _seen(item: dict[str, Any]) -> str:
    told = item.get("reason") or item["post"]
    return str(told["indexedAt"])
