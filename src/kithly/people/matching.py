"""Matching: which persons may be one, as suggestions with their evidence. Nothing is merged here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import islice

from kithly.people.blocking import candidate_pairs
from kithly.people.features import Features, company_key, features, mail_parts
from kithly.people.phones import usual_regions
from kithly.people.portraits import Portrait, Seen, Suggestion
from kithly.people.scoring import Scored, score_pairs
from kithly.people.signs import Sign
from kithly.records import Because, Evidence, IdentityKind, name_key

LEAST_SCORE = 0.3  # below, a suggestion is wrong more often than a user likes to look at
TELLING = 2.3  # log-odds (10 to 1) from which a name is called rare, or common
AGAINST = "Against it: "  # how a sentence begins that speaks for two people
PHONES_LOOKED_AT = 2_000  # numbers that tell the usual regions
SURE_DIGITS = 7  # last digits by which one of a person's own numbers is found again
NOTABLE = 0.15  # log-odds; weaker signs are not worth a sentence

_OF_PLACES = frozenset({Sign.ORGANISATION, Sign.OTHER_ORGANISATION})
_SENTENCES = {
    Sign.NAME: "Both are called {a}.",
    Sign.NICKNAME: "{a} and {b} are forms of one name.",
    Sign.TYPO: "{a} and {b} differ by one letter.",
    Sign.INITIAL: "{a} and {b} agree as far as they are written out.",
    Sign.SWAPPED: "{a} and {b} are the same names in another order.",
    Sign.DOUBLE: "{a} and {b} share a given and a family name.",
    Sign.RENAMED: "{a} and {b} have one given name.",
    Sign.INNER: "{a} and {b} share a middle and a family name.",
    Sign.ROMANISED: "{a} and {b} are one name in two alphabets.",
    Sign.HANDLE: "Both chose the same word for an address: {a}, {b}.",
    Sign.ALIKE: "Their addresses are built alike: {a}, {b}.",
    Sign.MAIL: "Both use the address {a}.",
    Sign.PHOTO: "Both have the same picture.",
    Sign.BORN: "Both were born on {a}.",
    Sign.RELATED: AGAINST + "one is named beside the other, as somebody close or an assistant.",
    Sign.SINGLE: "Both go by {a}.",
    Sign.ADDRESS_NAME: "An address of one is made of the other's name: {a}, {b}.",
    Sign.PHONE: "Both have the phone number {a}.",
    Sign.ORGANISATION: "Both belong to {a}.",
    Sign.TITLE: "Both are {a}.",
    Sign.MIDDLE: "Their middle names agree: {a}, {b}.",
    Sign.BIRTHDAY: "Both have their birthday on {a}.",
    Sign.OTHER_PROFILE: AGAINST + "two LinkedIn profiles, {a} and {b}.",
    Sign.OTHER_BIRTHDAY: AGAINST + "birthdays on {a} and {b}.",
    Sign.OTHER_MIDDLE: AGAINST + "other middle names, {a} and {b}.",
    Sign.OTHER_GENERATION: AGAINST + "{a} and {b} may be father and son.",
    Sign.OTHER_ORGANISATION: AGAINST + "{a} is not {b}.",
}


def suggest(
    portraits: Sequence[Portrait],
    *,
    different: Collection[tuple[str, str]] = (),
    least: float = LEAST_SCORE,
    regions: tuple[str, ...] | None = None,
    most: int | None = None,
) -> tuple[Suggestion, ...]:
    """Suggest which persons may be one.

    Args:
        portraits: Everybody, merged as far as is certain.
        different: Pairs of ids the user called two people; in either order.
        least: Smallest probability suggested, 0 to 1.
        regions: Where phone numbers without a country code may be from, the likeliest first; None to tell it by
            the others.
        most: How many are wanted; None for all.

    Returns:
        Suggestions, the likeliest first, equal ones by id; independent of the order of portraits.
    """
    ordered = sorted(portraits, key=lambda portrait: portrait.id)
    people = features(ordered, _regions(ordered) if regions is None else regions)
    left, right = candidate_pairs(people).T.tolist()
    pairs = list(zip(left, right, strict=True))
    if different:
        apart = {frozenset(pair) for pair in different}
        pairs = [pair for pair in pairs if frozenset((ordered[pair[0]].id, ordered[pair[1]].id)) not in apart]
    scored = score_pairs(people, pairs, least=least)[:most]
    return tuple(_suggestion(ordered, people, found) for found in scored)


def _regions(portraits: Sequence[Portrait]) -> tuple[str, ...]:
    """Return the regions most numbers belong to."""
    identities = (identity for portrait in portraits for seen in portrait.seen for identity in seen.identities)
    phones = (one.value for one in identities if one.kind is IdentityKind.PHONE)
    return usual_regions(islice(phones, PHONES_LOOKED_AT))


def _suggestion(portraits: Sequence[Portrait], people: Sequence[Features], found: Scored) -> Suggestion:
    """Put a score into words."""
    left, right = portraits[found.left], portraits[found.right]
    signs = [(sign, weight) for sign, weight in found.signs if abs(weight) >= NOTABLE] or found.signs[:1]
    one, other = people[found.left], people[found.right]
    places = one.organisations & other.organisations
    handles = (one.phones & other.phones) | (one.mails & other.mails)
    because = tuple(
        _because(sign, weight, (left, right), shared=places if sign in _OF_PLACES else handles)
        for sign, weight in signs
    )
    return Suggestion(a=left.id, b=right.id, score=found.score, because=because)


def _because(sign: Sign, weight: float, pair: tuple[Portrait, Portrait], *, shared: Collection[str]) -> Because:
    """Return one sentence with the two records that prove it."""
    (here, mine), (there, yours) = (_told(sign, portrait, shared) for portrait in pair)
    sentence = _SENTENCES[sign]
    if sign is Sign.NAME and abs(weight) > TELLING:
        sentence = "Both are called {a}, a rare name." if weight > 0 else "Both are called {a}, a common name."
    return Because(text=sentence.format(a=mine, b=yours).replace("..", "."), evidence=(here, there))


def _told(sign: Sign, portrait: Portrait, shared: Collection[str]) -> tuple[Evidence, str]:
    """Return the record of a portrait that a sign speaks of, and its words."""
    for seen in portrait.seen:
        if words := _WORDS.get(sign, _name)(seen, shared):
            return seen.evidence, words
    return portrait.seen[0].evidence, _name(portrait.seen[0], shared)


def _name(seen: Seen, _shared: Collection[str]) -> str:
    """Return the written name, else the address."""
    return seen.name or next((identity.value for identity in seen.identities), "")


def _written_name(seen: Seen, _shared: Collection[str]) -> str:
    """Return the written name, if there is one."""
    return seen.name


def _phone(seen: Seen, shared: Collection[str]) -> str:
    """Return the phone number in question."""
    phones = (identity.value for identity in seen.identities if identity.kind == IdentityKind.PHONE)
    digits = {key[-SURE_DIGITS:] for key in shared if key[-1:].isdigit()}
    return next((phone for phone in phones if phone[-SURE_DIGITS:] in digits), "")


def _organisation(seen: Seen, shared: Collection[str]) -> str:
    """Return the employer, or the mail domain; the shared one where there is one."""
    if seen.company and (not shared or company_key(seen.company) in shared):
        return seen.company
    mails = (identity.value for identity in seen.identities if identity.kind == IdentityKind.EMAIL)
    return next((mail[mail.index("@") :] for mail in mails if _is_of(mail, shared)), "")


def _is_of(mail: str, shared: Collection[str]) -> bool:
    """Whether an address is at one of the organisations, or at any if none is asked for."""
    organisation = mail_parts(mail).organisation
    return organisation in shared if shared else bool(organisation)


def _mail(seen: Seen, shared: Collection[str]) -> str:
    """Return the mail address; the shared one where there is one."""
    mails = [identity.value for identity in seen.identities if identity.kind == IdentityKind.EMAIL]
    return next((mail for mail in mails if mail in shared), mails[0] if mails else "")


def _photo(seen: Seen, _shared: Collection[str]) -> str:
    """Return the name of whoever has a picture."""
    return seen.name or "?" if seen.photo else ""


def _profile(seen: Seen, _shared: Collection[str]) -> str:
    """Return the LinkedIn profile."""
    return next((identity.value for identity in seen.identities if identity.kind == IdentityKind.LINKEDIN), "")


def _birthday(seen: Seen, _shared: Collection[str]) -> str:
    """Return the birthday."""
    return seen.birthday.iso() if seen.birthday else ""


def _title(seen: Seen, _shared: Collection[str]) -> str:
    """Return the position."""
    return seen.title if name_key(seen.title) else ""


_WORDS: dict[Sign, Callable[[Seen, Collection[str]], str]] = {
    Sign.NAME: _written_name,
    Sign.NICKNAME: _written_name,
    Sign.TYPO: _written_name,
    Sign.PHONE: _phone,
    Sign.ORGANISATION: _organisation,
    Sign.OTHER_ORGANISATION: _organisation,
    Sign.OTHER_PROFILE: _profile,
    Sign.BIRTHDAY: _birthday,
    Sign.BORN: _birthday,
    Sign.HANDLE: _mail,
    Sign.ALIKE: _mail,
    Sign.MAIL: _mail,
    Sign.PHOTO: _photo,
    Sign.OTHER_BIRTHDAY: _birthday,
    Sign.TITLE: _title,
}
