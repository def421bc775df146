"""The rules of good outreach, applied to any text: which labels hold, which are broken, and where.

Everything here is local and explainable: phrase lexicons, the structure of sentences, names, and one small
linear model for favours, whose strongest words are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kithly.messages.draft import Breach
from kithly.messages.kinds import HINTS, MAX_NOTE, MAX_WORDS, MessageKind, broken, labels_of, message_kind, note_length
from kithly.messages.label_models import LabelModel, models_for
from kithly.messages.language import language_of, lexicon_for
from kithly.messages.names import fold, unresolved
from kithly.messages.occasions import fits_occasion
from kithly.messages.places import breaches
from kithly.messages.reading import Reading, read
from kithly.messages.traits import (
    has_about_me,
    has_discovery,
    has_follow_up,
    has_topic,
    is_generic,
    is_self_centred,
    pressure,
)

READ_AGAIN = 8  # texts kept read: a draft is judged as it is written and again as it is shown
_STOPPING = ("asks_favour", "unresolved")
_FIRST = frozenset(MessageKind) - {MessageKind.REPLY, MessageKind.FOLLOW_UP_INVITE}
_MERGED_KINDS = frozenset(
    {MessageKind.CONGRATS_JOB, MessageKind.CONGRATS_PROMOTION, MessageKind.ANNIVERSARY, MessageKind.BIRTHDAY}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who reads the message, as far as it is known.

    Attributes:
        name: Their name; empty if unknown.
        relation: How they belong, in a few words.
        years_since_contact: Years since the last contact; None if unknown.
        facts: Short statements about them.
    """

    name: str
    relation: str = ""
    years_since_contact: float | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who writes.

    Attributes:
        name: Ego's name; empty if unknown.
        facts: Short statements about ego.
    """

    name: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the rules say of a text.

    Attributes:
        ok: Whether no rule of the kind's policy is broken (for Kithly's own drafts: and no hint either).
        labels: Every label of the kind, by its name; then the hints ``watchful`` and ``sensitive``.
        breaches: What is broken, with its place, in order of the text.
    """

    ok: bool
    labels: dict[str, bool]
    breaches: tuple[Breach, ...]


def check(
    text: str, *, kind: str, channel: str, recipient: Recipient, sender: Sender, own_draft: bool = False
) -> Verdict:
    """Judge a message as its recipient would read it.

    Args:
        text: The whole message; a first line ``Subject: ...`` is part of it.
        kind: A `MessageKind`, or a touch kind, by name.
        channel: ``email``, ``linkedin``, ``sms`` ...; a connection note is counted in characters.
        recipient: Who reads it.
        sender: Who writes it.
        own_draft: Whether Kithly wrote it: then hints break it too.

    Returns:
        Labels, and a breach for each broken rule and place. Linear in the text.

    Raises:
        ValueError: Unknown kind.
    """
    wanted = message_kind(kind)
    reading = reading_for(text, wanted, recipient, sender)
    leftovers = unresolved(
        text, recipient=recipient.name, sender=sender.name, facts=recipient.facts, common=_no_names(reading.language)
    )
    labels = labels_told(reading, wanted, recipient) | {
        "unresolved": bool(leftovers),
        "too_long": _is_too_long(text, wanted, channel),
    }
    kept = {rule: labels[rule] for rule in (*labels_of(wanted), *HINTS)}
    wrong = broken(wanted, kept) + tuple(rule for rule in HINTS if kept[rule])
    found = [breach for rule in wrong for breach in breaches(rule, reading, leftovers)]
    ok = not wrong if own_draft else all(rule in HINTS for rule in wrong)
    return Verdict(ok=ok, labels=kept, breaches=tuple(sorted(found, key=lambda breach: (breach.start, breach.end))))


def stops(verdict: Verdict, kind: str, *, allowed_favour: bool = False) -> bool:
    """Whether a user's own text may not go out as it stands.

    Only a favour and an unresolved name stop it, and only in a first reconnection, a connection note or a
    small good; everything else is a hint.

    Args:
        verdict: Of the text.
        kind: A `MessageKind`, or a touch kind, by name.
        allowed_favour: Whether the user said "this is not a favour".
    """
    if message_kind(kind) not in _FIRST:
        return False
    return any(verdict.labels[rule] for rule in _STOPPING if not (allowed_favour and rule == "asks_favour"))


def reading_for(
    text: str,
    kind: MessageKind,
    recipient: Recipient,
    sender: Sender,
    *,
    models: Mapping[str, LabelModel] | None = None,
) -> Reading:
    """Return a text as the rules see it.

    Args:
        text: The whole message.
        kind: What it is for.
        recipient: Who reads it.
        sender: Who writes it.
        models: To be asked instead of the shipped ones.
    """
    names = frozenset(fold(word) for word in f"{recipient.name} {sender.name}".split())
    facts = recipient.facts if kind in _MERGED_KINDS else ()
    merged = frozenset(fold(word) for fact in facts for word in fact.replace(":", " ").replace(",", " ").split())
    return _read_once(text, names, merged) if models is None else _read_with(text, names, merged, models)


@lru_cache(maxsize=READ_AGAIN)
def _read_once(text: str, names: frozenset[str], merged: frozenset[str]) -> Reading:
    return _read_with(text, names, merged, None)


def _read_with(
    text: str, names: frozenset[str], merged: frozenset[str], models: Mapping[str, LabelModel] | None
) -> Reading:
    language = language_of(text)
    lexicon = lexicon_for(language)
    known = models_for(language) if models is None else models
    return read(text, names=names, merged=merged, language=language, lexicon=lexicon, models=known)


@cache
def _no_names(language: str) -> frozenset[str]:
    words = lexicon_for(language).words
    return words["callings"] | words["stop"] | words["hollow"]


def labels_told(reading: Reading, kind: MessageKind, recipient: Recipient) -> dict[str, bool]:
    """Return every label that is judged by meaning, those of other kinds included."""
    on_topic = kind in {MessageKind.THANKS, MessageKind.REPLY}  # what it did for me, answers about me
    return {
        "has_discovery": has_discovery(reading),
        "has_topic": has_topic(reading),
        "has_about_me": has_about_me(reading),
        "has_follow_up": has_follow_up(reading),
        "on_occasion": fits_occasion(reading, kind=kind, facts=recipient.facts),
        "asks_favour": bool(reading.favours),
        "is_generic": is_generic(reading),
        "self_centred": is_self_centred(reading, on_topic=on_topic),
        "pushy": bool(pressure(reading)),
        "watchful": bool(reading.of("hint.watchful")),
        "sensitive": bool(reading.of("hint.sensitive")),
    }


def _is_too_long(text: str, kind: MessageKind, channel: str) -> bool:
    if kind is MessageKind.CONNECT and channel != "email":
        return note_length(text) > MAX_NOTE
    return len(text.split()) > MAX_WORDS
