"""What somebody says of themselves, compared with what they said before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b

from kithly.records import Channel, News, NewsKind, Party, Sighted
from kithly.sources._formats.networks.words import MOST_EXCERPT, MOST_WORDS, line

COMPANY, PLACE = "company", "place"  # fields that name an employer and a town
LABELS: Mapping[str, str] = {
    COMPANY: "Company",
    PLACE: "Location",
    "bio": "Bio",
    "fields": "Fields",
    "website": "Website",
    "moved": "Moved to",
    "memorial": "Memorial",
}
NOTHING = "(nothing)"
SHOWN = 300  # characters of one field, where several changed


def profile_news(
    before: Mapping[str, str], after: Mapping[str, str], about: Party, *, channel: Channel, url: str, now: datetime
) -> Sighted | None:
    """Return what changed in a profile between two readings; None at the first, and where nothing did.

    Args:
        before: The fields at the last reading; empty if there was none.
        after: The fields now.
        about: Whose profile it is.
        channel: In which network.
        url: Its page.
        now: When the change was noticed; nobody tells when it was made.
    """
    changed = [name for name in LABELS if before.get(name, "") != after.get(name, "")]
    if not before or not changed or about.identity is None:
        return None
    mark = blake2b(repr([(name, before.get(name), after.get(name)) for name in changed]).encode(), digest_size=8)
    news = News(
        key=f"{about.identity.value}|profile|{mark.hexdigest()}",
        kind=NewsKind.PROFILE,
        channel=channel,
        at=now,
        about=about,
        text=_told(changed, after)[:MOST_WORDS],
        excerpt=f"Before: {_told(changed, before)}"[:MOST_EXCERPT],
        company=line(after.get(COMPANY)) if COMPANY in changed else "",
        place=line(after.get(PLACE)) if PLACE in changed else "",
        url=url,
    )
    return Sighted(record=news, at="the profile", observed_at=now)


def _told(names: list[str], fields: Mapping[str, str]) -> str:
    most = SHOWN if len(names) > 1 else MOST_WORDS
    return "; ".join(f"{LABELS[one]}: {line(fields.get(one, ''), most) or NOTHING}" for one in names)
