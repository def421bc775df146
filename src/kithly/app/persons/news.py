"""What is new with one person, as notices, alerts and newsletters told it. None of it counts as contact."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from kithly.app.derived.closely import Near
from kithly.app.derived.whose_news import some_news
from kithly.app.views import NewsView
from kithly.history import is_no_employer
from kithly.people import Person
from kithly.reasons import ended
from kithly.records import Channel, News, NewsKind, one_line, to_seconds
from kithly.store import Reading, Stored

SHOWN = 8  # newest pieces of news
QUOTED = 200  # characters of their words

CHANNELS = {
    Channel.LINKEDIN: "LinkedIn",
    Channel.FACEBOOK: "Facebook",
    Channel.MASTODON: "Mastodon",
    Channel.BLUESKY: "Bluesky",
}
SITES = {"github.com": "GitHub", "x.com": "X"}
NOWHERE = frozenset((NewsKind.BIRTHDAY, NewsKind.ALERT))  # what happened nowhere, or elsewhere than it was told
PLAIN = {
    NewsKind.BIRTHDAY: "Had a birthday",
    NewsKind.POST: "Published something",
    NewsKind.COMMENT: "Commented on something of yours, or that you follow",
    NewsKind.MENTION: "Mentioned you",
    NewsKind.REACTION: "Followed you, or liked something of yours",
    NewsKind.CONGRATULATION: "Congratulated you",
    NewsKind.INVITATION: "Asked to connect",
    NewsKind.ACCEPTANCE: "Accepted your invitation",
    NewsKind.MESSAGE: "Wrote to you",
    NewsKind.EVENT: "Told you of an event",
    NewsKind.ALERT: "Was named on a page",
    NewsKind.RELEASE: "Released something",
    NewsKind.TALK: "Speaks somewhere",
    NewsKind.SHARED: "Shared what somebody else made",
    NewsKind.PROFILE: "Changed what their profile says",
    NewsKind.WORK: "Worked on something",
    NewsKind.ARTICLE: "Published something",
}


def news_of(kept: Reading, person: Person, near: Near) -> tuple[NewsView, ...]:
    """Return what is new with a person, newest first.

    Args:
        kept: Where to read.
        person: Whom.
        near: What was read of them.
    """
    own = near.met.own.tolist()
    identities = {person.id: near.identities[person.id]}
    found = some_news(kept, identities, own, {person.id: person})
    told, others = list(found.stored(person.id)), found.named(person.id)
    told.sort(key=lambda one: (_seconds(one), one.seq), reverse=True)
    return tuple(_view(one, by_another=one.seq in others) for one in told[:SHOWN])


def _view(stored: Stored, *, by_another: bool) -> NewsView:
    news = stored.record
    assert isinstance(news, News)  # noqa: S101 - chosen by its kind
    return NewsView(
        at=news.at,
        kind=news.kind.value,
        text=ended(_of_them(news) if by_another else sentence(news)),
        quote=" ".join(news.text.split())[:QUOTED],
        url=news.url,
        record=stored.id,
        source=stored.source,
    )


def _of_them(news: News) -> str:
    """Return that somebody else's words name them."""
    return f"{one_line(news.about.name) or 'Somebody'} wrote of them{_where(news)}"


def _where(news: News) -> str:
    place = CHANNELS.get(news.channel) or SITES.get(_site(news.url))
    return f" on {place}" if place and news.kind not in NOWHERE else ""


def sentence(news: News) -> str:
    """Return what is new, as a sentence without its full stop."""
    where = _where(news)
    match news.kind:
        case NewsKind.JOB if (news.title or news.company) and is_no_employer(news.title or news.company):
            said = ", ".join(one_line(part) for part in (news.title, news.company) if part)
            return f"Their profile{where} says “{said}”"  # retired, freelance, seeking: no position began
        case NewsKind.JOB:
            return f"Started a new position{_as(news)}"
        case NewsKind.WORK_ANNIVERSARY:
            company = f" at {news.company}" if news.company else ""
            return f"{_years(news.years)}{company}" if news.years else f"Work anniversary{company}"
        case NewsKind.CONGRATULATION if news.day:
            return f"Wished you a happy birthday{where}"
        case NewsKind.COMMENT if not news.told_by:
            return f"Answered or commented{where}"
        case _:
            return f"{PLAIN[news.kind]}{where}"


def _site(url: str) -> str:
    """Return the host of a page; of what is no address, none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _as(news: News) -> str:
    title = f" as {news.title}" if news.title else ""
    return f"{title} at {news.company}" if news.company else title


def _years(years: int) -> str:
    return "One year" if years == 1 else f"{years} years"


def _seconds(stored: Stored) -> int:
    at: datetime | None = getattr(stored.record, "at", None)
    return to_seconds(at) if at else 0
