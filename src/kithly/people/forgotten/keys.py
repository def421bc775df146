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

from kithly.records import Identity, IdentityKind

HASH_BYTES = 16
HINTS = 4_096  # a first word gives one of so many: few words of a text are worth a sum, and many names give the same
SHORTEST_TAIL = 7  # digits of a number as it is written at home; fewer are anything
FEWEST_WORDS = 2  # of a name looked for in texts: a single word means many
MOST_WORDS = 24  # of one, each character of a script without spaces being one; longer "names" are sentences

# Scripts that are written without spaces between words: each of their characters counts as a word.
UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_MARKS = "\u0300-\u036f'\u2019"
WORD = re.compile(rf"%[0-9A-Fa-f]{{2}}|[{UNSPACED}]|[^\W_{UNSPACED}](?:[^\W_{UNSPACED}]|[{_MARKS}])*")
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
    from hashlib import blake2b  # noqa: PLC0415 - few networks forgot anybody

    text = value.encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=HASH_BYTES, key=salt, person=kind.value.encode()).digest()


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
    for words in full_names(name):
        value = " ".join(words)
        hint = hint_of(words[0], salt)
        yield Key(kind=KeyKind.NAME, hash=sum_of(KeyKind.NAME, value, salt), salt=salt, hint=hint, words=len(words))


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


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared."""
    return tuple(folded(found.group()) for found in WORD.finditer(text) if found.group()[0] != "%")


def folded(word: str) -> str:
    """Return a word without case, accents, and what shows whose something is."""
    if word.isalpha() and word.isascii():
        return word.lower()
    bare = _OWNING.sub("", word)
    if not bare.isascii():
        parts = unicodedata.normalize("NFKD", bare)
        bare = "".join(one for one in parts if not unicodedata.combining(one))
    return bare.replace("'", "").replace("\u2019", "").casefold()


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
