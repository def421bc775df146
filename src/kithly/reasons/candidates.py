"""Who can have a reason at all, told from columns, so that words are read for a few people only."""

from __future__ import annotations

import numpy as np

from kithly.history import Interactions, Lasts, open_questions
from kithly.history.interactions import Bools, Ints

DAY = 86_400
DEBT_SECONDS = 60 * DAY
SILENCE_SECONDS = 180 * DAY  # the least silence any rule asks of a tie to wake or a move to tell of
LATE_SECONDS = 30 * DAY  # an answer that took so long is thanked for
FRESH_SECONDS = 45 * DAY
MOST = 300  # people whose words are read in one go
MOST_WORDS = 600  # newest messages that are looked through for a promise


def candidates(
    interactions: Interactions, lasts: Lasts, *, now: int, plannable: Bools, also: Ints | None = None, most: int = MOST
) -> Ints:
    """Return the people whose facts are worth fetching, ascending.

    They are everybody in ``also`` (gestures, changed exports, the user's own words), then by thirds of the room left:
    open questions of the last 60 days, newest first; older ones and silent ties, each by how much went both ways;
    as many whose answers came late, newest first; and as many who wrote last within 60 days, whom ego ever wrote to
    before others: they may have asked without a question mark, or done ego a kindness.

    Args:
        interactions: Rows in any order.
        lasts: `history.last_contacts` of the same rows.
        now: Seconds since 1970 UTC.
        plannable: (people,) False for people in no plan.
        also: People who have a reason by other records than messages.
        most: How many at most, but for ``also``.

    Returns:
        Person indices.
    """
    asked = open_questions(interactions, lasts, now=now)
    asked_at = np.zeros(len(plannable), np.int64)
    asked_at[asked.person] = asked.at
    depth = np.minimum(lasts.count_in, lasts.count_out)
    is_debt = (asked_at > 0) & (now - asked_at <= DEBT_SECONDS)
    is_old = (asked_at > 0) & ~is_debt
    is_silent = (depth > 0) & (now - lasts.last >= SILENCE_SECONDS)
    has_answered = (lasts.last_out > 0) & (lasts.last_in - lasts.last_out >= LATE_SECONDS)
    has_answered &= now - lasts.last_in <= FRESH_SECONDS
    wrote_last = (lasts.last_in > lasts.wrote_out) & (now - lasts.last_in <= DEBT_SECONDS) & (lasts.last_in > 0)
    known_first = lasts.last_in + np.where(lasts.wrote_out > 0, now, 0)
    share = max(most // 3, 1)
    chosen = [
        _best(np.flatnonzero(is_debt & plannable), asked_at, share),
        _best(np.flatnonzero(is_old & plannable), depth, share),
        _best(np.flatnonzero(is_silent & plannable), depth, share),
        _best(np.flatnonzero(has_answered & plannable), lasts.last_in, share),
        _best(np.flatnonzero(wrote_last & plannable), known_first, share),
    ]
    if also is not None and len(also):
        chosen.append(also[plannable[also]])
    return np.unique(np.concatenate(chosen))


def newest_words(lasts: Lasts, *, since: int, plannable: Bools) -> tuple[Ints, Ints]:
    """Return the newest record of each side with people in touch lately, of the deepest ties first.

    Args:
        lasts: `history.last_contacts` of everybody.
        since: Seconds since 1970 UTC; what is older is left out.
        plannable: (people,) False for people in no plan.

    Returns:
        Person indices and the record of each; a person may stand twice.
    """
    people = np.arange(len(plannable))
    person = np.concatenate([people[at >= since] for at in (lasts.last_in, lasts.last_out)])
    record = np.concatenate([lasts.record_in[lasts.last_in >= since], lasts.record_out[lasts.last_out >= since]])
    wanted = plannable[person]
    person, record = person[wanted], record[wanted]
    order = np.argsort(-np.minimum(lasts.count_in, lasts.count_out)[person], kind="stable")[:MOST_WORDS]
    return person[order], record[order]


def _best(people: Ints, score: Ints, most: int) -> Ints:
    """Return the people with the highest scores; the lower index wins among equals."""
    return people[np.argsort(-score[people], kind="stable")[:most]]
