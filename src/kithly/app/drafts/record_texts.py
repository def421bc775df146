"""The words of a record that a claim of a draft may rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kithly.app.drafts.findings import KIND as FOUND
from kithly.app.drafts.findings import texts_in
from kithly.records import Contact, Gesture, Meeting, Message, News, Party, Profile, Record
from kithly.store import Decision, Reading

_FIELDS = ("text", "company", "title", "note", "organisation")  # where other records keep their words


def record_texts(tx: Reading, record: str) -> Iterable[str] | None:
    """Return every text of a record, or of the user's own word; None if it is gone.

    Args:
        tx: Where to read.
        record: Its id.
    """
    stored = tx.records.get([record])
    if stored:
        versions = tx.records.history(record)
        return [text for _, version in versions for text in texts_of(version)]
    told = [one for one in tx.decisions.all() if one.id == record]
    return [text for one in told for text in _of_word(one)] if told else None


def texts_of(record: Record) -> list[str]:
    """Return all words of a record that a claim may rest on."""
    if isinstance(record, Message):
        words = [record.subject, record.text, record.own, record.signature, *_named(_parties(record))]
        return [*words, record.channel.value]  # which proves where it was written
    if isinstance(record, Contact):
        work = f"{record.title}, {record.company}"
        return [record.name, record.company, record.title, work, *record.places]
    if isinstance(record, News):
        return _of_news(record)
    return [value for value in (getattr(record, name, "") for name in _FIELDS) if value] + _of_others(record)


def _of_others(record: Record) -> list[str]:
    """Return who takes part, and where it was."""
    if isinstance(record, Meeting):
        return [record.place, *_named(record.attendees)]
    if isinstance(record, Gesture):
        return [record.channel.value, *_named([record.other])]
    return [record.name, record.headline, record.summary, record.location] if isinstance(record, Profile) else []


def _of_news(news: News) -> list[str]:
    words = [news.text, news.excerpt, news.company, news.title, f"{news.title}, {news.company}", news.place]
    years = [str(news.years)] if news.years else []
    return [*words, news.author, news.url, news.channel.value, *news.topics, *years, *_named([news.about])]


def _parties(record: Message) -> Iterator[Party]:
    yield from (one for one in (record.sender, *record.to, *record.cc) if one is not None)


def _named(parties: Iterable[Party]) -> list[str]:
    return [word for one in parties for word in (one.name, one.identity.value if one.identity else "")]


def _of_word(decision: Decision) -> list[str]:
    if decision.kind == FOUND:
        return texts_in(decision)
    value = decision.value
    return [str(one) for one in (value.values() if isinstance(value, dict) else [value])]
