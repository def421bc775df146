"""What the person of a card is called, and whether it is a person at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kithly.records import clean_name, email_identity, name_key
from kithly.sources._formats.vcard.properties import Card, Property
from kithly.sources._formats.vcard.values import listed, parts, unescape
from kithly.sources._formats.vcard.words import has_legal_form

NO_PEOPLE = frozenset(
    ("org", "organization", "organisation", "location", "application", "device", "thing", "room", "resource")
)

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
_ANDROID_NICKNAME = "vnd.android.cursor.item/nickname"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names on a card.

    Attributes:
        shown: Full name; empty if none is given.
        given: Given name; empty if unknown.
        family: Family name; empty if unknown.
        nickname: What friends call them.
        company: Employer.
    """

    shown: str
    given: str = ""
    family: str = ""
    nickname: str = ""
    company: str = ""


def names_of(card: Card) -> Names:
    """Return the names on a card."""
    family, given, middle, prefix, suffix = _structured(card)
    nickname = ", ".join(dict.fromkeys(_nicknames(card)))
    if email_identity(given):
        given = ""  # programs that know no name repeat the address
    composed = _composed(family, given, middle, suffix)
    written = _written(card)
    return Names(
        shown=_chosen(written, composed, prefix=prefix, nickname=nickname, turned=_turned(family, given)),
        given=given,
        family=family,
        nickname=nickname,
        company=_company(card),
    )


def kind_of(card: Card) -> str:
    """Return what a card says it is about, lower case: ``group``, ``org`` ...; empty where it says nothing."""
    for one in card.all("KIND", "X-ADDRESSBOOKSERVER-KIND", "X-KIND"):
        return unescape(card.raw(one)).lower()
    return ""


def is_organisation(card: Card, names: Names) -> bool:
    """Say whether a card is about a firm or a thing: by its word, or because no other name stands on it."""
    if kind_of(card) in NO_PEOPLE:
        return True
    is_person = bool(names.given and names.family)
    if any(unescape(card.raw(one)).upper() == "COMPANY" for one in card.all("X-ABSHOWAS")):
        return not is_person
    if not names.company:
        return False
    if not names.shown:
        return not any(card.all("EMAIL", "TEL"))
    if kind_of(card) == "individual" or name_key(names.shown) != name_key(names.company):
        return False
    return not is_person or has_legal_form(names.company) or not _is_made_of(names)


def _is_made_of(names: Names) -> bool:
    """Say whether given and family name stand in the full name."""
    words = name_key(names.shown)
    return name_key(names.given) in words and name_key(names.family) in words


def _structured(card: Card) -> tuple[str, str, str, str, str]:
    """Return family, given, middle names, prefix and suffix; of several readings, the first that holds a name."""
    best = ("", "", "", "", "")
    for one in card.all("N"):
        found = [clean_name(part.replace(",", " ") if "," in part else part) for part in parts(card.raw(one))][:5]
        found += [""] * (5 - len(found))
        if any(found[:2]) > any(best[:2]) or (any(found) and not any(best)):
            best = (found[0], found[1], found[2], found[3], found[4])
    return best


def _composed(family: str, given: str, middle: str, suffix: str) -> str:
    if given and family and _CJK.fullmatch(given) and _CJK.fullmatch(family):
        return f"{family}{given}" if not re.search(r"[\u3040-\u30ff]", given + family) else f"{family} {given}"
    return " ".join(filter(None, (given, middle, family, suffix)))


def _turned(family: str, given: str) -> str:
    return name_key(f"{family} {given}") if family and given else ""


def _written(card: Card) -> str:
    """Return the full name as it is written: the preferred of several, else the first that is not empty."""

    def rank(one: Property) -> int:
        pref = one.param("PREF")
        return int(pref) if pref.isdigit() else 101

    for one in sorted(card.all("FN"), key=rank):
        text = clean_name(unescape(card.raw(one)))
        if text:
            return text
    return next(iter(clean_name(unescape(card.raw(one))) for one in card.all("NAME") if "SOURCE" not in one.params), "")


def _chosen(written: str, composed: str, *, prefix: str, nickname: str, turned: str) -> str:
    """Return the name to keep of the one that is written and the one its parts make."""
    if not written or email_identity(written) or not any(map(str.isalpha, written)):
        return composed
    if composed and ("," in written and name_key(written) == turned):
        return composed  # "Lee, Ana"
    if composed and nickname and name_key(written) == name_key(nickname) and len(composed.split()) > 1:
        return composed
    if prefix and composed and written.casefold().startswith(prefix.casefold() + " "):
        return written[len(prefix) + 1 :].strip()
    return written


def _nicknames(card: Card) -> list[str]:
    found = [clean_name(name) for one in card.all("NICKNAME") for name in listed(card.raw(one))]
    for one in card.all("X-ANDROID-CUSTOM"):
        cells = parts(card.raw(one))
        if cells[0] == _ANDROID_NICKNAME and len(cells) > 1:
            found.append(clean_name(cells[1]))
    return [name for name in found if name]


def _company(card: Card) -> str:
    for one in card.all("ORG"):
        found = next((clean_name(part) for part in parts(card.raw(one)) if clean_name(part)), "")
        if found:
            return found
    return ""
