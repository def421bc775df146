"""Salted sums of what somebody is known by: who has the word can make the sum, nobody the word from the sum alone.

An address or a number can be guessed: whoever holds the network and tries all there are finds which was meant. The
salt keeps sums of two networks from being compared, and one table from serving for all.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from kithly.records import Identity, IdentityKind, name_key

if TYPE_CHECKING:
    from hashlib import blake2b

HASH_BYTES = 16
HINTS = 4_096  # a first word gives one of so many: few words of a text are worth a sum, and many names give the same
SHORTEST_TAIL = 7  # digits of a number as it is written at home; fewer are anything
FEWEST_WORDS = 2  # of a name looked for in texts: a single word means many
MOST_WORDS = 24  # of one, each character of a script without spaces being one; longer "names" are sentences

# Scripts that are written without spaces between words: each of their letters counts as a word, with its signs.
UNSPACED = "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_UNSEEN = "\u00ad\u061c\u180e\u200c-\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # inside words, and nothing to the eye
_SIGNED = (  # where the signs stand that combine with a letter, with room for those to come
    (0x300, 0x1E00),
    (0x20D0, 0x2100),
    (0x2CE0, 0x2E00),
    (0x3020, 0x30A0),
    (0xA660, 0xAC00),
    (0xFB1E, 0xFB1F),
    (0xFE00, 0xFE30),
    (0x10100, 0x12000),
    (0x13430, 0x13460),
    (0x16100, 0x17000),
    (0x1BC90, 0x1BCA0),
    (0x1CF00, 0x1D250),
    (0x1DA00, 0x1DAB0),
    (0x1E000, 0x1E950),
    (0xE0100, 0xE01F0),
)
_PICKING = frozenset({0x34F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)})  # which form of a letter is shown
_ADLAM = range(0x1E900, 0x1E960)
LAST_OF_COMMON = 0xFFFF  # place in Unicode behind which rare scripts, emoji and rare ideographs stand
_VOWELS_AND_JOINTS = range(37, 200)  # combining classes of signs without which a word is another one
_JOINT = 9  # of the sign that takes a letter its vowel
MOST_ENCODINGS = 3  # times that letters are encoded in a link within a link
_OWNING = re.compile(r"['\u2019]s$", re.IGNORECASE)
_DIAL = frozenset({IdentityKind.PHONE, IdentityKind.WHATSAPP})


class KeyKind(StrEnum):
    """What a sum is of."""

    IDENTITY = "identity"  # an address, handle or profile that is theirs alone
    SHARED = "shared"  # one that somebody else has too: theirs only beside their name
    NAME = "name"  # a full name
    PHONE = "phone"  # a whole number
    TAIL = "tail"  # the end of one, as it is dialled at home
    RECORD = "record"  # an entry that nothing else tells to be theirs


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Key:
    """One salted sum.

    Attributes:
        kind: What it is of.
        hash: The sum.
        salt: What it was made with.
        hint: Of a name, what its first word gives (`hint_of`); else 0.
        words: Of a name, how many words it has; else 0.
    """

    kind: KeyKind
    hash: bytes
    salt: bytes
    hint: int = 0
    words: int = 0


def sum_of(kind: KeyKind, value: str, salt: bytes) -> bytes:
    """Return the salted sum of a value."""
    begun = _begun(kind, salt).copy()
    begun.update(value.encode("utf-8", "surrogatepass"))
    return begun.digest()


@lru_cache(64)
def _begun(kind: KeyKind, salt: bytes) -> blake2b:
    from hashlib import blake2b  # noqa: PLC0415 - few networks forgot anybody

    return blake2b(digest_size=HASH_BYTES, key=salt, person=kind.value.encode())


def hint_of(word: str, salt: bytes) -> int:
    """Return a small number that a folded word gives: equal for equal words, and for one of 4,096 others."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"), zlib.crc32(salt)) % HINTS


def keys_of_handle(identity: Identity, salt: bytes, *, shared: bool = False) -> Iterator[Key]:
    """Yield the sums of an address, handle or profile.

    Args:
        identity: Which.
        salt: Of the network.
        shared: Whether somebody else has it too.
    """
    kind = KeyKind.SHARED if shared else KeyKind.IDENTITY
    yield Key(kind=kind, hash=sum_of(kind, handle_text(identity), salt), salt=salt)
    digits = digits_of(identity)
    if not shared and len(digits) >= SHORTEST_TAIL:
        yield Key(kind=KeyKind.PHONE, hash=sum_of(KeyKind.PHONE, digits, salt), salt=salt)
        for tail in tails_of(digits):
            yield Key(kind=KeyKind.TAIL, hash=sum_of(KeyKind.TAIL, tail, salt), salt=salt)


def keys_of_name(name: str, salt: bytes) -> Iterator[Key]:
    """Yield the sums of a full name as it may stand in a text: whole, turned round, without its middle names."""
    yield from (_key_of_words(words, salt) for words in names_looked_for(name))


def key_of_name(name: str, salt: bytes) -> Key | None:
    """Return the sum of a full name as it stands there, in this order and with all its words; None of a single word."""
    words = words_of(name)
    if words not in full_names(name):
        return None
    return _key_of_words(words, salt)


def record_key(record: bytes, salt: bytes) -> Key:
    """Return the sum of a record's id."""
    return Key(kind=KeyKind.RECORD, hash=sum_of(KeyKind.RECORD, record.hex(), salt), salt=salt)


def full_names(name: str) -> frozenset[tuple[str, ...]]:
    """Return the folded words of a full name in every order it is looked for in; nothing of a single word.

    Example:
        >>> sorted(full_names("Ana Maria Lee"))[0]
        ('ana', 'lee')
    """
    words = words_of(name)
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS:
        return frozenset()
    if len(words[0]) == 1 and len(words[-1]) == 1 and words[0].isascii():
        return frozenset()  # initials
    ends = (words[0], words[-1])
    turned = (words[-1], *words[:-1])
    return frozenset({words, turned, ends, ends[::-1]})


def names_looked_for(name: str) -> frozenset[tuple[str, ...]]:
    """Return `full_names` of a name as it is written, and as a bare name of a source has it."""
    return full_names(name) | full_names(name_key(name))


def _key_of_words(words: tuple[str, ...], salt: bytes) -> Key:
    content, hint = sum_of(KeyKind.NAME, " ".join(words), salt), hint_of(words[0], salt)
    return Key(kind=KeyKind.NAME, hash=content, salt=salt, hint=hint, words=len(words))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared."""
    return tuple(folded(found.group()) for found in word_pattern().finditer(text) if found.group()[0] != "%")


def folded(word: str) -> str:
    """Return a word without case, accents, and what shows whose something is."""
    if word.isalpha() and word.isascii():
        return word.lower()
    return plain_letters(_OWNING.sub("", word))


def plain_letters(text: str) -> str:
    """Return a text without case, and without signs that some write and some do not.

    Accents, the points of Arabic and Hebrew, apostrophes and what nobody sees go; the vowels of India's scripts and
    of Thai stay, because without them a word is another one.
    """
    if not text.isascii():
        text = _optional().sub("", unicodedata.normalize("NFKD", text))
    return text.replace("'", "").replace("\u2019", "").casefold()


@cache
def word_pattern() -> re.Pattern[str]:
    """Return what finds the words of a text, and what stands for one letter in a link."""
    signs = _class(_signs())
    letter, inside = rf"[^\W_{UNSPACED}]", rf"[{signs}{_UNSEEN}'\u2019]"
    return re.compile(rf"%[0-9A-Fa-f]{{2}}|[{UNSPACED}][{signs}{_UNSEEN}]*|{letter}+(?:{inside}+{letter}*)*")


@cache
def _optional() -> re.Pattern[str]:
    """Return what finds the signs in decomposed text that some write and some do not."""
    return re.compile(f"[{_class([one for one in _signs() if _is_optional(one)])}{_UNSEEN}\u0640]+")


@cache
def _signs() -> list[int]:
    places = (place for start, end in _SIGNED for place in range(start, end))
    return [place for place in places if unicodedata.category(chr(place))[0] == "M"]


def _is_optional(place: int) -> bool:
    if place > LAST_OF_COMMON and place not in _ADLAM and place not in _PICKING:
        return False  # scripts of scholars, whose many signs would slow every text
    order = unicodedata.combining(chr(place))
    return place in _PICKING or (order > 0 and order != _JOINT and order not in _VOWELS_AND_JOINTS)


def _class(places: list[int]) -> str:
    """Return places in Unicode, in order, as they are written in a class of a pattern."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in runs)


def decodings(text: str) -> list[str]:
    """Return a text with its percent-encoded letters as letters, as often as they were encoded; nothing of others."""
    found: list[str] = []
    for _ in range(MOST_ENCODINGS if "%" in text else 0):
        plain = unquote(text, errors="replace")
        if plain == text:
            break
        found.append(plain)
        if "\ufffd" in plain:
            found.append(unquote(text, "latin-1"))
        text = plain
    return found


def handle_text(identity: Identity) -> str:
    """Return a handle as it is summed: a number is one, wherever it was found."""
    digits = digits_of(identity)
    return f"dial:{digits}" if digits else f"{identity.kind.value}:{identity.value}"


def digits_of(identity: Identity) -> str:
    """Return the digits of a phone number without leading zeros; nothing of any other handle."""
    if identity.kind not in _DIAL:
        return ""
    return "".join(one for one in identity.value if one.isdigit()).lstrip("0")


def tails_of(digits: str) -> Iterator[str]:
    """Yield the ends of a number by which it may be written."""
    for start in range(len(digits) - SHORTEST_TAIL + 1):
        if not digits[start:].startswith("0"):
            yield digits[start:]
