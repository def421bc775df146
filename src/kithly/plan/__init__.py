"""Whom today: the few touches worth the most under a budget of minutes."""

from kithly.plan.choose import MOST_A_DAY, Standing, as_touch, choose, is_enough, touch_id
from kithly.plan.costs import MINUTES
from kithly.plan.doors import CHATS, NETWORKS, door
from kithly.plan.past import MOST_RECONNECTIONS, Outcome, Past, PastTouch
from kithly.plan.rank import rank
from kithly.plan.touch import DayPlan, Minutes, Touch, TouchId

__all__ = [
    "CHATS",
    "MINUTES",
    "MOST_A_DAY",
    "MOST_RECONNECTIONS",
    "NETWORKS",
    "DayPlan",
    "Minutes",
    "Outcome",
    "Past",
    "PastTouch",
    "Standing",
    "Touch",
    "TouchId",
    "as_touch",
    "choose",
    "door",
    "is_enough",
    "rank",
    "touch_id",
]
