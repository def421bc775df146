"""What a touch costs, in minutes: reading the card, looking first, a few own words, sending."""

from __future__ import annotations

from kithly.plan.touch import Minutes
from kithly.reasons import TouchKind

MINUTES: dict[TouchKind, Minutes] = {
    TouchKind.LIKE: Minutes(0.5),
    TouchKind.GREET: Minutes(1),
    TouchKind.CONGRATULATE: Minutes(2),
    TouchKind.THANK: Minutes(2),
    TouchKind.COMMENT: Minutes(2),
    TouchKind.CONNECT: Minutes(2),
    TouchKind.FOLLOW_UP: Minutes(3),
    TouchKind.SHARE: Minutes(3),
    TouchKind.REPLY: Minutes(5),
    TouchKind.RECONNECT: Minutes(6),  # two of them to look the person up first
    TouchKind.INTRODUCE: Minutes(6),
    TouchKind.POST: Minutes(10),
}
