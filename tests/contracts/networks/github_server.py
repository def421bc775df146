"""GitHub's REST interface: a user, public events by the page, ETags, 60 questions an hour."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from tests.contracts.networks.serving import Asked, Fake, Said

from kithly.sources.github import GitHub

LOGIN = "zita-q"
NUMBER = 4711
FIRST_ID = 30_000_000_000
KEPT = 300  # events, as GitHub keeps them


class GitHubServer(Fake):
    """The interface, as a stranger meets it."""

    source = GitHub()
    kind = "github"
    address = "https://github.com/Zita-Q"
    spellings = (LOGIN, f"github.com/{LOGIN}", f"@{LOGIN}", f"https://github.com/{LOGIN}/boats")
    nonsense = ("https://github.com/settings", "dependabot[bot]", "zita q")
    identity = f"github:{LOGIN}"
    posts_path = "/events/public"

    def __init__(self) -> None:
        super().__init__()
        self.events: list[dict[str, Any]] = []
        self.spoilt: dict[str, Any] = {}
        self.poll = "0"
        self.ends_at_page = 0  # from which on the rate is used up
        self.member: dict[str, Any] = {
            "login": "Zita-Q", "id": NUMBER, "type": "User", "name": "Zita Quay", "company": "@blue-ferries",
            "blog": "boats.example", "location": "Bergen", "bio": "Boats.", "email": None,
        }  # fmt: skip

    def answer(self, asked: Asked) -> Said:
        """Answer a request; what has not changed costs nothing."""
        limits = {"X-RateLimit-Limit": "60", "X-RateLimit-Remaining": "59"}
        if self.ends_at_page and int(asked.query.get("page", "1")) >= self.ends_at_page:
            reset = str(int(datetime.now(UTC).timestamp()) + 600)
            return Said(status=403, told={}, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset})
        if asked.path == f"/users/{LOGIN}":
            return self._marked(asked, self.member, limits)
        if asked.path == f"/users/{LOGIN}/events/public":
            size, number = int(asked.query.get("per_page", "30")), int(asked.query.get("page", "1"))
            known = list(reversed(self.events))[:KEPT]
            shown = [self.spoilt.get(one["id"], one) for one in known[size * (number - 1) : size * number]]
            if size * number < len(known):
                base = f"https://api.github.com/user/{NUMBER}/events/public"
                limits["Link"] = f'<{base}?per_page={size}&page={number + 1}>; rel="next"'
            return self._marked(asked, shown, limits | {"X-Poll-Interval": self.poll})
        return Said(status=404, told={"message": "Not Found", "status": "404"})

    def _marked(self, asked: Asked, told: Any, headers: dict[str, str]) -> Said:
        mark = f'W/"{blake2b(json.dumps(told).encode(), digest_size=8).hexdigest()}"'
        if asked.headers.get("if-none-match") == mark:
            return Said(status=304, headers=headers | {"ETag": mark})
        return Said(told=told, headers=headers | {"ETag": mark})

    def publish(self, words: str, *, days_ago: float = 0.0) -> str:
        """Release something."""
        number = len(self.events)
        release = {"tag_name": f"v{number}", "name": words, "body": words, "draft": False,
                   "html_url": f"https://github.com/{LOGIN}/boats/releases/tag/v{number}"}  # fmt: skip
        return self.happen("ReleaseEvent", {"action": "published", "release": release}, days_ago=days_ago)

    def happen(
        self, kind: str, payload: dict[str, Any], *, days_ago: float = 0.0, repo: str = "zita-q/boats", **more: Any
    ) -> str:
        """Have something happen, and return its number."""
        number = str(FIRST_ID + len(self.events))
        at = datetime.now(UTC) - timedelta(days=days_ago, minutes=1)
        event = {"id": number, "type": kind, "actor": {"id": NUMBER, "login": "Zita-Q"}, "repo": {"name": repo},
                 "payload": payload, "public": True, "created_at": at.strftime("%Y-%m-%dT%H:%M:%SZ")}  # fmt: skip
        self.events.append(event | more)
        return number

    def change_profile(self, words: str) -> None:
        """Give Zita another bio."""
        self.member["bio"] = words

    def spoil(self, key: str, how: Any) -> None:
        """Tell something else of one event."""
        self.spoilt[key] = how
