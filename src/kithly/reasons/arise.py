"""All rules over one person's facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kithly.reasons.anniversaries import anniversaries
from kithly.reasons.birthdays import birthdays
from kithly.reasons.discoveries import discoveries
from kithly.reasons.facts import Facts
from kithly.reasons.gratitude import thanks_owed
from kithly.reasons.introduced import loops_to_close
from kithly.reasons.jobs import job_news
from kithly.reasons.kindness import kindnesses
from kithly.reasons.late_answers import late_answers
from kithly.reasons.meetings import STILL_OWED, after_meeting, meeting_ahead
from kithly.reasons.mourning import mourned
from kithly.reasons.needs import needs_reasons
from kithly.reasons.on_this_day import on_this_day
from kithly.reasons.own_words import follow_up_owed, named
from kithly.reasons.pace import cadence, own_rhythm
from kithly.reasons.profiles import profile_news
from kithly.reasons.promises import promises
from kithly.reasons.published import perhaps, published
from kithly.reasons.questions import unanswered_questions
from kithly.reasons.reason import Reason
from kithly.reasons.setbacks import hushed, setbacks
from kithly.reasons.talks import old_talks
from kithly.reasons.told_promises import told_promises
from kithly.reasons.towards_me import accepted, asked, clicks, efforts, messaged
from kithly.reasons.trips import in_their_town
from kithly.reasons.valued import worth_sharing
from kithly.reasons.wave import said_once, waves

Rule = Callable[[Facts, datetime], tuple[Reason, ...]]

RULES: tuple[Rule, ...] = (
    unanswered_questions,
    thanks_owed,
    kindnesses,
    follow_up_owed,
    promises,
    told_promises,
    late_answers,
    loops_to_close,
    waves,
    after_meeting,
    needs_reasons,
    in_their_town,
    on_this_day,
    job_news,
    old_talks,
    named,
    worth_sharing,
    birthdays,
    anniversaries,
    setbacks,
    published,
    perhaps,
    profile_news,
    efforts,
    clicks,
    accepted,
    asked,
    messaged,
    discoveries,
    cadence,
    own_rhythm,
)


def arise(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return every reason for a touch with one person, worth most first.

    Nobody who is quiet, remembered, family, a service or left out gives a reason; nor somebody of whom news reads as
    if they had died, until the user has answered that. In a hard time nothing cheerful is left.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone; nothing later is looked at but the meetings of the next days.
    """
    if not facts.person.is_plannable:
        return ()
    past = facts.until(now)
    if mourned(past):
        return ()
    ahead = meeting_ahead(facts, now)
    said = said_once([reason for rule in RULES for reason in rule(past, now)])
    if any(one.starts is None or one.starts <= now.date() for one in ahead):
        said = tuple(one for one in said if one.kind in STILL_OWED)  # all else is said face to face
    found = (*ahead, *hushed(said, past, now))
    return tuple(sorted(found, key=lambda reason: (-reason.worth, reason.kind, reason.key)))
