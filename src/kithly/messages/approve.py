"""Approval: the only way from words to something a channel will take."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from kithly.errors import Refused
from kithly.messages.etiquette import Verdict, stops

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})  # controls, formats, lone surrogates, blanks
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters by their class that no font draws
_TOKEN = object()  # only this module can make an Approved


class Act(StrEnum):
    """What goes out."""

    MESSAGE = "message"  # words to one person
    REPLY = "reply"  # words in the open, beneath what somebody published
    LIKE = "like"
    BOOST = "boost"  # shown to ego's own readers
    POST = "post"  # ego's own words to everybody


WORDLESS = frozenset({Act.LIKE, Act.BOOST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """Words that passed etiquette and a human yes. Made by `approve` alone; the outbox gets its own back.

    Attributes:
        text: The message.
        subject: For mail; None elsewhere.
        kind: What it is for.
        channel: Where it goes.
        to: Address, profile slug or number; empty if it is pasted by hand.
        allowed_favour: Whether the user said "this is not a favour"; kept with the text.
        token: Proof of origin.
        act: What goes out.
        id: Message-ID without brackets, or the name under which a network takes it once; fixed here, never again.
        sender: Ego's own address or account it goes out from; empty where the user's own program sends it.
        sender_name: Ego's name beside that address.
        in_reply_to: Message-ID answered, without brackets; empty for none.
        references: Message-IDs of the thread, oldest first, without brackets.
        target: Address of what is answered, liked or boosted; empty for none.
    """

    text: str
    subject: str | None
    kind: str
    channel: str
    to: str
    allowed_favour: bool
    token: object
    act: Act = Act.MESSAGE
    id: str = ""
    sender: str = ""
    sender_name: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    target: str = ""

    def __post_init__(self) -> None:
        if self.token is not _TOKEN:
            raise TypeError("Approved is made by messages.approve only")


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Where approved words shall go.

    Attributes:
        kind: A message or touch kind, by name.
        channel: ``mail``, ``linkedin`` ...
        to: Address, profile slug or number; empty if it is pasted by hand.
        subject: For mail; None elsewhere.
        act: What goes out.
        id: Message-ID without brackets, or the name under which a network takes it once.
        sender: Ego's own address or account; empty where the user's own program sends it.
        sender_name: Ego's name beside that address.
        in_reply_to: Message-ID answered, without brackets.
        references: Message-IDs of the thread, oldest first, without brackets.
        target: Address of what is answered, liked or boosted.
    """

    kind: str
    channel: str
    to: str = ""
    subject: str | None = None
    act: Act = Act.MESSAGE
    id: str = ""
    sender: str = ""
    sender_name: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    target: str = ""


def approve(text: str, verdict: Verdict, envelope: Envelope, *, yes: bool, allowed_favour: bool = False) -> Approved:
    """Return the words as approved.

    Args:
        text: The message as the user wants it sent.
        verdict: Of exactly this text, from `check`.
        envelope: Where it shall go.
        yes: The human yes to exactly this text.
        allowed_favour: Whether the user said "this is not a favour".

    Raises:
        Refused: No yes, no words, or a favour or unresolved name where that stops a message.
    """
    if not yes:
        raise Refused(
            envelope.channel, "Nothing goes out without your yes.", hint="Add --yes once it reads as you want."
        )
    if not is_seen(text) and envelope.act not in WORDLESS:
        raise Refused(envelope.channel, "There is nothing to send.", hint="Write a line first.")
    if stops(verdict, envelope.kind, allowed_favour=allowed_favour):
        raise Refused(envelope.channel, *_why(verdict))
    return _approved(text, envelope, allowed_favour=allowed_favour)


def is_seen(text: str) -> bool:
    """Say whether there is anything in a text that a reader sees.

    >>> is_seen(" \u200b "), is_seen("\u2665")
    (False, True)
    """
    return any(unicodedata.category(letter) not in _UNSEEN and letter not in _BLANK for letter in text)


def approved_before(text: str, envelope: Envelope, *, allowed_favour: bool, kept: bool) -> Approved:
    """Return words again that were approved and have been kept as such since, unchanged.

    For the outbox alone: what it keeps came out of `approve`, and cannot be changed there.

    Args:
        text: As it was approved.
        envelope: As it was approved.
        allowed_favour: Whether the user said "this is not a favour".
        kept: Whether it stands among what was approved; anything else has to pass `approve`.

    Raises:
        Refused: It does not.
    """
    if not kept:
        raise Refused(envelope.channel, "Nothing goes out without your yes.", hint="kithly send ID")
    return _approved(text, envelope, allowed_favour=allowed_favour)


def _approved(text: str, envelope: Envelope, *, allowed_favour: bool) -> Approved:
    return Approved(
        text=text,
        subject=envelope.subject,
        kind=envelope.kind,
        channel=envelope.channel,
        to=envelope.to,
        allowed_favour=allowed_favour,
        token=_TOKEN,
        act=envelope.act,
        id=envelope.id,
        sender=envelope.sender,
        sender_name=envelope.sender_name,
        in_reply_to=envelope.in_reply_to,
        references=envelope.references,
        target=envelope.target,
    )


def _why(verdict: Verdict) -> tuple[str]:
    if verdict.labels["unresolved"]:
        return ("A name or placeholder in it is not resolved.",)
    return ("It asks a favour; if it does not, say once that this is not a favour.",)
