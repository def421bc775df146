"""Who and what stands around the person of a card: days, relations, places, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kithly.records import NamedDay, PartialDate, Relation, clean_name, one_line
from kithly.sources._formats.vcard.days import partial_date
from kithly.sources._formats.vcard.handles import mail_of, number_of, plain_uid, uid_identity
from kithly.sources._formats.vcard.properties import Card, Property
from kithly.sources._formats.vcard.values import listed, parts, unescape
from kithly.sources._formats.vcard.words import day_word, plain_label, relation_word

MAX_AROUND = 200  # days, relations, places or lists kept of one card
MAX_PLACE = 300  # characters of a postal address

_ANNIVERSARIES = frozenset(
    (
        *("ANNIVERSARY", "X-ANNIVERSARY", "X-WAB-WEDDING_ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY", "X-MS-ANNIVERSARY"),
        *("X-KADDRESSBOOK-X-ANNIVERSARY", "X-KADDRESSBOOK-ANNIVERSARY"),
    )
)
_DEATHS = frozenset(("DEATHDATE", "X-DEATHDATE", "X-DEATH-DATE"))
_RELATED: Mapping[str, str] = {  # properties that are named after a relation
    **dict.fromkeys(("X-SPOUSE", "X-EVOLUTION-SPOUSE", "X-WAB-SPOUSE_NAME", "X-MS-SPOUSE"), "spouse"),
    **dict.fromkeys(("X-KADDRESSBOOK-X-SPOUSESNAME", "X-KADDRESSBOOK-X-SPOUSENAME"), "spouse"),
    **dict.fromkeys(("X-MANAGER", "X-EVOLUTION-MANAGER", "X-MS-MANAGER", "X-KADDRESSBOOK-X-MANAGERSNAME"), "manager"),
    **dict.fromkeys(("X-ASSISTANT", "X-EVOLUTION-ASSISTANT", "X-MS-ASSISTANT"), "assistant"),
    **dict.fromkeys(("X-KADDRESSBOOK-X-ASSISTANTSNAME",), "assistant"),
    **dict.fromkeys(("X-CHILD", "X-MS-CHILD"), "child"),
}
# Android's own tables of kinds of events and relations (ContactsContract).
_ANDROID_DAYS = {"1": "anniversary", "2": "other", "3": "birthday"}
_ANDROID_RELATIONS: Mapping[str, str] = {
    "1": "assistant",
    "2": "brother",
    "3": "child",
    "4": "partner",
    "5": "father",
    "6": "friend",
    "7": "manager",
    "8": "mother",
    "9": "parent",
    "10": "partner",
    "11": "introduced by",
    "12": "relative",
    "13": "sister",
    "14": "spouse",
}
_NOT_A_PERSON = frozenset(("me", "self", "home", "work", "pref"))
_SPACES = re.compile(r"(?<!\s)\s*\n\s*")


def birthday_of(card: Card) -> PartialDate | None:
    """Return the first birthday that can be read."""
    told = [_day(card, one) for one in card.all("BDAY", "X-BDAY", "X-BIRTHDAY")]
    told += [day for name, day in _android_days(card) if name == "birthday"]
    told += [day for name, day in _labelled_days(card) if name == "birthday"]
    return next(filter(None, told), None)


def death_of(card: Card) -> tuple[bool, PartialDate | None]:
    """Return whether a card says that its person died, and when."""
    found = list(card.all(*_DEATHS))
    days = [_day(card, one) for one in found]
    days += [day for name, day in _labelled_days(card) if name == "died"]
    is_told = bool(days) or any(card.all("DEATHPLACE"))
    return is_told, next(filter(None, days), None)


def days_of(card: Card) -> tuple[NamedDay, ...]:
    """Return the days with a meaning besides birthday and death."""
    named = [("anniversary", day) for one in card.all(*_ANNIVERSARIES) if (day := _day(card, one))]
    named += [(name, day) for name, day in (*_labelled_days(card), *_android_days(card))]
    kept = [NamedDay(label=name, day=day) for name, day in named if name not in {"birthday", "died"}]
    return tuple(dict.fromkeys(kept))[:MAX_AROUND]


def relations_of(card: Card, names: Mapping[str, str]) -> tuple[Relation, ...]:
    """Return whom a card names beside its person.

    Args:
        card: The card.
        names: Name on each card by its id, for relations that name a card.
    """
    found = [*_related(card, names), *_apple_related(card), *_named_related(card), *_android_related(card)]
    found += [Relation(label="assistant", name=name) for name in _agents(card)]
    told = [one for one in found if (one.name or one.identity) and one.label not in _NOT_A_PERSON]
    return tuple(dict.fromkeys(told))[:MAX_AROUND]


def places_of(card: Card) -> tuple[str, ...]:
    """Return the postal addresses, one line each."""
    found = [_place(parts(card.raw(one))) or _on_one_line(unescape(one.param("LABEL"))) for one in card.all("ADR")]
    if not any(found):
        found = [_on_one_line(unescape(card.raw(one))) for one in card.all("LABEL")]
    return tuple(dict.fromkeys(place for place in found if place))[:MAX_AROUND]


def lists_of(card: Card) -> tuple[str, ...]:
    """Return the categories of a card in its own words."""
    found = (word for one in card.all("CATEGORIES", "X-CATEGORIES") for word in listed(card.raw(one)))
    return tuple(dict.fromkeys(filter(None, map(plain_label, found))))[:MAX_AROUND]


def _day(card: Card, one: Property) -> PartialDate | None:
    calendar = one.param("CALSCALE") or one.param("X-CALENDAR")
    if calendar and calendar.lower() != "gregorian":
        return None
    return partial_date(unescape(card.raw(one)), omitted=one.param("X-APPLE-OMIT-YEAR"))


def _labelled_days(card: Card) -> Iterator[tuple[str, PartialDate]]:
    for one in card.all("X-ABDATE"):
        label = card.label(one) or next(iter(sorted(one.types - {"pref", "home", "work"})), "")
        day = _day(card, one)
        if day:
            yield day_word(label) or "other", day


def _android_days(card: Card) -> Iterator[tuple[str, PartialDate]]:
    for cells in _android(card, "contact_event"):
        day = partial_date(cells[1])
        if day:
            yield _ANDROID_DAYS.get(cells[2], "") or day_word(one_line(cells[3])) or "other", day


def _android_related(card: Card) -> Iterator[Relation]:
    for cells in _android(card, "relation"):
        label = _ANDROID_RELATIONS.get(cells[2], "") or relation_word(one_line(cells[3])) or "related"
        yield Relation(label=label, name=clean_name(cells[1]))


def _android(card: Card, kind: str) -> Iterator[list[str]]:
    for one in card.all("X-ANDROID-CUSTOM"):
        cells = parts(card.raw(one))
        if cells[0] == f"vnd.android.cursor.item/{kind}":
            yield cells + [""] * (4 - len(cells))


def _related(card: Card, names: Mapping[str, str]) -> Iterator[Relation]:
    for one in card.all("RELATED", "X-RELATED"):
        text = re.sub(r"(?i)^text:", "", unescape(card.raw(one)))
        words = [word for word in one.params.get("TYPE", ()) if word.lower() not in {"pref", "home", "work"}]
        label = relation_word(plain_label(words[0]).lower() if words else (card.label(one) or "related"))
        value = one.param("VALUE").lower()
        if text[:7].lower() == "mailto:":
            yield Relation(label=label, name="", identity=mail_of(text))
        elif text[:4].lower() == "tel:":
            yield Relation(label=label, name="", identity=number_of(text))
        elif text[:9].lower() == "urn:uuid:" or plain_uid(text) in names:
            yield Relation(label=label, name=names.get(plain_uid(text), ""), identity=uid_identity(text))
        elif value == "text" or (value != "uri" and "://" not in text):
            yield Relation(label=label, name=clean_name(text))


def _apple_related(card: Card) -> Iterator[Relation]:
    for one in card.all("X-ABRELATEDNAMES", "X-ABRELATEDNAME"):
        words = sorted(one.types - {"pref", "home", "work"})
        label = card.label(one) or next(iter(words), "") or "related"
        yield Relation(label=relation_word(label), name=clean_name(unescape(card.raw(one))))


def _named_related(card: Card) -> Iterator[Relation]:
    for one in card.all(*_RELATED):
        name = one.param("N") or unescape(card.raw(one))
        yield Relation(label=_RELATED[one.name], name=clean_name(name))


def _agents(card: Card) -> Iterator[str]:
    """Yield the names on nested cards, in either way of nesting them."""
    texts = [unescape(agent.raw(one)) for agent in card.agents for one in agent.all("FN")]
    for one in card.all("AGENT"):
        value = unescape(card.raw(one))
        texts += re.findall(r"(?im)^FN(?:;[^:\n]*)?:(.+)$", value) if value[:5].upper() == "BEGIN" else []
    yield from (clean_name(text) for text in texts)


def _place(cells: list[str]) -> str:
    """Return a postal address on one line: street, town with its code, region, country."""
    box, extended, street, town, region, code, country = ([*cells, *[""] * 7])[:7]
    lines = (box, street, extended, " ".join(filter(None, (code, town))), region, country)
    return _on_one_line("\n".join(filter(None, lines)))


def _on_one_line(text: str) -> str:
    lines: Iterable[str] = (one_line(line).strip(" ,") for line in _SPACES.split(text))
    return ", ".join(dict.fromkeys(filter(None, lines)))[:MAX_PLACE]
