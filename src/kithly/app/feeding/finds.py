"""What the user found about somebody, as items of the feed: nothing was fetched, and nothing more is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from kithly.app.drafts.findings import KIND as FOUND
from kithly.app.drafts.findings import found_text
from kithly.history import is_sensitive
from kithly.messages import read_finding
from kithly.people import PersonId
from kithly.records import Channel, News, NewsKind, Party
from kithly.store import Decision, Reading, Stored

SELF = "self"  # source of what the user said
POST_WORDS = 40  # words of a pasted text from which it is a post, and no note of the user's own


def finds(kept: Reading, *, since: datetime) -> Iterator[tuple[PersonId, Stored]]:
    """Yield what the user found since then, each with whom it is about: titles, links and whole posts, but no notes.

    Args:
        kept: Where to read.
        since: Aware.
    """
    now_of = kept.assignments.resolver()
    for decision in kept.decisions.all(FOUND):
        news = _news(decision) if decision.at >= since else None
        if news is not None:
            stored = Stored(seq=0, id=decision.id, source=SELF, kind="news", record=news, observed_at=decision.at)
            yield now_of(PersonId(decision.subject)), stored


def _news(decision: Decision) -> News | None:
    text = found_text(decision)
    finding = read_finding(text)
    is_note = not finding.is_named and len(text.split()) < POST_WORDS
    if not finding.url and (is_note or is_sensitive(text)):  # what is sensitive stays between the user and the page
        return None
    url = finding.url if "://" in finding.url or not finding.url else f"https://{finding.url}"
    first, _, rest = text.partition("\n")
    read = decision.value if isinstance(decision.value, dict) else {}  # where the page was read, what it told
    return News(
        key=decision.id,
        kind=NewsKind.ALERT,
        channel=_channel(url),
        at=decision.at,
        about=Party(name="", identity=None),
        text=finding.words or (first if first.strip() != finding.url else finding.host),
        excerpt=str(read.get("excerpt") or (rest if rest != finding.words else "")),
        url=str(read.get("url") or url),
    )


def _channel(url: str) -> Channel:
    """Return where something was found; of what was pasted without a link, that the user told it."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    if host == "linkedin.com" or host.endswith(".linkedin.com"):
        return Channel.LINKEDIN
    return Channel.WEB if host else Channel.SELF
