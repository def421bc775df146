"""Which features the two models use, and which way each may go."""

from __future__ import annotations

# +1 may only raise, -1 may only lower, 0 either. The signs of the strength model make it monotone.
STRENGTH_TERMS = {
    "gap": -1,
    "age": -1,
    "overdue": -1,
    "days": 1,
    "days_1": 1,
    "days_2": 1,
    "days_3": 1,
    "days_4": 1,
    "act_0": 1,
    "act_1": 1,
    "act_2": 1,
    "act_3": 1,
    "act_4": 1,
    "personal": 1,
    "recip": 1,
    "rr_alter": 1,
    "ego_out": 1,
    "ego_in": 1,
    "ego_deg": 0,
}

REPLY_TERMS = {
    "rr_alter": 1,
    "rr_turn": 1,
    "ego_rr": 1,
    "gap_in": -1,
    "waiting": 0,
    "pend_me": 0,
    "pend_them": 0,
    "recip": 0,
    "in_share": 0,
    "personal_share": 0,
    "age": 0,
    "days": 0,
    "act_0": 0,
    "act_2": 0,
    "act_3": 0,
    "days_2": 0,
    "overdue": -1,
    "sdlog": 0,
    "ego_out": 0,
    "ego_in": 0,
    "ego_deg": 0,
    "never_in": -1,
    "first": 0,
    "surplus": 0,
}
