"""Addresses in headers: who is named, by what name, however it is written."""

from __future__ import annotations

import re
from functools import lru_cache

from kithly.records import Party, clean_name, email_identity
from kithly.sources._formats.email.words import decode_words

MAX_PARTIES = 500  # parties kept of one header; more is counted only

# One mailbox of the two usual forms, up to the comma behind it: Name <a@b>  "Name, X" <a@b>  a@b
_PLAIN = re.compile(
    r"\s*+(?:\"([^\"\\]*+)\"|([^<>\"(),:;@\\\[\]=]*+))\s*+<([^<>\s\"(),:;\\]++)>\s*+(?:,|$)"
    r"|\s*+([^<>\"(),:;\\\s]++@[^<>\"(),:;\\\s]++)\s*+(?:,|$)"
)
# a@b (Name) and Pipermail's a at b (Name)
_COMMENT = re.compile(r"\s*+([^<>\"(),:;\\\s@]++)(?:@| at )([^<>\"(),:;\\\s@]++)\s*+\(([^()\\\"]*+)\)\s*+(?:,|$)")
_PARTS = re.compile(
    r"\"[^\"\\]*+(?:\\.[^\"\\]*+)*\"?|=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*+\?=|[^\"(),:;<>\\=]++|\\.|.", re.DOTALL
)
_PIPERMAIL = re.compile(r"([^\s@<>]++) at ([^\s@<>]++\.[^\s@<>]++)")
_ESCAPED = re.compile(r"\\(.)")


def parse_parties(text: str, *, limit: int = MAX_PARTIES) -> tuple[tuple[Party, ...], int]:
    """Return the parties an address header names, and how many it names in all.

    Groups are expanded, comments give names, ``a at b`` is an address. Whoever has neither a
    name nor a usable address is left out of the parties but counted.

    Args:
        text: The header's value, encoded words still encoded.
        limit: How many to keep.
    """
    if "@" not in text and "=?" in text:
        text = decode_words(text)
    pairs = _plain_pairs(text)
    if pairs is None:
        pairs = _odd_pairs(text)
    parties = []
    for name, address in pairs[:limit]:
        party = make_party(name, address)
        if party is not None:
            parties.append(party)
    return tuple(parties), len(pairs)


def _plain_pairs(text: str) -> list[tuple[str, str]] | None:
    """Return names and addresses if all are of the usual forms, else None."""
    pairs: list[tuple[str, str]] = []
    position, end = 0, len(text)
    while position < end:
        found = _PLAIN.match(text, position)
        if found is not None:
            quoted, name, address, bare = found.groups()
            pairs.append((quoted or name or "", address or bare))
        else:
            found = _COMMENT.match(text, position)
            if found is None:
                return None
            pairs.append((found.group(3), f"{found.group(1)}@{found.group(2)}"))
        position = found.end()
    return pairs


@lru_cache(maxsize=20_000)
def make_party(name: str, address: str) -> Party | None:
    """Return the party of a name and an address as they were written, or None if both are empty."""
    identity = email_identity(address)
    if "=?" in name:
        name = decode_words(name)
    name = clean_name(name.strip().strip("\"'").strip())
    if identity is not None and _is_address_again(name, identity.value):
        name = ""
    if identity is None and not name:
        return None
    return Party(name=name, identity=identity)


def _is_address_again(name: str, address: str) -> bool:
    lower = name.lower().strip("<>()[]'\" ")
    return lower == address or lower.replace(" at ", "@", 1) == address


def _odd_pairs(text: str) -> list[tuple[str, str]]:
    """Return names and addresses of any header, sign by sign, in linear time."""
    reader = _Reader()
    for found in _PARTS.finditer(text):
        reader.take(found.group())
    reader.finish()
    return reader.pairs


class _Reader:
    """Reads an address list one sign after the other."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = []
        self._depth = 0  # of comments
        self._in_angle = False
        self._clear()

    def _clear(self) -> None:
        self._words: list[str] = []
        self._quoted: list[str] = []
        self._comment: list[str] = []
        self._angle: list[str] | None = None

    def take(self, sign: str) -> None:
        """Go on by one sign."""
        if self._depth or sign == "(":
            self._take_comment(sign)
        elif self._in_angle:
            self._take_angle(sign)
        elif sign == "<":
            self._in_angle, self._angle = True, []
        elif sign in {",", ";"}:
            self.finish()
        elif sign == ":" and self._angle is None and not any("@" in word for word in self._words):
            self._clear()  # the name of a group
        elif sign.startswith('"'):
            content = _ESCAPED.sub(r"\1", sign[1:].removesuffix('"'))
            self._quoted.append(content)
            self._words.append(sign)
        else:
            self._words.append(sign)

    def _take_comment(self, sign: str) -> None:
        self._depth += (sign == "(") - (sign == ")")
        if self._depth and not (sign == "(" and self._depth == 1):
            self._comment.append(sign)

    def _take_angle(self, sign: str) -> None:
        if sign == ">":
            self._in_angle = False
        elif sign == "," and self._angle and _is_whole("".join(self._angle)):
            self._in_angle = False  # the closing bracket was forgotten
            self.finish()
        elif self._angle is not None:
            self._angle.append(sign)

    def finish(self) -> None:
        """Close the mailbox that is being read."""
        self._in_angle = False
        phrase = "".join(self._words).strip()
        comment = "".join(self._comment).strip()
        if self._angle is not None:
            address = "".join(self._angle)
            name = _phrase(phrase, self._quoted) or comment
            if address.strip() or name:
                self.pairs.append((name, _route(address)))
        elif phrase or comment:
            self.pairs.append(_bare(phrase, comment, self._quoted))
        self._clear()


def _is_whole(address: str) -> bool:
    return "@" in address and not address.lstrip().startswith("@")


def _phrase(phrase: str, quoted: list[str]) -> str:
    if len(quoted) == 1 and phrase.startswith('"') and phrase.endswith('"'):
        return quoted[0]
    return phrase.replace('"', "") if not quoted else " ".join(_ESCAPED.sub(r"\1", phrase).replace('"', " ").split())


def _route(address: str) -> str:
    """Return an address without source route and spaces (RFC 5322 section 4.4)."""
    address = address.strip()
    if address.startswith("@") and ":" in address:
        address = address.rpartition(":")[2]
    if address.lower().startswith("mailto:"):
        address = address[7:]
    if " at " not in address:
        address = "".join(address.split())
    return address.replace('"', "")


def _bare(phrase: str, comment: str, quoted: list[str]) -> tuple[str, str]:
    """Return name and address of a mailbox without angle brackets."""
    pipermail = _PIPERMAIL.fullmatch(phrase) if "@" not in phrase else None
    if pipermail is not None:
        return comment, f"{pipermail.group(1)}@{pipermail.group(2)}"
    if "@" not in phrase:
        return _phrase(phrase, quoted) or comment, ""
    joined = "".join(phrase.split())
    if email_identity(joined) is not None and not (
        phrase != joined and "@" in phrase.rsplit(maxsplit=1)[-1] and len(phrase.split()) > 1
    ):
        return comment, joined
    words = phrase.split()
    address = next((word for word in words if "@" in word.strip("'\"")), "")
    name = " ".join(word for word in words if word is not address).replace('"', "")
    return name or comment, address.strip("'\"[]")
