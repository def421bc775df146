"""Whether somebody who was forgotten is meant: by a handle, a name, a record, or in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from kithly.people.forgotten.keys import (
    SHORTEST_TAIL,
    Key,
    KeyKind,
    digits_of,
    handle_text,
    sum_of,
    word_pattern,
    words_of,
)
from kithly.people.forgotten.texts import APART, MOST_SEEN, Finder, Span
from kithly.people.name_words import name_words
from kithly.records import Identity, IdentityKind, Party, name_key

LEFT_OUT = "[…]"
"""What stands where somebody who was forgotten was named."""

_AMIDST = re.compile(r"\s*[\"\u201c\u201e(][^\"\u201d)]*[\"\u201d)](?=\s*\w)")  # a nickname within a name
_TURNED = re.compile(r"([^\s,]+(?:[ -][^\s,]+)?), *([^,]+)")  # the surname first
_BRACKET = re.compile(r"[(\[]")
_BEFORE_NAMES = frozenset({"abu", "ait", "al", "ben", "bin", "bint", "el", "ibn", "ould"})
_ELIDED = re.compile(r"[dlo]['\u2019]\w", re.IGNORECASE)
_JOINED = re.compile(r"[\s\-\u2010]*")  # what stands between two words of one name
_OWNS = re.compile(r"['\u2019]s?$", re.IGNORECASE)
REBARED = 12  # digits of a sum that tells two bare names apart
_SURE_TAIL = 8  # digits at home by which a number with its country is the same


class Marks:
    """The sums of everybody who was forgotten."""

    def __init__(self, keys: Iterable[Key] = ()) -> None:
        self._keys = frozenset(keys)
        self._hashes = {kind: frozenset(one.hash for one in self._keys if one.kind is kind) for kind in KeyKind}
        self._salts = tuple(sorted({one.salt for one in self._keys}))
        self._seen: dict[Identity, bool] = {}
        self._parties: dict[Party, Party | None] = {}
        self._finder = Finder(self._keys, self.knows, self._dialled, partial(self._has, KeyKind.IDENTITY))

    def __bool__(self) -> bool:
        """Whether anybody was forgotten."""
        return bool(self._keys)

    def knows(self, identity: Identity | None) -> bool:
        """Say whether a handle is of somebody who was forgotten, and of nobody else."""
        if identity is None or not self._keys:
            return False
        known = self._seen.get(identity)
        if known is None:
            known = self._is_known(identity)
            if len(self._seen) < MOST_SEEN:
                self._seen[identity] = known
        return known

    def _is_known(self, identity: Identity) -> bool:
        if identity.kind is IdentityKind.NAME:
            return self._has(KeyKind.IDENTITY, handle_text(identity)) or self.names(identity.value.partition(":")[2])
        digits = digits_of(identity)
        return self._has(KeyKind.IDENTITY, handle_text(identity)) or (bool(digits) and self._dialled(digits))

    def shares(self, identity: Identity | None) -> bool:
        """Say whether a handle is of somebody who was forgotten, and of others too."""
        if identity is None or not self._hashes[KeyKind.SHARED]:
            return False
        return self._has(KeyKind.SHARED, handle_text(identity))

    def means(self, party: Party) -> bool:
        """Say whether somebody named in a record was forgotten; whom nothing but a name tells is known by the name."""
        return self.party(party) is None

    def party(self, party: Party) -> Party | None:
        """Return somebody named in a record as they stay; None for whoever was forgotten."""
        try:
            return self._parties[party]
        except KeyError:
            left = self._left_of(party)
        if len(self._parties) < MOST_SEEN:
            self._parties[party] = left
        return left

    def _left_of(self, party: Party) -> Party | None:
        who, is_shared = party.identity, self.shares(party.identity)
        if self.knows(who):
            return None
        if self.names(party.name):
            if is_shared or who is None:
                return None
            return party
        name = self.renamed(party.name)
        if name == party.name:
            return party
        return replace(party, name=name, identity=who and self.rebared(who, name))

    def renamed(self, name: str) -> str:
        """Return the name of somebody else, in which one who was forgotten may be named: "Ana Lee's husband".

        Whoever bears the very name, or one that goes on after it or began before ("Ana Lee Marlow"), keeps it.
        """
        if self.names(name) or not self.may_hold((name,)):
            return name
        return name if self._is_longer(name) else self.cleaned(name)

    def rebared(self, identity: Identity, name: str) -> Identity | None:
        """Return a handle beside a name that changed; a bare name is made of what is left, any other stays.

        A sum of what it was keeps two apart of whom the same is left: husbands of two who were forgotten.
        """
        if identity.kind is not IdentityKind.NAME:
            return identity
        bare, salt = name_key(name), self._salts[0]
        told = sum_of(KeyKind.SHARED, identity.value, salt).hex()[:REBARED]
        return Identity(identity.kind, f"{identity.value.partition(':')[0]}:{bare} {told}") if bare else None

    def _is_longer(self, name: str) -> bool:
        """Say whether their name is but a part of a longer one, and nothing else of theirs is in it."""
        if self._finder.handles(name):
            return False
        name = _in_order(_AMIDST.sub(" ", name))
        found = list(self._finder.names(name))
        return bool(found) and (_is_dressed(name, found) or all(_goes_on(name, one) for one in found))

    def names(self, name: str) -> bool:
        """Say whether a name is the full name of somebody who was forgotten."""
        return bool(self._hashes[KeyKind.NAME]) and self._has(KeyKind.NAME, " ".join(words_of(name)))

    def knows_record(self, record: bytes) -> bool:
        """Say whether an entry went by its own id."""
        return self._has(KeyKind.RECORD, record.hex())

    def may_hold(self, texts: Iterable[str]) -> bool:
        """Say quickly whether `cleaned` may change one of some texts; never no where it does."""
        return bool(self._keys) and self._finder.may_hold(APART.join(texts))

    def cleaned(self, text: str) -> str:
        """Return a text with `LEFT_OUT` in place of the names, addresses and numbers of those who were forgotten."""
        if not text or not self._keys or not self._finder.may_hold(text):
            return text
        spans = self._finder.spans(text)
        if not spans:
            return text
        out, last = [], 0
        for start, end in spans:
            out += [text[last:start], LEFT_OUT]
            last = end
        return "".join([*out, text[last:]])

    def _has(self, kind: KeyKind, value: str) -> bool:
        known = self._hashes[kind]
        if known:
            for salt in self._salts:
                if sum_of(kind, value, salt) in known:
                    return True
        return False

    def _dialled(self, digits: str) -> bool:
        """Say whether digits are a number that is known, with its country or without."""
        if len(digits) < SHORTEST_TAIL or not self._hashes[KeyKind.PHONE]:
            return False
        last = digits[-SHORTEST_TAIL:]
        if last[0] != "0" and not self._has(KeyKind.TAIL, last):  # every number is known by its last digits too
            return False
        ends = (digits[start:] for start in range(1, len(digits) - _SURE_TAIL + 1))
        return self._has(KeyKind.TAIL, digits) or any(self._has(KeyKind.PHONE, end) for end in ends)


def _in_order(name: str) -> str:
    """Return "Ana Lee Marlow" of "Marlow, Ana Lee"; any other name as it is."""
    turned = _TURNED.fullmatch(name.strip())
    if turned is None or not all(one[:1].isupper() for one in f"{turned[1]} {turned[2]}".split()):
        return name
    return f"{turned[2].strip()} {turned[1]}"


def _is_dressed(name: str, found: list[Span]) -> bool:
    """Say whether there is nothing but titles and suffixes beside the name: "Dr. Ana Lee Jr."."""
    if len(found) != 1 or _BRACKET.search(name) or _OWNS.search(name[slice(*found[0])]):
        return False
    known, (start, end) = name_words(), found[0]
    beside = [name_key(one) for one in f"{name[:start]} {name[end:]}".replace(",", " ").split()]
    return all(one in known.titles or one in known.suffixes for one in beside)


def _goes_on(name: str, span: Span) -> bool:
    """Say whether a part of a name is one with the words beside it: "Ana Lee Marlow", not "Ana Lee (Oslo)"."""
    if _OWNS.search(name[slice(*span)]):
        return False
    words = [one for one in word_pattern().finditer(name) if one.group()[0] != "%"]
    before = [one for one in words if one.end() <= span[0]][-1:]
    after = [one for one in words if one.start() >= span[1]][:1]
    gaps = [(one, name[one.end() : span[0]]) for one in before] + [(one, name[span[1] : one.start()]) for one in after]
    beside = [one for one, gap in gaps if _JOINED.fullmatch(gap)]
    return any(_is_of_name(one.group(), name, is_behind=one.start() >= span[1]) for one in beside)


def _is_of_name(word: str, name: str, *, is_behind: bool) -> bool:
    """Say whether a word beside a name looks like a part of it."""
    known, bare = name_words(), name_key(word)
    if bare in known.titles or bare in known.suffixes:
        return False
    if is_behind and (bare in _BEFORE_NAMES or bare in known.particles - known.little or _ELIDED.match(word)):
        return True
    return not word[0].islower() or name.islower()
