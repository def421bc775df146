"""Whom an item may be for: it is held against what was said with the people the user has most to do with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from kithly.app.derived.fitting import FEWEST_WORDS, GIVING, need_fits
from kithly.app.derived.fitting import fits_of as kept_fits_of
from kithly.app.derived.matter_texts import profiles_of
from kithly.app.feeding.finds import SELF
from kithly.app.feeding.stream import Item
from kithly.app.network import Network
from kithly.app.said.decisions import words_now
from kithly.app.show import named
from kithly.app.views import FitView
from kithly.people import Person, PersonId, Place
from kithly.reasons import day_in_words
from kithly.reasons.relevance import Item as Thing
from kithly.reasons.relevance import Piece, PieceKind, Profiles
from kithly.records import Evidence, one_line
from kithly.store import Reading

HELD_AGAINST = 300  # people: those written with most, and those of whom the user said something
LOOKED_AT = 200  # newest items that are held against them
BROUGHT = frozenset(("import", "sync"))  # kinds of changes after which what was said with people is read anew
SAID = frozenset(("same", "different", "met", "needs", "note", "note_edited", "note_removed", "found"))
"""Kinds of decisions after which it is, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is known of people's matters.

    Attributes:
        profiles: Ready to be asked.
        made_at: As of when.
        reached: How many decisions and undone changes there were.
    """

    profiles: Profiles
    made_at: datetime
    reached: tuple[int, int]


def fits_of(network: Network, items: Sequence[Item]) -> Mapping[str, tuple[FitView, ...]]:
    """Return whom the newest of some items may be for, by the item's id, the best first; nobody's own is for them.

    What a source told was held against everybody's talk when it came; what the user found is now, and so are the
    lines on what people look for.
    """
    with network.store.reading() as kept:
        found = _kept_fits(kept, items, network.zone)
    found |= _fits_now(network, [one for one in items if one.stored.source == SELF])
    for item, views in _needs_met(network, items).items():
        there = {view.person.id for view in found.get(item, ())}
        found[item] = (*found.get(item, ()), *(view for view in views if view.person.id not in there))
    return found


def _needs_met(network: Network, items: Sequence[Item]) -> dict[str, list[FitView]]:
    """Return whose line on what they look for or offer the newest items meet."""
    words = {person: word for person, word in words_now(network).items() if word.looks_for}
    things = _things(items) if words else []
    if not things:
        return {}
    with network.store.reading() as kept:
        rows = kept.people.some(words)
    people = {row.person.id: row.person for row in rows if row.known and _may_be_told(row.person)}
    found: dict[str, list[FitView]] = {}
    for one in need_fits({person: words[person] for person in people}, things):
        found.setdefault(one.item, []).append(_view(one, people[one.person], network.zone))
    return found


def _kept_fits(kept: Reading, items: Sequence[Item], zone: ZoneInfo) -> dict[str, tuple[FitView, ...]]:
    """Return whom what came may be for, as the last rebuild found."""
    item_of = {record: one.stored.id for one in items for record in one.ids}
    rows = kept_fits_of(kept, item_of.keys())
    people = {
        row.person.id: row.person for row in kept.people.some({one.person for ones in rows.values() for one in ones})
    }
    found: dict[str, tuple[FitView, ...]] = {}
    for record, ones in rows.items():
        named_ones = [one for one in ones if one.person in people and _may_be_told(people[one.person])]
        if named_ones:
            found[item_of[record]] = tuple(_view(one, people[one.person], zone) for one in named_ones)
    return found


def _fits_now(network: Network, items: Sequence[Item]) -> dict[str, tuple[FitView, ...]]:
    asked = _things(items)
    fits = _known_now(network).profiles.fits(asked) if asked else ()
    with network.store.reading() as kept:
        rows = kept.people.some({one.person for one in fits})
    people = {row.person.id: row.person for row in rows if row.known and _may_be_told(row.person)}
    found: dict[str, list[FitView]] = {}
    for one in fits:
        if one.person in people:
            found.setdefault(one.item, []).append(_view(one, people[one.person], network.zone))
    return {item: tuple(views) for item, views in found.items()}


def _known_now(network: Network) -> _Known:
    """Return what is known of people's matters, read anew only where something was said or read since."""

    def make() -> _Known:
        words = words_now(network)
        with network.store.reading() as kept:
            reached, now = kept.decisions.reached(), network.now.astimezone(network.zone)
            profiles = profiles_of(kept, _persons(kept, words), words, now=now)
        return _Known(profiles=Profiles(profiles, network.meaning()), made_at=network.now, reached=reached)

    def renew(old: _Known) -> _Known:
        with network.store.reading() as kept:
            reached, fresh = kept.decisions.reached(), kept.decisions.since(old.reached[0])
            is_old = kept.changes.any_after(BROUGHT, old.made_at) or reached[1] != old.reached[1]
        if is_old or any(one.kind in SAID for one in fresh):
            return make()
        return replace(old, reached=reached)

    return network.recall.carry(("profiles", network.today), make, renew)


def _persons(kept: Reading, words: Mapping[PersonId, object]) -> list[PersonId]:
    most = [person for person, _ in kept.people.most_contacted(HELD_AGAINST) if _may_be_told(person)]
    named_ones = [row.person for row in kept.people.some(words.keys()) if row.known and _may_be_told(row.person)]
    return list(dict.fromkeys(one.id for one in (*named_ones, *most)))[:HELD_AGAINST]


def _may_be_told(person: Person) -> bool:
    return not person.quiet and not person.remembered and person.place is Place.NETWORK


def _things(items: Sequence[Item]) -> list[Thing]:
    """Return the newest items that can be passed on and say enough."""
    things = [_thing(one) for one in items[:LOOKED_AT] if one.news.kind in GIVING]
    return [one for one in things if len(one.words.split()) >= FEWEST_WORDS]


def _thing(item: Item) -> Thing:
    news = item.news
    return Thing(
        key=item.stored.id,
        title=news.text,
        text=news.excerpt,
        topics=news.topics,
        not_for=frozenset({item.person.id} if item.person else ()),
    )


class _Fitting(Protocol):
    """Something that fits somebody, and the piece of talk it fits."""

    @property
    def because(self) -> Evidence: ...

    @property
    def piece(self) -> Piece: ...


def _view(one: _Fitting, person: Person, zone: ZoneInfo) -> FitView:
    return FitView(person=named(person), text=_why(one.piece, zone), evidence=(one.because,))


def _why(piece: Piece, zone: ZoneInfo) -> str:
    """Say what speaks for it, without the words, which stand beside it."""
    when = f" on {day_in_words(piece.at, zone)}" if piece.at else ""
    subject = one_line(piece.subject)
    about = f", about “{subject}”" if subject and piece.kind is PieceKind.TALK else ""
    match piece.kind:
        case PieceKind.TALK:
            return f"You wrote to them{when}{about}." if piece.outgoing else f"They wrote to you{when}{about}."
        case PieceKind.NEWS:
            return f"They published something like it{when}."
        case PieceKind.NEED:
            return "It may meet what they look for or offer."
        case PieceKind.WORD:
            return f"You noted something like it of them{when}."
