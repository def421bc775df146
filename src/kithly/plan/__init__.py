"""Whom today: the few touches worth the most under a budget of minutes."""

from kithly.plan.choose import MOST_A_DAY, as_touch, choose, is_enough, nearest, touch_id
from kithly.plan.costs import MINUTES
from kithly.plan.doors import CHATS, NETWORKS, door
from kithly.plan.limits import LIMITS, Act, Limit, act_of, usual_limit
from kithly.plan.past import MOST_RECONNECTIONS, Cause, Outcome, Past, PastTouch
from kithly.plan.rank import rank
from kithly.plan.rules import DayRules, Holiday, Hours, Rest, RestKind
from kithly.plan.standing import Standing, kept_of_ties, unusual_after
from kithly.plan.touch import DayPlan, Minutes, Touch, TouchId
from kithly.plan.usual import Learned, learned

__all__ = [
    "CHATS",
    "LIMITS",
    "MINUTES",
    "MOST_A_DAY",
    "MOST_RECONNECTIONS",
    "NETWORKS",
    "Act",
    "Cause",
    "DayPlan",
    "DayRules",
    "Holiday",
    "Hours",
    "Learned",
    "Limit",
    "Minutes",
    "Outcome",
    "Past",
    "PastTouch",
    "Rest",
    "RestKind",
    "Standing",
    "Touch",
    "TouchId",
    "act_of",
    "as_touch",
    "choose",
    "door",
    "is_enough",
    "kept_of_ties",
    "learned",
    "nearest",
    "rank",
    "touch_id",
    "unusual_after",
    "usual_limit",
]
