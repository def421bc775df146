"""The rules of good outreach, applied to any text: which labels hold, which are broken, and where.

Everything here is local and explainable: phrase lexicons, the structure of sentences, names, and one small
linear model for favours, whose strongest words are told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kithly.messages.draft import Breach
from kithly.messages.favours import FAVOUR
from kithly.messages.kinds import HINTS, MAX_NOTE, MAX_WORDS, MessageKind, broken, labels_of, message_kind, note_length
from kithly.messages.label_models import LabelModel, models_for
from kithly.messages.language import language_of, lexicon_for
from kithly.messages.names import fold, unresolved
from kithly.messages.occasions import fits_occasion
from kithly.messages.places import breaches
from kithly.messages.quotations import QUOTED
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
_STOPPING = (FAVOUR, "unresolved")
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
    reading = reading_for(text, wanted, recipient, sender, models=_proven_models if own_draft else models_for)
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
    return any(verdict.labels[rule] for rule in _STOPPING if not (allowed_favour and rule == FAVOUR))


def reading_for(
    text: str,
    kind: MessageKind,
    recipient: Recipient,
    sender: Sender,
    *,
    models: Callable[[str], Mapping[str, LabelModel]] = models_for,
) -> Reading:
    """Return a text as the rules see it.

    Args:
        text: The whole message.
        kind: What it is for.
        recipient: Who reads it.
        sender: Who writes it.
        models: Gives the models that are asked, by language.
    """
    names = frozenset(fold(word) for word in f"{recipient.name} {sender.name}".split())
    facts = recipient.facts if kind in _MERGED_KINDS else ()
    merged = frozenset(fold(word) for fact in facts for word in fact.replace(":", " ").replace(",", " ").split())
    return _read_once(text, names, merged, models)


@lru_cache(maxsize=READ_AGAIN)
def _read_once(
    text: str, names: frozenset[str], merged: frozenset[str], models: Callable[[str], Mapping[str, LabelModel]]
) -> Reading:
    language = language_of(QUOTED.sub(" ", text))  # a quoted title may be in another
    lexicon = lexicon_for(language)
    return read(text, names=names, merged=merged, language=language, lexicon=lexicon, models=models(language))


def _proven_models(language: str) -> Mapping[str, LabelModel]:
    """Return what a draft of Kithly's is asked: what its words tell is proven already, by the facts it is made of."""
    return {name: model for name, model in models_for(language).items() if name.startswith(FAVOUR)}


@cache
def _no_names(language: str) -> frozenset[str]:
    words = lexicon_for(language).words
    return words["callings"] | words["stop"] | words["hollow"]


def labels_told(reading: Reading, kind: MessageKind, recipient: Recipient) -> dict[str, bool]:
    """Return the labels of a kind that are judged by meaning, and the hints."""
    on_topic = kind in {MessageKind.THANKS, MessageKind.REPLY}  # what it did for me, answers about me
    judges: dict[str, Callable[[], bool]] = {
        "has_discovery": lambda: has_discovery(reading),
        "has_topic": lambda: has_topic(reading),
        "has_about_me": lambda: has_about_me(reading),
        "has_follow_up": lambda: has_follow_up(reading),
        "on_occasion": lambda: fits_occasion(reading, kind=kind, facts=recipient.facts),
        FAVOUR: lambda: bool(reading.favours),
        "is_generic": lambda: is_generic(reading),
        "self_centred": lambda: is_self_centred(reading, on_topic=on_topic),
        "pushy": lambda: bool(pressure(reading)),
        "watchful": lambda: bool(reading.of("hint.watchful")),
        "sensitive": lambda: bool(reading.of("hint.sensitive")),
    }
    return {rule: judges[rule]() for rule in (*labels_of(kind), *HINTS) if rule in judges}


def _is_too_long(text: str, kind: MessageKind, channel: str) -> bool:
    if kind is MessageKind.CONNECT and channel != "email":
        return note_length(text) > MAX_NOTE
    return len(text.split()) > MAX_WORDS
