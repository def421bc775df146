"""Something of others that is passed on: what it is, why it may be for them, and the link."""

from __future__ import annotations

import re

from kithly.history import is_sensitive
from kithly.messages.brief import Brief, Item, usable, usable_quote
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.page import Page
from kithly.reasons import ReasonKind

MOST_LINK = 300  # characters; a longer address breaks in mails and on phones
_LINK = re.compile(r"https?://[!#-&(-;=?A-Z_a-z~]+")  # printable ASCII without quotes, brackets, "@", "\\" and "^"
_BREAKS = re.compile(r"[\W_]+")


def write(page: Page, brief: Brief) -> None:
    """Say what it is and why, then the link; nothing where there is no title or no link."""
    item = brief.item
    title, link = (usable_quote(item.title), _link(item)) if item else ("", "")
    if item is None or not title or not link:
        return
    what = _what(page, item, title)
    if brief.why == ReasonKind.NEED_MET:
        _say_need(page, item, what)
    else:
        _say_topic(page, item, what)
    page.turn()
    page.add(link)
    page.turn()
    page.say("share.close", spare=1)


def _say_topic(page: Page, item: Item, what: str) -> None:
    """Name the talk it belongs to; where nothing short names that, say only that it made one think of them."""
    topic = usable(item.topic)
    if not topic or item.topic_evidence is None:
        page.say("share.untold", item.evidence, what=what)
        return
    name = "share.topic" if item.is_topic_theirs else "share.own_topic"
    page.say(name, item.evidence, item.topic_evidence, what=what, topic=topic)


def _say_need(page: Page, item: Item, what: str) -> None:
    """Ask whether they still look for what they once looked for: a note of the user's may be old."""
    need = usable(item.topic)
    if need and item.topic_evidence is not None:
        page.say("share.need", item.evidence, item.topic_evidence, what=what, need=need)


def _what(page: Page, item: Item, title: str) -> str:
    author = usable(item.author)
    name = "what.by" if author and author.casefold() not in title.casefold() else "what.plain"
    return page.book.phrase(name, page.seed, title=title, author=author)


def _link(item: Item) -> str:
    """Return an address that can stand in a letter; empty where it is unfit, or its words are nobody's business."""
    is_fit = len(item.url) <= MOST_LINK and item.url.isascii() and _LINK.fullmatch(item.url)
    return item.url if is_fit and not is_sensitive(_BREAKS.sub(" ", item.url)) else ""


KIND = Kind(write=write, subject="subject.share")
