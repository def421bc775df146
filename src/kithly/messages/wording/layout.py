"""A page as a message: greeting, body, signature, subject."""

from __future__ import annotations

from kithly.messages.brief import Brief, given_name, usable
from kithly.messages.wording.addressing import greeting, note_greeting, signature, signer
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.page import Page
from kithly.reasons import TouchKind

OPEN = frozenset({"linkedin", "facebook", "mastodon", "bluesky", "web", "copy", "other"})
"""Where somebody puts something before others, and a remark on it stands beneath it."""


def laid_out(page: Page, brief: Brief, kind: Kind) -> str:
    """Return the whole message."""
    if kind.is_beneath and brief.channel in OPEN:
        return page.body
    hello = _hello(page, brief, kind)
    if kind.is_note or (hello.endswith(",") and page.book.writing["goes_on"] == "yes"):
        page.begin_small()
    if kind.is_note:
        return " ".join(part for part in (hello, page.body.replace("\n\n", " "), signer(page, brief)) if part)
    return "\n\n".join(part for part in (hello, page.body, signature(page, brief)) if part)


def _hello(page: Page, brief: Brief, kind: Kind) -> str:
    if kind.is_note:
        return note_greeting(page, brief)
    return "" if kind.greets and not page.book.is_formal else greeting(page, brief)


def subject_of(page: Page, brief: Brief, kind: Kind) -> str | None:
    """Return the subject of a mail; None elsewhere."""
    if brief.channel != "mail":
        return None
    if kind.subject:
        return page.book.phrase(kind.subject, page.seed)
    topic = usable(brief.talk.topic) if brief.talk else ""
    if not topic or brief.talk is None:
        ego = given_name(brief.ego.given)
        return page.book.phrase("subject.hello_from" if ego else "subject.hello", page.seed, ego=ego)
    if not brief.talk.is_subject:
        return topic[0].upper() + topic[1:]
    return page.book.phrase("subject.reply", page.seed, topic=topic) if brief.kind is TouchKind.REPLY else topic
