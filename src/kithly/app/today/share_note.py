"""Once a week at most, for somebody who posts: that it is as long as usual since the last post, and an idea waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from kithly.app.derived.own_posts import posting
from kithly.app.network import Network
from kithly.app.said.share_words import may_mention, shared_since
from kithly.app.views import AnswerView, DayNoteView
from kithly.reasons.own_posts import is_due, posting_in_words
from kithly.store import Reading

SHARE = "share"  # kind of the note; its id ends with the day
WEEK = timedelta(days=7)
ANSWERS = (AnswerView(key="not_now", label="Not now"),)
IDEA = "If you like, there is an idea: kithly share"


def share_note(
    kept: Reading, network: Network, *, earlier: Mapping[str, date], opened: list[str]
) -> Iterator[DayNoteView]:
    """Yield the note; nothing where the user does not post and did not switch it on, or switched it off.

    Args:
        kept: Where to read.
        network: Whose day.
        earlier: The notes of earlier days, with the newest day of each.
        opened: Ids of the notes that were answered.
    """
    said, note = may_mention(kept), f"{SHARE}-{network.today:%Y-%m-%d}"
    lately = [day for one, day in earlier.items() if one.startswith(f"{SHARE}-") and network.today - day < WEEK]
    if said is False or lately or note in opened or shared_since(kept, network.today - WEEK):
        return
    now = network.now.astimezone(network.zone)
    found = posting(kept, now)
    if not (said or found.posts_now) or not is_due(found, now):
        return
    yield DayNoteView(
        id=note,
        kind=SHARE,
        text=f"{posting_in_words(found, now)} {IDEA}",
        person=None,
        evidence=(found.last.evidence(),) if found.last else (),
        answers=ANSWERS,
    )
