"""The parts of a good message of each kind, in the words of the page, and which of them a text has."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.messages.etiquette import Verdict
from kithly.messages.kinds import MessageKind, message_kind

_TALK = ("talk", "a talk, no favour")
_NO_FAVOUR = ("no_favour", "no favour")
_FOR_THEM = ("for_them", "something only for them")
_TOPIC = ("topic", "something to talk about")

_PARTS: dict[MessageKind, tuple[tuple[str, str], ...]] = {
    MessageKind.RECONNECT: (("discovery", "how you came on it"), _TOPIC, ("about_me", "a bit about you"), _TALK),
    MessageKind.CONNECT: (("why", "how you came on them, or something to talk about"), _NO_FAVOUR),
    MessageKind.FOLLOW_UP_INVITE: (_TOPIC, _TALK),
    MessageKind.REPLY: (("occasion", "what they wrote"), _FOR_THEM, _NO_FAVOUR),
    MessageKind.THANKS: (("occasion", "what you thank for"), _FOR_THEM, _NO_FAVOUR),
    MessageKind.COMMENT: (("occasion", "what they shared"), _FOR_THEM, _NO_FAVOUR),
    MessageKind.BIRTHDAY: (("occasion", "their birthday"), _FOR_THEM, _NO_FAVOUR),
    MessageKind.ANNIVERSARY: (("occasion", "the anniversary"), _FOR_THEM, _NO_FAVOUR),
    MessageKind.CONGRATS_JOB: (("occasion", "the new job"), _FOR_THEM, _NO_FAVOUR),
    MessageKind.CONGRATS_PROMOTION: (("occasion", "the new role"), _FOR_THEM, _NO_FAVOUR),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a good message.

    Attributes:
        key: Its name.
        label: Its words on the page.
        present: Whether the text has it.
    """

    key: str
    label: str
    present: bool


def parts(verdict: Verdict, kind: str) -> tuple[Part, ...]:
    """Return the parts that a message of a kind should have, in their order.

    Args:
        verdict: Of the text, from `check`.
        kind: A `MessageKind`, or a touch kind, by name.
    """
    labels = verdict.labels
    asks = labels.get("asks_favour")
    has = {
        "discovery": labels.get("has_discovery"),
        "topic": labels.get("has_topic"),
        "about_me": labels.get("has_about_me"),
        "talk": labels.get("has_follow_up") and not asks,
        "why": labels.get("has_discovery") or labels.get("has_topic"),
        "occasion": labels.get("on_occasion"),
        "for_them": not labels.get("is_generic"),
        "no_favour": not asks,
    }
    return tuple(Part(key=key, label=label, present=bool(has[key])) for key, label in _PARTS[message_kind(kind)])
