"""Why now: true occasions with evidence."""

from kithly.reasons.arise import RULES, arise
from kithly.reasons.birthdays import agreed, birthdays
from kithly.reasons.candidates import candidates, newest_words
from kithly.reasons.days import LeapDay, in_year, is_near, midnight
from kithly.reasons.exports import WorkChange, work_change
from kithly.reasons.fact_values import (
    Appointment,
    First,
    Introduced,
    Match,
    MatchKind,
    Pace,
    SharedGround,
    Trip,
    Wished,
)
from kithly.reasons.facts import (
    BirthdayTold,
    Clock,
    Facts,
    Fitting,
    OwnWord,
    PastGesture,
    Sighting,
    Told,
    WordKind,
)
from kithly.reasons.gratitude import thanks_owed
from kithly.reasons.jobs import job_news
from kithly.reasons.meetings import after_meeting, meeting_ahead
from kithly.reasons.mourning import mourned, reads_like_a_death
from kithly.reasons.needs import Met, Supply, needs_met
from kithly.reasons.new_work import Report, reports_of
from kithly.reasons.no_reply import ENOUGH, LEARNABLE, kind_of, learned
from kithly.reasons.on_this_day import on_this_day, round_years
from kithly.reasons.owed import MOST_OWED, Inbox, Owed, OwedKind, Sieve, inbox
from kithly.reasons.own_words import follow_up_owed, named
from kithly.reasons.pace import LIVING, cadence, cadence_key, cadence_worth, latest_day, own_rhythm, rhythm_worth
from kithly.reasons.phrases import in_words
from kithly.reasons.promises import OLDEST as OLDEST_PROMISE
from kithly.reasons.promises import may_promise, promises
from kithly.reasons.questions import unanswered_questions
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.setbacks import standing_setback
from kithly.reasons.talks import old_talks
from kithly.reasons.telling import exact_words, place_of
from kithly.reasons.timely import is_timely, may_be_grave, prospect
from kithly.reasons.titles import seniority
from kithly.reasons.towns import Town, is_same_town, town_in, towns_in
from kithly.reasons.valued import worth_sharing
from kithly.reasons.wanted import Want, Wanted, wanted, wanted_in
from kithly.reasons.wave import wave_key, waves, what_they_did
from kithly.reasons.wording import day as day_in_words
from kithly.reasons.wording import ended

__all__ = [
    "ENOUGH",
    "LEARNABLE",
    "LIVING",
    "MOST_OWED",
    "OLDEST_PROMISE",
    "RULES",
    "Appointment",
    "BirthdayTold",
    "Clock",
    "Facts",
    "First",
    "Fitting",
    "Inbox",
    "Introduced",
    "LeapDay",
    "Match",
    "MatchKind",
    "Met",
    "Owed",
    "OwedKind",
    "OwnWord",
    "Pace",
    "PastGesture",
    "Reason",
    "ReasonKind",
    "Report",
    "SharedGround",
    "Sieve",
    "Sighting",
    "Supply",
    "Told",
    "TouchKind",
    "Town",
    "Trip",
    "Want",
    "Wanted",
    "Wished",
    "WordKind",
    "WorkChange",
    "after_meeting",
    "agreed",
    "arise",
    "birthdays",
    "cadence",
    "cadence_key",
    "cadence_worth",
    "candidates",
    "day_in_words",
    "ended",
    "exact_words",
    "follow_up_owed",
    "in_words",
    "in_year",
    "inbox",
    "is_near",
    "is_same_town",
    "is_timely",
    "job_news",
    "kind_of",
    "latest_day",
    "learned",
    "may_be_grave",
    "may_promise",
    "meeting_ahead",
    "midnight",
    "mourned",
    "named",
    "needs_met",
    "newest_words",
    "old_talks",
    "on_this_day",
    "own_rhythm",
    "place_of",
    "promises",
    "prospect",
    "reads_like_a_death",
    "reports_of",
    "rhythm_worth",
    "round_years",
    "seniority",
    "standing_setback",
    "thanks_owed",
    "town_in",
    "towns_in",
    "unanswered_questions",
    "wanted",
    "wanted_in",
    "wave_key",
    "waves",
    "what_they_did",
    "work_change",
    "worth_sharing",
]
