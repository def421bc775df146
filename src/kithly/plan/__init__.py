"""Whom today: the few touches worth the most under a budget of minutes."""

from kithly.plan.touch import DayPlan, Minutes, Touch, TouchId

__all__ = ["DayPlan", "Minutes", "Touch", "TouchId"]
