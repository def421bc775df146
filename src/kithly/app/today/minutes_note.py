"""The one question about minutes: the user usually gives others than are planned for. Asked once a month at most."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kithly.app.network import Network
from kithly.app.said.day_rules import day_word
from kithly.app.today.minutes import learned_view, minutes_of
from kithly.app.today.rhythm import set_rhythm
from kithly.app.views import AnswerView, DayNoteView, DoneView
from kithly.errors import NotFound
from kithly.store import Reading

MINUTES = "minutes"  # kind of the note; its id ends with the minutes it offers
PLAN, NOT_NOW = "plan", "not_now"


def minutes_asked(
    kept: Reading, network: Network, *, earlier: Collection[str], opened: Collection[str]
) -> Iterator[DayNoteView]:
    """Yield the question whether to plan for the minutes the user usually gives.

    Args:
        kept: Where to read.
        network: Whose day.
        earlier: Ids of the notes of the last month.
        opened: Ids of the notes that were answered.
    """
    if any(one.startswith(f"{MINUTES}-") for one in earlier):
        return
    word = day_word(kept)
    found = learned_view(kept, network, word)
    if found is None or not found.is_offered:
        return
    planned, note = minutes_of(kept, network, word), f"{MINUTES}-{found.minutes:g}"
    if note in opened or found.minutes == planned:
        return
    yield DayNoteView(
        id=note,
        kind=MINUTES,
        text=f"You usually do about {found.minutes:g} minutes a day. Plan for {found.minutes:g}?",
        person=None,
        evidence=(),
        answers=(
            AnswerView(key=PLAN, label=f"Plan for {found.minutes:g}"),
            AnswerView(key=NOT_NOW, label=f"Keep {planned:g}"),
        ),
    )


def plan_for_it(network: Network, note_id: str) -> DoneView:
    """Keep the minutes a question offered as the user's word.

    Raises:
        NotFound: The note is another.
        SettingsError: It offers no minutes.
    """
    kind, _, minutes = note_id.partition("-")
    if kind != MINUTES:
        raise NotFound("note", note_id, hint="kithly today")
    return set_rhythm(network, [("minutes", minutes)])
