"""What cards say about each other: groups and their members, ids, addresses that several people share.

An id (``UID``) names a card for good in an address book; but some programs make a new one whenever they
export. Which it is cannot be told from one card. An id is not believed where several people bear it, where
it is short or only counts, where a library made it because the program gave none, or where all ids of a
file carry one moment; and in several files, where they differ for one person more often than not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kithly.records import Identity, clean_name, name_key, phone_identity
from kithly.sources._formats.vcard.days import revision
from kithly.sources._formats.vcard.handles import mail_of, number_of, plain_uid
from kithly.sources._formats.vcard.names import kind_of, names_of
from kithly.sources._formats.vcard.properties import Card
from kithly.sources._formats.vcard.values import unescape

SHORT = 8  # characters of an id that another address book may hold too
LEAST = 4  # ids in a file from which one moment is no chance
MOMENT = 60 * 10_000_000  # a minute in the units of an id that carries its time (RFC 9562)
_MINTED = ("sabre-vobject-",)  # what libraries put before an id the program did not give
_TIMED = frozenset((1, 6, 7))  # versions of ids that carry their time
_NUMBER = re.compile(r"[a-z]{0,10}[\-_#.]?(\d{1,6})")
_GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What one card tells about the whole.

    Attributes:
        uid: Its id in one spelling; empty for none.
        name: Its name in the form to compare.
        shown: Its name.
        handles: Mail addresses and numbers on it.
        members: Ids or addresses of the members, if it is a group.
        is_group: It is a group.
        changed: When it was changed, by its own word.
    """

    uid: str
    name: str
    shown: str
    handles: tuple[Identity, ...] = ()
    members: tuple[str, ...] = ()
    is_group: bool = False
    changed: datetime | None = None


@dataclass(slots=True)
class Book:
    """What is known of a collection of cards as a whole.

    Attributes:
        labels: Names of the groups each member is in, in their order, by the member's id or address.
        names: Name on each card by its id.
        doubtful: Ids that are not believed.
        are_minted: No id is believed.
        shared: Addresses and numbers that cards of several names bear.
        grouped_at: When the groups were changed last; None if there is none, or one does not say it.
        is_grouped: There are groups.
    """

    labels: dict[str, dict[str, None]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    are_minted: bool = False
    shared: set[Identity] = field(default_factory=set)
    grouped_at: datetime | None = None
    is_grouped: bool = False

    def believes(self, uid: str) -> bool:
        """Say whether an id is one the address book keeps."""
        if len(uid) < SHORT or _NUMBER.fullmatch(uid) or uid.startswith(_MINTED):
            return False
        return not self.are_minted and uid not in self.doubtful


def facts_of(card: Card, *, latest: datetime) -> Facts:
    """Return what one card tells about the whole.

    Args:
        card: The card.
        latest: The latest instant it can have been changed at.
    """
    is_group = kind_of(card) == _GROUP
    names = names_of(card)
    uid = next((unescape(card.raw(one)) for one in (*card.all("UID"), *card.all("X-ABUID"))), "")
    members = card.all("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER") if is_group else ()
    return Facts(
        uid=plain_uid(uid),
        name=name_key(names.shown),
        shown=clean_name(names.shown or names.company),
        handles=() if is_group else tuple(dict.fromkeys(_handles(card))),
        members=tuple(_member(unescape(card.raw(one))) for one in members),
        is_group=is_group,
        changed=next((revision(unescape(card.raw(one)), latest=latest) for one in card.all("REV")), None),
    )


def collect(cards: Iterable[Facts]) -> Book:
    """Return what a collection of cards is as a whole.

    Args:
        cards: What each of them tells, in order.
    """
    book = Book()
    bearers: dict[Identity, set[str]] = {}
    people: dict[str, set[str]] = {}
    uids: list[str] = []
    for facts in cards:
        if facts.is_group:
            _enrol(book, facts)
            continue
        for handle in facts.handles:
            bearers.setdefault(handle, set()).add(facts.name)
        if facts.uid:
            uids.append(facts.uid)
            book.names.setdefault(facts.uid, facts.shown)
            people.setdefault(facts.uid, set()).add(facts.name)
    book.shared = {handle for handle, names in bearers.items() if len(names) > 1}
    book.doubtful = {uid for uid, names in people.items() if len(names) > 1}
    book.are_minted = _are_of_one_moment(uids)
    return book


def disagree(files: Iterable[Iterable[Facts]]) -> bool:
    """Say whether several files of one export give the same people other ids more often than the same."""
    known: dict[tuple[str, Identity], str] = {}
    same = other = 0
    for cards in files:
        for (name, handle), uid in _people(cards).items():
            before = known.setdefault((name, handle), uid)
            if before is not uid:
                same += before == uid
                other += before != uid
    return other > same


def _people(cards: Iterable[Facts]) -> Mapping[tuple[str, Identity], str]:
    return {(facts.name, facts.handles[0]): facts.uid for facts in cards if facts.uid and facts.name and facts.handles}


def _enrol(book: Book, group: Facts) -> None:
    """Note a group: who is in it, and when that was said."""
    known = [at for at in (book.grouped_at, group.changed) if at]
    is_dated = group.changed is not None and (not book.is_grouped or book.grouped_at is not None)
    book.grouped_at = max(known) if is_dated else None
    book.is_grouped = True
    if group.shown:
        for member in group.members:
            book.labels.setdefault(member, {})[group.shown] = None


def _handles(card: Card) -> Iterator[Identity]:
    for one in card.all("EMAIL"):
        mail = mail_of(unescape(card.raw(one)))
        if mail:
            yield mail
    for one in card.all("TEL"):
        phone = number_of(unescape(card.raw(one)))
        if phone:
            yield phone


def _member(text: str) -> str:
    """Return what names a member of a group: a mail address, a number, or an id."""
    scheme, _, rest = text.partition(":")
    if scheme.lower() == "mailto":
        mail = mail_of(text)
        return mail.value if mail else ""
    if scheme.lower() == "tel":
        phone = phone_identity(rest)
        return phone.value if phone else ""
    return plain_uid(text)


def _are_of_one_moment(uids: list[str]) -> bool:
    """Say whether all ids carry the time they were made, and all the same."""
    times = [_time(uid) for uid in uids]
    known = [time for time in times if time is not None]
    return len(known) >= LEAST and len(known) == len(times) and max(known) - min(known) <= MOMENT


def _time(uid: str) -> int | None:
    """Return the time an id carries, in tenths of a microsecond; None for none."""
    try:
        found = UUID(uid)
    except ValueError:
        return None
    if found.version not in _TIMED:
        return None
    if found.version == 7:
        return (found.int >> 80) * 10_000
    return found.time if found.version == 1 else (found.int >> 80) << 12 | (found.int >> 64) & 0xFFF
