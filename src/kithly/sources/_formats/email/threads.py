"""Who answers whom: the ids of messages, the key of a record, the token of a thread."""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import blake2b

from kithly.records import Party, name_key, to_seconds
from kithly.sources._formats.email.headers import Headers
from kithly.sources._formats.email.words import header_text, raw_text

MAX_ID = 500  # characters of a Message-ID; longer ones are hashed

_BRACKETED = re.compile(r"<([^<>]{1,2000})>")
_JUNK = re.compile(r"[\s\x00-\x1f]+")
# Reply and forward marks in front of a subject, in the main languages, with counters: Re[2]: AW: TR:
_MARK = re.compile(
    r"\s*(?:re|aw|wg|tr|fw|fwd|rv|res|enc|sv|vs|vl|vb|antw|doorst|odp|pd|r|i|rif|ynt|ilt|bls|trs|vá|továbbítás|"
    r"ответ|отв|пересл|回复|答复|转发|回覆|轉寄|返信|転送|답장|전달|תגובה|הועבר)"
    r"\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s*[:：]",
    re.IGNORECASE,
)
_LIST_TAG = re.compile(r"\s*\[[^\]]{1,40}\]\s*")
_SPACE = re.compile(r"\s+")


def clean_id(text: str) -> str:
    """Return a message id without brackets and white space; a hash of it if it is very long."""
    found = _BRACKETED.search(text)
    return _bare_id(found.group(1) if found else text)


def _bare_id(inner: str) -> str:
    if not inner.isprintable() or " " in inner or inner[:1] == "<" or inner[-1:] == ">":
        inner = _JUNK.sub("", inner).strip("<>")
    if len(inner) > MAX_ID:
        return blake2b(inner.encode("utf-8", "replace"), digest_size=20).hexdigest()
    return inner


def own_id(headers: Headers) -> str:
    """Return the message's own id, or an empty string."""
    return clean_id(_first(headers, "message-id"))


def references(headers: Headers) -> list[str]:
    """Return the ids of References, oldest first."""
    value = _first(headers, "references")
    return [_bare_id(found) for found in _BRACKETED.findall(value)]


def parent_id(headers: Headers, earlier: list[str]) -> str:
    """Return the id of the message answered: In-Reply-To, else the last reference."""
    value = _first(headers, "in-reply-to")
    found = _BRACKETED.search(value)
    if found is not None:
        return _bare_id(found.group(1))
    if "@" in value and " " not in value:
        return clean_id(value)
    return earlier[-1] if earlier else ""


def _first(headers: Headers, name: str) -> str:
    values = headers.get(name)
    if not values:
        return ""
    text = raw_text(values[0])
    return header_text(values[0]) if "=?" in text else text


def bare_subject(subject: str) -> str:
    """Return a subject without reply marks and list tags, ready to compare."""
    text = subject[:1_000]
    for _ in range(20):
        found = _MARK.match(text) or _LIST_TAG.match(text)
        if found is None:
            break
        text = text[found.end() :]
    return _SPACE.sub(" ", text).strip().casefold()


def record_key(message_id: str, at: datetime | None, *content: str) -> str:
    """Return the key of a message: one for all its copies, whatever box they lie in.

    Two different mails that carry one id stay apart by their date. Without an id the key is a
    hash of what is said.

    Args:
        message_id: The id, may be empty.
        at: Date of the message.
        content: Sender, subject and text.
    """
    seconds = "" if at is None else str(to_seconds(at))
    if message_id:
        return f"{message_id}|{seconds}"
    return f"hash:{_hash(seconds, *content)}"


def thread_token(ids: tuple[str, ...], subject: str, parties: tuple[Party, ...]) -> str:
    """Return what all messages of one conversation share.

    Args:
        ids: First reference, parent and own id, in this order; the first that is not empty counts.
        subject: Decoded subject.
        parties: Everybody on the message, for messages without any id.
    """
    for each in ids:
        if each:
            return each
    people = sorted({party.identity.value if party.identity else name_key(party.name) for party in parties})
    return f"subject:{_hash(bare_subject(subject), *people)}"


def _hash(*parts: str) -> str:
    return blake2b("\x00".join(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()
