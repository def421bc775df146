"""What became of one hello: done, put off, let go; or taken along and not told of yet."""

from __future__ import annotations

from kithly.app.network import Network
from kithly.app.show import CHANNELS
from kithly.app.views import HandedView, SettledView
from kithly.plan import CHATS, Outcome, Touch
from kithly.reasons import day_in_words
from kithly.store import Decision, Reading

TAKEN = {
    "email": "to your mail",
    "mail": "to your mail",
    "linkedin": "to LinkedIn",
    "note": "to LinkedIn",
    **{chat.value: f"to {CHANNELS[chat]}" for chat in CHATS},
}  # where words were taken; elsewhere they were copied
ASKED = "asked"  # kind of the decision that answers the question of the morning after
NOT_YET = "not_yet"


def settled_view(kept: Reading, network: Network, touch: Touch) -> SettledView | None:
    """Return the user's last word on a hello; None while it is open, or open again."""
    told = [one for one in kept.decisions.all("touch") if one.value.get("touch") == touch.id]
    if not told:
        return None
    last = told[-1]
    until = last.value.get("until")
    is_back = last.value["outcome"] == Outcome.SNOOZED and until is not None and until <= network.today.isoformat()
    if is_back:
        return None
    return SettledView(
        outcome=str(last.value["outcome"]), text=kept.changes.get(last.change).text, change=str(last.change)
    )


def last_handed(kept: Reading, touch_id: str) -> Decision | None:
    """Return when the words of a hello were taken along last, unless the user said since that they were not sent."""
    handed = [one for one in kept.decisions.all("handed") if one.value.get("touch") == touch_id]
    answered = [one for one in kept.decisions.all(ASKED) if one.value.get("touch") == touch_id]
    not_sent = [one.value.get("handed") for one in answered if one.value.get("answer") == NOT_YET]
    return handed[-1] if handed and handed[-1].id not in not_sent else None


def handed_view(kept: Reading, network: Network, touch: Touch) -> HandedView | None:
    """Return when and where the words of a hello were taken along; None if they were not."""
    last = last_handed(kept, touch.id)
    if last is None:
        return None
    door = str(last.value.get("channel") or "")
    local = last.at.astimezone(network.zone)
    when = f"today at {local:%H:%M}" if local.date() == network.today else f"on {day_in_words(last.at, network.zone)}"
    return HandedView(at=last.at, channel=door, text=f"You {taken(door)} {when}.", change=str(last.change))


def taken(door: str) -> str:
    """Return what was done with the words at a door: ``took these words to your mail``."""
    return f"took these words {TAKEN[door]}" if door in TAKEN else "copied these words"
