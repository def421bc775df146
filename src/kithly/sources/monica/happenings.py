"""What happened with a contact of Monica's: calls, conversations, activities, presents; and ego's notes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from hashlib import sha256

from kithly.records import (
    NO_FLAGS,
    Channel,
    Flag,
    Gesture,
    GestureKind,
    Meeting,
    Message,
    PersonNote,
    Record,
)
from kithly.sources._formats.asks import asks
from kithly.sources.monica.stream import Told, day, flat, instant, nested, text
from kithly.sources.monica.survey import Survey

CHANNELS: dict[str, Channel] = {  # what a way of talking is called in Monica, without case and marks
    "whatsapp": Channel.WHATSAPP,
    "telegram": Channel.TELEGRAM,
    "facebook": Channel.FACEBOOK,
    "messenger": Channel.FACEBOOK,
    "instagram": Channel.INSTAGRAM,
    "linkedin": Channel.LINKEDIN,
    "slack": Channel.SLACK,
    "signal": Channel.SIGNAL,
    "email": Channel.MAIL,
    "phone": Channel.SMS,
    "sms": Channel.SMS,
}
STANDS_ON_THE_CONTACT = frozenset(("contact_field", "address", "pet"))  # told by the contact itself
BY_ID = frozenset(("activity", "photo", "document"))  # told where they stand themselves

Outcome = tuple[str, Record | str]
"""What a value was (``call 2``), and its record or, in one clause, why there is none."""


def of_contact(told: Told, found: Survey) -> Iterator[Outcome]:
    """Yield everything that stands inside a contact and is a value of its own."""
    counts: dict[str, int] = {}
    for kind, one in nested(told):
        if kind in STANDS_ON_THE_CONTACT or (kind in BY_ID and isinstance(one, str)):
            continue
        counts[kind] = counts.get(kind, 0) + 1
        place = f"{kind.replace('_', ' ') or 'entry'} {counts[kind]}"
        if kind == "conversation":
            yield from _conversation(flat(one), told, found, place)
        else:
            yield place, _one(kind, flat(one), told, found)


def _one(kind: str, one: Told, told: Told, found: Survey) -> Record | str:
    own = text(told, "uuid")
    if own in found.partial:
        return _of_relative(kind, one, told, found)
    if kind == "call":
        return _call(one, told, found)
    if kind == "gift" and text(one, "status") in {"offered", "received"}:
        return _gift(one, told, found)
    words = _WORDS[kind](one, found) if kind in _WORDS else ""
    if not words:
        return "nothing in it" if kind in _WORDS else f"Kithly does not know what a {kind or 'value'} is"
    return PersonNote(key=_key(kind, one, told, words), other=found.party(own), text=words, at=_noted(one))


def _of_relative(kind: str, one: Told, told: Told, found: Survey) -> PersonNote | str:
    """Return what is said of a relative as a note about the person they belong to."""
    own = text(told, "uuid")
    owner = found.owners.get(own, "")
    if not owner:
        return "belongs to a relative of nobody in the export"
    words = _WORDS[kind](one, found) if kind in _WORDS else text(one, "content", "name")
    said = f"About {found.names[own]}: {words or kind.replace('_', ' ')}"
    return PersonNote(key=_key(kind, one, told, words), other=found.party(owner), text=said, at=_noted(one))


def _noted(one: Told) -> datetime | None:
    return instant(one, "happened_at", "called_at", "initial_date", "date", "completed_at", "created_at")


def _call(one: Told, told: Told, found: Survey) -> Gesture:
    feelings = one.get("emotions")
    names = [text(flat(each), "name") or str(each) for each in (feelings if isinstance(feelings, list) else ())]
    words = "\n".join([text(one, "content"), *([f"Feelings: {', '.join(names)}"] if names else [])]).strip()
    return Gesture(
        key=_key("call", one, told, text(one, "called_at")),
        kind=GestureKind.CALL,
        channel=Channel.CALL,
        outgoing=not one.get("contact_called"),
        other=found.party(text(told, "uuid")),
        at=instant(one, "called_at", "created_at"),
        text=words,
    )


def _gift(one: Told, told: Told, found: Survey) -> Gesture:
    return Gesture(
        key=_key("gift", one, told, text(one, "name")),
        kind=GestureKind.GIFT,
        channel=Channel.SELF,
        outgoing=text(one, "status") == "offered",
        other=found.party(text(told, "uuid")),
        at=instant(one, "date", "created_at"),
        text=_gift_words(one),
    )


def _gift_words(one: Told) -> str:
    amount = text(one, "amount")
    parts = [text(one, "name"), text(one, "comment"), text(one, "url"), f"worth {amount}" if amount else ""]
    return ", ".join(part for part in parts if part)


def _conversation(one: Told, told: Told, found: Survey, place: str) -> Iterator[Outcome]:
    """Yield the messages of a conversation that ego wrote down."""
    way = found.types.get(text(one, "contact_field_type"), text(one, "contact_field_type"))
    channel = CHANNELS.get("".join(filter(str.isalpha, way.lower())), Channel.SELF)
    messages = one.get("messages")
    if not isinstance(messages, list) or not messages:
        yield place, "a conversation without words"
        return
    thread = f"{text(told, 'uuid')}|{text(one, 'uuid', 'happened_at', 'created_at')}"
    for number, each in enumerate(messages, start=1):
        yield f"{place}, message {number}", _message(flat(each), told, found, channel, thread)


def _message(one: Told, told: Told, found: Survey, channel: Channel, thread: str) -> Record | str:
    words = text(one, "content")
    if not words:
        return "a message without words"
    them, me = found.party(text(told, "uuid")), found.ego_party()
    is_mine = bool(one.get("written_by_me"))
    if not is_mine and me is None:
        return "the export does not tell whose it is: to whom this was written is not known"
    return Message(
        key=_key("message", one, told, f"{text(one, 'written_at')}|{words}"),
        channel=channel,
        at=instant(one, "written_at", "created_at"),
        sender=me if is_mine else them,
        to=(them,) if is_mine else (me,) if me else (),
        recipients=1,
        text=words,
        own=words,
        thread=thread,
        flags=(Flag.SENT if is_mine else NO_FLAGS) | (Flag.ASKS if asks(words) else NO_FLAGS),
    )


def activity(told: Told, found: Survey) -> Meeting | str:
    """Return an activity, or in one clause why it is none."""
    own = text(told, "uuid")
    present = [one for one in found.present.get(own, ()) if one not in found.partial]
    if not present:
        return "an activity without anybody"
    on = day(told, "happened_at")
    words = [text(told, "description")]
    kind = found.types.get(text(told, "type"), "")
    title = text(told, "summary") or kind.replace("_", " ")
    return Meeting(
        key=own or _key("activity", told, {}, title),
        channel=Channel.MEETING,
        at=datetime.combine(on, time(12), UTC) if on else None,
        title=title,
        attendees=tuple(found.party(one) for one in present),
        attendance=len(present) + 1,
        text="\n".join(filter(None, words)),
        is_all_day=True,
    )


def _life_event(one: Told, found: Survey) -> str:
    kind = found.types.get(text(one, "type"), "").replace("_", " ")
    name = text(one, "name") or kind or "something"
    return f"In their life: {name}" + (f": {text(one, 'note')}" if text(one, "note") else "")


def _reminder(one: Told, _: Survey) -> str:
    every = f", every {text(one, 'frequency_number')} {text(one, 'frequency_type')}" if _repeats(one) else ""
    words = " ".join(part for part in (text(one, "title"), text(one, "description")) if part)
    return f"Reminder: {words}{every}" if words else ""


def _repeats(one: Told) -> bool:
    return text(one, "frequency_type") not in {"", "one_time"}


def _task(one: Told, _: Survey) -> str:
    words = ": ".join(part for part in (text(one, "title"), text(one, "description")) if part)
    return f"{'Done' if one.get('completed') else 'To do'}: {words}" if words else ""


def _debt(one: Told, _: Survey) -> str:
    amount = " ".join(part for part in (text(one, "amount"), text(one, "currency")) if part)
    who = "You owe them" if one.get("in_debt") in {True, "yes"} else "They owe you"
    more = [text(one, "reason"), "settled" if text(one, "status") == "complete" else ""]
    return f"{who} {amount}".strip() + "".join(f", {part}" for part in more if part)


def _idea(one: Told, _: Survey) -> str:
    words = _gift_words(one)
    return f"Idea for a present: {words}" if words else ""


def _note(one: Told, _: Survey) -> str:
    return text(one, "body", "content")


_WORDS = {
    "note": _note,
    "life_event": _life_event,
    "reminder": _reminder,
    "task": _task,
    "debt": _debt,
    "gift": _idea,
}


def _key(kind: str, one: Told, told: Told, words: str) -> str:
    """Return a key that stays from one export to the next: Monica's id, else whose it is, when and what."""
    own = text(one, "uuid")
    if own:
        return f"{kind}|{own}"
    said = f"{text(told, 'uuid')}|{text(one, 'created_at')}|{words}"
    return f"{kind}|{sha256(said.encode('utf-8', 'replace')).hexdigest()[:32]}"
