"""What stands in a digest: the day's hellos, what is owed, birthdays ahead, the quiet notes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from kithly.app.derived.closely import reasons_now, ties_now
from kithly.app.letters.hello import hello
from kithly.app.network import Network
from kithly.app.today.day import today
from kithly.app.today.day_notes import SENT
from kithly.app.today.inbox import inbox
from kithly.app.views import DayNoteView, DigestItem, OwedView, TodayView, TouchView
from kithly.channels import door_link
from kithly.errors import KithlyError
from kithly.reasons import Reason, ReasonKind

AHEAD = timedelta(days=3)  # so far a birthday is told ahead
MOST_AHEAD = 5
MOST_OWED = 5  # things owed beside the day's hellos
NOTHING = "There is nothing today that would be worth a mail."
LINKS = {"email": "Write the mail", "linkedin": "Open LinkedIn", "note": "Open LinkedIn"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What a digest says.

    Attributes:
        date: The day.
        items: The hellos, then what is owed.
        planned: Minutes of the hellos.
        ahead: Birthdays of the next days.
        notes: The quiet notes.
        why: Why there is nothing to say; empty where there is something.
    """

    date: date
    items: tuple[DigestItem, ...] = ()
    planned: float = 0.0
    ahead: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    why: str = ""


def gather(network: Network) -> Gathered:
    """Return what today's digest says; with `Gathered.why` alone where it is silent."""
    view = today(network, drafts=False)
    if view.rest is not None or view.rested:
        return Gathered(date=view.date, why=view.rest.text if view.rest else view.closing)
    hellos = [_of_touch(network, place, one) for place, one in enumerate(view.touches, 1)]
    owed = _owed(network, {one.id for one in view.touches}, first=len(hellos) + 1)
    ahead, notes = _birthdays(network), tuple(_note(one) for one in view.notes)
    said = hellos or owed or ahead or notes
    return Gathered(
        date=view.date,
        items=(*hellos, *owed),
        planned=view.minutes.planned,
        ahead=ahead,
        notes=notes,
        why="" if said else _nothing(view),
    )


def _nothing(view: TodayView) -> str:
    return " ".join(view.lacking) or view.closing or NOTHING


def _of_touch(network: Network, number: int, touch: TouchView) -> DigestItem:
    item = DigestItem(
        number=number,
        touch=touch.id,
        person=touch.person,
        kind=touch.kind,
        text=touch.reason.text,
        who=touch.who,
        quiet=touch.quiet,
        channel=touch.channel,
        minutes=touch.minutes,
    )
    return with_words(network, item)


def _owed(network: Network, planned: set[str], *, first: int) -> tuple[DigestItem, ...]:
    """Return what is owed beside the hellos of the day."""
    beside = [one for one in inbox(network).owed if one.touch not in planned][:MOST_OWED]
    return tuple(with_words(network, _of_owed(place, one)) for place, one in enumerate(beside, first))


def _of_owed(number: int, owed: OwedView) -> DigestItem:
    when = f" ({owed.when})" if owed.when else ""
    return DigestItem(
        number=number,
        touch=owed.touch,
        person=owed.person,
        kind=owed.kind,
        text=f"{owed.text.rstrip('.')}{when}.",
        who=owed.who,
        channel=owed.channel,
        minutes=owed.minutes,
        owed=True,
    )


def with_words(network: Network, item: DigestItem) -> DigestItem:
    """Return an item with its draft and the link that takes it along, as far as there are any."""
    try:
        view = hello(network, item.touch)
    except KithlyError:
        return item
    door = view.doors[0] if view.doors else None
    subject = (view.draft.subject or "") if view.draft else ""
    draft = view.draft.text if view.draft else ""
    link = door_link(door.key, door.to, subject=subject, body=draft) if door else ""
    return replace(
        item,
        channel=door.key if door else item.channel,
        link=link,
        link_text=LINKS.get(door.key, f"Open {door.label}") if door and link else "",
        subject=subject,
        draft=draft,
        why_not=view.why_not or "",
    )


def _birthdays(network: Network) -> tuple[str, ...]:
    """Return the birthdays of the next days that are nobody's hello yet."""
    ties, last = ties_now(network), network.today + AHEAD
    with network.store.reading() as kept:
        near = [one for one in kept.reasons.of_kinds({ReasonKind.BIRTHDAY}) if _is_ahead(one, network, last)]
        persons = sorted({one.person for one in near})
        _, reasons = reasons_now(kept, persons, ties, now=network.now.astimezone(network.zone))
    ahead = [one for one in reasons if one.kind is ReasonKind.BIRTHDAY and not one.has_begun(network.now)]
    ahead.sort(key=lambda one: (one.on or last, one.person))
    return tuple(one.text for one in ahead if one.channel is None)[:MOST_AHEAD]


def _is_ahead(reason: Reason, network: Network, last: date) -> bool:
    return reason.on is not None and network.today <= reason.on <= last and reason.channel is None


def _note(note: DayNoteView) -> str:
    """Return a note; a question of the morning after is answered in the app, not by mail."""
    if note.kind == SENT and note.touch:
        return f"{note.text} (kithly done {note.touch})"
    return note.text
