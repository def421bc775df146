"""Whom a day's plan left out although there was a reason, and why: counts that add up, and no reproach."""

from __future__ import annotations

from kithly.app.views import HeldBackView
from kithly.plan import Cause, DayPlan

TEXTS: dict[Cause, tuple[str, str]] = {
    Cause.ROOM: ("1 more has a reason, and can wait.", "{count} more have a reason, and can wait."),
    Cause.RECONNECTIONS: (
        "1 reconnection waits: two a week are enough.",
        "{count} reconnections wait: two a week are enough.",
    ),
    Cause.PLACE: (
        "1 waits because enough was said at that place.",
        "{count} wait because enough was said at their place.",
    ),
    Cause.COOL_DOWN: ("1 heard from you lately.", "{count} heard from you lately."),
    Cause.LATER: ("1 was put off by you.", "{count} were put off by you."),
    Cause.SHOWN: ("1 was shown lately, and rests.", "{count} were shown lately, and rest."),
    Cause.SETTLED: ("1 is done, or not wanted.", "{count} are done, or not wanted."),
    Cause.IN_PEACE: ("1 is left in peace, as you said.", "{count} are left in peace, as you said."),
}
"""What is said of one, and of more."""


def held_back_views(plan: DayPlan) -> tuple[HeldBackView, ...]:
    """Return how many people with a timely reason are not on a plan, by cause; causes of nobody are left out."""
    return tuple(
        HeldBackView(cause=cause.value, people=count, text=TEXTS[cause][count > 1].format(count=f"{count:,}"))
        for cause in Cause
        if (count := plan.held.get(cause.value, 0))
    )
