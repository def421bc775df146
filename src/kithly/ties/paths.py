"""Every way the months ahead may go for each tie, each with its chance.

A tie has been silent since today, or it was renewed some months ago; that decides the chance of contact in the
month that follows. So all paths of a tie can be followed together, and nothing has to be drawn at random. Contact
of either side renews a tie: those who write first, and the user's own messages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from kithly.ties.columns import DAY, HORIZON, REPLY, Bools, Floats
from kithly.ties.ego import Ego
from kithly.ties.features import Moment, features, last_contact
from kithly.ties.model import Model, probability
from kithly.ties.renewed import renewed

MONTHS: Final = 12  # how far ahead
MONTH: Final = 365.25 / MONTHS * DAY  # seconds
IN_TOUCH: Final = HORIZON  # seconds: whoever there was contact with so lately is in touch
WINDOW: Final = 3  # months that are about as long
WITHIN: Final = 0.5  # months from the last contact of a month to its end; makes no difference from .1 to .5
DRAWN: Final = (0, 1, 2, 4, 7, 12)  # months of silence looked at; between them log-odds are straight


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How long things take.

    Attributes:
        month: Length of a month, in seconds; the unit of the model's features.
        reply_within: The reply window, in seconds.
        in_touch: How recent the last contact must be, in seconds.
    """

    month: float = MONTH
    reply_within: float = REPLY
    in_touch: float = IN_TOUCH


USUAL: Final = Scale()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """The log-odds of contact in one month, for every tie.

    Attributes:
        silent: (MONTHS, n) in the month after so many silent ones from today.
        renewed: (MONTHS, n) in the month after so many silent ones from a contact.
        fresh: (MONTHS + 1, n) whether today's last contact still counts after so many months.
    """

    silent: Floats
    renewed: Floats
    fresh: Bools


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What may have become of every tie after some months.

    Attributes:
        silent: (n,) chance that there was no contact since today.
        since: (months, n) chance that the last contact was in this month, the newest first.
    """

    silent: Floats
    since: Floats


def chances(rows: Floats, ego: Ego, now: float, model: Model, *, scale: Scale = USUAL) -> Chances:
    """Return the chances of contact month by month, by silence.

    Args:
        rows: (n, WIDTH) states of ties in which something was seen, with the month as H.
        ego: The ego's level, with the month as H; it stays as it is.
        now: Seconds since 1970, UTC.
        model: Of contact within H.
        scale: How long a month is.
    """
    after = renewed(rows, now, horizon=scale.month)

    def odds(states: Floats, offset: float) -> Floats:
        drawn = np.stack([_odds(states, ego, now + (months + offset) * scale.month, model, scale) for months in DRAWN])
        return between(drawn, MONTHS)

    ahead = np.arange(MONTHS + 1)[:, None] * scale.month
    return Chances(
        silent=odds(rows, 0.0),
        renewed=odds(after, WITHIN),
        fresh=now - last_contact(rows)[None, :] + ahead < scale.in_touch,
    )


def _odds(states: Floats, ego: Ego, when: float, model: Model, scale: Scale) -> Floats:
    moment = Moment(now=when, horizon=scale.month, reply_within=scale.reply_within)
    return model.log_odds(model.contributions(features(states, ego, moment)))


def between(drawn: Floats, months: int) -> Floats:
    """Return values for so many months of silence, from 0, by those for the months in `DRAWN`.

    Args:
        drawn: (len(DRAWN), n) the values.
        months: How many, at most one more than the last in `DRAWN`.
    """
    wanted, at = np.arange(months), np.array(DRAWN)
    right = np.clip(np.searchsorted(at, wanted), 1, len(at) - 1)
    part = ((wanted - at[right - 1]) / (at[right] - at[right - 1]))[:, None]
    return np.asarray(drawn[right - 1] * (1 - part) + drawn[right] * part)


def followed(found: Chances, shift: float = 0.0) -> Iterator[Standing]:
    """Yield what may have become of every tie today, after one month, and so on.

    Args:
        found: The chances by silence.
        shift: Added to all log-odds.
    """
    silent, comes = probability(found.silent + shift), probability(found.renewed + shift)
    still, since = np.ones(silent.shape[1]), np.zeros((0, silent.shape[1]))
    yield Standing(silent=still, since=since)
    for month in range(MONTHS):
        again = since * comes[:month]
        contact = still * silent[month] + again.sum(axis=0)
        since = np.concatenate([contact[None], since - again])
        still = still * (1 - silent[month])
        yield Standing(silent=still, since=since)


def in_touch_ahead(found: Chances, shift: float = 0.0) -> Floats:
    """Return the chance that ego is in touch with each, today and after each month. Shape: (MONTHS + 1, n).

    Args:
        found: The chances by silence.
        shift: Added to all log-odds.
    """
    return np.stack(
        [
            one.silent * fresh + one.since[:WINDOW].sum(axis=0)
            for one, fresh in zip(followed(found, shift), found.fresh, strict=True)
        ]
    )
