"""The doors to a person: mail, LinkedIn, a note with a request, SMS, a chat, their post, or words to paste."""

from __future__ import annotations

from kithly.app.drafts.answered import NETWORKS as PUBLISHED
from kithly.app.drafts.answered import answered_page
from kithly.app.show import CHANNELS, message_word
from kithly.app.views import DoorView
from kithly.errors import SettingsError
from kithly.messages import MAX_NOTE
from kithly.people import Person
from kithly.plan import CHATS as CHAT_CHANNELS
from kithly.plan import NETWORKS, Touch
from kithly.reasons import Facts, Reason, ReasonKind, TouchKind
from kithly.records import Channel, IdentityKind

EMAIL, LINKEDIN, NOTE, SMS, COPY = "email", "linkedin", "note", "sms", "copy"
OPEN = frozenset(place.value for place in NETWORKS)  # answered where it was published: words to paste there
CHATS = {chat.value: chat for chat in sorted(CHAT_CHANNELS)}  # doors that are open where there was a talk
KEYS = (EMAIL, LINKEDIN, NOTE, SMS, *CHATS, *PUBLISHED, COPY)
LABELS = {
    EMAIL: "Mail",
    LINKEDIN: "LinkedIn message",
    NOTE: "Note with a request",
    SMS: message_word(Channel.SMS),
    **{key: f"Answer at {CHANNELS[Channel(key)]}" for key in PUBLISHED},
    **{key: message_word(chat) for key, chat in CHATS.items()},
    COPY: "Copy",
}
ACTIONS = {
    EMAIL: "Open in your mail",
    LINKEDIN: "Copy and open LinkedIn",
    NOTE: "Copy and open LinkedIn",
    COPY: "Copy the words",
}
OPEN_SMS, OPEN_POST = "Copy and open your messages", "Copy and open their post"
COPY_AND_OPEN = "Copy and open {}"  # a chat to which a link leads; to others words are pasted by hand
WRITTEN_FOR = {EMAIL: "mail", LINKEDIN: "linkedin", NOTE: "linkedin"}  # what a brief calls the place of a message


def doors_of(facts: Facts, touch: Touch | None) -> tuple[DoorView, ...]:
    """Return the doors open for a person, the one to use first.

    A LinkedIn message needs a connection, or a talk that was there already; without one there is the note that goes
    with a request.

    Args:
        facts: What is known of them.
        touch: The hello, if there is one; its own door comes first.
    """
    keys = [key for key in KEYS if _is_open(key, facts, touch)]
    first = _first(keys, touch)
    return tuple(door_view(key, facts.person, touch) for key in [first, *(key for key in keys if key != first)])


def door_view(key: str, person: Person, touch: Touch | None = None) -> DoorView:
    """Return one door of a person, or beneath what they published, if a hello answers that."""
    addresses = _of(person, IdentityKind.EMAIL) if key == EMAIL else ()
    profiles = _of(person, IdentityKind.LINKEDIN) if key in {LINKEDIN, NOTE} else ()
    to = next(iter((*addresses, *profiles)), "") or _number(key, person) or answered_page(touch, key)
    opens = COPY_AND_OPEN.format(CHANNELS[CHATS[key]]) if key in CHATS and to else ACTIONS[COPY]
    opens = {SMS: OPEN_SMS, **dict.fromkeys(PUBLISHED, OPEN_POST)}.get(key, opens) if to else opens
    return DoorView(
        key=key,
        label=LABELS[key],
        action=ACTIONS.get(key, opens),
        to=to,
        addresses=addresses,
        limit=MAX_NOTE if key == NOTE else None,
    )


def door_named(key: str) -> str:
    """Return a door by its name; words of the command line for other ways are words to copy.

    Raises:
        SettingsError: There is no such door.
    """
    if key in KEYS:
        return key
    if key == "phone":
        return SMS
    if key in {"other", *OPEN}:
        return COPY
    raise SettingsError("channel", f"There is no channel {key!r}.", hint="Channels: " + ", ".join(KEYS))


def kind_at(door: str, kind: TouchKind, reason: Reason | None = None) -> TouchKind:
    """Return what a message is at a door: a note with a request is one, whatever the occasion.

    A hello without a day to name is a reconnection; to somebody who accepted a request it is thanks for that.
    """
    if door == NOTE:
        return TouchKind.CONNECT
    if reason is not None and reason.kind is ReasonKind.ACCEPTED:
        return TouchKind.THANK
    has_day = reason is not None and reason.kind is ReasonKind.BIRTHDAY
    return TouchKind.RECONNECT if kind is TouchKind.GREET and not has_day else kind


def _is_open(key: str, facts: Facts, touch: Touch | None) -> bool:
    person, asked = facts.person, touch.reason.kind if touch else None
    if key == EMAIL:
        return bool(_of(person, IdentityKind.EMAIL))
    if key == LINKEDIN:
        return _is_linked(facts) or (touch is not None and touch.channel == LINKEDIN)
    if key == NOTE:
        profiles = _of(person, IdentityKind.LINKEDIN)
        return bool(profiles) and not _is_linked(facts) and asked is not ReasonKind.INVITATION
    if key in PUBLISHED:
        return bool(answered_page(touch, key))
    return key not in {SMS, *CHATS} or _is_open_chat(key, facts, touch)


def _is_open_chat(key: str, facts: Facts, touch: Touch | None) -> bool:
    """Say whether somebody can be written to in a chat: where a talk was seen, where the hello is; SMS by a number."""
    place = Channel.SMS if key == SMS else CHATS[key]
    if any(one.channel is place for one in facts.exchanges):
        return True
    if touch is not None and touch.channel in ({"phone", SMS} if key == SMS else {key}):
        return True
    return key == SMS and bool(_number(SMS, facts.person))


def _number(key: str, person: Person) -> str:
    """Return what a link needs: a number with its country for SMS, WhatsApp and Signal, a user name for Telegram."""
    if key in {Channel.WHATSAPP, Channel.SIGNAL, SMS}:
        known = _of(person, IdentityKind.WHATSAPP) if key == Channel.WHATSAPP else ()
        numbers = (*known, *_of(person, IdentityKind.PHONE))
        return next((number for number in numbers if number.startswith("+")), "")
    if key == Channel.TELEGRAM:
        return next((name for name in _of(person, IdentityKind.TELEGRAM) if not name.isdecimal()), "")
    return ""


def _is_linked(facts: Facts) -> bool:
    talked = any(one.channel is Channel.LINKEDIN and not one.outgoing for one in facts.exchanges)
    return facts.person.connected_on is not None or talked


def _first(keys: list[str], touch: Touch | None) -> str:
    wanted = door_named(touch.channel) if touch else EMAIL
    if touch and touch.kind is TouchKind.CONNECT and NOTE in keys:
        return NOTE
    return wanted if wanted in keys else keys[0]


def _of(person: Person, kind: IdentityKind) -> tuple[str, ...]:
    return tuple(identity.value for identity in person.identities if identity.kind is kind)
