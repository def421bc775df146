"""Reminders that arrive: the daily mail, its answers, a calendar, and what runs them every day."""
