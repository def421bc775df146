"""Full text over messages, with the person each is from or to."""

from __future__ import annotations

from kithly.app.network import Network
from kithly.app.show import named
from kithly.app.views import HitView, NamedView, SearchView
from kithly.records import Message
from kithly.store import Hit, Reading

AROUND = 60  # characters shown on either side of the words found


def search(network: Network, text: str, *, limit: int = 10, offset: int = 0) -> SearchView:
    """Return messages that hold all words, newest first."""
    with network.store.reading() as kept:
        hits = kept.search.messages(text, limit=limit, offset=offset)
        return SearchView(hits=tuple(_view(kept, hit, text) for hit in hits), total=kept.search.total(text))


def _view(kept: Reading, hit: Hit, text: str) -> HitView:
    record = hit.stored.record
    if not isinstance(record, Message):
        raise TypeError(hit.stored.kind)
    return HitView(
        person=_person(kept, hit),
        at=record.at,
        channel=record.channel.value,
        quote=_quote(record, text),
        record=hit.stored.id,
    )


def _person(kept: Reading, hit: Hit) -> NamedView | None:
    """Return the person ego knows who took part; the sender before recipients."""
    assigned = kept.assignments.of("identity", hit.identities)
    for seq in hit.identities:
        row = kept.people.get(assigned[seq].person) if seq in assigned else None
        if row is not None:
            return named(row.person)
    return None


def _quote(record: Message, text: str) -> str:
    """Return the words around the first word found, else the beginning; never begins or ends inside a word."""
    whole = " ".join((record.own or record.text).split())
    place = min((at for word in text.casefold().split() if (at := whole.casefold().find(word)) >= 0), default=0)
    start = whole.rfind(" ", 0, max(0, place - AROUND)) + 1
    end = whole.find(" ", place + 2 * AROUND)
    quote = whole[start : end if end >= 0 else len(whole)]
    quote = ("…" if start else "") + quote + ("…" if end >= 0 else "")
    return f"{record.subject}: {quote}" if record.subject else quote
