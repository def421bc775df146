"""A server of the fediverse that holds ego's account: tokens, idempotency for an hour, search by address."""

from __future__ import annotations

import html
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from tests.contracts.channels.stages import Home
from tests.contracts.networks.mastodon_server import account, status
from tests.contracts.networks.serving import Asked, Said

from kithly.channels.calling import Server
from kithly.channels.mastodon import MastodonChannel
from kithly.testing.channels import CANARY
from kithly.transport.http import Limits
from kithly.transport.secrets import Secret

OWN = "109300000000000077"
FAR = "https://far.example/@ben/42"
UNSEEN = {"error": "The access token is invalid"}


class MastodonHome(Home):
    """The server of ego's account."""

    target = FAR
    nowhere = ("ftp://far.example/x", "https://far.example/a b")
    gone = "https://far.example/@ben/43"
    long = "x" * 401
    write = "/api/v1/statuses"

    def __init__(self) -> None:
        super().__init__()
        self.me = account("me", OWN)
        ben = account("ben", "1", acct="ben@far.example", display_name="Ben")
        self.far = status("42", "A tram", datetime.now(UTC), ben, url=FAR, uri="https://far.example/users/ben/42")
        self.own: list[dict[str, Any]] = []
        self.once: dict[str, dict[str, Any]] = {}
        self.set: dict[str, set[str]] = defaultdict(set)
        self.scopes: list[str] = ["read", "write:statuses", "write:favourites"]
        self.tells_sources = True

    def open(self, server: Server, secret: Secret, limits: Limits) -> MastodonChannel:
        """Return the channel of ego's account."""
        return MastodonChannel(server=server, secret=secret, limits=limits)

    def published(self) -> list[str]:
        """Return the words of all that ego published."""
        return [one["text"] for one in self.own]

    def marks(self) -> list[str]:
        """Return the addresses of what ego likes, and of what ego passed on."""
        return [FAR for marks in self.set.values() for _ in marks]

    def answers(self) -> list[str]:
        """Return the addresses of what ego answered."""
        return [FAR for one in self.own if one["in_reply_to_id"] == "42"]

    def answer(self, asked: Asked) -> Said:
        """Answer a request."""
        if "authorization" not in asked.headers:
            return self._to_strangers(asked)
        if not self.is_in(asked, CANARY):
            return Said(status=401, told=UNSEEN)
        known = {
            "/api/v1/accounts/verify_credentials": self.me,
            "/api/v1/apps/verify_credentials": {"name": "Kithly", "scopes": self.scopes},
            "/api/v2/instance": {
                "configuration": {"statuses": {"max_characters": 400, "characters_reserved_per_url": 23}}
            },
            f"/api/v1/accounts/{OWN}/statuses": self.own[::-1],
        }
        if asked.path in known and asked.method == "GET":
            return Said(told=known[asked.path])
        if asked.path == "/api/v2/search":
            return Said(told={"statuses": [self._far()] if asked.query.get("q") == FAR else []})
        if asked.path == "/api/v1/statuses" and asked.method == "POST":
            return Said(told=self._publish(asked))
        return self._of_one(asked)

    def _to_strangers(self, asked: Asked) -> Said:
        """Show an account and what it published, as to everybody."""
        if asked.path == "/api/v1/accounts/lookup" and asked.query.get("acct") in {"me", "me@tide.example"}:
            return Said(told=self.me)
        if asked.path == f"/api/v1/accounts/{OWN}/statuses":
            return Said(told=[] if "max_id" in asked.query else self.own[::-1])
        return Said(status=404 if asked.method == "GET" else 401, told={"error": "Record not found"})

    def _of_one(self, asked: Asked) -> Said:
        number, _, verb = asked.path.removeprefix("/api/v1/statuses/").partition("/")
        if number == "42" and verb in {"favourite", "reblog"} and asked.method == "POST":
            self.set[verb].add(number)
            return Said(told=self._far())
        found = next((one for one in self.own if one["id"] == number), None)
        if found and verb == "source" and self.tells_sources:
            return Said(told={"id": number, "text": found["text"], "spoiler_text": ""})
        return Said(status=404, told={"error": "Record not found"})

    def _far(self) -> dict[str, Any]:
        return self.far | {"favourited": bool(self.set["favourite"]), "reblogged": bool(self.set["reblog"])}

    def _publish(self, asked: Asked) -> dict[str, Any]:
        told, key = asked.told, asked.headers["idempotency-key"]
        if key not in self.once:
            number = str(500 + len(self.own))
            fresh = status(number, html.escape(told["status"]), datetime.now(UTC), self.me)
            fresh |= {"text": told["status"], "in_reply_to_id": told.get("in_reply_to_id")}
            fresh |= {"visibility": told["visibility"], "spoiler_text": told.get("spoiler_text", "")}
            self.once[key] = fresh
            self.own.append(fresh)
        return self.once[key]
