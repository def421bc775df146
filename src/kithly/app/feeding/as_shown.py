"""An item of the feed as it is shown: in plain words on one line each, with a link that can only be a page."""

from __future__ import annotations

from kithly.app.feeding.finds import SELF
from kithly.app.feeding.stream import Item
from kithly.app.network import Network
from kithly.app.persons.news import sentence
from kithly.app.show import named, page_url, reason_view
from kithly.app.views import FeedItemView
from kithly.plan import Touch
from kithly.reasons import Reason, ended
from kithly.records import News, NewsKind, one_line

TITLE, TEXT = 200, 600  # characters shown of each
FOUND = "You found this."
MOST_TOPICS = 8

TOLD = frozenset((NewsKind.JOB, NewsKind.WORK_ANNIVERSARY))
"""Kinds whose title is what happened; the title of the others is what somebody wrote."""


def item_view(
    item: Item, reason: Reason | None, touch: Touch | None, network: Network, *, is_new: bool
) -> FeedItemView:
    """Return an item as it is shown.

    Args:
        item: What was shared.
        reason: The occasion it is for its person; None for none.
        touch: Today's hello that it led to; None for none.
        network: For the time zone.
        is_new: It was not shown on an earlier day.
    """
    news = item.news
    title, text = _words(news)
    return FeedItemView(
        id=item.stored.id,
        person=named(item.person) if item.person else None,
        kind=news.kind.value,
        at=news.at.astimezone(network.zone) if news.at else None,
        title=title,
        text=text,
        url=page_url(news.url),
        source=item.stored.source,
        channel=news.channel.value,
        reason=reason_view(reason) if reason else None,
        touch=touch.id if touch else None,
        said=_said(item),
        author=one_line(news.author)[:TITLE],
        topics=tuple(one_line(one)[:TITLE] for one in news.topics[:MOST_TOPICS] if one_line(one)),
        account=item.account.id if item.account else "",
        is_new=is_new,
        act=touch.kind.value if touch else reason.touch.value if reason else "",
    )


def _words(news: News) -> tuple[str, str]:
    """Return title and text: of a post without a title, its own words are the title."""
    written, more = one_line(news.text), one_line(news.excerpt)
    if news.kind in TOLD or not written:
        return (ended(sentence(news)), _cut(written or more, TEXT)) if news.kind in TOLD else _untitled(news, more)
    if len(written) > TITLE:
        return _cut(written, TITLE), _cut(written, TEXT)
    return written, "" if more == written else _cut(more, TEXT)


def _untitled(news: News, more: str) -> tuple[str, str]:
    if not more:
        return ended(sentence(news)), ""
    return _cut(more, TITLE), _cut(more, TEXT) if len(more) > TITLE else ""


def _said(item: Item) -> str:
    """Return what its person did; of a page of nobody known, whose it is; of what the user found, that they did."""
    if item.stored.source == SELF:
        return FOUND
    if item.person is None:
        name = one_line(item.news.about.name)[:TITLE]
        return f"On {name}." if name else ""
    return ended(sentence(item.news))


def _cut(text: str, most: int) -> str:
    """Return the beginning of a text, ending with a whole word where something is left out."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return f"{head.rpartition(' ')[0] or head}…"
