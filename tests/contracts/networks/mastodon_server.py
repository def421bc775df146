"""A server of the fediverse: WebFinger, account lookup, statuses by id with a Link field, rates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.contracts.networks.serving import Asked, Fake, Said

from kithly.sources.mastodon import Mastodon

HANDLE = "zita@tide.example"
ACCOUNT = "109300000000000001"
FIRST_ID = 110_000_000_000_000_000
LIMITS = {"X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "299"}


class MastodonServer(Fake):
    """The server that holds Zita's account."""

    source = Mastodon()
    kind = "mastodon"
    address = "@Zita@tide.example"
    spellings = ("@zita@tide.example", "https://tide.example/@zita", "zita@tide.example")
    nonsense = ("zita", "https://tide.example/about", "two words")
    identity = f"mastodon:{HANDLE}"
    posts_path = "/statuses"

    def __init__(self) -> None:
        super().__init__()
        self.statuses: list[dict[str, Any]] = []
        self.spoilt: dict[str, Any] = {}
        self.member: dict[str, Any] = account("zita", ACCOUNT, display_name="Zita Quay :tide:", note="<p>Boats.</p>")
        self.subject = f"acct:{HANDLE}"

    def answer(self, asked: Asked) -> Said:
        """Answer a request."""
        if asked.path == "/.well-known/webfinger" and asked.query.get("resource") == f"acct:{HANDLE}":
            link = {"rel": "self", "type": "application/activity+json", "href": "https://127.0.0.1/users/zita"}
            return Said(told={"subject": self.subject, "links": [link]})
        if asked.path == "/api/v1/accounts/lookup":
            if asked.query.get("acct") in {HANDLE, "zita"}:
                return Said(told=self.member | {"statuses_count": len(self.statuses)}, headers=LIMITS)
            return Said(status=404, told={"error": "Record not found"})
        if asked.path == f"/api/v1/accounts/{ACCOUNT}/statuses":
            return self._page(asked)
        return Said(status=404, told={"error": "Not Found"})

    def _page(self, asked: Asked) -> Said:
        most, since = (int(asked.query.get(name, default)) for name, default in (("max_id", 1 << 62), ("since_id", 0)))
        limit = min(int(asked.query.get("limit", 20)), 40)
        known = [one for one in self.statuses if since < int(one["id"]) < most]
        shown = sorted(known, key=lambda one: -int(one["id"]))[:limit]
        headers = dict(LIMITS)
        if shown:
            base = f"https://tide.example/api/v1/accounts/{ACCOUNT}/statuses"
            headers["Link"] = (
                f'<{base}?limit={limit}&max_id={shown[-1]["id"]}>; rel="next", '
                f'<{base}?limit={limit}&min_id={shown[0]["id"]}>; rel="prev"'
            )
        return Said(told=[self.spoilt.get(one["id"], one) for one in shown], headers=headers)

    def publish(self, words: str, *, days_ago: float = 0.0, **more: Any) -> str:
        """Publish a status."""
        number = str(FIRST_ID + len(self.statuses))
        at = datetime.now(UTC) - timedelta(days=days_ago, minutes=1)
        self.statuses.append(status(number, words, at, self.member) | more)
        return f"127.0.0.1|{number}"

    def change_profile(self, words: str) -> None:
        """Give Zita another bio."""
        self.member["note"] = f"<p>{words}</p>"

    def spoil(self, key: str, how: Any) -> None:
        """Tell something else of one status."""
        self.spoilt[key.partition("|")[2]] = how


def account(username: str, number: str, **more: Any) -> dict[str, Any]:
    """Return an account as its server shows it."""
    told = {"id": number, "username": username, "acct": username, "display_name": "", "bot": False, "note": ""}
    return told | {"url": f"https://tide.example/@{username}", "fields": [], "emojis": []} | more


def status(number: str, html: str, at: datetime, member: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a status as its server shows it."""
    told: dict[str, Any] = {
        "id": number,
        "created_at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "sensitive": False,
        "spoiler_text": "",
        "visibility": "public",
        "uri": f"https://tide.example/users/zita/statuses/{number}",
        "url": f"https://tide.example/@zita/{number}",
        "edited_at": None,
        "content": f"<p>{html}</p>",
        "reblog": None,
        "account": member,
        "media_attachments": [],
        "mentions": [],
        "tags": [],
        "card": None,
        "poll": None,
    }
    return told | more
