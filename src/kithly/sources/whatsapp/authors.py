"""Who wrote: names found over a whole chat, told from notices that hold a colon too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kithly.records import Identity, IdentityKind, Party, clean_name, name_identity, phone_identity
from kithly.sources.whatsapp.words import MARK, bare, content_of, is_first_notice, is_group_notice, plain, table

FAMILY: Final = "whatsapp"
LONGEST_NAME: Final = 100  # characters; a group's title has 100, a name 25 or what an address book holds
MOST_NAMES: Final = 20_000  # different names that are counted; no group has over 1,024 members
_QUOTES: Final = (("“", "”"), ("„", "“"), ("«", "»"))
_PHONE = re.compile(r"\+?[\d\s().\-\u2010-\u2015\u00a0\u202f]{6,30}")
_TIGHT = re.compile(r"(?P<name>[^\s:\"“„«/][^:\"“„«/]{0,39}):(?P<text>\S.*)", re.DOTALL)
_STRANGER = "~ \u00a0\u202f"  # in front of a name its bearer chose, which is not in ego's phone
_MANY_WORDS = 3  # words of a name behind whose colon no blank stands
OFTEN = 3  # lines that must agree before a colon belongs to a name


@dataclass(slots=True)
class Heard:
    """What was heard of one name.

    Attributes:
        count: Lines it stands on.
        own: Lines whose text a phone wrote by itself.
        took_back: Lines on which ego took words back: the name is ego's.
        opened: The notice with which a chat begins stands under it: it is the chat's title.
        in_group: A notice that only groups have stands under it.
        second: What stands before a second colon, if on all lines the same.
    """

    count: int = 0
    own: int = 0
    took_back: int = 0
    opened: bool = False
    in_group: bool = False
    second: str | None = None


@dataclass(slots=True)
class Listener:
    """Gathers names while a chat is read for the first time."""

    heard: dict[str, Heard] = field(default_factory=dict)
    tight: dict[str, int] = field(default_factory=dict)
    notices: int = 0
    in_group: bool = False

    def take(self, rest: str, *, bracketed: bool) -> None:
        """Take what follows the stamp of a line."""
        name, text = _split(rest)
        if name is None:
            self._notice(rest, bracketed=bracketed)
        elif name in self.heard or len(self.heard) < MOST_NAMES:
            _hear(self.heard.setdefault(name, Heard()), text)

    def _notice(self, rest: str, *, bracketed: bool) -> None:
        found = _TIGHT.fullmatch(bare(rest))
        if found and len(found["name"].split()) <= _MANY_WORDS and len(self.tight) < MOST_NAMES:
            name = bare(found["name"])
            known = bracketed or name in self.heard  # in brackets a phone names somebody on every line
            if known:
                self.tight[name] = self.tight.get(name, 0) + 1
        self.notices += 1
        self.in_group = self.in_group or is_group_notice(rest)


def _split(rest: str) -> tuple[str | None, str]:
    """Return name and text behind a stamp; no name where there is none."""
    name, colon, text = rest.partition(": ")
    if not colon and rest.rstrip().endswith(":"):
        name, colon, text = rest.rstrip()[:-1], ":", ""
    name = bare(name)
    return (name, text) if colon and 0 < len(name) <= LONGEST_NAME else (None, rest)


def _hear(heard: Heard, text: str) -> None:
    second = bare(text.partition(": ")[0]) if ": " in text[:LONGEST_NAME] else ""
    heard.second = second if not heard.count or heard.second == second else ""
    heard.count += 1
    if text.startswith(MARK) or len(text) < LONGEST_NAME:
        _hear_own(heard, text)
    elif is_first_notice(text):
        heard.opened = True
        heard.own += 1


def _hear_own(heard: Heard, text: str) -> None:
    """Note what a phone wrote by itself."""
    if plain(text) in table().deleted_by_me:
        heard.took_back += 1
    if text.startswith(MARK) and content_of(text).stands_for == "notice":
        heard.own += 1
        heard.opened = heard.opened or is_first_notice(text)
        heard.in_group = heard.in_group or is_group_notice(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of a chat.

    Attributes:
        authors: Who wrote, by name, with how often.
        titles: Names under which only notices stand: what the chat is called.
        heard: All that was heard of each.
        tight: Names behind whose colon no blank stands.
        is_group: A notice tells that it is a group.
    """

    authors: Mapping[str, int]
    titles: tuple[str, ...]
    heard: Mapping[str, Heard]
    tight: frozenset[str]
    is_group: bool

    def split(self, rest: str) -> tuple[str | None, str]:
        """Return author and text of what follows a stamp; no author for a notice."""
        at = rest.find(":")
        while 0 <= at <= LONGEST_NAME + 4:
            name = bare(rest[:at])
            follows = rest[at + 1 : at + 2]
            if name in self.heard and (not follows or follows.isspace() or name in self.tight):
                return name, rest[at + 1 :].removeprefix(" ")
            at = rest.find(":", at + 1)
        return None, rest


def names_of(listener: Listener) -> Names:
    """Return the names of a chat, once all of it was heard."""
    heard = {_whole(name, one): one for name, one in listener.heard.items() if not _is_doubtful(name, one)}
    known = {name for name in listener.tight if name in heard or not is_group_notice(name)}
    for name in sorted(known - heard.keys()):
        heard[name] = Heard(count=listener.tight[name])
    titles = [name for name, one in heard.items() if one.own == one.count and (one.opened or one.in_group)]
    titles.sort(key=lambda name: not heard[name].opened)
    return Names(
        authors={name: one.count for name, one in heard.items() if name not in titles},
        titles=tuple(titles),
        heard=heard,
        tight=frozenset(known),
        is_group=listener.in_group or any(one.in_group for one in heard.values()),
    )


def _whole(name: str, heard: Heard) -> str:
    """Return a name with the colon in it, if the same words stand before a second colon on every line."""
    return f"{name}: {heard.second}" if heard.second and heard.count >= OFTEN else name


def _is_doubtful(name: str, heard: Heard) -> bool:
    """Tell a notice that holds a colon: its quotes are open there, or it is a sentence that WhatsApp writes."""
    if any(name.count(left) != name.count(right) for left, right in _QUOTES if left != "„"):
        return not ("„" in name and name.count("„") == name.count("“"))
    if name.count('"') % 2:
        return True
    return heard.count <= 2 and (is_group_notice(name) or is_first_notice(name))


def is_phone(name: str) -> bool:
    """Say whether a name is a phone number: somebody who is in no address book of ego's."""
    return identity_of(name).kind is IdentityKind.PHONE


def identity_of(name: str) -> Identity:
    """Return the identity of a name: a phone number, or the name as it stands in ego's phone."""
    if _PHONE.fullmatch(name):
        digits = "".join(letter for letter in name if letter.isdecimal())
        number = phone_identity(("+" if name.startswith("+") else "") + "".join(str(int(one)) for one in digits))
        if number:
            return number
    own = name.lstrip(_STRANGER)
    return name_identity(FAMILY, own) or Identity(IdentityKind.NAME, f"{FAMILY}:{clean_name(own)}")  # of emoji alone


def party_of(name: str) -> Party:
    """Return a person of a chat; a phone number is no name."""
    identity = identity_of(name)
    shown = "" if identity.kind is IdentityKind.PHONE else clean_name(name.lstrip(_STRANGER))
    return Party(name=shown, identity=identity)


def is_stranger(name: str) -> bool:
    """Say whether a name is one that WhatsApp shows of somebody in no address book: a number, or ``~ Name``."""
    return name.startswith("~") or is_phone(name)


def longest_inside(names: Iterable[str], text: str) -> list[str]:
    """Return those of some names that stand in a text, without those that are part of a longer one found."""
    found = sorted((name for name in names if name and name in text), key=len, reverse=True)
    return [name for place, name in enumerate(found) if not any(name in longer for longer in found[:place])]
