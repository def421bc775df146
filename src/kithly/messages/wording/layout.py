"""A page as a message: greeting, body, signature, subject."""

from __future__ import annotations

from kithly.messages.brief import Brief, given_name, usable
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.page import Page
from kithly.reasons import TouchKind

OPEN = frozenset({"linkedin", "facebook", "mastodon", "bluesky", "web", "copy", "other"})
"""Where somebody puts something before others, and a remark on it stands beneath it."""


def laid_out(page: Page, brief: Brief, kind: Kind) -> str:
    """Return the whole message."""
    if kind.is_beneath and brief.channel in OPEN:
        return page.body
    given, ego = given_name(brief.recipient.given), given_name(brief.ego.given)
    if kind.is_note:
        hello = page.book.phrase("greeting.note", page.seed, given=given) if given else ""
        return " ".join(part for part in (hello, page.body, ego) if part)
    greeting = page.book.phrase("greeting.named" if given else "greeting.unnamed", page.seed, given=given)
    if kind.greets:
        greeting = ""  # the wish greets
    signature = page.book.phrase("signature.named" if ego else "signature.unnamed", page.seed, ego=ego)
    return "\n\n".join(part for part in (greeting, page.body, signature) if part)


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
    return f"Re: {topic}" if brief.kind is TouchKind.REPLY else topic
