"""Finding somebody in running text by sums alone: words next to each other, addresses, links, numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from itertools import pairwise
from urllib.parse import unquote

from kithly.people.forgotten.keys import SHORTEST_TAIL, WORD, Key, KeyKind, folded, hint_of, sum_of
from kithly.records import (
    Identity,
    IdentityKind,
    email_identity,
    profile_identity,
    url_identity,
)

Span = tuple[int, int]

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\=]{1,64}@[\w.\-]{1,190}\w", re.UNICODE)
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"']{1,2000}|\b[\w.]{0,20}linkedin\.com/[^\s<>\"']{1,300}", re.IGNORECASE)
_NUMBER = re.compile(r"\+?\d(?:[\s().\-/\u00a0\u2010-\u2015]{0,3}\d){6,16}")
_PLAIN_WORD = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*'?")
_TAIL_JUNK = ".,;:!?)]}'\""
MOST_BETWEEN = 3  # characters that may stand between two words of a name: a comma and a blank, a quoted line's end
_PARTS = frozenset("@;:!?=")  # what never stands inside a name
MOST_SEEN = 100_000  # words and handles of which is remembered whether they are known


class Finder:
    """Finds those who were forgotten in texts."""

    def __init__(
        self, keys: Collection[Key], knows: Callable[[Identity], bool], dialled: Callable[[str], bool]
    ) -> None:
        names: defaultdict[bytes, defaultdict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        for one in keys:
            if one.kind is KeyKind.NAME:
                names[one.salt][one.hint].add(one.words)
        self._lengths = {salt: dict(found) for salt, found in names.items()}
        self._hashes = frozenset(one.hash for one in keys if one.kind is KeyKind.NAME)
        self._has_numbers = any(one.kind is KeyKind.PHONE for one in keys)
        self._has_handles = any(one.kind is KeyKind.IDENTITY for one in keys)
        self._knows, self._dialled = knows, dialled
        self._told: dict[str, bool] = {}
        self._dialled_before: dict[str, bool] = {}
        self._others: set[str] = set()
        self._seen: dict[str, tuple[tuple[bytes, set[int]], ...]] = {}

    def spans(self, text: str) -> list[Span]:
        """Return where they stand, in order, none over another."""
        found: list[Span] = []
        if self._has_handles:
            found += self._addresses(text) if "@" in text else ()
            found += self._links(text) if "/" in text or "www." in text else ()
        if self._has_numbers:
            found += self._numbers(text)
        if self._lengths:
            found += self._names(text)
        return _apart(sorted(found)) if found else found

    def _addresses(self, text: str) -> Iterator[Span]:
        for match in _ADDRESS.finditer(text):
            address = match.group().rstrip(_TAIL_JUNK)
            start = match.start()
            bare = address.lstrip("@'*_")
            if self._is_address(bare):
                yield start, start + len(address)

    def _is_address(self, text: str) -> bool:
        known = self._told.get(text)
        if known is None:
            mail, federated = email_identity(text), Identity(IdentityKind.MASTODON, text.lower())
            known = (mail is not None and self._knows(mail)) or self._knows(federated)
            if len(self._told) < MOST_SEEN:
                self._told[text] = known
        return known

    def _links(self, text: str) -> Iterator[Span]:
        for match in _LINK.finditer(text):
            link = match.group().rstrip(_TAIL_JUNK)
            full = link if "//" in link else f"https://{link}"
            plain = unquote(link, errors="replace")
            handles = (profile_identity(full), url_identity(full))
            if any(one is not None and self._knows(one) for one in handles) or (
                plain != link and next(self._names(plain), None)
            ):
                yield match.start(), match.start() + len(link)

    def _numbers(self, text: str) -> Iterator[Span]:
        for match in _NUMBER.finditer(text):
            bare = match.group().replace("(0)", "")  # dialled at home only
            digits = "".join(one for one in bare if one.isdigit()).lstrip("0")
            if len(digits) >= SHORTEST_TAIL and self._is_number(digits):
                yield match.span()

    def _is_number(self, digits: str) -> bool:
        known = self._dialled_before.get(digits)
        if known is None:
            known = self._dialled(digits)
            if len(self._dialled_before) < MOST_SEEN:
                self._dialled_before[digits] = known
        return known

    def _names(self, text: str) -> Iterator[Span]:
        bare = _PLAIN_WORD if text.isascii() else WORD
        fresh = set(bare.findall(text)).difference(self._others)  # most words are known to begin no name
        if not any(self._may_begin(word) for word in fresh):
            return
        places = [(one.start(), one.end(), one.group()) for one in WORD.finditer(text)]
        if "%" in text:
            places = [one for one in places if one[2][0] != "%"]
        begins = self._begins
        for place, (start, _, word) in enumerate(places):
            for salt, lengths in begins(word):
                for length in lengths:
                    end = self._ends(text, places[place : place + length], length, salt)
                    if end:
                        yield start, end

    def _may_begin(self, word: str) -> bool:
        begins = bool(self._begins(word))
        if not begins and len(self._others) < MOST_SEEN:
            self._others.add(word)
        return begins

    def _ends(self, text: str, places: list[tuple[int, int, str]], length: int, salt: bytes) -> int:
        """Return where a name ends that these words are; 0 where they are none."""
        if len(places) < length:
            return 0
        for (_, end, _), (start, _, _) in pairwise(places):
            between = text[end:start]
            if between != "%20" and (start - end > MOST_BETWEEN or not _PARTS.isdisjoint(between)):
                return 0
        words = [folded(word) for _, _, word in places]
        last, end = words[-1], places[-1][1]
        for tail in dict.fromkeys((last, last.removesuffix("s"))):  # "Ana Lees Haus"
            if sum_of(KeyKind.NAME, " ".join([*words[:-1], tail]), salt) in self._hashes:
                return end
        return 0

    def _begins(self, word: str) -> tuple[tuple[bytes, set[int]], ...]:
        """Return the salts by which a name may begin with a word, with how many words such names have."""
        known = self._seen.get(word)
        if known is None:
            bare = folded(word)
            known = tuple(
                (salt, lengths)
                for salt, found in self._lengths.items()
                if (lengths := found.get(hint_of(bare, salt), set()))
            )
            if len(self._seen) < MOST_SEEN:
                self._seen[word] = known
        return known


def _apart(spans: list[Span]) -> list[Span]:
    """Return spans with those that touch each other as one."""
    out: list[Span] = []
    for start, end in spans:
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out
