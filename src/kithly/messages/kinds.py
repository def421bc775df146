"""Kinds of message, the labels each is judged by, and which labels break the policy."""

from __future__ import annotations

from enum import StrEnum

from kithly.reasons import TouchKind

MAX_WORDS = 180  # whitespace-separated; longer messages are read later, that is never
MAX_NOTE = 200  # characters of a LinkedIn connection note without a paid account


class MessageKind(StrEnum):
    """What a message is for."""

    RECONNECT = "reconnect"
    BIRTHDAY = "birthday"
    CONGRATS_JOB = "congrats_job"
    CONGRATS_PROMOTION = "congrats_promotion"
    ANNIVERSARY = "anniversary"
    COMMENT = "comment"
    THANKS = "thanks"
    REPLY = "reply"
    FOLLOW_UP_INVITE = "follow_up_invite"
    CONNECT = "connect"


_FAULTS = ("asks_favour", "is_generic", "too_long", "unresolved", "pushy")
_SMALL_GOOD = ("on_occasion", "asks_favour", "is_generic", "self_centred", "too_long", "unresolved", "pushy")
HINTS = ("watchful", "sensitive")

_LABELS: dict[MessageKind, tuple[str, ...]] = {
    MessageKind.RECONNECT: ("has_discovery", "has_topic", "has_about_me", "has_follow_up", *_FAULTS),
    MessageKind.FOLLOW_UP_INVITE: ("has_topic", "has_follow_up", *_FAULTS),
    MessageKind.CONNECT: ("has_discovery", "has_topic", *_FAULTS),
}

_BY_TOUCH: dict[TouchKind, MessageKind] = {
    TouchKind.REPLY: MessageKind.REPLY,
    TouchKind.THANK: MessageKind.THANKS,
    TouchKind.FOLLOW_UP: MessageKind.FOLLOW_UP_INVITE,
    TouchKind.GREET: MessageKind.BIRTHDAY,
    TouchKind.CONGRATULATE: MessageKind.CONGRATS_JOB,
    TouchKind.COMMENT: MessageKind.COMMENT,
    TouchKind.LIKE: MessageKind.COMMENT,
    TouchKind.RECONNECT: MessageKind.RECONNECT,
    TouchKind.CONNECT: MessageKind.CONNECT,
    TouchKind.SHARE: MessageKind.COMMENT,
    TouchKind.INTRODUCE: MessageKind.COMMENT,
    TouchKind.POST: MessageKind.COMMENT,
}


def message_kind(kind: str) -> MessageKind:
    """Return the message kind of a message or touch kind's name.

    Raises:
        ValueError: Neither a message kind nor a touch kind is called that.

    Example:
        >>> message_kind("thank")
        <MessageKind.THANKS: 'thanks'>
    """
    if kind in MessageKind.__members__.values():
        return MessageKind(kind)
    return _BY_TOUCH[TouchKind(kind)]


def note_length(text: str) -> int:
    r"""Return the characters of a connection note as LinkedIn counts them: on one line, in UTF-16 units.

    Example:
        >>> note_length("Hi Ana,\n\nhello"), note_length("\N{WAVING HAND SIGN}")
        (13, 2)
    """
    return len(" ".join(text.split()).encode("utf-16-le", "replace")) // 2


def labels_of(kind: MessageKind) -> tuple[str, ...]:
    """Return the names of the labels a kind is judged by, hints excluded."""
    return _LABELS.get(kind, _SMALL_GOOD)


def broken(kind: MessageKind, labels: dict[str, bool]) -> tuple[str, ...]:
    """Return the labels whose value breaks the policy of a kind, in the order of `labels_of`."""
    wrong = [rule for rule in labels_of(kind) if labels[rule] is not _is_virtue(rule)]
    if kind is MessageKind.CONNECT and (labels["has_discovery"] or labels["has_topic"]):
        wrong = [rule for rule in wrong if not _is_virtue(rule)]
    return tuple(wrong)


def _is_virtue(rule: str) -> bool:
    """Whether a rule names something that should be there, rather than a fault."""
    return rule.startswith("has_") or rule == "on_occasion"
