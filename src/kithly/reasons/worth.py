"""What a reason is worth against others, 0 to 1: one table, explained in `docs/explanation/reasons.md`.

Debts come first (somebody made an effort and waits), then true occasions, then ties worth waking. The
numbers order reasons; the planner weighs them with importance, tie and minutes.
"""

from __future__ import annotations

REPLY_OWED = 0.95  # fresh; sinks towards UNANSWERED by the end of the 60 days
REPLY_OWED_OLD = 0.75
MET = 0.9
PROMISE = 0.88  # sinks after the day it was for
PROMISE_OLD = 0.6
RECOMMENDATION = 0.8
HELPED = 0.5  # they answered what ego had asked, or read something of ego's
ARRANGED = 0.72
UNANSWERED = 0.7
UNANSWERED_OLD = 0.5
BIRTHDAY = 0.75  # it cannot wait, as most others can
BIRTHDAY_CLICK = 0.3  # of a mere connection
LATE = 0.7  # factor for a wish a day or two late
NEW_JOB = 0.65
MOVED = 0.55
LATE_ANSWER = 0.66
AFTER_MEETING = 0.62
LOOP = 0.6
MESSAGED = 0.6  # they wrote somewhere that Kithly does not read
ACCEPTED = 0.5
ASKED = 0.5
INTRODUCE = 0.58  # a need noted, and an offer noted
INTRODUCE_BY_WORK = 0.42  # a need noted, and somebody's position
NEED_MET = 0.5
VALUE = 0.6  # times how well it fits
TOWN = 0.56
OLD_TALK = 0.5
SETBACK = 0.5  # hard news: a plain hello, in the user's own words
ON_THIS_DAY = 0.42
NAMED = 0.45
WAVE = 0.5  # somebody wished ego well, in words
WAVE_CLICK = 0.15
THEIR_PROMISE = 0.45
ROUND_ANNIVERSARY = 0.45  # five years at one place, ten, fifteen
FOUND = 0.45  # something the user found of theirs
RELEASED = 0.42
SPOKE = 0.42
DORMANT = 0.4
DORMANT_SHARED = 0.44  # with years the user said they shared
CONGRATULATED = 0.4
POSTED = 0.36
OLD_JOB_CHANGE = 0.35  # too late to congratulate: only something to talk about
EVENT = 0.32
RELOCATED = 0.32
COMMENTED = 0.3
ANNIVERSARY = 0.3
ENDORSEMENT = 0.25
PROFILE = 0.2
PERHAPS = 0.15  # a page names somebody of that name, and the employer too
REACTED = 0.12  # one click of theirs
PASSED_ON = 0.12  # others' words
WORKED = 0.1  # a day's pushes, a change that was taken in
MEETING = 0.0  # never planned: it stands on the day by itself
STRANGER = 0.5  # factor for a question by somebody ego never wrote to nor keeps as a contact
RHYTHM = 0.35  # a silence longer than usual; more the more the tie would fade
RHYTHM_FADING = 0.55
CADENCE = 0.5  # at the ideal; grows towards the latest
CADENCE_LATEST = 0.75
