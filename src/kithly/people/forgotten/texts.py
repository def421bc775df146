"""Finding somebody in running text by sums alone: words next to each other, addresses, links, numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from itertools import pairwise

from kithly.people.forgotten.keys import (
    SHORTEST_TAIL,
    Key,
    KeyKind,
    decodings,
    folded,
    hint_of,
    sum_of,
    word_pattern,
)
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
_INNER_LINK = re.compile(r"https?://[^&#|]+", re.IGNORECASE)  # of an archive, of what forwards
_SITES = ("linkedin", "bsky", "t.me", "telegram", "wa.me", "whatsapp", "facebook", "fb.com", "github")
_ACCOUNTS = (*_SITES, "twitter", "x.com", "/@")  # without one of these a page is no profile of a network
_UNBROKEN = re.compile(r"[^\s<>\"']+")
_LETTER = re.compile(r"%[0-9A-Fa-f]{2}")
_NUMBERS = re.compile(r"\d(?:[\s().\-/\u00a0\u2010-\u2015]{0,3}\d){6,60}")  # one or several, dates among them
_GROUP = re.compile(r"\d+")
MOST_DIGITS = 17  # of a number, with its country and what is dialled before
_PLAIN_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9']*")
_QUOTES = "<>'\""
_TAIL_JUNK = ".,;:!?)]}'\"\u201d\u2019\u00bb"
_LEAD_JUNK = "@'*_\u201c\u201e\u2018\u201a\u00ab"
MOST_BETWEEN = 3  # characters that may stand between two words of a name: a comma and a blank, a quoted line's end
APART = "\n" * (MOST_BETWEEN + 1)  # between texts that are looked through as one: nothing is found over it
_PARTS = frozenset("@;:!?=")  # what never stands inside a name
MOST_SEEN = 100_000  # words and handles of which is remembered whether they are known


class Finder:
    """Finds those who were forgotten in texts."""

    def __init__(
        self,
        keys: Collection[Key],
        knows: Callable[[Identity], bool],
        dialled: Callable[[str], bool],
        has_sum: Callable[[str], bool],
    ) -> None:
        names: defaultdict[bytes, defaultdict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        for one in keys:
            if one.kind is KeyKind.NAME:
                names[one.salt][one.hint].add(one.words)
        self._lengths = {salt: dict(found) for salt, found in names.items()}
        self._hashes = frozenset(one.hash for one in keys if one.kind is KeyKind.NAME)
        self._has_numbers = any(one.kind is KeyKind.PHONE for one in keys)
        self._has_handles = any(one.kind is KeyKind.IDENTITY for one in keys)
        self._knows, self._dialled, self._has_sum = knows, dialled, has_sum
        self._told: dict[str, bool] = {}
        self._told_links: dict[str, bool] = {}
        self._numbers_seen: dict[str, bool] = {}
        self._others: set[str] = set()
        self._seen: dict[str, tuple[tuple[bytes, set[int]], ...]] = {}
        longest = max((length for found in names.values() for each in found.values() for length in each), default=0)
        self._window = 2 * longest  # pieces between blanks: between two words of a name stands at most one other

    def may_hold(self, text: str) -> bool:
        """Say quickly whether somebody may stand in a text; never no where `spans` finds one.

        What is between two blanks is looked at once in a process: most of it comes again and again.
        """
        pieces = text.split()
        fresh = set(pieces).difference(self._others)
        begin = set()
        if len(self._others) > MOST_SEEN:
            self._others.clear()
        for piece in fresh:
            if self._is_sure(piece):
                return True
            if self._lengths and any(map(self._begins, _words(piece))):
                begin.add(piece)
            else:
                self._others.add(piece)
        if self._has_numbers and next(self._numbers(text), None):
            return True
        return bool(begin) and self._is_named(pieces, begin)

    def spans(self, text: str) -> list[Span]:
        """Return where they stand, in order, none over another."""
        found = [*self.handles(text), *self.names(text)]
        if "%" in text:
            found += self._encoded(text, found)
        return _apart(sorted(found)) if found else found

    def handles(self, text: str) -> list[Span]:
        """Return where an address, a link or a number of theirs stands."""
        found: list[Span] = []
        if self._has_handles:
            found += self._addresses(text) if "@" in text else ()
            found += self._links(text) if "/" in text or "www." in text else ()
        if self._has_numbers:
            found += self._numbers(text)
        return found

    def names(self, text: str) -> Iterator[Span]:
        """Yield where a name of theirs stands."""
        if not self._lengths or not any(map(self._begins, _words(text))):
            return
        places = [(one.start(), one.end(), one.group()) for one in word_pattern().finditer(text)]
        if "%" in text:
            places = [one for one in places if one[2][0] != "%"]
        for place, (start, _, word) in enumerate(places):
            for salt, lengths in self._begins(word):
                for length in lengths:
                    end = self._ends(text, places[place : place + length], length, salt)
                    if end:
                        yield start, end

    def _is_sure(self, piece: str) -> bool:
        """Say whether what is between two blanks holds them, whatever stands beside it."""
        if self._has_handles:
            if "@" in piece and next(self._addresses(piece), None):
                return True
            if ("/" in piece or "www." in piece) and next(self._links(piece), None):
                return True
        return "%" in piece and next(self._encoded(piece, ()), None) is not None

    def _is_named(self, pieces: list[str], begin: Collection[str]) -> bool:
        """Say whether a name may stand where a piece is that may begin one."""
        places = (place for place, piece in enumerate(pieces) if piece in begin)
        windows = (" ".join(pieces[place : place + self._window]) for place in places)
        return any(next(self.names(window), None) for window in windows)

    def _encoded(self, text: str, found: Collection[Span]) -> Iterator[Span]:
        """Yield the links that hold them in letters that are percent-encoded, and other such words.

        Args:
            text: Where to look.
            found: Where they were found already: of a word that is no link, the rest is looked at.
        """
        for match in _UNBROKEN.finditer(text):
            if not _LETTER.search(match.group()):
                continue
            start, end = match.start(), match.start() + len(match.group().rstrip(_TAIL_JUNK))
            inside = [one for one in found if one[0] < end and start < one[1]]
            if any("%" in text[slice(*one)].replace("%20", " ") for one in inside):
                yield start, end
                continue
            rest = text[start:end] if _LINK.search(text, start, end) else _without(text, (start, end), inside)
            for plain in decodings(rest):
                if self.handles(plain) or any(True for _ in self.names(plain)):
                    yield start, end
                    break

    def _addresses(self, text: str) -> Iterator[Span]:
        for match in _ADDRESS.finditer(text):
            address = match.group().rstrip(_TAIL_JUNK)
            start = match.start()
            bare = address.lstrip(_LEAD_JUNK).rstrip("_")
            if self._is_address(bare):
                yield start, start + len(address)
            elif self._is_address(bare.rpartition("/")[2]):
                yield start + address.rindex("/") + 1, start + len(address)

    def _is_address(self, text: str) -> bool:
        known = self._told.get(text)
        if known is None:
            known = self._is_handle(text)
            if len(self._told) < MOST_SEEN:
                self._told[text] = known
        return known

    def _is_handle(self, text: str) -> bool:
        """Say whether an address is theirs: of mail, or of a network whose names look like one."""
        lower = text.lower()
        if text.isascii():  # most are: what `email_identity` would do, and quicker
            return self._has_sum(f"email:{lower.strip(_QUOTES).rstrip('.')}") or self._has_sum(f"mastodon:{lower}")
        mail = email_identity(text)
        return (mail is not None and self._knows(mail)) or self._knows(Identity(IdentityKind.MASTODON, lower))

    def _links(self, text: str) -> Iterator[Span]:
        for match in _LINK.finditer(text):
            link = match.group().rstrip(_TAIL_JUNK)
            known = self._told_links.get(link)
            if known is None:
                known = self._is_link(link if "//" in link else f"https://{link}")
                if len(self._told_links) < MOST_SEEN:
                    self._told_links[link] = known
            if known:
                yield match.start(), match.start() + len(link)

    def _is_link(self, link: str) -> bool:
        """Say whether a link, or one within it, leads to somebody."""
        told = (link, *(found.group() for found in _INNER_LINK.finditer(link, 1)))
        handles = [url_identity(one) for one in told]
        lower = link.lower()
        if any(one in lower for one in _ACCOUNTS):
            handles += (profile_identity(one) for one in told)
        return any(one is not None and self._knows(one) for one in handles)

    def _numbers(self, text: str) -> Iterator[Span]:
        """Yield where a number of theirs stands, also beside dates and other numbers, which look like parts of it."""
        for match in _NUMBERS.finditer(text):
            groups = [one.span() for one in _GROUP.finditer(text, *match.span())]
            place = 0
            while place < len(groups):
                last = self._last_of_number(text, groups, place)
                if last is not None:
                    start = groups[place][0]
                    yield start - (text[start - 1 : start] == "+"), groups[last][1]
                    place = last
                place += 1

    def _last_of_number(self, text: str, groups: list[Span], place: int) -> int | None:
        """Return the last group of the longest number of theirs that begins with a group; None where none does."""
        last, digits = place, 0
        while last < len(groups) and digits + groups[last][1] - groups[last][0] <= MOST_DIGITS:
            digits += groups[last][1] - groups[last][0]
            last += 1
        for end in range(last - 1, place - 1, -1):
            if self._is_number(text[groups[place][0] : groups[end][1]]):
                return end
        return None

    def _is_number(self, text: str) -> bool:
        known = self._numbers_seen.get(text)
        if known is None:
            bare = text.replace("(0)", "")  # dialled at home only
            digits = "".join(one for one in bare if one.isdigit()).lstrip("0")
            known = len(digits) >= SHORTEST_TAIL and self._dialled(digits)
            if len(self._numbers_seen) < MOST_SEEN:
                self._numbers_seen[text] = known
        return known

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


def _words(text: str) -> Collection[str]:
    """Return the words of a text, each once."""
    bare = _PLAIN_WORD if text.isascii() and "%" not in text else word_pattern()
    return set(bare.findall(text))


def _without(text: str, word: Span, found: Collection[Span]) -> str:
    """Return a word without what was found in it."""
    out, at = [], word[0]
    for start, end in sorted(found):
        out.append(text[at : max(at, start)])
        at = max(at, end)
    return " ".join([*out, text[at : word[1]]])


def _apart(spans: list[Span]) -> list[Span]:
    """Return spans with those that touch each other as one."""
    out: list[Span] = []
    for start, end in spans:
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out
