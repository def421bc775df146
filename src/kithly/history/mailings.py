"""What kind of mail each sender sends: what tells a newsletter from somebody who writes."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from kithly.history.interactions import MASS_MAIL, Ints, RecordColumns
from kithly.records import Flag


class Mailing(IntEnum):
    """What kind of mail a message is, by its own marks alone."""

    BULK = 0  # newsletter, campaign, or to more than `MASS_MAIL` people
    AUTOMATIC = 1  # notice, automatic answer, bounce
    LIST = 2  # through a mailing list
    PERSONAL = 3  # none of them


def mailings(columns: RecordColumns, identities: int) -> Ints:
    """Return how many messages of each kind each identity sent. Shape: (identities, 4), by `Mailing`.

    Args:
        columns: All messages and gestures.
        identities: One more than the largest identity number.
    """
    chosen = (columns.sender >= 0) & ((columns.flags & int(Flag.SENT)) == 0)
    sender, flags = columns.sender[chosen], columns.flags[chosen]
    kind = np.full(len(sender), int(Mailing.PERSONAL), np.int64)
    kind[(flags & int(Flag.LIST)) != 0] = Mailing.LIST
    kind[(flags & int(Flag.AUTOMATIC)) != 0] = Mailing.AUTOMATIC
    kind[((flags & int(Flag.BULK)) != 0) | (columns.recipients[chosen] > MASS_MAIL)] = Mailing.BULK
    counts = np.bincount(sender * len(Mailing) + kind, minlength=identities * len(Mailing))
    return counts[: identities * len(Mailing)].reshape(identities, len(Mailing))
