"""Something they put before others, or something of others that may be for them, as a draft may name it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kithly.app.show import page_url
from kithly.history import bare_subject, is_sensitive, is_telling_subject, shortened, thing_in, with_ellipsis
from kithly.messages import Item
from kithly.reasons import Facts, Fitting, Match, MatchKind, Reason, ReasonKind, Told, exact_words
from kithly.records import Channel, Evidence, News, NewsKind

OF_THEIRS = frozenset({ReasonKind.POSTED, ReasonKind.RELEASED, ReasonKind.SPOKE, ReasonKind.EVENT})
MOST_QUOTED = 100  # letters of a title
LONGEST_BEGINNING = 60  # letters of a post by which it is named
_BEGINNING = re.compile(r"^.{20,}(?=[,:;.!?–—])")  # up to where a clause ends
LONGEST_TOPIC = 60  # letters; what is longer names nothing


def item_of(facts: Facts, reason: Reason | None) -> Item | None:
    """Return what a comment is about, or what is passed on.

    Args:
        facts: What is known of the person.
        reason: Why now.
    """
    if reason is None:
        return None
    records = {one.record for one in reason.evidence}
    if reason.kind in OF_THEIRS:
        return _theirs([one for one in facts.news if one.record in records])
    if reason.kind is ReasonKind.VALUE:
        fits = [one for one in facts.fits if one.told.record in records and one.because.record in records]
        return _fitting(fits[0]) if fits else None
    if reason.kind is ReasonKind.NEED_MET:
        kept = [one for one in facts.matches if one.kind is MatchKind.NEWS and one.key in records]
        return _for_need(kept[0]) if kept else None
    return None


def _theirs(told: Iterable[Told]) -> Item | None:
    """Return what several reports tell of one thing: the one with the most words."""
    best = max(told, key=lambda one: (len(exact_words(one)), one.record), default=None)
    if best is None:
        return None
    words = _named(best.news, exact_words(best))
    return Item(
        title=with_ellipsis(words, best.news.text) if words else "",
        kind=best.news.kind.value,
        evidence=best.evidence(words or None),
        url=page_url(best.news.url),
    )


def _named(news: News, words: str) -> str:
    """Return what something is called in a letter: of a post, which has no title, its first words."""
    words = " ".join(words.split())
    if news.kind is not NewsKind.POST or len(words) <= LONGEST_BEGINNING:
        return words
    short = shortened(words, LONGEST_BEGINNING)
    return max(_BEGINNING.findall(short), key=len, default=short)


def _fitting(one: Fitting) -> Item:
    """Return something of others with the topic of what was said before."""
    news, text = one.told.news, " ".join((one.told.news.text or one.told.news.excerpt).split())
    title = _named(news, shortened(text, MOST_QUOTED))
    topic = _topic(one)
    return Item(
        title=with_ellipsis(title, text) if title else "",
        kind=news.kind.value,
        evidence=one.told.evidence(title or None),
        url=page_url(news.url),
        author=one.publisher,
        topic=topic,
        topic_evidence=replace(one.because, quote=topic) if topic else None,
        is_topic_theirs=not one.outgoing,
    )


def _topic(one: Fitting) -> str:
    """Return a few words for what was said before: the subject of that talk, else a thing in the very words."""
    subject, channel = bare_subject(one.subject), Channel.MAIL
    if subject and len(subject) <= LONGEST_TOPIC and is_telling_subject(subject, channel) and not is_sensitive(subject):
        return subject
    thing = " ".join(thing_in(one.because.quote or "").split())
    return thing if len(thing) <= LONGEST_TOPIC else ""


def _for_need(one: Match) -> Item:
    """Return what is new and may meet a need, with the need as its topic."""
    proofs = {proof.record: proof for proof in one.evidence}
    news = proofs[one.key]
    need = next((proof for proof in one.evidence if proof.record != one.key), None)
    title = shortened(one.words, MOST_QUOTED)
    return Item(
        title=with_ellipsis(title, one.words) if title else "",
        kind=NewsKind.ARTICLE.value,
        evidence=replace(news, quote=title or None),
        url=page_url(news.url or ""),
        topic=one.need,
        topic_evidence=_quoting(need, one.need),
    )


def _quoting(proof: Evidence | None, words: str) -> Evidence | None:
    return replace(proof, quote=words) if proof else None
